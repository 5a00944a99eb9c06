// What is said when there is more, or less, to tell than results.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make } = ui;

  const notice = (kind, ...inner) => make("div", { class: `dl-notice dl-notice--${kind}` }, inner);

  // The query as it was typed, with the place marked that could not be read. An empty place (the
  // end, say) is shown as a gap.
  const marked = (query, { start, end }) => {
    const signs = [...query];
    const part = (from, to) => signs.slice(from, to).join("");
    return make(
      "p",
      { class: "dl-problem__query", dir: "auto" },
      make("code", {}, part(0, start), make("mark", {}, part(start, end) || "\u2009\u2423\u2009"), part(end)),
    );
  };

  ui.problems = (search, problems) => notice(
    "late",
    make("p", { class: "dl-notice__title" }, "This query cannot be read"),
    problems.map((one, place) => make(
      "div",
      { class: "dl-problem" },
      make("p", { id: `search-problem-${place}` }, one.what),
      marked(search.query, one),
    )),
    [...new Set(problems.map((one) => one.offer))].filter(Boolean).map((offer) => make(
      "p",
      {},
      "Search instead for ",
      make(
        "a",
        { href: ui.address.of(ui.address.changed(search, { query: offer })), "data-dl-search": true },
        make("code", { dir: "auto" }, offer),
      ),
    )),
  );

  ui.failed = ({ what, again }, arrived, retry) => {
    const button = make("button", { type: "button", class: "dl-button" }, "Try again");
    button.addEventListener("click", retry);
    const rest = arrived ? "The rest is shown." : "Every response can also be found in the lists below.";
    const found = notice(
      "late",
      make("p", { class: "dl-notice__title" }, "Something could not be loaded"),
      make("p", {}, `${ui.capital(what)} did not arrive. ${rest}`),
      again === false ? null : make("p", {}, button),
    );
    found.classList.add("dl-failed");
    return found;
  };

  ui.stale = () => notice(
    "late",
    make("p", { class: "dl-notice__title" }, "The log has been published anew"),
    make("p", {}, "Some of its files cannot be read at the moment. ",
      make("a", { href: location.href }, "Load this page again"), " in a minute."),
  );

  // Nothing was found: what could be done about it.
  ui.nothing = (search) => {
    const chosen = ui.address.chosen(search).length;
    const words = search.query.trim();
    const plain = ui.address.changed(search, { choices: {} });
    return notice(
      "note",
      make("p", { class: "dl-notice__title" }, "Nothing was found"),
      make(
        "ul",
        {},
        chosen && words ? make("li", {}, make("a", { href: ui.address.of(plain), "data-dl-search": true },
          "Search again without the choices")) : null,
        /\s/.test(words) ? make("li", {}, "Leave a word out: every word has to occur.") : null,
        words ? make("li", {}, "Check the spelling, or end a word with ", make("code", {}, "~"),
          " to find its neighbours: ", make("code", {}, "facail~"), ".") : null,
        words ? make("li", {}, "Cut a word short with ", make("code", {}, "*"), ": ",
          make("code", {}, "polic*"), " finds police, policy and policing.") : null,
        make("li", {}, make("a", { href: `${ui.root}search/`, "data-dl-search": true }, "Start afresh"),
          ", or browse by the lists below."),
      ),
    );
  };

  // What was left out of the query, in the words of the worker.
  ui.notes = (notes) => (notes ?? []).map((note) =>
    make("p", { class: "dl-searching__note", dir: "auto" }, note));
})();
