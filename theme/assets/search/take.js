// To take away: the results as a table, the search as a citation, a feed of what comes.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make, _, ngettext } = ui;

  const COLUMNS = [
    [_("reference"), (card) => card.reference],
    [_("title"), (card) => card.title],
    [_("received"), (card) => card.received],
    [_("responded"), (card) => card.responded],
    [_("days taken"), (card) => card.taken],
    [_("limit"), (card) => card.limit],
    [_("days counted"), (card) => card.unit],
    [_("late"), (card) => ui.own({ true: _("yes"), false: _("no") }, card.late)],
    [_("outcome"), (card, log) => ui.own(log.outcomes, card.outcome) ?? card.outcome],
    [_("exemptions"), (card, log) =>
      [...new Set(card.cited.map(([law, , text]) => `${ui.own(log.laws, law) ?? law} ${text}`))].join("; ")],
    [_("documents"), (card) => card.documents.length],
    [_("summary"), (card) => card.summary],
    [_("address"), (card) => ui.recordAddress(card.slug)],
  ];

  // RFC 4180. A spreadsheet takes a cell that starts with one of these signs for a formula; an
  // apostrophe before it makes it text (OWASP, "CSV Injection").
  const cell = (value) => {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
  };

  // The byte order mark tells Excel that it is UTF-8.
  ui.csv = (cards, log) => `\ufeff${[
    COLUMNS.map(([name]) => name),
    ...cards.map((card) => COLUMNS.map(([, read]) => read(card, log))),
  ].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

  const save = (text, name) => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  };

  const SORTED = { newest: _("newest first"), oldest: _("oldest first"), longest: _("longest taken first") };

  // No clock is read: the newest response says which state of the log was searched.
  ui.citation = (search, total, log) => {
    const parts = [
      search.query.trim() ? `“${search.query.trim()}”` : "",
      ...ui.address.chosen(search).map(([facet, value]) =>
        `${ui.facetNames[facet].toLowerCase()}: ${ui.fullLabel(facet, value, log)}`),
      ui.own(SORTED, search.sort) ?? "",
    ].filter(Boolean);
    const asked = parts.length ? _("search for {words}", { words: parts.join(", ") }) : _("all responses");
    const found = ngettext("{number} response", "{number} responses", total);
    const said = { authority: log.authority, search: asked, found, day: log.newest ? ui.plainDay(log.newest) : "" };
    const text = log.newest
      ? _("{authority}, disclosure log, {search}: {found}, up to the response of {day}.", said)
      : _("{authority}, disclosure log, {search}: {found}.", said);
    return `${text} ${ui.address.of({ ...search, page: 1 })}`;
  };

  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = _("Copied");
    } catch {
      said.textContent = _("Could not copy; select the text instead");
    }
  };

  // A feed is offered where one choice is all the search, and the log says that it has a feed.
  const feed = (search, log) => {
    const [[facet, value] = [], ...more] = ui.address.chosen(search);
    return !search.query && !more.length && facet ? ui.own(ui.own(log.feeds, facet), value) : undefined;
  };

  ui.take = (log) => {
    const said = make("p", { role: "status", class: "dl-take__said" });
    const table = make("button", { type: "button", class: "dl-button" }, _("Get these as CSV"));
    const cite = make("button", { type: "button", class: "dl-button", "aria-expanded": "false", "aria-controls": "dl-take-cite" }, _("Cite this search"));
    const text = make("p", { class: "dl-cite", dir: "auto" });
    const copied = make("button", { type: "button", class: "dl-button", hidden: !navigator.clipboard }, _("Copy"));
    const box = make("div", { id: "dl-take-cite", hidden: true }, text, copied);
    const feeds = make("a", { class: "dl-take__feed", hidden: true }, _("Follow this search (feed)"));
    let now = null;

    table.addEventListener("click", () => {
      said.textContent = _("Putting the table together…");
      const { query, choices, sort } = now;
      let whole = true; // a table with rows missing is worse than none
      ui.ask({ type: "all", query, choices, sort }, (answer) => {
        whole = whole && answer.type === "all";
        if (!whole) {
          said.textContent = _("The table could not be made, because not everything could be loaded. Try again.");
          return;
        }
        save(ui.csv(answer.cards, log), "disclosure-log-search.csv");
        said.textContent = ngettext("{number} response saved", "{number} responses saved", answer.cards.length);
      });
    });
    cite.addEventListener("click", () => {
      box.hidden = !box.hidden;
      cite.setAttribute("aria-expanded", String(!box.hidden));
    });
    copied.addEventListener("click", () => copy(text.textContent, said));

    return {
      node: make("div", { class: "dl-take", hidden: true }, make("div", { class: "dl-buttons" }, table, cite, feeds), said, box),
      update(search, total) {
        now = search;
        said.textContent = "";
        text.textContent = ui.citation(search, total, log);
        const found = feed(search, log);
        feeds.hidden = !found;
        if (found) feeds.href = `${ui.root}${found}`;
        this.node.hidden = !total;
      },
      hide() {
        this.node.hidden = true;
      },
    };
  };
})();
