// A list of results, and the way through its pages.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make, _, later, ngettext, parts } = ui;

  const took = (card, log) => {
    if (card.taken === null || card.taken === undefined) return null;
    const days = (number) => (card.unit === "working-days"
      ? ngettext("{number} working day", "{number} working days", number)
      : ngettext("{number} calendar day", "{number} calendar days", number));
    return card.late === true
      ? make("span", { class: "dl-late" }, _("late: {days}, limit {limit}", { days: days(card.taken), limit: card.limit }))
      : make("span", {}, _("in {taken} of {limit}", { taken: card.taken, limit: days(card.limit) }));
  };

  const snippet = (found) => {
    if (!found.snippet?.length) {
      return found.card.summary ? make("p", { class: "dl-item__summary", dir: "auto" }, found.card.summary) : null;
    }
    const parts = found.snippet.map(([text, hit]) => (hit ? make("mark", {}, text) : text));
    return make("p", { class: "dl-item__summary", dir: "auto" }, parts);
  };

  // The pages of each document that hold the words, each a link to the document opened there.
  const places = (found, hits, query) => {
    const documents = new Map();
    for (const [number, page] of hits ?? []) {
      if (found.card.documents[number]) {
        documents.set(number, [...(documents.get(number) ?? []), page]);
      }
    }
    if (!documents.size) return null;
    const items = [...documents].map(([number, pages]) => {
      const [, title, , viewer] = found.card.documents[number];
      const links = pages.map((page, place) => [
        place ? ", " : "",
        make(
          "a",
          { href: ui.pageAddress(found.card.slug, viewer, page, query) },
          pages.length > 1 ? [_("page {page}", { page }), ui.hidden(_(" of {title}", { title }))]
            : parts("page {page} of {title}", { page, title: make("bdi", {}, title) }),
        ),
      ]);
      return make("li", {}, links, pages.length > 1 ? parts(" of {title}", { title: make("bdi", {}, title) }) : null);
    });
    return make("ul", { class: "dl-hits", "aria-label": _("Where the words stand") }, items);
  };

  // A citation as the search files have it, "section 31(1)", in the language of the page.
  const UNITS = { section: later("section {number}"), regulation: later("regulation {number}"), exemption: later("exemption {number}") };
  ui.inWords = (cited) => {
    const [, unit, number] = /^(\S+) ([^]*)$/u.exec(cited) ?? [];
    const english = unit && ui.own(UNITS, unit);
    return english ? _(english, { number }) : cited;
  };

  // The law most requests are handled under needs no naming, as on the site's other pages.
  ui.citedAs = ([law, , text], log) =>
    (law === log.usual ? ui.capital(ui.inWords(text)) : `${ui.own(log.laws, law) ?? law} ${ui.inWords(text)}`);

  const cited = (found, search, log) => {
    const seen = new Map(found.card.cited.map((one) => [`${one[0]}/${one[1]}`, ui.citedAs(one, log)]));
    if (!seen.size) return null;
    const all = { ...search, query: "", choices: {} };
    const links = [...seen].map(([value, text]) => {
      const href = ui.address.of(ui.address.toggled(all, "exemption", value, true));
      return make("span", {}, make("a", { href, "data-dl-search": true }, text));
    });
    return make("p", { class: "dl-item__meta" }, ui.hidden(_("Relies on ")), links);
  };

  const result = (found, search, log) => {
    const { card } = found;
    return make(
      "li",
      { class: "dl-item" },
      make("h3", { class: "dl-item__title" }, make("a", { href: ui.recordAddress(card.slug), dir: "auto" }, card.title)),
      snippet(found),
      places(found, found.pages, search.query),
      make(
        "p",
        { class: "dl-item__meta" },
        make("span", { class: `dl-outcome dl-outcome--${card.outcome}` }, ui.own(log.outcomes, card.outcome) ?? card.outcome),
        make("span", {}, ui.hidden(_("Reference ")), make("bdi", {}, card.reference)),
      ),
      make(
        "p",
        { class: "dl-item__meta" },
        make("span", {}, parts("received {day}", { day: ui.day(card.received) })),
        make("span", {}, parts("answered {day}", { day: ui.day(card.responded) })),
        took(card, log),
      ),
      cited(found, search, log),
    );
  };

  let shown = [];
  let query = "";

  ui.results = (list, answer, search, log) => {
    shown = answer.results;
    query = search.query;
    list.replaceChildren(...shown.map((one) => result(one, search, log)));
  };

  // What was found later in some results' documents: {record's number: [[document, page]]}.
  ui.addPlaces = (list, pages) => {
    shown.forEach((one, place) => {
      const made = pages[one.number] && places(one, pages[one.number], query);
      if (!made) return;
      const item = list.children[place];
      item.querySelector(".dl-hits")?.remove();
      item.querySelector(".dl-item__meta").before(made);
    });
  };

  // First, last, the current page and its neighbours; 0 stands for a gap.
  ui.pageNumbers = (page, pages) => {
    const wanted = new Set([1, 2, page - 1, page, page + 1, pages - 1, pages]);
    const shown = [...wanted].filter((one) => one >= 1 && one <= pages).sort((a, b) => a - b);
    return shown.flatMap((one, place) => {
      const before = place ? shown[place - 1] : 0;
      if (one - before === 2) return [one - 1, one];
      return one - before > 2 ? [0, one] : [one];
    });
  };

  ui.pager = (search, total, size) => {
    const pages = Math.ceil(total / size);
    if (pages < 2) return [];
    const page = Math.min(search.page, pages);
    const link = (to, inner, more = {}) => make("li", {}, make(
      "a",
      { href: ui.address.of({ ...search, page: to }), "data-dl-search": true, ...more },
      inner,
    ));
    const step = { class: "dl-pagination__step" };
    const named = (text, after) => [text, ui.hidden(after)];
    const numbers = ui.pageNumbers(page, pages).map((one) => (one
      ? link(one, [ui.hidden(_("Page ")), ui.number(one)], one === page ? { "aria-current": "page" } : {})
      : make("li", { class: "dl-pagination__gap", "aria-hidden": "true" }, "…")));
    return [
      make("p", { class: "dl-pagination__where" }, _("Page {number} of {total}", { number: ui.number(page), total: ui.number(pages) })),
      make("ul", {},
        page > 1 ? link(page - 1, named(_("Previous"), _(" page")), { ...step, rel: "prev" }) : null,
        numbers,
        page < pages ? link(page + 1, named(_("Next"), _(" page")), { ...step, rel: "next" }) : null),
    ];
  };
})();
