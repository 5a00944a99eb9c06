// How the search was understood: its filters and choices, each with a link that takes it back.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make, _ } = ui;

  const NAMES = { received: _("Received"), responded: _("Answered"), taken: _("Days taken") };
  const iso = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

  const range = (from, to, say) => {
    if (from === null || from === undefined) return _("to {end}", { end: say(to) });
    if (to === null || to === undefined) return _("from {start}", { start: say(from) });
    return from === to ? say(from) : _("{start} to {end}", { start: say(from), end: say(to) });
  };

  const days = ({ name, from, to }) => {
    const [first, last] = [from, to].map((day) => (day === null || day === undefined ? "" : iso(day)));
    const years = first.endsWith("-01-01") && last.endsWith("-12-31");
    const text = years ? range(first.slice(0, 4), last.slice(0, 4), String)
      : range(first || null, last || null, ui.plainDay);
    return [NAMES[name], text];
  };

  // What one node of the query stands for: [name, text]; null for words. Where no label is known, the
  // query's own words have to do. A citation may be read in several laws: those in use are named.
  const said = (node, query, log) => {
    const own = [...query].slice(node.start, node.end).join("").replace(/^[a-z]+:\s*/i, "");
    const named = (facet, values) => {
      const known = values.filter((one) => ui.isKnown(facet, one));
      return [ui.facetNames[facet], known.map((one) => ui.fullLabel(facet, one, log)).join(", ") || own];
    };
    switch (node.kind) {
      case "provision": return named("exemption", node.any.map(([law, one]) => `${law}/${one}`));
      case "value": return named(node.name, node.any);
      case "flag": return [ui.facetNames[node.name], ui.label(node.name, node.is ? "yes" : "no", log)];
      case "days": return days(node);
      case "number": return [NAMES[node.name], range(node.from, node.to, ui.number)];
      case "reference": return [_("Reference"), own];
      default: return null;
    }
  };

  const filters = (node, query, log, not = false) => {
    if (!node) return [];
    if (node.of) return node.of.flatMap((one) => filters(one, query, log, node.kind === "not" ? !not : not));
    const text = said(node, query, log);
    return text ? [{ node, name: not ? _("Not {name}", { name: text[0].toLowerCase() }) : text[0], text: text[1] }] : [];
  };

  const OR = String.raw`(?:\|+|(?<![^\s(|"])OR(?![^\s()|"]))`;
  const IN = String.raw`(?:(?<![^\s(|])in:\s*[^\s()|"]+\s*)*`; // "in:request": no side by itself
  const LEADS = { // what goes with that which stands behind it
    not: /(?:(?<![^\s(|"])(?:NOT|AND)|(?<![^\s(|!+\u2212-])[!+\u2212-]+)\s*$/u,
    open: /(?:(?<![^\s(|])[a-z-]+:\s*)?\($/iu,
    place: /(?<![^\s(|])in:\s*[^\s()|"]+$/iu,
    or: new RegExp(`${OR}\\s*${IN}$`, "u"),
    nothing: new RegExp(`(?:^|\\(|${OR})\\s*${IN}$`, "u"),
  };
  const FOLLOWS = { and: /^AND(?![^\s()|"])\s*/u, or: new RegExp(`^${OR}\\s*`, "u"), nothing: new RegExp(`^(?:$|\\)|${OR})`, "u") };

  // The query without one node: without the brackets that it leaves empty, what said "not" before it,
  // and, where it was all of one side, the OR beside it.
  ui.without = (query, { start, end }) => {
    const signs = [...query];
    let before = signs.slice(0, start).join("").trimEnd();
    let after = signs.slice(end).join("").trimStart();
    for (let length = -1; length !== before.length + after.length;) {
      length = before.length + after.length;
      before = before.replace(LEADS.not, "").trimEnd();
      after = after.replace(FOLLOWS.and, "");
      const ends = FOLLOWS.nothing.test(after);
      if (ends && LEADS.nothing.test(before)) {
        if (FOLLOWS.or.test(after)) after = after.replace(FOLLOWS.or, "");
        else if (LEADS.or.test(before)) before = before.replace(LEADS.or, "").trimEnd();
        else before = before.replace(LEADS.place, "").trimEnd();
      } else if (ends && LEADS.place.test(before)) {
        // "in:request" with nothing behind it would hold for what stands before.
        const [place] = LEADS.place.exec(before);
        before = before.slice(0, -place.length).trimEnd();
        if (FOLLOWS.or.test(after)) after = after.replace(FOLLOWS.or, (or) => `${or.trimEnd()} ${place} `);
      }
      if (LEADS.open.test(before) && after.startsWith(")")) {
        before = before.replace(LEADS.open, "").trimEnd();
        after = after.slice(1).trimStart();
      }
    }
    const gap = !before || !after || before.endsWith("(") || after.startsWith(")") ? "" : " ";
    return `${before}${gap}${after}`;
  };

  const chip = (name, text, search) => make(
    "li",
    {},
    make(
      "a",
      { class: "dl-chip", href: ui.address.of(search), "data-dl-search": true },
      ui.hidden(_("Remove ")),
      name ? make("span", { class: "dl-chip__name" }, `${name}: `) : null,
      make("bdi", {}, text),
      ui.icon("cross"),
    ),
  );

  ui.chips = (list, tree, search, log) => {
    const read = filters(tree, search.query, log)
      .filter(({ node }) => Number.isInteger(node.start))
      .map(({ node, name, text }) => chip(name, text,
        ui.address.changed(search, { query: ui.without(search.query, node) })));
    const chosen = ui.address.chosen(search).map(([facet, value]) =>
      chip(ui.facetNames[facet], ui.fullLabel(facet, value, log), ui.address.toggled(search, facet, value, false)));
    list.replaceChildren(...read, ...chosen);
    list.hidden = !list.children.length;
  };
})();
