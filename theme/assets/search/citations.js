/* Reads a citation of one law into provisions. Follows law/grammar.py, places.py, prose.py and
   tokens.py step by step: what Python refuses is refused here, with the same words. */
(() => {
  "use strict";
  const dl = self.dlSearch;
  const { ids, mentions, escaped, PYTHON_SPACES, UNITS, W, S, L } = dl.law;

  class Refused extends Error {
    constructor(what, column) {
      super(what);
      this.what = what;
      this.column = column;
    }
  }

  // Prose

  const set = (text) => new Set(text.split(" "));
  const CONNECTIVES = set("and or plus with both");
  const WELSH_CONNECTIVES = set("a ac neu");
  const RANGE_WORDS = set("to through hyd i");
  const FILLERS = set(
    "a act also an applied applies apply are as associated been being by case conjunction contained data decision " +
    "disclosure engaged engages exception exceptions exempt exempted exemption exemptions foi for from given has have " +
    "in information is it its law legislation notice of on parts per provided provision provisions pursuant read " +
    "reason redacted redaction refusal refuse refused relevant relied relies rely relying response seen serves set so " +
    "statutory subject terms that the their these they this those together under upon use used virtue was well were " +
    "which withheld withholding within accordance reliance eithriad eithriadau dan o'r yr");
  const LOOKALIKES = { l: "1", I: "1", i: "1", O: "0", o: "0", S: "5", B: "8" };
  const looksLike = (letter) => Object.prototype.hasOwnProperty.call(LOOKALIKES, letter);

  const ITEM = `[0-9]{1,3}[${S}]?[A-Za-z]{0,2}|[A-Za-z]{1,2}|[ivxlIVXL]{1,5}`;
  const ONE_ITEM = new RegExp(`^[${S}]*(${ITEM})[${S}]*$`, "u");
  const BRACKETED_ITEM = new RegExp(`\\([${S}]*(?:${ITEM})[${S}]*\\)`, "gu");
  const WORDS = new RegExp(`[${L}]{4,}|(?<![${W}])[A-Z]{3,}(?![${W}])|[${L}]{2,}[${S}]+[${L}]{3,}`, "u");
  const YEAR = /^(?:1[6-9]|20)\p{Nd}\p{Nd}$/u;
  const MONEY = new RegExp(`[£$€][${S}]?[\\p{Nd},.]*\\n?$`, "u");
  const B = `(?![${W}])`;
  const MEASURE = new RegExp(
    `^[${S}]*(?:%|per[${S}]*cent|percent|(?:working|calendar|business)[${S}]|hours?${B}|days?${B}|weeks?${B}` +
    `|months?${B}|years?${B}|pages?${B}|p${B}|pence${B}|pounds?${B}|euros?${B}|dollars?${B}|st${B}|nd${B}|rd${B}|th${B})`,
    "iu");
  const OPENS = new RegExp(`^[${S}]*\\(`, "u");
  const NO_SPACE = new RegExp(`[${S}]+`, "gu");

  const item = (inner) => {
    const found = ONE_ITEM.exec(inner);
    return found ? found[1].replace(NO_SPACE, "") : "";
  };

  /* Where a title holds something that reads like a citation; null if nowhere. */
  function suspicious(text, titles, numberWords) {
    let masked = text;
    for (const title of titles) {
      masked = masked.replace(new RegExp(escaped(title), "giu"), (found) => "x".repeat(found.length));
    }
    const words = [...numberWords].sort((a, b) => b.length - a.length).map(escaped).join("|");
    const marked = new RegExp(`(?<![${W}])(?:${words}|§)[${S}.]*\\(?\\p{Nd}`, "giu");
    const places = [...masked.matchAll(BRACKETED_ITEM), ...masked.matchAll(marked)].map((found) => found.index);
    for (const found of masked.matchAll(/\p{Nd}+/gu)) {
      const before = masked.slice(0, found.index);
      const after = masked.slice(found.index + found[0].length);
      const year = YEAR.test(found[0]) && !OPENS.test(after);
      if (!(year || MONEY.test(before) || MEASURE.test(after))) places.push(found.index);
    }
    return places.length ? Math.min(...places) : null;
  }

  // Tokens

  const TOKEN = new RegExp(
    `(?<number>[0-9]+)|(?<word>[${L}]+(?:['\\u2019][${L}]+)*)|(?<open>\\()|(?<close>\\))` +
    "|(?<dash>[\\u2010\\u2011\\u2012\\u2013\\u2014\\u2212\\-]+)|(?<join>[&,/;+])|(?<sign>§+)" +
    `|(?<point>[.:[\\]\\u2018\\u2019\\u201c\\u201d"'])|(?<other>[^${S}])`, "gu");
  const SPACE = new RegExp(`[${S}]`, "u");

  function scan(text, law) {
    const found = [];
    const plain = (from, to) => {
      for (const match of text.slice(0, to).slice(from).matchAll(TOKEN)) {
        const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
        const start = from + match.index;
        found.push({ kind, text: match[0], start, end: start + match[0].length, spaced: !start || SPACE.test(text[start - 1]) });
      }
    };
    let at = 0;
    for (const one of mentions(text, law)) {
      plain(at, one.start);
      found.push({ kind: one.kind, text: text.slice(one.start, one.end), start: one.start, end: one.end, spaced: true });
      at = one.end;
    }
    plain(at, text.length);
    return found;
  }

  // Places

  const eitherCaseOf = (text) =>
    /^\p{Nd}/u.test(text) ? [text.toUpperCase()] : [...new Set([text.toLowerCase(), text.toUpperCase()])];
  const isNumber = (text) => /^[0-9]+$/.test(text);

  class Places {
    constructor(law) {
      this.law = law;
    }

    isLetterHead(letter) {
      return this.law.prefix === "" && this.law.titles.has(`(${letter})`);
    }

    unnumbered(text) {
      for (const [name, title] of this.law.titles) {
        if (!ids.isWord(name)) continue;
        for (const spelling of [title, name, name.replace(/-/g, " ")]) {
          if (new RegExp(`^${escaped(spelling)}(?![${W}])`, "iu").test(text)) return [name, spelling.length];
        }
      }
      return null;
    }

    head(digits, letters, coming, marked) {
      const number = digits.replace(/^0+/, "") || "0";
      const short = this.shorthand(number, letters, coming);
      if (this.law.prefix === "") return short;
      const head = `${this.law.prefix}${number}${letters.toUpperCase()}`;
      if (short && !marked && !this.law.titles.has(`${head}(${coming})`)) return short;
      return this.known(head) ? [head] : null;
    }

    shorthand(number, letters, coming) {
      if (!this.law.shorthand) return null;
      const base = ids.split(this.law.shorthand);
      if (this.law.prefix) {
        const full = [...base, number + letters.toUpperCase(), coming];
        return coming && this.law.titles.has(ids.join(full)) ? full.slice(0, -1) : null;
      }
      const path = letters ? [...base, number, letters.toUpperCase()] : [...base, number];
      return this.known(ids.join(path)) ? path : null;
    }

    /* Where a bracketed item goes after `path`: its whole path, or a text that says why nowhere. */
    part(path, text, coming, joined) {
      const either = eitherCaseOf(text);
      const below = joined ? [] : either.map((spelling) => [...path, spelling]);
      const heads = isNumber(coming) ? either : [text];
      const beside = this.beside(path, either, heads, joined);
      const listed = [...below, ...beside].filter((one) => this.isListed(one));
      if (listed.length) {
        const first = listed[0];
        const asHead = listed.some((one) => one.length === 1 && one[0] === text);
        if (!below.includes(first) && first[first.length - 1] !== text && asHead) {
          return isNumber(coming) ? [text] : `(${text}) may be ${ids.join(first)} or ${ids.join([text])}`;
        }
        return first;
      }
      const habit = this.law.prefix ? text.toLowerCase() : text.toUpperCase();
      const meant = /^[A-Za-z]+$/.test(text) ? [habit, text] : [text.toUpperCase()];
      for (const one of [...below, ...beside]) {
        if (meant.includes(one[one.length - 1]) && this.law.has(ids.join(one))) return one;
      }
      return this.reason(path, text, below, beside);
    }

    reason(path, text, below, beside) {
      const kinds = ids.kinds(path);
      const last = kinds[kinds.length - 1];
      const same = beside.filter((one) => one.length === path.length && ids.kinds(one).pop() === last);
      for (const one of [...same, ...below]) {
        const gap = this.law.gap(ids.join(one));
        if (gap) return `there is no (${text}) here: ${gap}`;
      }
      return `(${text}) does not go on from ${this.law.citedAs(ids.join(path))}`;
    }

    beside(path, either, heads, joined) {
      const found = [];
      const kinds = ids.kinds(path);
      for (let level = path.length - 1; level >= (this.law.prefix === "" ? 0 : 1); level--) {
        if (!joined && level !== path.length - 1 && level !== 0) continue;
        for (const spelling of level ? either : heads) {
          const one = [...path.slice(0, level), spelling];
          if (ids.kinds(one).pop() === kinds[level]) found.push(one);
        }
      }
      return found;
    }

    isListed(path) {
      return this.law.isListed(ids.join(path));
    }

    known(name) {
      return this.law.aliases.has(name) || this.law.has(name);
    }

    expand(paths, ranges) {
      const names = paths.map(ids.join);
      for (const [index, start] of [...ranges].reverse()) {
        const [first, last] = [names[index], names[index + 1]];
        const above = ids.parent(first);
        const row = above ? this.law.children.get(above) || [] : this.law.heads;
        if (above !== ids.parent(last) || !row.includes(first) || !row.includes(last)) {
          throw new Refused(`a range from ${first} to ${last} can't be filled in`, start + 1);
        }
        const [low, high] = [row.indexOf(first), row.indexOf(last)];
        if (low >= high) throw new Refused("the range runs backwards", start + 1);
        names.splice(index, 2, ...row.slice(low, high + 1));
      }
      return names;
    }
  }

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
