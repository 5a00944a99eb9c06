// What the search box offers as one types: references, exemptions, titles.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const MOST = 5; // offers of each kind
  const LOOKED_AT = 24; // records whose titles are compared
  const MOST_SHARDS = 4; // to be loaded for one offer
  const SHORTEST = 3; // letters of a word that is looked for
  const ENDING = 4; // letters that the stemmer may have taken off a word

  const nothing = (words) => !words.length || words[words.length - 1].length < SHORTEST;

  /** What the query reader knows to go on with: names of filters, their values, provisions. */
  const filters = async (question, text) => {
    const found = dl.complete(text, text.length, await dl.tables(question));
    return found.slice(0, MOST).map(({ label, text: whole, detail }) => ({
      kind: /exemption:\S/.test(whole) && !/exemption:\S/.test(text) ? "exemption" : "filter",
      label: detail ? `${label} ${detail}` : label,
      text: whole.trimEnd(),
      slug: null,
    }));
  };

  /** Provisions with these words in their titles. */
  const exemptions = async (question, text) => {
    const words = dl.cut(text);
    if (nothing(words)) return [];
    const { nodes } = await dl.provisions(question);
    const fits = ({ depth, title }) => depth > 0 && words.every((word) =>
      dl.cut(title).some((each) => each.startsWith(word)));
    return nodes.filter(fits).slice(0, MOST).map(({ cited, title, law, value }) => ({
      kind: "exemption",
      label: `${law.short} ${cited} ${title}`,
      text: `exemption:"${law.short} ${value.slice(value.indexOf("/") + 1)}"`,
      slug: null,
    }));
  };

  const cardsFor = async (question, words, prefix) => {
    const fields = ["reference", "title"];
    const nodes = [
      ...words.slice(0, -1).map((word) => ({ kind: "word", word, in: fields })),
      { kind: "word", word: `${prefix}*`, wild: true, in: fields },
    ];
    const found = await dl.evaluate(question, { kind: "and", of: nodes });
    // A beginning of too many words would be passed over, and anything offered.
    if (!found || question.notes.some((note) => note.startsWith(`“${prefix}*”`))) return [];
    const numbers = dl.best(dl.listed(found.bits), dl.score(question.index, found.clauses), LOOKED_AT);
    return (await dl.cards(question, numbers)).map(({ card }) => card);
  };

  const records = async (question, text) => {
    const words = dl.cut(text);
    if (nothing(words)) return [];
    const last = words[words.length - 1];
    let cards = await cardsFor(question, words, last);
    if (!cards.length && last.length > SHORTEST) {
      const shorter = last.slice(0, Math.max(SHORTEST, last.length - ENDING));
      cards = (await cardsFor(question, words, shorter))
        .filter(({ title }) => dl.cut(title).some((word) => word.startsWith(last)));
    }
    const begun = dl.referenceKey(text);
    return cards.slice(0, MOST).map((card) => (dl.referenceKey(card.reference).includes(begun)
      ? { kind: "reference", label: `${card.reference} ${card.title}`, text: card.reference, slug: card.slug }
      : { kind: "title", label: card.title, text: card.title, slug: card.slug }));
  };

  /** Answers with what a text that was begun could become. */
  dl.suggest = async (question, { text }, tell) => {
    question.most = MOST_SHARDS;
    if (!text.trim()) return tell({ type: "suggestions", suggestions: [] });
    const { found } = await question.some([
      filters(question, text), records(question, text), exemptions(question, text),
    ]);
    return tell({ type: "suggestions", suggestions: found.flat() });
  };
})();
