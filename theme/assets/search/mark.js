// Finds a query's words in a piece of text, as the search itself reads both, and marks them there.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const WORDS = /[\p{L}\p{N}\p{M}'’ʼ]+(?:\.[\p{L}\p{N}\p{M}'’ʼ]+)*/gu;
  const DOCUMENTS = "documents";
  const LONGEST = 64; // characters of a word that stars are looked for in

  /** The words and phrases that a query looks for in documents; what it leaves out is none. */
  const wanted = (node) => {
    if (!node || node.kind === "not") return [];
    if (node.of) return node.of.flatMap(wanted);
    const kinds = ["word", "phrase"];
    return kinds.includes(node.kind) && (!node.in || node.in.includes(DOCUMENTS)) ? [node] : [];
  };

  /** Returns what says whether a word of a text is one of a query: by stem, star or spelling. */
  const fits = ({ word, wild, edits }) => {
    if (wild) {
      const parts = word.split("*").map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, "\\$&"));
      const pattern = new RegExp(`^${parts.join(".*")}$`, "u");
      return (one) => one.length <= LONGEST && (pattern.test(one) || pattern.test(dl.stem(one)));
    }
    const stem = dl.stem(word);
    if (edits) return (one) => dl.language.distance(stem, dl.stem(one)) <= edits;
    return (one) => dl.stem(one) === stem;
  };

  /** A stop word of a phrase has to stand as it is. */
  const inPhrase = (word) => {
    const stem = dl.stem(word);
    return dl.isStop(word) ? (one) => one === word : (one) => dl.stem(one) === stem;
  };

  /** The words of a text: `[word, start, end]`. */
  const cut = (text) => [...text.matchAll(WORDS)].flatMap(({ 0: piece, index }) =>
    dl.cut(piece).map((word) => [word, index, index + piece.length]));

  const standsAt = (run, words, at) =>
    at + run.length <= words.length && run.every((test, step) => test(words[at + step][0]));

  /**
   * Returns what finds a query's words in these texts; null where it looks for none in documents.
   * A phrase that stands nowhere in them is looked for word by word, as the results show it.
   */
  dl.matcher = (query, texts) => {
    const single = (words) => words.filter((word) => !dl.isLeftOut(word)).map((word) => [fits({ word })]);
    const pages = texts.map(cut);
    const runs = wanted(dl.read(query).tree).flatMap((node) => {
      if (node.kind === "word") return node.wild || !dl.isLeftOut(node.word) ? [[fits(node)]] : [];
      const run = node.words.map(inPhrase);
      const stands = pages.some((words) => words.some((_, at) => standsAt(run, words, at)));
      return stands ? [run] : single(node.words);
    });
    return runs.length ? runs : null;
  };

  /** Returns the places of a text that a query's words take: `[start, end]`, in order. */
  const places = (text, runs) => {
    const words = cut(text);
    const hit = new Set();
    for (const run of runs) {
      words.forEach((_, at) => {
        if (standsAt(run, words, at)) run.forEach((__, step) => hit.add(at + step));
      });
    }
    const found = [];
    for (const at of [...hit].sort((a, b) => a - b)) {
      const [, start, end] = words[at];
      const last = found[found.length - 1];
      // Words of a phrase are marked as one, also where a text cuts a piece in two.
      if (last && (start < last[1] || (hit.has(at - 1) && !/\S/.test(text.slice(last[1], start))))) last[1] = end;
      else found.push([start, end]);
    }
    return found;
  };

  /** Marks what a matcher finds in an element that holds text alone. */
  dl.mark = (element, matcher) => {
    const text = element.textContent;
    const parts = [];
    let at = 0;
    for (const [start, end] of places(text, matcher)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      parts.push(text.slice(at, start), mark);
      at = end;
    }
    if (at) element.replaceChildren(...parts, text.slice(at));
  };
})();
