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

  /**
   * Returns `{parts, whole}`: the `numbers` that each shard holds for a term, and what it takes to
   * read them: the first record of each run, and how many fields there are. Whole if none failed.
   */
  dl.parts = async (question, family, term) => {
    const names = await question.some([dl.names(question, family, term)]);
    const shards = await question.some(names.found.flat().map((name) => question.file(family, name)));
    const starts = dl.starts(question);
    const width = question.index.fields.length;
    const parts = question.timed("decode", () => shards.found.flatMap(({ terms, data, df }) => {
      const at = dl.reach(terms, term);
      return terms[at] === term ? [{ numbers: dl.decode(data[at]), starts, width, df }] : [];
    }));
    return { parts, whole: names.whole && shards.whole };
  };

  /**
   * Reads where a term stands: the blocks of all runs, joined. Returns the field and the record of
   * each pair of them, and `at`, where the numbers that follow start.
   */
  dl.where = ({ numbers, starts, width }) => {
    const fields = new Uint8Array(numbers.length);
    const records = new Int32Array(numbers.length);
    let pairs = 0;
    let at = 1;
    for (let block = 0; block < numbers[0]; block++) {
      const start = starts[numbers[at++]];
      for (let last = 0; !last;) {
        const head = numbers[at++];
        last = head & 1;
        const field = (head >> 1) % width;
        const size = Math.floor((head >> 1) / width);
        let record = start;
        for (let each = 0; each < size; each++) {
          records[pairs] = record += numbers[at++];
          fields[pairs++] = field;
        }
      }
    }
    return { fields: fields.subarray(0, pairs), records: records.subarray(0, pairs), at };
  };

  /** Returns `[field, places]` for each field there is: where in the list it stands. */
  dl.byField = (fields, width) => {
    const sizes = new Int32Array(width);
    for (const field of fields) sizes[field]++;
    const places = Array.from(sizes, (size) => new Int32Array(size));
    sizes.fill(0);
    fields.forEach((field, at) => { places[field][sizes[field]++] = at; });
    return [...places.entries()].filter(([, found]) => found.length);
  };

  const postings = (part) => {
    const { numbers, width } = part;
    const { fields, records, at } = dl.where(part);
    const counts = numbers.subarray(at, at + records.length);
    const lengths = numbers.subarray(at + records.length);
    return dl.byField(fields, width).map(([field, places]) => ({
      field,
      records: places.map((place) => records[place]),
      counts: places.map((place) => counts[place]),
      lengths: places.map((place) => lengths[place]),
    }));
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
      const all = parts.flatMap(postings);
      const df = parts[0].df || all.reduce((sum, { records }) => sum + records.length, 0);
      const idf = Math.log(1 + Math.abs((index.records - df + 0.5) / (df + 0.5)));
      return all.map((each) => scored(index, each, idf));
    });
    return { term, found: true, fields, whole };
  });
})();
