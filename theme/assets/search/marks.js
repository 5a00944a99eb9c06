/* The marks and names of the query language, and the words of one run of characters: signs.py, names.py, near.py
   and chunk.py of search/language/, alike to the letter. */
(() => {
  "use strict";
  const dl = self.dlSearch;

  // The marks of the language (signs.py)

  const WHITE =
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b" +
    "\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2066\u2067\u2068\u2069\u3000\ufeff";
  const QUOTES = '"\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02';
  const STOP = `${WHITE}${QUOTES}()|`;
  const ANY = "[\\p{L}\\p{N}]";
  const either = (pattern) => pattern.replace(/[a-z]/g, (one) => `[${one.toUpperCase()}${one}]`);
  const UNITS = either(
    "sections?|sect|secs?|ss?|adrannau|adran|ailt|alt|regulations?|regs?|rr?|rheoliadau|rheoliad" +
    "|paragraph|para|exemptions?|exclusions?|exempt|exs?");
  const UNIT = `(?:(?:${UNITS})(?![\\p{L}\\p{Nl}\\p{No}])\\.?[${WHITE}]*|§+[${WHITE}]*)`;
  const NUMBER = `[0-9]{1,3}[A-Za-z]{0,2}(?!${ANY})`;
  const PART = `\\([${WHITE}]?(?:[0-9]{1,3}[${WHITE}]?[A-Za-z]{0,2}|[A-Za-z]{1,2}|[ivxlIVXL]{1,5})[${WHITE}]?\\)`;
  const PARTS = `(?:[${WHITE}]*${PART})*`;
  const NUMBERED = `${NUMBER}${PARTS}`;
  const BRACKETED = `[A-Za-z]?${PART}${PARTS}`;
  const ITEM = `(?:${NUMBERED}|${BRACKETED}|[A-Za-z][0-9]{1,2}(?!${ANY})${PARTS})`;
  const DASH = "[\\u2010-\\u2015\\u2212\\-]";
  const JOIN =
    `(?:[${WHITE}]*[&,;/][${WHITE}]*(?:and[${WHITE}]+|or[${WHITE}]+)?|${DASH}` +
    `|[${WHITE}]+(?:${DASH}|and|or|plus|with|to|through|hyd|ac|neu|by virtue of|read with|in conjunction with)[${WHITE}]+` +
    `|[${WHITE}]+(?=§|[Ss]ections?[${WHITE}]))`;
  const SHORT =
    `(?:(?:${either("uk|us|eu|scottish")})[${WHITE}]+)?(?:${either("foia|foisa|foi act|foi|eirs?|eisrs?|oia")})` +
    `(?:[${WHITE}]+(?:19|20)[0-9]{2})?(?!${ANY})`;
  const LONG =
    `(?:[A-Z(][A-Za-z()]*[${WHITE}]+(?:of[${WHITE}]+|and[${WHITE}]+)?){1,8}(?:Act|Regulations)` +
    `(?:[${WHITE}]+(?:19|20)[0-9]{2})?(?!${ANY})`;
  const BEFORE = `(?:${SHORT}[,:]?[${WHITE}]+)?`;
  const AFTER = `(?:[${WHITE}]+(?:(?:of|under)[${WHITE}]+)?(?:the[${WHITE}]+)?(?:${SHORT}|${LONG}))?`;
  const END = `(?!${ANY}|[_/\\\\(\\-]|[.:]${ANY})`;
  const LIST = `(?:${JOIN}${UNIT}?${ITEM})*`;
  const COUNTED = `[${WHITE}]+(?!(?:and|or|plus|to)[${WHITE}])[\\p{L}\\p{Nl}\\p{No}]`;
  const SURE =
    `(?:${NUMBER}(?:(?:[${WHITE}]*${PART})+|(?!${COUNTED}))|${BRACKETED}|[A-Za-z][0-9]{1,2}(?!${ANY})${PARTS})`;
  const SURE_LIST = `(?:${JOIN}(?:${UNIT}${ITEM}|${SURE}))*`;

  const sticky = (source) => new RegExp(source, "uy");
  const signs = {
    spaces: sticky(`[${WHITE}]+`),
    quote: sticky(`[${QUOTES}]`),
    chunk: sticky(`[^${STOP}]+`),
    or: sticky(`\\|+|OR(?=[${STOP}]|$)`),
    and: sticky(`AND(?=[${STOP}]|$)`),
    not: sticky(`NOT(?=[${STOP}]|$)`),
    signs: sticky(`[!+\\u2212\\-]+(?=[^${WHITE})|])`),
    name: sticky("([A-Za-z][A-Za-z\\-]*):"),
    range: sticky(
      `(?:[<>\\u2264\\u2265]=?|=)?[${WHITE}]*[^${STOP}]+` +
      `(?:[${WHITE}]+(?:\\.\\.+|\\u2026)[${WHITE}]*[^${STOP}]+|(?<=\\.\\.)[${WHITE}]+[0-9][^${STOP}]*)?`),
    cited: sticky(`${BEFORE}${UNIT}?${ITEM}${LIST}${AFTER}${END}`),
    bare: sticky(
      `${BEFORE}(?:${UNIT}(?:${NUMBERED}|${BRACKETED})|${NUMBER}${PART}${PARTS}` +
      `|(?:\\([A-Za-z]\\)|[A-Za-z])\\([0-9]{1,2}\\)${PARTS})${SURE_LIST}${AFTER}${END}`),
  };
  const ALONE = new RegExp(`^[${WHITE}]*([^${STOP}]+)[${WHITE}]*$`, "u");
  const LIKE_REFERENCE = /^(?=[^]*\p{Nd})(?=[^]*(?:[./-]|[\p{L}\p{Nl}\p{No}]))[^*~^:]+$/u;

  const matchAt = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

  // Names before a colon (names.py)

  const FILTERS = {
    exemption: "exemption", exemptions: "exemption", exception: "exemption", exceptions: "exemption",
    provision: "exemption", section: "exemption", law: "law", laws: "law", act: "law", outcome: "outcome",
    outcomes: "outcome", year: "year", years: "year", received: "received", responded: "responded",
    answered: "responded", date: "responded", department: "department", departments: "department",
    dept: "department", topic: "topic", topics: "topic", ref: "reference", reference: "reference", late: "late",
    documents: "documents", reviewed: "reviewed", review: "reviewed", taken: "taken",
  };
  const FIELDS = {
    title: "title", summary: "summary", request: "request", response: "response", reasoning: "reasoning",
    reasons: "reasoning", reason: "reasoning", documents: "documents", document: "documents",
    citations: "citations", citation: "citations",
  };
  const PLACES = { ...FIELDS, topics: "topics", topic: "topics", department: "department", reference: "reference" };
  const EVERYWHERE = ["all", "everything", "everywhere"];
  const YES = { yes: true, y: true, true: true, no: false, n: false, false: false };
  const COMPARED = ["year", "received", "responded", "taken"];
  const own = (table, name) => (Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined);

  /* The letters to put in, take out, change or swap to get from one text to the other (near.py). */
  function distance(one, other) {
    const from = Array.from(one);
    const to = Array.from(other);
    let earlier = [];
    let above = to.map((_, i) => i);
    above.push(to.length);
    for (let i = 1; i <= from.length; i++) {
      const row = [i];
      for (let j = 1; j <= to.length; j++) {
        let best = Math.min(above[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1), above[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && to[j - 1] === from[i - 2]) best = Math.min(best, earlier[j - 2] + 1);
        row.push(best);
      }
      earlier = above;
      above = row;
    }
    return above[to.length];
  }

  function nearest(text, names) {
    let best = null;
    for (const name of names) {
      const far = distance(text, name);
      if (!best || far < best[1]) best = [name, far];
    }
    return best;
  }

  function meant(name) {
    const room = name.length > 4 ? 2 : name.length > 2 ? 1 : 0;
    const [near, far] = nearest(name, [...new Set([...Object.keys(FILTERS), ...Object.keys(FIELDS)]), "in"]);
    return far > 0 && far <= room && near.length > 2 ? near : null;
  }

  // Words of a chunk (chunk.py)

  const MOST_EDITS = 2;
  const MOST_BOOST = 100;
  const LETTER = "[\\p{L}\\p{N}*]";
  const WILD = new RegExp(`${LETTER}+(?:(?:(?<=\\p{Nd})\\.(?=${LETTER})|\\.(?=\\p{Nd}))${LETTER}+)*`, "gu");
  const HYPHENS = /^[-\u2010\xad]+$/;

  class WrongSuffix extends Error {
    constructor(what, text) {
      super(what);
      Object.assign(this, { what, text });
    }
  }

  function suffix(raw) {
    let start = raw.length;
    while (start && "0123456789^~".includes(raw[start - 1])) start--;
    const marks = [raw.indexOf("~", start), raw.indexOf("^", start)].filter((place) => place >= 0);
    if (!marks.length) return { text: raw, edits: 0, boost: 1 };
    const first = Math.min(...marks);
    const text = raw.slice(0, first);
    let edits = 0;
    let boost = 1;
    for (const [, mark, digits] of raw.slice(first).matchAll(/([~^])([0-9]*)/g)) {
      const number = digits ? Number(digits.slice(0, 4)) : null;
      if (mark === "~") edits = number === null ? 1 : number;
      else if (number !== null) boost = number;
    }
    if (edits > MOST_EDITS) {
      const what = `No more than ${MOST_EDITS} letters of a word may differ: write ~1 or ~2.`;
      throw new WrongSuffix(what, `${text}~${MOST_EDITS}` + (boost > 1 ? `^${boost}` : ""));
    }
    if (boost < 1 || boost > MOST_BOOST) {
      throw new WrongSuffix(`How much a word counts is a number from 1 to ${MOST_BOOST}.`, text + (edits ? `~${edits}` : ""));
    }
    return { text, edits, boost };
  }

  const wordNode = (word, within, boost, edits, wild, start, end) =>
    ({ kind: "word", word, in: within, boost, edits, wild, start, end });

  /* Words tied by hyphens are a phrase, others go side by side. Null where there is no word. */
  function chunkNode(raw, within, start, end) {
    const { text, edits, boost } = suffix(raw);
    const wild = text.includes("*");
    if (wild && edits) throw new WrongSuffix("A word can hold a star or end in ~, not both.", text + (boost > 1 ? `^${boost}` : ""));
    const made = [];
    for (const words of tied(text, wild)) {
      if (words.length > 1 && !wild && !edits) made.push({ kind: "phrase", words, in: within, boost, start, end });
      else for (const word of words) made.push(wordNode(word, within, boost, edits, word.includes("*"), start, end));
    }
    if (made.length > 1) return { kind: "and", of: made, start, end };
    return made[0] || null;
  }

  function tied(text, wild) {
    const folded = dl.fold(text);
    const groups = [];
    let last = 0;
    for (const found of folded.matchAll(wild ? WILD : dl.word)) {
      const word = found[0].replace(/\*+/g, "*");
      if (word === "*") continue;
      if (!groups.length || !HYPHENS.test(folded.slice(last, found.index))) groups.push([]);
      groups[groups.length - 1].push(word);
      last = found.index + found[0].length;
    }
    return groups;
  }

  dl.language = {
    signs, matchAt, ALONE, LIKE_REFERENCE, WHITE, QUOTES, FILTERS, FIELDS, PLACES, EVERYWHERE, COMPARED, YES, own, distance,
    nearest, meant, suffix, chunkNode, wordNode, WrongSuffix,
  };
})();
