// What is said when there is more, or less, to tell than results.
(() => {
  "use strict";

  const dl = (self.dlSearch ??= {});
  const ui = (dl.ui ??= {});
  const { make, _, parts, later } = ui;

  const MISSING = {
    "the search itself": _("The search itself did not arrive."),
    "a part of the search itself": _("A part of the search itself did not arrive."),
    "the search index": _("The search index did not arrive."),
    "a part of the search index": _("A part of the search index did not arrive."),
  };

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
    make("p", { class: "dl-notice__title" }, _("This query cannot be read")),
    problems.map((one, place) => make(
      "div",
      { class: "dl-problem" },
      make("p", { id: `search-problem-${place}`, lang: "en" }, one.what),
      marked(search.query, one),
    )),
    [...new Set(problems.map((one) => one.offer))].filter(Boolean).map((offer) => make(
      "p",
      {},
      parts("Search instead for {query}", {
        query: make(
          "a",
          { href: ui.address.of(ui.address.changed(search, { query: offer })), "data-dl-search": true },
          make("code", { dir: "auto" }, offer),
        ),
      }),
    )),
  );

  ui.failed = ({ what, again }, arrived, retry) => {
    const button = make("button", { type: "button", class: "dl-button" }, _("Try again"));
    button.addEventListener("click", retry);
    const rest = arrived ? _("The rest is shown.") : _("Every response can also be found in the lists below.");
    const found = notice(
      "late",
      make("p", { class: "dl-notice__title" }, _("Something could not be loaded")),
      make("p", {}, `${ui.own(MISSING, what) ?? what} ${rest}`),
      again === false ? null : make("p", {}, button),
    );
    found.classList.add("dl-failed");
    return found;
  };

  ui.stale = () => notice(
    "late",
    make("p", { class: "dl-notice__title" }, _("The log has been published anew")),
    make("p", {}, _("Some of its files cannot be read at the moment. Try again in a minute."), " ",
      make("a", { href: location.href }, _("Load this page again"))),
  );

  // Nothing was found: what could be done about it.
  ui.nothing = (search) => {
    const chosen = ui.address.chosen(search).length;
    const words = search.query.trim();
    const plain = ui.address.changed(search, { choices: {} });
    return notice(
      "note",
      make("p", { class: "dl-notice__title" }, _("Nothing was found")),
      make(
        "ul",
        {},
        chosen && words ? make("li", {}, make("a", { href: ui.address.of(plain), "data-dl-search": true },
          _("Search again without the choices"))) : null,
        /\s/.test(words) ? make("li", {}, _("Leave a word out: every word has to occur.")) : null,
        words ? make("li", {}, parts("Check the spelling, or end a word with {sign} to find its neighbours: {example}.",
          { sign: make("code", {}, "~"), example: make("code", {}, "facail~") })) : null,
        words ? make("li", {}, parts("Cut a word short with {sign}: {example} finds police, policy and policing.",
          { sign: make("code", {}, "*"), example: make("code", {}, "polic*") })) : null,
        make("li", {}, parts("{start}, or browse by the lists below.",
          { start: make("a", { href: `${ui.root}search/`, "data-dl-search": true }, _("Start afresh")) })),
      ),
    );
  };

  // What was left out of the query. The worker says it in English; the page in its own language.
  const WHY = [
    [/^(“[^]*”) stands for too many words\.$/u, later("{word} stands for too many words.")],
    [/^(“[^]*”) is too common to be searched for\.$/u, later("{word} is too common to be searched for.")],
    [/^(“[^]*”) is too long to be searched for\.$/u, later("{word} is too long to be searched for.")],
    [/^(“[^]*”) has no word that can be searched for\.$/u, later("{word} has no word that can be searched for.")],
    [/^(“[^]*”) could only be looked for as separate words\.$/u, later("{word} could only be looked for as separate words.")],
    [/^(“[^]*”) could not be looked up\.$/u, later("{word} could not be looked up.")],
  ];
  const inOurs = (note) => {
    const [shape, english] = WHY.find(([shape]) => shape.test(note)) ?? [];
    return shape ? make("p", { class: "dl-searching__note", dir: "auto" }, _(english, { word: shape.exec(note)[1] }))
      : make("p", { class: "dl-searching__note", lang: "en" }, note);
  };
  ui.notes = (notes) => (notes ?? []).map(inOurs);
})();
