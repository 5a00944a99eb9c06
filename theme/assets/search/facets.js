// What narrows a search, beside the results. On a narrow screen it folds away behind a button.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make, _ } = ui;

  const NAMES = {
    exemption: _("Exemption"), law: _("Law"), outcome: _("Decision"), year: _("Year answered"),
    department: _("Department"), topic: _("Topic"), late: _("Timeliness"), documents: _("Documents"),
    reviewed: _("Reviewed"),
  };
  const FLAGS = {
    late: { no: _("In time"), yes: _("Late"), unknown: _("Not known") },
    documents: { no: _("Without documents"), yes: _("With documents") },
  };

  ui.facetNames = NAMES;
  const labels = new Map(); // "facet value" → label, as far as they were told

  ui.isKnown = (facet, value) => labels.has(`${facet} ${value}`);

  const exemption = (value, log) => {
    const label = labels.get(`exemption ${value}`);
    return ui.own(log.provisions, value) ?? (label && ui.inWords(label));
  };

  // What a value is called. Labels come with the counts; until then the address has to do.
  ui.label = (facet, value, log = {}) => {
    const own = { outcome: log.outcomes, reviewed: log.reviewed }[facet] ?? FLAGS[facet];
    const found = facet === "exemption" ? exemption(value, log)
      : ui.own(own, value) ?? labels.get(`${facet} ${value}`);
    return ui.capital(found ?? value.slice(value.indexOf("/") + 1));
  };

  // The same where it stands alone, outside the tree: a provision with its law.
  ui.fullLabel = (facet, value, log) => {
    const [law, provision] = value.split("/");
    const short = facet === "exemption" && provision && (ui.own(log.laws, law) ?? law);
    const label = ui.label(facet, value, log);
    return short ? `${short} ${label.slice(0, 1).toLowerCase()}${label.slice(1)}` : label;
  };

  // The authority's own laws come first.
  const byLaw = (rows, laws) => {
    const place = ([value]) => {
      const found = laws.indexOf(value.split("/")[0]);
      return found < 0 ? laws.length : found;
    };
    return [...rows].sort((a, b) => place(a) - place(b));
  };

  // Put in a choice that the log knows nothing of: where its law is listed, as the last of it.
  const add = (rows, [value, label, count]) => {
    const law = value.split("/")[0];
    const after = rows.map(([each]) => each.split("/")[0]).lastIndexOf(law);
    if (law === value || after < 0) rows.push([value, label, count, 0]);
    else rows.splice(after + 1, 0, [value, label, count, 1]);
  };

  ui.facets = (log, changed) => {
    const title = make("h2", { class: "dl-facets__title", tabindex: "-1" }, _("Narrow"));
    const clear = make("a", { class: "dl-facets__clear", href: "?", "data-dl-search": true, hidden: true }, _("Clear all"));
    const form = make("form", { class: "dl-facets__form", id: "dl-facets" });
    const button = make("button", { type: "button", class: "dl-button dl-facets__button", "aria-expanded": "false", "aria-controls": "dl-facets" });
    // It has its place before there is anything in it, so that results don't move when it is filled.
    const node = make("section", { class: "dl-facets", "aria-label": _("Narrow the search") }, button,
      make("div", { class: "dl-facets__head" }, title, clear), form);
    form.addEventListener("submit", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      button.setAttribute("aria-expanded", String(button.getAttribute("aria-expanded") !== "true"));
    });

    const sets = new Map();
    const setOf = (facet) => {
      if (!sets.has(facet)) {
        // A law heads its provisions; it is chosen as a law.
        const isGroup = facet === "exemption" ? (value) => !value.includes("/") : undefined;
        const tree = ui.tree((value, on) => changed(facet, value, on), isGroup, facet === "exemption");
        const set = make("fieldset", { class: `dl-facet dl-facet--${facet}` }, make("legend", {}, NAMES[facet]), tree.nodes);
        sets.set(facet, { set, tree });
        const after = ui.address.FACETS.slice(ui.address.FACETS.indexOf(facet) + 1)
          .map((one) => sets.get(one)?.set).find(Boolean);
        form.insertBefore(set, after ?? null);
      }
      return sets.get(facet);
    };

    return {
      node,

      // Say how many choices are made, before any count is there.
      announce(search) {
        const chosen = ui.address.chosen(search).length;
        button.textContent = chosen ? _("Narrow ({count})", { count: chosen }) : _("Narrow");
        clear.hidden = !chosen;
        clear.href = ui.address.of(ui.address.changed(search, { choices: {} }));
      },

      // There are no results that it could narrow.
      hide() {
        node.hidden = true;
      },

      update(facets, search) {
        const inside = form.contains(document.activeElement);
        for (const [facet, rows] of Object.entries(facets)) {
          for (const [value, label] of rows) labels.set(`${facet} ${value}`, label);
        }
        for (const facet of ui.address.FACETS) {
          const rows = (facets[facet] ?? []).map(([value, , count, depth]) =>
            [String(value), ui.label(facet, String(value), log), count, depth]);
          // A choice that nothing is left of has to stay, to be taken back.
          const chosen = new Set(search.choices[facet] ?? []);
          for (const value of chosen) {
            if (!rows.some((row) => row[0] === value)) add(rows, [value, ui.label(facet, value, log), 0]);
          }
          if (!rows.length && !sets.has(facet)) continue;
          const { set, tree } = setOf(facet);
          tree.update(facet === "exemption" ? byLaw(rows, Object.keys(log.laws ?? {})) : rows, chosen);
          set.hidden = !rows.length;
        }
        node.hidden = false;
        this.announce(search);
        // A whole facet went, and the focus with it.
        if (inside && !ui.isSeen(document.activeElement)) {
          [...form.querySelectorAll("input"), title, button].find(ui.isSeen)?.focus({ preventScroll: true });
        }
      },
    };
  };
})();
