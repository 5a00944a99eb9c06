// The terms that a word stands for: itself, or what a wildcard or near spelling finds in the vocabulary.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  /** Returns lunr's stem of a word. */
  const stems = new Map();
  dl.stem = (word) => {
    let stem = stems.get(word);
    if (stem === undefined) {
      stem = self.lunr.stemmer(new self.lunr.Token(word)).toString();
      if (stems.size > 200000) stems.clear();
      stems.set(word, stem);
    }
    return stem;
  };

  /** Says whether lunr leaves a word out. */
  dl.isStop = (word) => !self.lunr.stopWordFilter(new self.lunr.Token(word));

  const step = (nodes, char) => {
    const next = [];
    const add = (node) => { if (node && !next.includes(node)) next.push(node); };
    for (const { edges } of nodes) {
      add(edges[char]);
      add(edges["*"]);
    }
    return next;
  };

  /**
   * Adds to `found` the terms that an automaton of lunr's accepts. What was worked out for the
   * beginning of one term serves the next that begins so.
   */
  const accept = (root, terms, found) => {
    const states = [[root]];
    let before = "";
    for (const term of terms) {
      let same = 0;
      const most = Math.min(states.length - 1, term.length);
      while (same < most && term[same] === before[same]) same++;
      // A beginning that leads nowhere: so do all terms that share it.
      if (same === states.length - 1 && !states[same].length) continue;
      states.length = same + 1;
      let nodes = states[same];
      while (nodes.length && same < term.length) {
        nodes = step(nodes, term[same++]);
        states.push(nodes);
      }
      before = term;
      if (same === term.length && nodes.some((node) => node.final)) found.push(term);
    }
    return found;
  };

  /** The parts of the vocabulary in which terms with this beginning can be. */
  const reached = (parts, start) => {
    const firsts = parts.map(([first]) => first);
    const from = Math.max(0, dl.reach(firsts, start));
    const to = dl.reach(firsts, `${start}\u{10ffff}`);
    return parts.slice(from, to + 1);
  };

  /**
   * Returns `{terms, whole}`: the terms that a clause of lunr's stands for, its `term` stemmed where
   * it has to be, with `editDistance` where near spellings are wanted. A plain term need not exist.
   */
  dl.expand = async (question, clause) => {
    const near = "editDistance" in clause;
    const star = clause.term.indexOf("*");
    if (!near && star < 0) return { terms: [clause.term], whole: true };
    const parts = reached(question.index.vocabulary, near ? "" : clause.term.slice(0, star));
    const files = parts.map(([, name]) => question.file("vocabulary", name));
    const { found, whole } = await question.some(files);
    return question.timed("expand", () => {
      const root = self.lunr.TokenSet.fromClause(clause);
      return { terms: found.reduce((terms, list) => accept(root, list.terms, terms), []), whole };
    });
  };
})();
