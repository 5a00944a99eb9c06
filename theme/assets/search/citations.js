/* Reads a citation of one law into provisions. Follows law/grammar.py step by step: what Python
   refuses is refused here, with the same words. */
(() => {
  "use strict";
  const dl = self.dlSearch;
  const { ids, PYTHON_SPACES, UNITS, Places, Refused, scan, suspicious, item } = dl.law;
  const { WORDS, CONNECTIVES, WELSH_CONNECTIVES, RANGE_WORDS, FILLERS, looksLike } = dl.law;

  // The reader

  class Reader {
    constructor(text, law) {
      Object.assign(this, { text, law, places: new Places(law), tokens: scan(text, law), next: 0 });
      Object.assign(this, { found: [], others: 0, ranges: [], path: [], joined: null, marked: false, touching: false });
    }

    read() {
      const steps = {
        number: "number", word: "word", open: "bracket", dash: "dash", join: "join", sign: "numberWord", point: "point",
        own: "own", foreign: "foreign",
      };
      for (let token; (token = this.tokens[this.next++]); ) {
        const step = steps[token.kind];
        if (!step) this.fail(`'${token.text}' can't be read here`, token.start);
        this[step](token);
      }
      if (this.joined) this.fail(`nothing follows '${this.joined.text}'`, this.joined.start);
      if (!this.found.length && !this.others) this.fail(`no ${this.law.unit} is named`, 0);
      const raw = this.places.expand(this.found, this.ranges);
      return [...new Set(raw.map((one) => this.law.canonical(one)))];
    }

    peek() {
      return this.tokens[this.next];
    }

    comingItem() {
      const token = this.peek();
      if (!token || token.kind !== "open") return "";
      const end = this.text.indexOf(")", token.end);
      return end > 0 ? item(this.text.slice(token.end, end)) : "";
    }

    number(token) {
      const letters = this.letters();
      if (!this.touching || this.joined || !this.path.length) this.head(token, letters);
      else if (this.path.length > 1) this.fail(`something is missing before '${token.text}'`, token.start);
      else if (this.law.prefix) this.part(token.text + letters, token.start);
      else for (const part of [token.text, letters].filter(Boolean)) this.part(part, token.start);
    }

    letters() {
      const token = this.peek();
      if (!token || token.kind !== "word" || token.spaced) return "";
      const lower = token.text.toLowerCase();
      if (CONNECTIVES.has(lower) || (RANGE_WORDS.has(lower) && lower !== "i")) return "";
      if (!/^[A-Za-z]{1,2}$/.test(token.text)) this.fail(`'${token.text}' is stuck to the number`, token.start);
      this.next++;
      return token.text;
    }

    head(token, letters) {
      const coming = this.comingItem();
      const path = this.places.head(token.text, letters, coming, this.marked);
      if (!path) {
        if (looksLike(letters)) this.lookalike(letters, token.end);
        this.fail(`${this.law.title} has no ${this.law.unit} ${token.text}${letters.toUpperCase()}`, token.start);
      }
      if (this.joined && this.path.length) this.checkTwin(path, token, letters, coming);
      this.add(path);
    }

    checkTwin(path, token, letters, coming) {
      const number = token.text + letters.toUpperCase();
      const twin = [this.path[0], number];
      const whole = coming ? [...twin, coming] : twin;
      if (this.law.prefix && ids.join(path) !== ids.join(twin) && this.places.isListed(whole)) {
        this.fail(`'${number}' may be ${ids.join(path)} or ${ids.join(twin)}`, token.start);
      }
    }

    part(text, place) {
      const placed = this.places.part(this.path, text, this.comingItem(), this.joined !== null);
      if (typeof placed === "string") this.fail(placed, place);
      if (placed.length > this.path.length && !this.joined) this.found.pop();
      this.add(placed);
    }

    add(path) {
      Object.assign(this, { path, joined: null, touching: true });
      this.found.push(path);
    }

    word(token) {
      const lower = token.text.toLowerCase();
      if (this.unnumbered(token) || this.letterHead(token) || this.ownTitle(token)) return;
      if (this.law.words.has(lower)) this.numberWord(token);
      else if (RANGE_WORDS.has(lower) && this.path.length && this.startsItem()) this.range(token);
      else if (CONNECTIVES.has(lower) || this.isWelshAnd(lower)) this.join(token);
      else if (FILLERS.has(lower)) this.touching = false;
      else this.stray(token);
    }

    numberWord(token) {
      if (this.peek() && this.peek().text === ".") this.next++;
      const following = this.peek();
      if (!this.startsItem()) {
        if (following && looksLike(following.text[0])) this.lookalike(following.text[0], following.start);
        this.fail(`a number should follow '${token.text}'`, following ? following.start : token.end);
      }
      Object.assign(this, { marked: true, touching: false, path: [] });
    }

    unnumbered(token) {
      const found = this.places.unnumbered(this.text.slice(token.start));
      if (!found) return false;
      while (this.peek() && this.peek().start < token.start + found[1]) this.next++;
      this.add([found[0]]);
      Object.assign(this, { path: [], touching: false });
      return true;
    }

    letterHead(token) {
      const following = this.peek();
      const head = token.text.toLowerCase();
      if (!this.places.isLetterHead(head) || !following) return false;
      if (following.kind !== "number" && following.kind !== "open") return false;
      this.add([head]);
      return true;
    }

    ownTitle(token) {
      const rest = dl.strip(this.text.slice(token.start), PYTHON_SPACES).replace(/\.+$/, "").toLowerCase();
      if (this.joined || !this.titles().some((title) => title.toLowerCase() === rest)) return false;
      this.next = this.tokens.length;
      return true;
    }

    stray(token) {
      const following = this.peek();
      const digits = following && following.kind === "number" && !following.spaced;
      if (digits && looksLike(token.text)) this.lookalike(token.text, token.start);
      if (UNITS.has(token.text.toLowerCase())) {
        this.fail(`${this.law.title} is cited by ${this.law.unit}, not by '${token.text}'`, token.start);
      }
      this.fail(`'${token.text}' can't be read here`, token.start);
    }

    join(token) {
      if (!this.found.length && !this.others && token.text.toLowerCase() !== "both") {
        this.fail(`nothing stands before '${token.text}'`, token.start);
      }
      if (token.text !== ";" || this.peek()) {
        this.joined = this.joined || token;
        this.touching = false;
      }
    }

    dash(token) {
      const following = this.peek();
      if (!this.found.length && !this.others) return;
      if (this.joined) this.fail(`'${token.text}' can't follow '${this.joined.text}'`, token.start);
      const goesOn = following && (following.kind === "number" || following.kind === "open") && this.startsItem();
      if (goesOn) this.range(token);
      else this.titleFrom(token);
    }

    range(token) {
      if (!this.path.length || this.joined) this.fail(`nothing stands before '${token.text}'`, token.start);
      this.ranges.push([this.found.length - 1, token.start]);
      this.joined = token;
      this.touching = false;
    }

    point(token) {
      const following = this.peek();
      const some = this.found.length > 0;
      if (token.text === ":" && some && following && following.kind === "word") this.titleFrom(token);
      else if (token.text === "." && some && following && following.kind === "number") {
        this.fail("a point can't stand inside a number", token.start);
      } else if (token.text === "[" && some) this.fail("'[' can't be read here", token.start);
      else if (token.text === "]" && following && following.text !== "]" && following.text !== ".") {
        this.fail("something follows ']'", following.start);
      } else this.touching = false;
    }

    own() {
      this.touching = false;
    }

    foreign() {
      this.others++;
      Object.assign(this, { path: [], joined: null, touching: false });
    }

    bracket(token) {
      const close = this.closing();
      if (!close) this.fail("this bracket is never closed", token.start);
      const inner = this.text.slice(token.end, close.start);
      const found = item(inner);
      if (!found) {
        if (!WORDS.test(inner)) this.fail(`'(${inner})' can't be read`, token.start);
        this.checkTitle(inner, token.end);
        this.touching = false;
      } else if (this.path.length) this.part(found, token.end);
      else if (this.places.isLetterHead(found.toLowerCase())) this.add([found.toLowerCase()]);
      else if (this.law.prefix) this.fail(`'(${found})' has no ${this.law.unit} before it`, token.start);
      else this.fail(`${this.law.title} has no ${this.law.unit} (${found})`, token.end);
    }

    closing() {
      let depth = 1;
      for (let index = this.next; index < this.tokens.length; index++) {
        const kind = this.tokens[index].kind;
        depth += kind === "open" ? 1 : kind === "close" ? -1 : 0;
        if (!depth) {
          this.next = index + 1;
          return this.tokens[index];
        }
      }
      return null;
    }

    titleFrom(token) {
      this.checkTitle(this.text.slice(token.end), token.end);
      this.next = this.tokens.length;
    }

    checkTitle(text, start) {
      const place = suspicious(text, this.titles(), this.law.words);
      if (place !== null) this.fail("the title holds what looks like another citation", start + place);
    }

    titles() {
      const every = new Set();
      for (const path of this.found) {
        const one = this.law.canonical(ids.join(path));
        for (const id of [one, ...ids.ancestors(one)]) if (this.law.titles.has(id)) every.add(this.law.titles.get(id));
      }
      return [...every];
    }

    isWelshAnd(lower) {
      return WELSH_CONNECTIVES.has(lower) && this.path.length > 0 && this.startsItem();
    }

    startsItem() {
      const token = this.peek();
      if (!token) return false;
      if (token.kind === "open") return Boolean(this.comingItem());
      const lower = token.text.toLowerCase();
      if (token.kind === "number" || token.kind === "sign" || this.law.words.has(lower)) return true;
      return token.kind === "word" && this.places.isLetterHead(lower);
    }

    lookalike(letter, place) {
      this.fail(`'${letter}' is a letter where a digit may be meant`, place);
    }

    fail(what, start) {
      throw new Refused(what, start + 1);
    }
  }

  const LONGEST = 500;

  /* The ids of the provisions that a citation of a law names; {what, column} where it can't be read. */
  dl.readCitation = (text, law) => {
    if (!dl.strip(text, PYTHON_SPACES)) return { what: "the citation is empty", column: 1 };
    if (text.length > LONGEST) return { what: `the citation is longer than ${LONGEST} characters`, column: LONGEST + 1 };
    try {
      return new Reader(text, law).read();
    } catch (error) {
      if (error instanceof Refused) return { what: error.what, column: error.column };
      throw error;
    }
  };
})();
