/* What a citation is made of: its tokens, its lead-in words and titles, and where an item of it belongs in
   the law. Follows law/tokens.py, prose.py and places.py. */
(() => {
  "use strict";
  const dl = self.dlSearch;
  const { ids, mentions, escaped, W, S, L } = dl.law;

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

  Object.assign(dl.law, {
    Places, Refused, scan, suspicious, item, WORDS, CONNECTIVES, WELSH_CONNECTIVES, RANGE_WORDS, FILLERS, looksLike,
  });
})();
