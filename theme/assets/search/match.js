// Which records make a query's tree true, and the clauses that score them.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const FEW_TERMS = 20; // that need no counting of shards
  const MOST_ALIKE = 20; // records looked at for a reference
  const AT_ONCE = 8; // words that have to occur, before it is seen whether any record is left
  const REFERENCE = 0; // the field's number

  const both = (one, two) => {
    for (let at = 0; at < one.length; at++) one[at] &= two[at];
    return one;
  };
  const either = (one, two) => {
    for (let at = 0; at < one.length; at++) one[at] |= two[at];
    return one;
  };
  const opposite = (bits) => {
    for (let at = 0; at < bits.length; at++) bits[at] ^= 1;
    return bits;
  };

  /** Returns the records that hold one of these terms in one of these fields, as bits. */
  dl.holding = (index, postings, fields) => {
    const bits = new Uint8Array(index.records);
    for (const posting of postings) {
      for (const { field, records } of posting.fields) {
        if (fields && !fields.has(field)) continue;
        for (let at = 0; at < records.length; at++) bits[records[at]] = 1;
      }
    }
    return bits;
  };

  /** Returns the numbers of named fields as a set, null for all. */
  dl.numbered = (index, names) =>
    names && new Set(names.map((name) => index.fields.findIndex((field) => field.name === name)));

  const tooMany = async (question, terms) => {
    if (terms.length <= FEW_TERMS) return false;
    const names = terms.map((term) => dl.names(question, "postings", term));
    return new Set((await question.some(names)).found.flat()).size > question.most;
  };

  /** Returns what a clause of lunr's stands for, as postings; null where nobody can tell now. */
  dl.postings = async (question, clause) => {
    const { terms, whole } = await dl.expand(question, clause);
    if (await tooMany(question, terms)) {
      return question.leaveOut(clause.term, "stands for too many words");
    }
    const postings = await Promise.all(terms.map((term) => dl.posting(question, term)));
    const known = whole && !postings.length || postings.some((each) => each.found || each.whole);
    return known ? postings : null;
  };

  const word = async (question, node) => {
    let clause = { term: node.word };
    if (!node.wild) {
      if (!node.edits && dl.isStop(node.word)) {
        return question.leaveOut(node.word, "is too common to be searched for");
      }
      clause = { term: dl.stem(node.word) };
      if (node.edits) clause.editDistance = node.edits;
    }
    const postings = await dl.postings(question, clause);
    if (!postings) return null;
    const fields = dl.numbered(question.index, node.in);
    const bits = question.timed("match", () => dl.holding(question.index, postings, fields));
    return { bits, clauses: [{ postings, fields, boost: node.boost || 1 }] };
  };

  const phrase = async (question, node) => {
    dl.bring("phrase.js");
    const words = dl.phraseWords(node.words);
    if (!words.length) {
      return question.leaveOut(node.words.join(" "), "has only words too common to be searched for");
    }
    const { index } = question;
    const fields = dl.numbered(index, node.in);
    const postings = await Promise.all(words.map(({ term }) => dl.posting(question, term)));
    const clauses = postings.map((each) => ({ postings: [each], fields, boost: node.boost || 1 }));
    if (postings.some((each) => !each.found && each.whole)) {
      return { bits: new Uint8Array(index.records), clauses };
    }
    const apart = () => postings.filter(({ found }) => found)
      .map((each) => ({ bits: dl.holding(index, [each], fields), clauses }));
    const plain = words.length === 1 && words[0].base === 1;
    const bits = plain ? null : await dl.phrase(question, words, fields);
    if (bits) return { bits, clauses };
    // One word; or where words stand could not be loaded: then records with all the words.
    const each = joined(apart(), both);
    return each && { bits: each.bits, clauses };
  };

  /** Returns the cards of the records that have this reference, now or earlier. */
  const referred = async (question, text, { start, end }) => {
    const typed = [...question.text].slice(start, end).join("");
    const words = dl.cut(typed.replace(/^[^:]*:/, "")).filter((each) => !dl.isStop(each));
    const own = new Set([REFERENCE]);
    const bits = new Uint8Array(question.index.records).fill(1);
    for (const posting of await Promise.all(words.map((each) => dl.posting(question, dl.stem(each))))) {
      both(bits, dl.holding(question.index, [posting], own));
    }
    const numbers = dl.listed(bits);
    if (!words.length || numbers.length > MOST_ALIKE) return [];
    const cards = await dl.cards(question, numbers);
    const exact = cards.filter(({ card }) => dl.referenceKey(card.reference) === text);
    // Where the words are no part of a record's reference, they are an earlier one.
    return exact.length ? exact : cards.filter(({ card }) => !dl.referenceKey(card.reference).includes(text));
  };

  /** Returns the slug of the one record with a reference, else null. */
  dl.referred = async (question, text, place) => {
    const found = await referred(question, text, place);
    return found.length === 1 ? found[0].card.slug : null;
  };

  const reference = async (question, node) => {
    const bits = new Uint8Array(question.index.records);
    for (const { number } of await referred(question, node.text, node)) bits[number] = 1;
    return bits;
  };

  const within = (column, from, to) => dl.pick(column, (value) =>
    (from === null || value >= from) && (to === null || value <= to));

  const days = async (question, { name, from, to }) => {
    const { responded, age } = await dl.dates(question);
    return within(name === "received" ? responded.map((day, at) => day - age[at]) : responded, from, to);
  };

  const filters = {
    provision: async (question, { any }) => dl.citing(await dl.provisions(question),
      any.map(([law, provision]) => (provision ? `${law}/${provision}` : law))),
    reference,
    value: async (question, { name, any }) => {
      const column = (await dl.values(question))[name];
      if (name !== "law") return dl.valued(column, any);
      // A law goes by its id and by its short name.
      const { laws } = await dl.provisions(question);
      const meant = laws.filter(({ id, short }) => any.includes(id) || any.includes(short));
      return dl.valued(column, meant.flatMap(({ id, short }) => [id, short]));
    },
    flag: async (question, { name, is }) =>
      dl.pick((await dl.values(question))[name], (value) => value === (is ? 1 : 0)),
    days,
    number: async (question, { from, to }) => {
      const { taken } = await dl.dates(question);
      const known = dl.pick(taken, (value) => value > 0);
      return both(known, within(taken.map((value) => value - 1), from, to));
    },
  };

  const joined = (found, join) => {
    const known = found.filter(Boolean);
    if (!known.length) return null;
    return { bits: known.map(({ bits }) => bits).reduce(join), clauses: known.flatMap(({ clauses }) => clauses) };
  };

  /** All of these. At the top of the tree, words after those that leave no record are not loaded. */
  const all = async (question, nodes, top) => {
    let sum = null;
    const step = top ? AT_ONCE : nodes.length;
    for (let at = 0; at < nodes.length; at += step) {
      const some = nodes.slice(at, at + step).map((node) => dl.evaluate(question, node));
      sum = joined([sum, ...await Promise.all(some)], both);
      if (top && sum && !sum.bits.includes(1)) return sum;
    }
    return sum;
  };

  /**
   * Returns `{bits, clauses}` of a resolved tree: which records it is true for, and what scores
   * them. Null where nothing of it could be looked for. `top` is true for a whole query.
   */
  dl.evaluate = async (question, node, top = false) => {
    switch (node.kind) {
      case "word": return word(question, node);
      case "phrase": return phrase(question, node);
      case "and": return all(question, node.of, top);
      case "or": {
        const found = await Promise.all(node.of.map((each) => dl.evaluate(question, each)));
        return joined(found, either);
      }
      case "not": {
        const found = await dl.evaluate(question, node.of[0]);
        return found && { bits: opposite(found.bits), clauses: [] };
      }
      default: return { bits: await filters[node.kind](question, node), clauses: [] };
    }
  };

  /** Returns every record, with nothing to score it by. */
  dl.everything = (index) => ({ bits: new Uint8Array(index.records).fill(1), clauses: [] });
})();
