// What a result shows of a record's text: the best few lines, and the pages of documents that hit.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const WINDOW = 240; // characters
  const BEFORE = 60; // of them, before the first word that hits
  const MOST_PAGES = 5; // for one document
  const DOCUMENTS = "documents";
  const WORDS = /[\p{L}\p{N}\p{M}'’ʼ]+(?:\.[\p{L}\p{N}\p{M}'’ʼ]+)*/gu;

  /** Finds a query's words in texts. A word hits where its stem is a term of one of the clauses. */
  dl.Marker = class {
    constructor(index, clauses) {
      this.clauses = clauses;
      this.field = index.fields.findIndex(({ name }) => name === DOCUMENTS);
      this.terms = new Map();
      clauses.forEach(({ postings }, place) => postings.forEach(({ term, found }) => {
        if (!found) return;
        if (!this.terms.has(term)) this.terms.set(term, []);
        this.terms.get(term).push(place);
      }));
      this.known = new Map();
    }

    /** Returns the clauses that a piece of text hits, null for none. */
    look(piece) {
      let hit = this.known.get(piece);
      if (hit === undefined) {
        const found = dl.cut(piece).flatMap((word) => this.terms.get(dl.stem(word)) || []);
        hit = found.length ? found : null;
        this.known.set(piece, hit);
      }
      return hit;
    }

    /** Returns where words hit: `[start, end, clauses]`. */
    hits(text) {
      const found = [];
      if (!this.terms.size) return found;
      for (const match of text.matchAll(WORDS)) {
        const hit = this.look(match[0]);
        if (hit) found.push([match.index, match.index + match[0].length, hit]);
      }
      return found;
    }

    /** Returns the clauses that a record's documents hit. */
    inDocuments(record) {
      const places = new Set();
      this.clauses.forEach(({ postings, fields }, place) => {
        if (fields && !fields.has(this.field)) return;
        const hit = postings.some((posting) => posting.fields.some((part) =>
          part.field === this.field && dl.placeOf(part.records, record) >= 0));
        if (hit) places.add(place);
      });
      return places;
    }
  };

  // Different words count most, then words that stand close together, then their number.
  const worth = (hits, from, to) => {
    const different = new Set();
    let close = 0;
    for (let at = from; at <= to; at++) {
      hits[at][2].forEach((place) => different.add(place));
      if (at > from && hits[at][0] - hits[at - 1][1] <= 2) close++;
    }
    return different.size * 100 + close * 5 + Math.min(to - from, 4);
  };

  const windowOf = (text, hits) => {
    let best = null;
    let to = 0;
    for (let from = 0; from < hits.length; from++) {
      to = Math.max(to, from);
      while (to + 1 < hits.length && hits[to + 1][1] - hits[from][0] <= WINDOW - BEFORE) to++;
      const value = worth(hits, from, to);
      if (!best || value > best.value) best = { value, text, hits, from, to };
    }
    return best;
  };

  const spaced = (text) => text.replace(/\s+/g, " ");

  /** Cuts a window out of a text, at spaces. Returns a list of `[text, marked]`. */
  const pieces = ({ text, hits, from, to }) => {
    let start = Math.max(0, hits[from][0] - BEFORE);
    if (start > 0) start = Math.min(hits[from][0], text.indexOf(" ", start) + 1 || hits[from][0]);
    let end = Math.min(text.length, Math.max(start + WINDOW, hits[to][1]));
    if (end < text.length) end = Math.max(hits[to][1], text.lastIndexOf(" ", end));
    const found = [[start > 0 ? "… " : "", false]];
    let at = start;
    for (const [first, last] of hits) {
      if (first < start || last > end) continue;
      found.push([spaced(text.slice(at, first)), false], [text.slice(first, last), true]);
      at = last;
    }
    found.push([spaced(text.slice(at, end)) + (end < text.length ? " …" : ""), false]);
    return found.filter(([piece]) => piece);
  };

  /** Returns the best snippet of some texts, and of the summary where nothing else hits. */
  dl.snippet = (marker, texts, summary) => {
    let best = null;
    for (const text of [...texts, summary]) {
      const found = windowOf(text, marker.hits(text));
      if (found && (!best || found.value > best.value)) best = found;
    }
    if (best) return pieces(best);
    const end = summary.length > WINDOW ? summary.lastIndexOf(" ", WINDOW) : summary.length;
    return [[spaced(summary.slice(0, end)) + (end < summary.length ? " …" : ""), false]];
  };

  /**
   * Returns the pages of documents on which words hit, as `[document, page]`: for each document
   * first the pages with every word that the record's documents hold, and at most five.
   *
   * `documents` are those of a file of `texts/`.
   */
  dl.pages = (marker, record, documents) => {
    const wanted = marker.inDocuments(record);
    if (!wanted.size) return [];
    const found = new Map();
    for (const [document, first, pages] of documents) {
      pages.forEach((text, at) => {
        const places = new Set(marker.hits(text).flatMap(([, , hit]) => hit.filter((one) => wanted.has(one))));
        if (!places.size) return;
        if (!found.has(document)) found.set(document, []);
        found.get(document).push({ page: first + at, all: places.size === wanted.size });
      });
    }
    return [...found].sort(([a], [b]) => a - b).flatMap(([document, pages]) => pages
      .sort((a, b) => b.all - a.all || a.page - b.page).slice(0, MOST_PAGES)
      .map(({ page }) => [document, page]));
  };
})();
