// The address is the search: what is asked stands in the query string, and nowhere else.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});

  const FACETS = ["exemption", "law", "outcome", "year", "department", "topic", "late", "documents",
    "reviewed"];
  const SORTS = ["relevance", "newest", "oldest", "longest"];

  // Slashes and colons may stand as they are. Brackets may not: mail programs cut links at them.
  const written = (text) => encodeURIComponent(text)
    .replace(/%20/g, "+").replace(/%2F/g, "/").replace(/%3A/g, ":")
    .replace(/[()'*!~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

  // In an order of their own, whichever was chosen first: two alike searches have one address.
  const chosen = (search) => FACETS.flatMap((facet) =>
    [...(search.choices[facet] ?? [])].sort().map((value) => [facet, value]));

  ui.address = {
    FACETS,
    SORTS,
    chosen,

    // A search: {query, choices: {facet: [values]}, sort, page}.
    read(text) {
      const given = new URLSearchParams(text);
      const choices = {};
      for (const facet of FACETS) {
        const values = [...new Set(given.getAll(facet).filter(Boolean))];
        if (values.length) choices[facet] = values;
      }
      const sort = given.get("sort");
      const page = Number(given.get("page"));
      return {
        query: given.get("q") ?? "",
        choices,
        sort: SORTS.includes(sort) ? sort : SORTS[0],
        page: Number.isSafeInteger(page) && page > 0 ? page : 1,
      };
    },

    // The query string of a search, as short as it can be.
    write(search) {
      const parts = search.query ? [["q", search.query]] : [];
      parts.push(...chosen(search));
      if (search.sort !== SORTS[0]) parts.push(["sort", search.sort]);
      if (search.page > 1) parts.push(["page", search.page]);
      return parts.length ? `?${parts.map(([name, value]) => `${name}=${written(value)}`).join("&")}` : "";
    },

    of(search) {
      return `${ui.root}search/${this.write(search)}`;
    },

    // The same search with something else about it, from its first page.
    changed(search, changes) {
      return { ...search, page: 1, ...changes };
    },

    toggled(search, facet, value, on) {
      const others = (search.choices[facet] ?? []).filter((one) => one !== value);
      const choices = { ...search.choices, [facet]: on ? [...others, value] : others };
      if (!choices[facet].length) delete choices[facet];
      return this.changed(search, { choices });
    },
  };
})();
