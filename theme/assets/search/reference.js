// The records that have a reference, now or earlier.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const MOST_ALIKE = 20; // records looked at for a reference
  const OWN = new Set([0]); // the number of the field of references

  const both = (one, two) => one.map((bit, at) => bit & two[at]);

  /** Returns the records that hold all these words in their references, in any order. */
  const alike = async (question, words) => {
    const terms = words.filter((each) => !dl.isLeftOut(each)).map(dl.stem);
    if (!terms.length) return new Uint8Array(question.index.records);
    const postings = await Promise.all(terms.map((each) => dl.posting(question, each)));
    if (postings.some(({ whole }) => !whole)) throw new dl.Failed(dl.A_PART);
    return postings.map((each) => dl.holding(question.index, [each], OWN)).reduce(both);
  };

  /** Of these records, those in which the words stand side by side. */
  const inOrder = async (question, words, bits) => {
    dl.bring("phrase.js");
    const found = await dl.phrase(question, dl.phraseWords(words), OWN);
    if (!found) throw new dl.Failed(dl.A_PART);
    return both(bits, found);
  };

  const cardsOf = async (question, bits) => {
    const numbers = dl.listed(bits);
    const cards = await dl.cards(question, numbers);
    if (cards.length < numbers.length) throw new dl.Failed(dl.A_PART);
    return cards.map((each) => ({ ...each, key: dl.referenceKey(each.card.reference) }));
  };

  /** Returns `{number, card}` of the records that have the reference of a node, in the query's text. */
  dl.referring = async (question, text, { start, end }) => {
    const typed = [...question.text].slice(start, end).join("");
    const words = dl.cut(typed.replace(/^[^:]*:/, ""));
    const tooMany = (bits) => dl.listed(bits).length > MOST_ALIKE;
    let bits = await alike(question, words);
    if (!bits.includes(1)) return [];
    const narrowed = tooMany(bits);
    if (narrowed) bits = await inOrder(question, words, bits);
    if (tooMany(bits)) return [];
    const cards = await cardsOf(question, bits);
    const exact = cards.filter(({ key }) => key === text);
    if (exact.length) return exact;
    // Where the words are no part of a record's own reference, they are an earlier one.
    const others = cards.filter(({ key }) => !key.includes(text));
    if (!others.length) return [];
    if (!narrowed) bits = await inOrder(question, words, bits);
    return others.filter(({ number }) => bits[number]);
  };

  /** Returns the slug of the one record with a reference, else null. */
  dl.referred = async (question, text, place) => {
    const found = await dl.referring(question, text, place);
    return found.length === 1 ? found[0].card.slug : null;
  };
})();
