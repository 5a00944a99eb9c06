// Which records make a query's tree true, and the clauses that score them.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const FEW_TERMS = 20; // that need no counting of shards
  const AT_ONCE = 8; // words that have to occur, before it is seen whether any record is left

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

  /**
   * Returns what a clause of lunr's stands for, as postings; null where that is too much. `whole` of
   * them is false where a shard failed: then they hold a part of the records. None at all is thrown.
   */
  dl.postings = async (question, clause) => {
    const { terms, whole } = await dl.expand(question, clause);
    if (await tooMany(question, terms)) {
      return question.leaveOut(clause.term, "stands for too many words");
    }
    const postings = await Promise.all(terms.map((term) => dl.posting(question, term)));
    const isWhole = whole && postings.every((each) => each.whole);
    if (!isWhole && !postings.some(({ found }) => found)) throw new dl.Failed(dl.A_PART);
    return Object.assign(postings, { whole: isWhole });
  };

  const word = async (question, node) => {
    let clause = { term: node.word };
    if (!node.wild) {
      if (dl.isLeftOut(node.word)) {
        const why = dl.isStop(node.word) ? "too common" : "too long";
        return question.leaveOut(node.word, `is ${why} to be searched for`);
      }
      clause = { term: dl.stem(node.word) };
      if (node.edits) clause.editDistance = node.edits;
    }
    const postings = await dl.postings(question, clause);
    if (!postings) return null;
    const fields = dl.numbered(question.index, node.in);
    const bits = question.timed("match", () => dl.holding(question.index, postings, fields));
    return { bits, clauses: [{ postings, fields, boost: node.boost || 1 }], whole: postings.whole };
  };

  const phrase = async (question, node) => {
    dl.bring("phrase.js");
    const words = dl.phraseWords(node.words);
    if (!words.length) {
      return question.leaveOut(node.words.join(" "), "has no word that can be searched for");
    }
    const { index } = question;
    const fields = dl.numbered(index, node.in);
    const postings = await Promise.all(words.map(({ term }) => dl.posting(question, term)));
    const clauses = postings.map((each) => ({ postings: [each], fields, boost: node.boost || 1 }));
    if (postings.some((each) => !each.found && each.whole)) {
      return { bits: new Uint8Array(index.records), clauses, whole: true };
    }
    const plain = words.length === 1 && words[0].base === 1;
    const bits = plain ? null : await dl.phrase(question, words, fields);
    if (bits) return { bits, clauses, whole: true };
    // One word; or where words stand could not be loaded: then records with all the words.
    if (postings.some(({ found }) => !found)) throw new dl.Failed(dl.A_PART);
    if (!plain) question.leaveOut(node.words.join(" "), "could only be looked for as separate words");
    const whole = plain && postings[0].whole;
    return { bits: postings.map((each) => dl.holding(index, [each], fields)).reduce(both), clauses, whole };
  };

  const reference = async (question, node) => {
    dl.bring("reference.js");
    const bits = new Uint8Array(question.index.records);
    for (const { number } of await dl.referring(question, node.text, node)) bits[number] = 1;
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
    value: async (question, { name, any }) => dl.valued((await dl.values(question))[name], any),
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
    return {
      bits: known.map(({ bits }) => bits).reduce(join),
      clauses: known.flatMap(({ clauses }) => clauses),
      whole: known.every(({ whole }) => whole),
    };
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

  /** One of these. What another side finds is right where one could not be looked up: that is noted. */
  const any = async (question, nodes) => {
    const sides = await Promise.allSettled(nodes.map((node) => dl.evaluate(question, node)));
    const failed = sides.map(({ reason }) => reason);
    const found = sides.flatMap(({ value }) => value || []);
    if (!failed.some(Boolean)) return joined(found, either);
    const stop = failed.find((reason) => reason && !(reason instanceof dl.Failed));
    if (stop || !found.length) throw stop || failed.find(Boolean);
    failed.forEach((reason, at) => {
      if (!reason) return;
      question.failed.add(reason.message);
      const { start, end } = nodes[at];
      question.leaveOut([...question.text].slice(start, end).join(""), "could not be looked up");
    });
    return { ...joined(found, either), whole: false };
  };

  /**
   * Returns `{bits, clauses, whole}` of a resolved tree: which records it is true for, and what
   * scores them. Null where nothing of it is to be looked for. `top` is true for a whole query.
   *
   * What has to be known and could not be loaded is thrown as `dl.Failed`. `whole` is false where
   * the records are not all, or not only, those that the tree is true for.
   */
  dl.evaluate = async (question, node, top = false) => {
    switch (node.kind) {
      case "word": return word(question, node);
      case "phrase": return phrase(question, node);
      case "and": return all(question, node.of, top);
      case "or": return any(question, node.of);
      case "not": {
        const found = await dl.evaluate(question, node.of[0]);
        if (found && !found.whole) throw new dl.Failed(dl.A_PART);
        return found && { bits: opposite(found.bits), clauses: [], whole: true };
      }
      default: return { bits: await filters[node.kind](question, node), clauses: [], whole: true };
    }
  };
})();
