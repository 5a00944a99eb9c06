/* Reads what a person typed into a tree: search/language/ in Python, alike to the letter. */
(() => {
  "use strict";
  const dl = self.dlSearch;
  const {
    signs, matchAt, ALONE, LIKE_REFERENCE, WHITE, QUOTES, FILTERS, FIELDS, PLACES, EVERYWHERE, COMPARED, YES, own, nearest,
    meant, suffix, chunkNode, WrongSuffix,
  } = dl.language;

  // The reader (reader.py)

  const DEEPEST = 50;
  const MOST_WORDS = 100;

  class Stop extends Error {
    constructor(what, start, end, fix = null) {
      super(what);
      Object.assign(this, { what, start, end, fix });
    }
  }

  function spread(node, within) {
    if (node.kind === "word" || node.kind === "phrase") return node.in === null ? { ...node, in: within } : node;
    return node.of ? { ...node, of: node.of.map((one) => spread(one, within)) } : node;
  }

  const endOf = (found) => found.index + found[0].length;

  class Reader {
    constructor(text) {
      Object.assign(this, { text, at: 0, depth: 0, words: 0 });
    }

    read() {
      const node = this.alternatives(null);
      if (this.at < this.text.length) {
        const what = `The bracket at character ${this.place(this.at)} closes nothing. Take it out.`;
        throw new Stop(what, this.at, this.at + 1, this.without(this.at, this.at + 1));
      }
      return node;
    }

    alternatives(within) {
      const sides = [];
      let last = null;
      for (;;) {
        let node;
        [node, within] = this.together(within, last !== null);
        const found = this.take(signs.or);
        if (!node && (found || last)) this.oneSided(found, last);
        if (node) sides.push(node);
        if (!found) break;
        last = found;
      }
      if (sides.length > 1) return { kind: "or", of: sides, start: sides[0].start, end: sides[sides.length - 1].end };
      return sides[0] || null;
    }

    oneSided(found, last) {
      const mark = last || found;
      const what =
        `Nothing stands ${last ? "after" : "before"} '${mark[0]}' at character ${this.place(mark.index)}. ` +
        "It needs a word on either side; write 'or' small to look for the word.";
      throw new Stop(what, mark.index, endOf(mark), this.without(mark.index, endOf(mark)));
    }

    together(within, after) {
      let found = [];
      let place = null;
      while (!this.atEnd() && !matchAt(signs.or, this.text, this.at)) {
        if (this.take(signs.and)) continue;
        const look = this.look();
        if (look) {
          [within, place] = look;
          continue;
        }
        const node = this.item(within);
        if (node) {
          found.push(node);
          place = null;
        }
      }
      if (place && !found.length && !after) {
        const what = "Write what to look for after 'in:' and the place, as in 'in:request drone'.";
        throw new Stop(what, ...place, this.without(...place));
      }
      if (place) found = found.map((node) => spread(node, within));
      if (found.length > 1) return [{ kind: "and", of: found, start: found[0].start, end: found[found.length - 1].end }, within];
      return [found[0] || null, within];
    }

    group(within) {
      const start = this.at;
      if (++this.depth > DEEPEST) {
        throw new Stop(`There are more than ${DEEPEST} brackets inside each other. Use fewer.`, start, start + 1);
      }
      this.at++;
      const node = this.alternatives(within);
      if (this.at >= this.text.length) {
        const what = `The bracket at character ${this.place(start)} is never closed. Close it with ).`;
        throw new Stop(what, start, this.text.length, this.text + ")");
      }
      this.at++;
      this.depth--;
      return node;
    }

    item(within) {
      this.space();
      const start = this.at;
      let negative = false;
      let told = null;
      for (;;) {
        this.space();
        let found = this.take(signs.not);
        if (found) {
          negative = !negative;
          told = found;
        } else if (this.starts() && (found = this.take(signs.signs))) {
          if ([...found[0]].filter((sign) => sign !== "+").length % 2) negative = !negative;
        } else break;
      }
      const ended = this.atEnd() || matchAt(signs.or, this.text, this.at);
      const node = ended ? null : this.one(within);
      if (told && !node) {
        const what =
          `Nothing stands after 'NOT' at character ${this.place(told.index)}. Write the word to leave out after it; ` +
          "write 'not' small to look for the word.";
        throw new Stop(what, told.index, endOf(told), this.without(told.index, endOf(told)));
      }
      return node && negative ? { kind: "not", of: [node], start, end: node.end } : node;
    }

    one(within) {
      if (matchAt(signs.quote, this.text, this.at)) return this.phrase(within);
      let found = matchAt(signs.name, this.text, this.at);
      if (found) {
        const [taken, node] = this.named(found, within);
        if (taken) return node;
      }
      if (within === null && this.starts() && (found = matchAt(signs.bare, this.text, this.at))) {
        this.at = endOf(found);
        return this.counted({ kind: "filter", name: "exemption", text: found[0], start: found.index, end: this.at, bare: true });
      }
      return this.text[this.at] === "(" ? this.group(within) : this.chunk(within);
    }

    phrase(within) {
      const start = this.at;
      const words = [...dl.cut(this.quoted())];
      let boost = 1;
      const found = matchAt(signs.chunk, this.text, this.at);
      if (found) {
        const tail = this.guarded(found, () => suffix(found[0]));
        if (!tail.text) {
          boost = tail.boost;
          this.at = endOf(found);
          if (tail.edits) {
            const what = "Only single words can end in ~. Take it away after the phrase.";
            throw new Stop(what, found.index, this.at, this.without(found.index, this.at));
          }
        }
      }
      return words.length ? this.counted({ kind: "phrase", words, in: within, boost, start, end: this.at }) : null;
    }

    quoted() {
      const start = this.at;
      let close = start + 1;
      while (close < this.text.length && !QUOTES.includes(this.text[close])) close++;
      if (close >= this.text.length) {
        const what = `The quotation mark at character ${this.place(start)} is never closed. Close it with ".`;
        const more = dl.cut(this.text.slice(start)).length;
        throw new Stop(what, start, this.text.length, more ? this.text + '"' : this.without(start, start + 1));
      }
      this.at = close + 1;
      return this.text.slice(start + 1, close);
    }

    chunk(within) {
      const found = matchAt(signs.chunk, this.text, this.at);
      const node = this.guarded(found, () => chunkNode(found[0], within, found.index, endOf(found)));
      this.at = endOf(found);
      return node ? this.counted(node) : null;
    }

    guarded(found, read) {
      try {
        return read();
      } catch (wrong) {
        if (!(wrong instanceof WrongSuffix)) throw wrong;
        const fix = this.text.slice(0, found.index) + wrong.text + this.text.slice(endOf(found));
        throw new Stop(wrong.what, found.index, endOf(found), fix);
      }
    }

    /* Takes `in:request`. */
    look() {
      const start = this.at;
      const found = matchAt(signs.name, this.text, start);
      if (!found || found[1].toLowerCase() !== "in") return null;
      this.at = endOf(found);
      this.space();
      const chosen = [];
      const value = matchAt(signs.chunk, this.text, this.at);
      const end = value ? endOf(value) : this.at;
      for (const name of (value ? value[0].toLowerCase() : "").split(",")) {
        if (EVERYWHERE.includes(name)) {
          this.at = end;
          return [null, [start, end]];
        }
        const place = own(PLACES, name);
        if (!place) {
          const near = name ? nearest(name, Object.keys(PLACES)) : null;
          const fits = value && near && near[1] <= 2;
          const what = "After 'in:' goes the part to look in: title, summary, request, response, reasons or documents.";
          const stop = value ? end : endOf(found);
          const fix = fits ? `${this.text.slice(0, start)}in:${near[0]}${this.text.slice(stop)}` : this.without(start, stop);
          throw new Stop(what, start, stop, fix);
        }
        if (!chosen.includes(place)) chosen.push(place);
      }
      this.at = end;
      return [chosen, [start, end]];
    }

    named(found, within) {
      const name = found[1].toLowerCase();
      const start = found.index;
      let field = own(FIELDS, name);
      const kind = own(FILTERS, name);
      if (!field && !kind) {
        this.misspelt(found);
        return [false, null];
      }
      this.at = endOf(found);
      this.space();
      if (this.atEnd() || matchAt(signs.or, this.text, this.at)) {
        const what = `Nothing stands after '${found[0]}'. Write what to look for behind the colon.`;
        throw new Stop(what, start, endOf(found), this.without(start, endOf(found)));
      }
      if (field && kind) {
        const value = matchAt(signs.chunk, this.text, this.at);
        if (value && own(YES, value[0].toLowerCase()) !== undefined) field = undefined;
      }
      return [true, field ? this.inField([field]) : this.filter(kind, start, found[0])];
    }

    inField(field) {
      if (matchAt(signs.quote, this.text, this.at)) return this.phrase(field);
      return this.text[this.at] === "(" ? this.group(field) : this.chunk(field);
    }

    filter(kind, start, written) {
      const quoted = matchAt(signs.quote, this.text, this.at);
      const value = quoted ? this.quoted() : this.value(kind, start, written);
      if (!dl.cut(value).length) {
        const what = `Nothing stands after '${written}'. Write what to look for behind it.`;
        throw new Stop(what, start, this.at, this.without(start, this.at));
      }
      return this.counted({ kind: "filter", name: kind, text: value, start, end: this.at });
    }

    value(kind, start, written) {
      let found = null;
      if (kind === "exemption") found = matchAt(signs.cited, this.text, this.at);
      else if (COMPARED.includes(kind)) found = matchAt(signs.range, this.text, this.at);
      found = found || matchAt(signs.chunk, this.text, this.at);
      if (!found) {
        const what = `Write '${written}' before each, without brackets, with OR between them.`;
        throw new Stop(what, start, this.at + 1, this.sharedOut(start, written));
      }
      this.at = endOf(found);
      return found[0];
    }

    sharedOut(start, written) {
      const close = this.text.indexOf(")", this.at);
      if (close < 0) return null;
      const values = this.text.slice(this.at + 1, close).split(" OR ").filter((one) => dl.cut(one).length);
      const shared = values.map((one) => `${written}"${dl.strip(one, WHITE)}"`).join(" OR ");
      return `${this.text.slice(0, start)}(${shared})${this.text.slice(close + 1)}`;
    }

    misspelt(found) {
      const end = endOf(found);
      const after = end < this.text.length ? String.fromCodePoint(this.text.codePointAt(end)) : "";
      const near = meant(found[1].toLowerCase());
      if (!near || !after || !(dl.cut(after).length || `(<>=${QUOTES}`.includes(after))) return;
      const what = `'${found[0]}' is not known. Is '${near}:' meant?`;
      throw new Stop(what, found.index, end, `${this.text.slice(0, found.index)}${near}:${this.text.slice(end)}`);
    }

    take(pattern) {
      this.space();
      const found = matchAt(pattern, this.text, this.at);
      if (found) this.at = endOf(found);
      return found;
    }

    space() {
      const found = matchAt(signs.spaces, this.text, this.at);
      if (found) this.at = endOf(found);
    }

    atEnd() {
      this.space();
      return this.at >= this.text.length || this.text[this.at] === ")";
    }

    starts() {
      return this.at === 0 || `(|-!+\u2212${WHITE}`.includes(this.text[this.at - 1]);
    }

    without(start, end) {
      return `${dl.strip(this.text.slice(0, start), WHITE)} ${dl.strip(this.text.slice(end), WHITE)}`;
    }

    /* The place of a UTF-16 unit in characters, counted from 1 as people do. */
    place(at) {
      return charactersAt(this.text, at) + 1;
    }

    counted(node) {
      for (const one of node.kind === "and" ? node.of : [node]) this.words += one.kind === "phrase" ? one.words.length : 1;
      if (this.words > MOST_WORDS) {
        const what = `A search takes up to ${MOST_WORDS} words. Leave some out.`;
        throw new Stop(what, node.start, this.text.length, this.text.slice(0, node.start));
      }
      return node;
    }
  }

  // From text to tree (read.py)

  const LONGEST = 2000;
  const TRIES = 8;
  const PLAIN_WORDS = 30;
  const charactersAt = (text, unit) => Array.from(text.slice(0, unit)).length;

  function attempt(text) {
    try {
      return { tree: new Reader(text).read() };
    } catch (stop) {
      if (!(stop instanceof Stop)) throw stop;
      return { stop };
    }
  }

  const isLong = (text) => text.length > LONGEST && Array.from(text).length > LONGEST;
  const readable = (text) => (text === null || isLong(text) || !attempt(text).tree ? null : text);
  const plainWords = (text) =>
    dl.cut(text).slice(0, PLAIN_WORDS).map((word) => Array.from(word).slice(0, 64).join("")).join(" ");

  function offer(fix, text) {
    for (let tries = 0; tries < TRIES && fix !== null && !isLong(fix); tries++) {
      const { tree, stop } = attempt(fix);
      if (tree) return dl.strip(fix, WHITE);
      if (!stop) break;
      fix = stop.fix;
    }
    return readable(plainWords(text));
  }

  function tooLong(text) {
    const all = Array.from(text);
    const what = `The search is too long: ${all.length} characters, and no more than ${LONGEST} are read. Is its beginning enough?`;
    const whole = all.slice(0, LONGEST).join("");
    const places = [...whole.matchAll(new RegExp(`[${WHITE}]+`, "gu"))].map((found) => found.index);
    const last = places[places.length - 1];
    return { what, start: LONGEST, end: all.length, offer: offer(last ? whole.slice(0, last) : whole, whole) };
  }

  /* Counts characters where the reader counted UTF-16 units. */
  function inCharacters(node, text) {
    const moved = { ...node, start: charactersAt(text, node.start), end: charactersAt(text, node.end) };
    if (node.of) moved.of = node.of.map((one) => inCharacters(one, text));
    return moved;
  }

  const isAstral = (text) => /[\u{10000}-\u{10ffff}]/u.test(text);
  /* Reads a query: {tree} (null where it holds no word) or {problems: [one]}. */
  dl.read = (text) => {
    if (isLong(text)) return { problems: [tooLong(text)] };
    const { tree, stop } = attempt(text);
    if (stop) {
      const problem = { what: stop.what, start: stop.start, end: stop.end, offer: offer(stop.fix, text) };
      return { problems: [isAstral(text) ? inCharacters(problem, text) : problem] };
    }
    if (!tree) return { tree };
    const alone = ["word", "phrase", "and"].includes(tree.kind) && ALONE.exec(text);
    if (alone && LIKE_REFERENCE.test(alone[1])) {
      const key = dl.referenceKey(alone[1]);
      if (key) tree.go = key;
    }
    return { tree: isAstral(text) ? inCharacters(tree, text) : tree };
  };

  Object.assign(dl.language, { readable, plainWords });
})();
