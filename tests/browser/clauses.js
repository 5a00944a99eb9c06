// lunr's own queries: clauses with a presence. For the tests against lunr itself.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  /**
   * Answers a list of lunr's clauses (`lunr.Query.clauses`) as `lunr.Index.query` does.
   *
   * Returns `{numbers, scores}`: the records found, best first, and the score of every record.
   */
  dl.clauses = async (question, clauses) => {
    const { OPTIONAL, REQUIRED, PROHIBITED } = self.lunr.Query.presence;
    const { index } = question;
    const ready = await Promise.all(clauses.map(async (clause) => {
      const { usePipeline = true, boost = 1, presence = OPTIONAL } = clause;
      const term = usePipeline ? dl.stem(clause.term) : clause.term;
      const postings = await dl.postings(question, { ...clause, term });
      return { postings: postings || [], fields: dl.numbered(index, clause.fields), boost, presence };
    }));
    const wanted = ready.filter(({ presence }) => presence !== PROHIBITED);
    const found = wanted.length ? new Uint8Array(index.records) : dl.everything(index).bits;
    const apply = (chosen, change) => {
      for (const { postings, fields } of chosen) change(dl.holding(index, postings, fields));
    };
    apply(wanted, (bits) => bits.forEach((bit, at) => { found[at] |= bit; }));
    const required = ready.filter(({ presence }) => presence === REQUIRED);
    apply(required, (bits) => bits.forEach((bit, at) => { found[at] &= bit; }));
    const prohibited = ready.filter(({ presence }) => presence === PROHIBITED);
    apply(prohibited, (bits) => bits.forEach((bit, at) => { found[at] &= 1 - bit; }));
    const scores = dl.score(index, wanted);
    const numbers = dl.listed(found);
    return { numbers: dl.best(numbers, scores, numbers.length), scores };
  };
})();
