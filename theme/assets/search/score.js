// lunr's score of each record: per field dot(query, record) / |query|, summed over the fields.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  /** The weight of each term in one field: each clause adds its boost to the terms it stands for. */
  const vector = (clauses, field) => {
    const weights = new Map();
    for (const { postings, fields, boost } of clauses) {
      if (fields && !fields.has(field)) continue;
      for (const posting of postings) {
        if (!posting.found) continue;
        const { weight = 0 } = weights.get(posting.term) || {};
        weights.set(posting.term, { posting, weight: weight + boost });
      }
    }
    return weights;
  };

  /**
   * Returns a Float64Array of scores, one a record.
   *
   * A clause is `{postings, fields, boost}`: what its terms hold, the set of field numbers it looks
   * in (null: all), and its boost.
   */
  dl.score = (index, clauses) => {
    const total = new Float64Array(index.records);
    const dot = new Float64Array(index.records);
    for (let field = 0; field < index.fields.length; field++) {
      const weights = vector(clauses, field);
      let squares = 0;
      let hit = false;
      for (const { posting, weight } of weights.values()) {
        squares += weight * weight;
        for (const part of posting.fields) {
          if (part.field !== field) continue;
          const { records, scores } = part;
          for (let at = 0; at < records.length; at++) dot[records[at]] += weight * scores[at];
          hit = true;
        }
      }
      if (!hit || squares === 0) continue;
      const magnitude = Math.sqrt(squares);
      for (let record = 0; record < dot.length; record++) total[record] += dot[record] / magnitude;
      dot.fill(0);
    }
    return total;
  };

  /** Returns every record, with nothing to score it by. */
  dl.everything = (index) => ({ bits: new Uint8Array(index.records).fill(1), clauses: [], whole: true });

  /** Returns the numbers of the records that are in, as an Int32Array, rising. */
  dl.listed = (bits) => {
    const numbers = new Int32Array(bits.length);
    let count = 0;
    for (let record = 0; record < bits.length; record++) if (bits[record]) numbers[count++] = record;
    return numbers.slice(0, count);
  };

  /**
   * Returns the first `count` of the numbers in the order of their keys, greatest first; where keys
   * are equal, the higher number first.
   */
  dl.best = (numbers, keys, count) => {
    let some = numbers;
    if (count < numbers.length) {
      // Typed arrays sort fast by value: find the key of the last one wanted, then leave out what is below.
      const sorted = Float64Array.from(numbers, (number) => keys[number]).sort();
      const least = sorted[sorted.length - count];
      some = numbers.filter((number) => keys[number] >= least);
    }
    return Array.from(some).sort((a, b) => keys[b] - keys[a] || b - a).slice(0, count);
  };
})();
