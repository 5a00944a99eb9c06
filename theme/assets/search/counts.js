// Choices beside the results: which records they leave, and how many records each would find.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  const NAMED = ["law", "outcome", "department", "topic", "reviewed"];
  const STATES = { late: ["no", "yes", "unknown"], documents: ["no", "yes"] };

  const year = (question) => dl.dates(question).then((dates) => ({
    column: dates.year,
    chosen: (values) => dl.pick(dates.year, (each) => values.includes(String(each))),
    rows: (counts) => [...counts].sort(([a], [b]) => b - a)
      .map(([each, count]) => [String(each), String(each), count, 0]),
  }));

  const state = (question, name) => dl.values(question).then((values) => ({
    column: values[name],
    chosen: (wanted) => dl.pick(values[name], (each) => wanted.includes(STATES[name][each])),
    rows: (counts) => ["yes", "no", "unknown"].filter((each) => STATES[name].includes(each))
      .map((each) => [each, each, counts.get(STATES[name].indexOf(each)) || 0, 0]),
  }));

  /** Adds counts of sets up to counts of what is in them: a record counts once for each. */
  const spread = (counts, sets) => {
    const sums = new Map();
    for (const [set, count] of counts) {
      for (const each of sets[set]) sums.set(each, (sums.get(each) || 0) + count);
    }
    return sums;
  };

  const named = (question, name) => dl.values(question).then((values) => ({
    column: values[name].column,
    chosen: (wanted) => dl.valued(values[name], wanted),
    rows: (counts) => {
      const sums = spread(counts, values[name].sets);
      return values[name].names.map((each, at) => [each, each, sums.get(at) || 0, 0])
        .sort((a, b) => b[2] - a[2]);
    },
  }));

  /** The tree of provisions: each law, then its provisions in the order of the statute. */
  const exemption = (question) => dl.provisions(question).then((provisions) => ({
    column: provisions.column,
    chosen: (values) => dl.citing(provisions, values),
    rows: (counts) => {
      const sums = spread(counts, provisions.found);
      const { nodes, laws } = provisions;
      const rows = [];
      const add = (node, at) => rows.push([node.value, label(node), sums.get(at) || 0, node.depth]);
      for (const law of laws) {
        nodes.forEach((node, at) => { if (node.law === law && node.depth === 0) add(node, at); });
        nodes.forEach((node, at) => { if (node.law === law && node.depth > 0) add(node, at); });
      }
      return rows;
    },
  }));

  const label = ({ depth, cited, title }) => (depth === 0 || !title ? cited : `${cited} ${title}`);

  const FACETS = {
    exemption,
    year,
    ...Object.fromEntries(NAMED.map((name) => [name, (question) => named(question, name)])),
    late: (question) => state(question, "late"),
    documents: (question) => state(question, "documents"),
  };

  /**
   * Applies choices to the records of a query.
   *
   * Returns `{bits, misses, which}`: the records that meet the choices in every facet; how many
   * facets' choices each record misses; and which facet's, where it misses one.
   */
  dl.choose = async (question, bits, choices) => {
    const names = Object.keys(FACETS).filter((name) => ((choices || {})[name] || []).length);
    const misses = new Uint8Array(bits.length);
    const which = new Uint8Array(bits.length).fill(255);
    const facets = await Promise.all(names.map((name) => FACETS[name](question)));
    return question.timed("choose", () => {
      facets.forEach((facet, place) => {
        const number = Object.keys(FACETS).indexOf(names[place]);
        const chosen = facet.chosen(choices[names[place]]);
        for (let at = 0; at < bits.length; at++) {
          if (chosen[at]) continue;
          misses[at]++;
          which[at] = number;
        }
      });
      return { bits: bits.map((bit, at) => (bit && !misses[at] ? 1 : 0)), misses, which };
    });
  };

  // Each facet counts what meets all the other facets' choices: so it shows what a further choice
  // in it would add.
  const counted = (column, bits, { misses, which }, number) => {
    let most = 0;
    for (let at = 0; at < column.length; at++) if (column[at] > most) most = column[at];
    const counts = new Int32Array(most + 1);
    for (let at = 0; at < bits.length; at++) {
      const missed = misses ? misses[at] : 0;
      if (bits[at] && (missed === 0 || (missed === 1 && which[at] === number))) counts[column[at]]++;
    }
    const found = new Map();
    counts.forEach((count, value) => { if (count) found.set(value, count); });
    return found;
  };

  /** Returns the rows with records, those that are chosen, and what these are parts of. */
  const kept = (rows, chosen) => {
    let above = 0; // what is less deep than this holds a chosen one
    return rows.reduceRight((found, row) => {
      const [value, , count, depth] = row;
      const wanted = depth < above || chosen.includes(value);
      if (wanted) above = depth;
      if (wanted || count > 0) found.push(row);
      return found;
    }, []).reverse();
  };

  /**
   * Returns each facet's rows `[value, label, count, depth]`: those with records, those chosen
   * and what these are parts of.
   *
   * `bits` are the records of the query before any choice; `after` is what `choose` returned, or
   * without `misses` where nothing is chosen.
   */
  dl.facets = async (question, bits, after, choices) => {
    const names = Object.keys(FACETS);
    const facets = await Promise.all(names.map((name) => FACETS[name](question)));
    return question.timed("facets", () => {
      const found = {};
      facets.forEach(({ column, rows }, number) => {
        const chosen = (choices || {})[names[number]] || [];
        found[names[number]] = kept(rows(counted(column, bits, after, number)), chosen);
      });
      return found;
    });
  };
})();
