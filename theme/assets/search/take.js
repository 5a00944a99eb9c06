// To take away: the results as a table, the search as a citation, a feed of what comes.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make } = ui;

  const COLUMNS = [
    ["reference", (card) => card.reference],
    ["title", (card) => card.title],
    ["received", (card) => card.received],
    ["responded", (card) => card.responded],
    ["days taken", (card) => card.taken],
    ["limit", (card) => card.limit],
    ["days counted", (card) => card.unit],
    ["late", (card) => ui.own({ true: "yes", false: "no" }, card.late)],
    ["outcome", (card, log) => ui.own(log.outcomes, card.outcome) ?? card.outcome],
    ["exemptions", (card, log) =>
      [...new Set(card.cited.map(([law, , text]) => `${ui.own(log.laws, law) ?? law} ${text}`))].join("; ")],
    ["documents", (card) => card.documents.length],
    ["summary", (card) => card.summary],
    ["address", (card) => ui.recordAddress(card.slug)],
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

  const SORTED = { newest: "newest first", oldest: "oldest first", longest: "longest taken first" };

  // No clock is read: the newest response says which state of the log was searched.
  ui.citation = (search, total, log) => {
    const parts = [
      search.query.trim() ? `“${search.query.trim()}”` : "",
      ...ui.address.chosen(search).map(([facet, value]) =>
        `${ui.facetNames[facet].toLowerCase()}: ${ui.fullLabel(facet, value, log)}`),
      ui.own(SORTED, search.sort) ?? "",
    ].filter(Boolean);
    const newest = log.newest ? `, up to the response of ${ui.plainDay(log.newest)}` : "";
    const asked = parts.length ? `search for ${parts.join(", ")}` : "all responses";
    return `${log.authority}, disclosure log, ${asked}: ${ui.count(total, "response")}${newest}. `
      + ui.address.of({ ...search, page: 1 });
  };

  const copy = async (text, said) => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Could not copy; select the text instead";
    }
  };

  // A feed is offered where one choice is all the search, and the log says that it has a feed.
  const feed = (search, log) => {
    const [[facet, value] = [], ...more] = ui.address.chosen(search);
    return !search.query && !more.length && facet ? ui.own(ui.own(log.feeds, facet), value) : undefined;
  };

  ui.take = (log) => {
    const said = make("p", { role: "status", class: "dl-take__said" });
    const table = make("button", { type: "button", class: "dl-button" }, "Get these as CSV");
    const cite = make("button", { type: "button", class: "dl-button", "aria-expanded": "false", "aria-controls": "dl-take-cite" }, "Cite this search");
    const text = make("p", { class: "dl-cite", dir: "auto" });
    const copied = make("button", { type: "button", class: "dl-button", hidden: !navigator.clipboard }, "Copy");
    const box = make("div", { id: "dl-take-cite", hidden: true }, text, copied);
    const feeds = make("a", { class: "dl-take__feed", hidden: true }, "Follow this search (feed)");
    let now = null;

    table.addEventListener("click", () => {
      said.textContent = "Putting the table together…";
      const { query, choices, sort } = now;
      let whole = true; // a table with rows missing is worse than none
      ui.ask({ type: "all", query, choices, sort }, (answer) => {
        whole = whole && answer.type === "all";
        if (!whole) {
          said.textContent = "The table could not be made, because not everything could be loaded. Try again.";
          return;
        }
        save(ui.csv(answer.cards, log), "disclosure-log-search.csv");
        said.textContent = `${ui.count(answer.cards.length, "response")} saved`;
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
