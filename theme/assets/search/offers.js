// What the search box offers as one types: references, exemptions, titles.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const MOST = 5; // offers of each kind
  const LOOKED_AT = 24; // records whose titles are compared
  const MOST_SHARDS = 4; // to be loaded for one offer
  const SHORTEST = 3; // letters of a word that is looked for
  const ENDING = 4; // letters that the stemmer may have taken off a word
  // The end of a text, where it looks like the beginning of a provision: "s.31(1", "exemption:31".
  const PROVISION = /(^|[\s(])(exemption:)?((?:sections?|ss?|regulations?|reg|articles?|art)?[.\s]*)(\d+[a-z]*(?:\([\da-z]*\)?)*)$/i;

  const squeeze = (text) => dl.fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
  const number = (id) => id.toLowerCase().replace(/^[^\d(]+/, "");

  const exemptions = async (question, text) => {
    const match = PROVISION.exec(text);
    const [last] = dl.cut(text).slice(-1);
    const { nodes } = await dl.provisions(question);
    const head = match ? text.slice(0, match.index + match[1].length) : text.slice(0, text.search(/\S*$/));
    const fits = match
      ? ({ value }) => number(value.slice(value.indexOf("/") + 1)).startsWith(match[4].toLowerCase())
      : ({ title }) => last.length >= SHORTEST && dl.cut(title).some((word) => word.startsWith(last));
    return nodes.filter((node) => node.depth > 0 && fits(node)).slice(0, MOST)
      .map((node) => ({
        kind: "exemption",
        label: `${node.cited} ${node.title} (${node.law.short})`,
        text: `${head}exemption:${node.value.slice(node.value.indexOf("/") + 1)}`,
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
    if (!found) return [];
    const numbers = dl.best(dl.listed(found.bits), dl.score(question.index, found.clauses), LOOKED_AT);
    return (await dl.cards(question, numbers)).map(({ card }) => card);
  };

  const records = async (question, text) => {
    const words = dl.cut(text);
    const last = words[words.length - 1];
    if (last.length < SHORTEST) return [];
    let cards = await cardsFor(question, words, last);
    if (!cards.length && last.length >= SHORTEST + ENDING) {
      cards = (await cardsFor(question, words, last.slice(0, -ENDING)))
        .filter(({ title }) => dl.cut(title).some((word) => word.startsWith(last)));
    }
    const begun = squeeze(text);
    return cards.slice(0, MOST).map((card) => (squeeze(card.reference).includes(begun)
      ? { kind: "reference", label: `${card.reference} ${card.title}`, text: card.reference, slug: card.slug }
      : { kind: "title", label: card.title, text: card.title, slug: card.slug }));
  };

  /** Answers with what a text that was begun could become. */
  dl.suggest = async (question, { text }, tell) => {
    question.most = MOST_SHARDS;
    if (!dl.cut(text).length) return tell({ type: "suggestions", suggestions: [] });
    const { found } = await question.some([records(question, text), exemptions(question, text)]);
    return tell({ type: "suggestions", suggestions: found.flat() });
  };
})();
