/* Laws as the citation reader needs them, made from search/laws/<hash>.json. Follows law/ids.py,
   law/laws.py and law/statutes.py, and is tested against them. */
(() => {
  "use strict";
  const dl = (self.dlSearch = self.dlSearch || {});

  /* Python's \w, \s and [^\W\d_] as parts of a character class. */
  const PYTHON_SPACES =
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
    "\u2028\u2029\u202f\u205f\u3000";
  const W = "\\p{L}\\p{N}_";
  const S = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const L = "\\p{L}\\p{Nl}\\p{No}";
  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const words = (text) => text.split(new RegExp(`[${S}]+`, "u")).filter(Boolean).join(" ");

  // Ids

  const HEAD = /^[a-z]+[0-9]+[A-Z]*$/;
  const ID = /^([a-z]+[0-9]+[A-Z]*)?((?:\((?:[0-9]+[A-Z]*|[a-z]{1,5}|[A-Z]{1,2})\))*)$/;
  const WORD = /^(?:[a-z]{4,}(?:-[a-z]+)*|[a-z]+(?:-[a-z]+)+)$/;
  const ROMAN = /^x{0,3}(?:ix|iv|v?i{0,3})$/;

  const ids = {
    isWord: (id) => WORD.test(id),
    /* The parts of an id; null where it is none. */
    split(id) {
      if (WORD.test(id)) return [id];
      const found = id && ID.exec(id);
      if (!found) return null;
      const parts = (found[2].match(/[0-9A-Za-z]+/g) || []).slice();
      return found[1] ? [found[1], ...parts] : parts;
    },
    join(parts) {
      const head = HEAD.test(parts[0]) || WORD.test(parts[0]) ? parts[0] : `(${parts[0]})`;
      return head + parts.slice(1).map((part) => `(${part})`).join("");
    },
    ancestors(id) {
      const found = [];
      while (id.endsWith(")") && (id = id.slice(0, id.lastIndexOf("(")))) found.push(id);
      return found;
    },
    parent: (id) => ids.ancestors(id)[0] || null,
    kindOf(part, under) {
      if (/^[0-9]/.test(part)) return "number";
      if (/[A-Z]/.test(part) && part === part.toUpperCase()) return "upper";
      return (under === "lower" || under === "upper") && ROMAN.test(part) ? "roman" : "lower";
    },
    kinds(parts) {
      const found = [];
      for (const part of parts) {
        if (found.length) found.push(ids.kindOf(part, found[found.length - 1]));
        else if (HEAD.test(part)) found.push("number");
        else found.push(WORD.test(part) ? "word" : ids.kindOf(part, null));
      }
      return found;
    },
  };

  // One law

  const OPEN_LEVELS = 2;
  const CHILD_KINDS = { number: ["lower"], lower: ["roman"], upper: ["roman"], roman: ["upper"], word: [] };

  class Law {
    constructor(row) {
      Object.assign(this, row);
      this.words = new Set(row.words);
      this.aliases = new Map(Object.entries(row.aliases));
      this.titles = new Map();
      this.children = new Map();
      this.heads = [];
      for (let i = 0; i < row.provisions.length; i += 2) {
        const id = row.provisions[i];
        const above = ids.parent(id);
        this.titles.set(id, row.provisions[i + 1]);
        if (!above) this.heads.push(id);
        else this.children.set(above, [...(this.children.get(above) || []), id]);
      }
      this.ownName = ownNames(this);
      this.named = new RegExp(`(?<![${W}])(?:${[this.title, this.short].map(loose).join("|")})(?![${W}])`, "iu");
    }

    isListed(id) {
      return this.titles.has(id) || this.aliases.has(id);
    }

    has(id) {
      return this.titles.has(id) || !this.gap(id);
    }

    canonical(id) {
      return this.aliases.get(id) || id;
    }

    /* The other ids of the same provision, by code point. */
    searchAliases(id) {
      const target = this.canonical(id);
      const same = [...this.aliases].filter(([, to]) => to === target).map(([alias]) => alias);
      return [...new Set([target, ...same])].filter((one) => one !== id).sort();
    }

    citedAs(id) {
      const title = this.titles.get(id);
      if (ids.isWord(id)) return title ? title[0].toLowerCase() + title.slice(1) : id;
      return `${this.unit} ${this.prefix && id.startsWith(this.prefix) ? id.slice(this.prefix.length) : id}`;
    }

    /* Why the law has no such provision; empty where it has it. */
    gap(id) {
      if (this.titles.has(id)) return "";
      const parts = ids.split(id);
      if (!parts) return `'${id}' is not a provision id`;
      const above = ids.ancestors(id);
      const nearest = above.find((one) => this.titles.has(one));
      if (nearest === undefined) return `${this.title} has no ${this.citedAs(above.length ? above[above.length - 1] : id)}`;
      const children = this.children.get(nearest);
      if (children) return `${this.citedAs(nearest)} ${span(children.map((one) => ids.split(one).pop()))}`;
      const depth = ids.split(nearest).length;
      if (parts.length - depth > OPEN_LEVELS) return `${this.citedAs(id)} goes deeper than ${this.citedAs(nearest)} can`;
      const found = ids.kinds(parts);
      for (let level = depth; level < parts.length; level++) {
        const subsection = level === 1 && found[level] === "number";
        const capital = !this.prefix && found[level - 1] === "number";
        const allowed = capital ? ["upper"] : CHILD_KINDS[found[level - 1]];
        if (!subsection && !allowed.includes(found[level])) return `${this.citedAs(id)} is not how ${this.title} is numbered`;
        const beside = level > 1 ? ids.join([...parts.slice(0, level - 1), parts[level]]) : "";
        if (this.titles.has(beside)) return `${this.citedAs(id)} would be taken for ${this.citedAs(beside)}`;
      }
      return "";
    }
  }

  function span(parts) {
    if (parts.length === 1) return `has only (${parts[0]})`;
    const last = parts[parts.length - 1];
    if (parts.length > 4) return `runs from (${parts[0]}) to (${last})`;
    return `has ${parts.slice(0, -1).map((one) => `(${one})`).join(", ")} and (${last})`;
  }

  // Names of laws in a text

  const UNITS =
    "sections section sect sec ss s regulations regulation regs reg articles article arts art schedules schedule " +
    "sch paragraphs paragraph paras para rules rule parts part chapter adrannau adran rheoliadau rheoliad";
  const eitherCase = (pattern) => pattern.replace(/[a-z]/g, (one) => `[${one.toUpperCase()}${one}]`);
  const UNIT = `(?:${eitherCase(UNITS.split(" ").sort((a, b) => b.length - a.length).join("|"))})(?![${L}])|§+`;
  const NUMBER = `(?:\\p{Nd}+[A-Za-z]{0,2}|[A-Z]\\p{Nd}*(?![\\p{L}\\p{N}]))`;
  const PART = `\\([${S}]*\\p{Nd}{0,3}[A-Za-z]{0,5}[${S}]*\\)`;
  const LIST =
    `${NUMBER}(?:[${S}]*${PART}|[${S}]*(?:,|&|/|and(?![${W}])|or(?![${W}])|to(?![${W}]))[${S}]*(?:${NUMBER}|${PART}))*`;
  const REFERENCE = `${LIST}(?:[${S}]+(?:of|to|in)[${S}]+(?:${UNIT})[${S}.]*${LIST})*`;
  const INSTRUMENT =
    eitherCase("(?:acts?|regulations?|order|rules|directive|convention|code|measure|constitution|charter|ddeddf|deddf|rheoliadau)") +
    `(?![${W}])`;
  const ACRONYM = `(?:(?:UK|EU)[${S}]+)?(?:GDPR|DPA|ECHR|FOIA|FOISA|EIRs?|EISRs?|CRCA|PRA|LGA|OIA)(?![${W}])`;
  const YEAR = `(?:[${S},]+\\(?(?:1[6-9]|20)\\p{Nd}\\p{Nd}\\)?)?`;
  const SMALL = `(?:of|and|the|for|in|on|to|etc\\.?)[${S}]+`;
  const MARKS = `${W}()&.,'\\u2019\\-`;
  const AFTER_OF =
    `(?:of|in|under|from|to|o|yn)[${S}]+(?:(?:the|that|this|those|these)[${S}]+)?` +
    `(?:(?:\\(?[${L}][${MARKS}]*[${S}]+){0,12}?${INSTRUMENT}|${ACRONYM})${YEAR}`;
  const CAPITALS = `[A-Z(][${MARKS}]*[${S}]+`;
  const DIRECT = `(?:${CAPITALS}(?:${CAPITALS}|${SMALL}){0,11}(?:Act|Regulations|Order|Rules)(?![${W}])|${ACRONYM})${YEAR}`;
  const FOREIGN = new RegExp(
    `(?<![${W}])(?:${UNIT})[${S}.]*${REFERENCE}[${S},]*(?<name>${AFTER_OF}|${DIRECT})`, "gu");
  const ARTICLES = new RegExp(
    `^(?:of|in|under|from|to|o|yn)[${S}]+|(?<![${W}])(?:the|that|this|those|these)[${S}]+`, "giu");
  const TRAILING_YEAR = new RegExp(`[${S},(]*(\\p{Nd}{4})\\)?$`, "u");

  const loose = (name) => (name.match(new RegExp(`[${W}]+`, "gu")) || []).map(escaped).join(`[${S}.,§()'\\u2019\\-]*`);
  const namesOf = (law) => [...new Set([law.title, law.short, ...law.names].map((one) => one.replace(TRAILING_YEAR, "")))];

  function ownNames(law) {
    const names = namesOf(law).sort((a, b) => b.length - a.length).map(loose).join("|");
    const generic = law.unit === "regulation" ? "Regulations" : "Act|Ddeddf";
    const years = (law.title.match(/\p{Nd}{4}/gu) || []).join("|");
    const year = years ? `(?:[${S},]*(?:(?:${years})|\\((?:${years})\\)))?` : "";
    const the = ["the", "this", "that"].map((one) => `(?<=${one}[${S}])`).join("|");
    return new RegExp(
      `(?<![${W}])(?:(?:of|under|in|from|o|o['\\u2019]r|yn)[${S}]+)?(?:(?:the|this|that|these|those)[${S}]+)?` +
      `(?:(?:${names})${year}|(?:${the}|(?<=['\\u2019]r[${S}]))(?:${generic}))` +
      `(?![${W}\\-])(?![${S}]*\\(?(?:1[6-9]|20)\\p{Nd}\\p{Nd})`, "giu");
  }

  function isOwn(name, law) {
    const text = dl.strip(words(name.replace(ARTICLES, "")), " ,").toLowerCase();
    const year = TRAILING_YEAR.exec(text);
    if (year && !law.title.includes(year[1])) return false;
    const own = namesOf(law).map((one) => one.toLowerCase().replace(ARTICLES, ""));
    own.push(...(law.unit === "regulation" ? ["regulations"] : ["act", "ddeddf"]));
    return own.includes(text.replace(TRAILING_YEAR, ""));
  }

  /* Where the text names the law itself, and where it cites another one: {start, end, kind}. */
  function mentions(text, law) {
    const found = [];
    FOREIGN.lastIndex = 0;
    for (let here; (here = FOREIGN.exec(text)); ) {
      if (isOwn(here.groups.name, law)) {
        FOREIGN.lastIndex = here.index + here[0].length - here.groups.name.length;
      } else {
        found.push({ start: here.index, end: FOREIGN.lastIndex, kind: "foreign" });
      }
    }
    for (const own of text.matchAll(law.ownName)) {
      const start = own.index;
      const end = start + own[0].length;
      if (!found.some((one) => one.start < end && start < one.end)) found.push({ start, end, kind: "own" });
    }
    return found.sort((a, b) => a.start - b.start);
  }

  /* The laws that the text calls by their full or short title. "US FOIA" is not also "FOIA". */
  function namedIn(text, laws) {
    const spans = [];
    for (const law of laws) {
      const found = law.named.exec(text);
      if (found) spans.push({ law, start: found.index, end: found.index + found[0].length });
    }
    const inside = (one) =>
      spans.some((o) => o.start <= one.start && one.end <= o.end && (o.start !== one.start || o.end !== one.end));
    return spans.filter((one) => !inside(one)).map((one) => one.law);
  }

  const made = new WeakMap();
  /* The laws of a table, made once. */
  const laws = (table) => {
    if (!made.has(table)) made.set(table, table.laws.map((row) => new Law(row)));
    return made.get(table);
  };
  dl.law = { laws, ids, mentions, namedIn, escaped, PYTHON_SPACES, UNITS: new Set(UNITS.split(" ")), W, S, L };
})();
