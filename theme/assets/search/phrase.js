// Phrases: whether words stand side by side, by the shards of `places/`.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  // lunr's stop words, by code point: a run names them by their place in this list, from 1.
  const STOP_WORDS = ("a able about across after all almost also am among an and any are as at be " +
    "because been but by can cannot could dear did do does either else ever every for from get got " +
    "had has have he her hers him his how however i if in into is it its just least let like likely " +
    "may me might most must my neither no nor not of off often on only or other our own rather said " +
    "say says she should since so some than that the their them then there these they this tis to " +
    "too twas us wants was we were what when where which while who whom why will with would yet you " +
    "your").split(" ");
  const BASE = STOP_WORDS.length + 1;
  const KEPT = 3; // stop words that a run remembers
  dl.STOP_WORDS = STOP_WORDS;

  /**
   * Returns a phrase's words that the index knows, as `{term, offset, run, base}`: the stop words
   * before one are right where `run of the place % base === run`.
   */
  dl.phraseWords = (words) => {
    const found = [];
    let run = 0;
    let before = 0;
    words.forEach((word, offset) => {
      if (dl.isStop(word)) {
        run = (STOP_WORDS.indexOf(word) + 1 + BASE * run) % BASE ** KEPT;
        before++;
        return;
      }
      if (!dl.isLeftOut(word)) {
        found.push({ term: dl.stem(word), offset, run, base: BASE ** Math.min(before, KEPT) });
      }
      run = 0;
      before = 0;
    });
    return found;
  };

  const read = (given, fields) => {
    const { numbers, width } = given;
    const { fields: each, records, at } = dl.where(given);
    const counts = numbers.subarray(at, at + records.length);
    const stand = counts.reduce((sum, count) => sum + count, 0);
    const positions = numbers.subarray(at + records.length, at + records.length + stand);
    const runs = numbers.subarray(at + records.length + stand);
    const ends = Int32Array.from(counts);
    dl.rise(ends);
    ends.forEach((end, pair) => dl.rise(positions.subarray(end - counts[pair], end)));
    for (const [field, places] of dl.byField(each, width)) {
      const part = {
        records: places.map((place) => records[place]),
        from: places.map((place) => ends[place] - counts[place]),
        to: places.map((place) => ends[place]),
        positions,
        runs,
      };
      if (!fields.has(field)) fields.set(field, []);
      fields.get(field).push(part);
    }
  };

  /** Returns `{fields, whole}`: where a term stands, for each field in parts by record. */
  const places = (question, term) => question.once(`places ${term}`, async () => {
    const { parts, whole } = await dl.parts(question, "places", term);
    const fields = new Map();
    question.timed("decode", () => parts.forEach((part) => read(part, fields)));
    return { fields, whole };
  });

  /** Looks a record up in parts that follow each other by record: `[part, from, to]` or null. */
  const standing = (parts, record) => {
    for (const part of parts) {
      const at = dl.placeOf(part.records, record);
      if (at >= 0) return [part, part.from[at], part.to[at]];
    }
    return null;
  };

  const fits = (word, part, at) => part.runs[at] % word.base === word.run;

  const inRecord = (words, stands) => {
    const [lead, from, to] = stands[0];
    for (let at = from; at < to; at++) {
      if (!fits(words[0], lead, at)) continue;
      const start = lead.positions[at] - words[0].offset;
      const whole = words.every((word, place) => {
        const [part, first, last] = stands[place];
        const found = dl.placeOf(part.positions, start + word.offset, first, last);
        return found >= 0 && fits(word, part, found);
      });
      if (whole) return true;
    }
    return false;
  };

  const mark = (bits, words, lists) => {
    // The word in the fewest records leads.
    const size = (parts) => parts.reduce((sum, part) => sum + part.records.length, 0);
    const order = words.map((_, place) => place).sort((a, b) => size(lists[a]) - size(lists[b]));
    const sorted = order.map((place) => words[place]);
    const [lead, ...others] = order.map((place) => lists[place]);
    for (const part of lead) {
      part.records.forEach((record, at) => {
        if (bits[record]) return;
        const stands = [[part, part.from[at], part.to[at]]];
        for (const parts of others) {
          const stand = standing(parts, record);
          if (!stand) return;
          stands.push(stand);
        }
        if (inRecord(sorted, stands)) bits[record] = 1;
      });
    }
  };

  /**
   * Returns which records hold a phrase in one field, as bits. Null where that can't be told, since
   * a shard failed.
   *
   * `words` are of `phraseWords`; `fields` is the set of field numbers, or null for all.
   */
  dl.phrase = async (question, words, fields) => {
    const found = await Promise.all(words.map(({ term }) => places(question, term)));
    if (found.some(({ whole }) => !whole)) return null;
    return question.timed("phrase", () => {
      const bits = new Uint8Array(question.index.records);
      for (const field of found[0].fields.keys()) {
        if (fields && !fields.has(field)) continue;
        const lists = found.map((each) => each.fields.get(field));
        if (lists.every(Boolean)) mark(bits, words, lists);
      }
      return bits;
    });
  };
})();
