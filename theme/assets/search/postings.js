// Where a term occurs, and its score there: the shards of `postings/`.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  /** Returns the names of the shards of a family that may hold a term. */
  dl.names = async (question, family, term) => {
    const root = question.index[family];
    const at = dl.reach(root.map(([first]) => first), term);
    if (at < 0) return [];
    const leaf = await question.file("leaves", root[at][1]);
    const last = dl.reach(leaf.first, term);
    let from = last;
    // A term that fills several shards is the first of each.
    while (from > 0 && leaf.first[last] === term && leaf.first[from - 1] === term) from--;
    return leaf.names.slice(from, last + 1);
  };

  /** Returns `{parts, whole}`: the numbers that each shard holds for a term; whole if none failed. */
  dl.parts = async (question, family, term) => {
    const names = await question.some([dl.names(question, family, term)]);
    const shards = await question.some(names.found.flat().map((name) => question.file(family, name)));
    const parts = question.timed("decode", () => shards.found.flatMap(({ terms, data, df }) => {
      const at = dl.reach(terms, term);
      return terms[at] === term ? [{ numbers: dl.decode(data[at]), df }] : [];
    }));
    return { parts, whole: names.whole && shards.whole };
  };

  const segments = (parts) => {
    const found = [];
    for (const { numbers } of parts) {
      for (let at = 0; at < numbers.length;) {
        const field = numbers[at];
        const count = numbers[at + 1];
        const take = (part) => numbers.subarray(at + 2 + part * count, at + 2 + (part + 1) * count);
        found.push({ field, records: dl.rise(take(0)), counts: take(1), lengths: take(2) });
        at += 2 + 3 * count;
      }
    }
    return found;
  };

  // lunr's numbers, in lunr's order of operations: a sum in another order rounds to another score.
  const scored = (index, { field, records, counts, lengths }, idf) => {
    const { k1, b } = index;
    const { average, boost } = index.fields[field];
    const scores = new Float64Array(records.length);
    for (let at = 0; at < records.length; at++) {
      const tf = counts[at];
      let score = idf * ((k1 + 1) * tf) / (k1 * (1 - b + b * (lengths[at] / average)) + tf);
      score *= boost;
      scores[at] = Math.round(score * 1000) / 1000;
    }
    return { field, records, scores };
  };

  /**
   * Returns `{term, found, fields: [{field, records, scores}], whole}`; a field may come in parts.
   * `whole` is false where a shard failed.
   */
  dl.posting = (question, term) => question.once(`posting ${term}`, async () => {
    const { index } = question;
    const { parts, whole } = await dl.parts(question, "postings", term);
    if (!parts.length) return { term, found: false, fields: [], whole };
    const fields = question.timed("decode", () => {
      const all = segments(parts);
      const df = parts[0].df || all.reduce((sum, { records }) => sum + records.length, 0);
      const idf = Math.log(1 + Math.abs((index.records - df + 0.5) / (df + 0.5)));
      return all.map((each) => scored(index, each, idf));
    });
    return { term, found: true, fields, whole };
  });
})();
