/* Turns the filters of a tree into what they stand for in one log (search/language/resolve.py). */
(() => {
  "use strict";
  const dl = self.dlSearch;
  const { distance, readable, plainWords, wordNode, WHITE, QUOTES, YES, own } = dl.language;
  const { laws: lawsOf, namedIn, ids, S } = dl.law;

  // Names of values (tables.py)

  const OUTCOMES = {
    "granted-in-full": ["granted", "full", "in full", "disclosed", "released in full"],
    "granted-in-part": ["granted", "part", "in part", "partial", "partly", "part refused"],
    refused: ["withheld", "refused in full"],
    "not-held": ["no information held"],
    "partly-held": [],
    "neither-confirm-nor-deny": ["ncnd", "neither confirmed nor denied"],
    "withdrawn-by-requester": ["withdrawn"],
    lapsed: [],
    transferred: [],
  };
  const REVIEWS = {
    pending: ["open"],
    upheld: [],
    "partly-overturned": ["partly upheld", "overturned in part"],
    overturned: [],
    withdrawn: [],
  };
  const YEAR_AT_END = new RegExp(`[${S},(]*(?:1[6-9]|20)\\p{Nd}\\p{Nd}\\)?$`, "u");

  const namesIn = (tables, column) => (tables.values[column] || { names: [] }).names;

  function* spelt(known, present) {
    for (const value of [...Object.keys(known), ...present]) {
      for (const text of [value, ...(own(known, value) || [])]) yield [text, value];
    }
  }

  function* spellings(tables, name) {
    if (name === "outcome") yield* spelt(OUTCOMES, namesIn(tables, "outcome"));
    else if (name === "reviewed") yield* spelt(REVIEWS, namesIn(tables, "reviewed"));
    else if (name === "law") {
      for (const law of lawsOf(tables.laws)) {
        const names = [law.title, law.short, ...law.names];
        for (const text of [law.id, ...names, ...names.map((one) => one.replace(YEAR_AT_END, ""))]) yield [text, law.short];
      }
    } else if (name === "exemption") {
      for (const law of lawsOf(tables.laws)) {
        for (const [id, title] of law.titles) {
          yield [title, [law.id, id]];
          if (ids.isWord(id)) yield [id, [law.id, id]];
        }
      }
    } else for (const value of namesIn(tables, name)) yield [value, value];
  }

  const kept = new WeakMap();

  /* For a filter, what its values are called, as words, and what they stand for. */
  function named(tables, name) {
    const key = name === "law" || name === "exemption" ? tables.laws : tables.values;
    if (!kept.has(key)) kept.set(key, new Map());
    const known = kept.get(key);
    if (!known.has(name)) {
      const found = new Map();
      for (const [text, value] of spellings(tables, name)) {
        const words = dl.cut(text).join(" ");
        if (!words) continue;
        const values = found.get(words) || found.set(words, []).get(words);
        if (!values.some((one) => String(one) === String(value))) values.push(value);
      }
      known.set(name, found);
    }
    return known.get(name);
  }

  // Days and numbers (dates.py)

  class NotADay extends Error {
    constructor(what, near = "") {
      super(what);
      Object.assign(this, { what, near });
    }
  }

  const ISO = /^([12][0-9]{3})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?$/;
  const BRITISH = /^(?:([0-9]{1,2})[-/.])?([0-9]{1,2})[-/.]([12][0-9]{3})$/;
  const unspaced = (text) => Array.from(text).filter((one) => !WHITE.includes(one)).join("");
  const ordinal = (year, month, day) => Date.UTC(year, month - 1, day) / 86400000;

  function day(text, forms) {
    let found = ISO.exec(text);
    let [year, month, date] = found ? found.slice(1) : [];
    if (!found) {
      found = BRITISH.exec(text);
      if (/^[0-9]{2}$/.test(text)) throw new NotADay("Write the year in full.", `20${text}`);
      if (!found) throw new NotADay(`Write a date like ${forms}.`);
      [date, month, year] = found.slice(1);
    }
    if (month === undefined) return [ordinal(year, 1, 1), ordinal(year, 12, 31)];
    const number = Number(month);
    if (number < 1 || number > 12) throw new NotADay(`There is no month ${number}.`, year);
    const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
    if (date === undefined) return [ordinal(year, number, 1), ordinal(year, number, last)];
    if (Number(date) < 1 || Number(date) > last) {
      throw new NotADay(`There is no day ${Number(date)} in that month.`, `${year}-${String(number).padStart(2, "0")}`);
    }
    return [ordinal(year, number, Number(date)), ordinal(year, number, Number(date))];
  }

  function number(text, forms) {
    if (!/^[0-9]{1,6}$/.test(text)) throw new NotADay(`Write a number of days like ${forms}.`);
    return [Number(text), Number(text)];
  }

  function stretch(given, read, forms) {
    const text = dl.strip(given.replace(/\u2264/g, "<=").replace(/\u2265/g, ">="), ",;");
    const ends = text.split(/\.\.+|\u2026/);
    if (ends.length === 2 && (ends[0] || ends[1])) {
      const low = ends[0] ? read(ends[0], forms)[0] : null;
      const high = ends[1] ? read(ends[1], forms)[1] : null;
      if (low !== null && high !== null && low > high) {
        throw new NotADay("The first comes after the last. Change them round.", `${ends[1]}..${ends[0]}`);
      }
      return [low, high];
    }
    const [, sign = "=", rest] = /^([<>]=?|=)?([^]*)$/.exec(text);
    const [first, last] = read(rest, forms);
    return { "=": [first, last], ">": [last + 1, null], ">=": [first, null], "<": [null, first - 1], "<=": [null, last] }[sign];
  }

  function days(text) {
    let plain = unspaced(text);
    const years = /^([0-9]{4})[-\u2013]([0-9]{4})$/.exec(plain);
    if (years) plain = `${years[1]}..${years[2]}`;
    return stretch(plain, day, "2022-01-31, 2022-01, 2022, 2021..2022 or >2022-01-31");
  }

  const numbers = (text) => stretch(unspaced(text), number, "20, >20 or 10..20");

  // Citations (cited.py)

  const LONGEST = 200;
  const MOST_PARTS = 5;
  const STRANGE = /[\u{10000}-\u{10ffff}\ud800-\udfff\u0130\u0131\u017f\u212a]/gu;
  const LAST_PART = new RegExp(`[${S},&]*\\([^()]*\\)[^()]*$`, "u");

  /* What a citation names, older ids after each: {any: [[law, provision]]}, or {what} where nothing. */
  function cited(text, laws) {
    if (Array.from(text).length > LONGEST) return { what: "it is too long, so cite each provision by itself" };
    const tame = text.replace(STRANGE, "\ufffd");
    const found = new Map();
    let furthest = null;
    let foreign = false;
    const asked = namedIn(tame, laws);
    for (const law of asked.length ? asked : laws) {
      const read = dl.readCitation(tame, law);
      if (!Array.isArray(read)) {
        if (!furthest || read.column > furthest.column) furthest = read;
        continue;
      }
      foreign = foreign || !read.length;
      for (const one of read) {
        for (const id of [one, ...law.searchAliases(one)]) found.set(`${law.id} ${id}`, [law.id, id]);
      }
    }
    if (found.size) return { any: [...found.values()] };
    if (furthest && !foreign) return { what: furthest.what };
    return { what: "it is of a law that no response here cites" };
  }

  /* The nearest citation that can be read: digits for letters, or without its last brackets. */
  function nearestCited(given, laws) {
    let text = given.replace(/(?<=[0-9])[lI]|[lI](?=[0-9])/g, "1").replace(/(?<=[0-9])[Oo]|[Oo](?=[0-9])/g, "0");
    for (let tries = 0; tries < MOST_PARTS; tries++) {
      if (cited(text, laws).any) return text;
      const less = text.replace(LAST_PART, "");
      if (less === text) return null;
      text = less;
    }
    return null;
  }

  // Resolving

  const NAMED = ["department", "topic", "law", "outcome", "reviewed"];
  const CALLED = { reviewed: "outcome of a review" };
  const SIMPLE = /^[A-Za-z0-9-]+$/;
  const quoted = (text) =>
    SIMPLE.test(text) ? text : `"${Array.from(text, (one) => (QUOTES.includes(one) ? " " : one)).join("")}"`;
  const endOf = (node, after, used) => (used ? after[used - 1].end : node.end);
  const isPlain = (node) => node.kind === "word" && node.boost === 1 && !node.edits && !node.wild;

  function plainFrom(nodes, at) {
    const found = [];
    while (at < nodes.length && isPlain(nodes[at])) found.push(nodes[at++]);
    return found;
  }

  function asWords({ text, start, end }) {
    const words = dl.cut(text).map((word) => wordNode(word, null, 1, 0, false, start, end));
    return words.length > 1 ? { kind: "and", of: words, start, end } : words[0];
  }

  class Resolver {
    constructor(tables, text) {
      Object.assign(this, { tables, text: Array.from(text), problems: [] });
    }

    node(node) {
      if (node.kind === "and") return this.all(node);
      if (node.kind === "filter") return this.filter(node, [])[0];
      return node.of ? { ...node, of: node.of.map((one) => this.node(one)) } : node;
    }

    /* `topic:body worn video`: a value goes on in the words that follow it. */
    all(node) {
      const found = [];
      for (let at = 0; at < node.of.length; ) {
        const here = node.of[at++];
        const inner = here.kind === "not" ? here.of[0] : here;
        if (inner.kind !== "filter") {
          found.push(this.node(here));
          continue;
        }
        const [made, used] = this.filter(inner, plainFrom(node.of, at));
        at += used;
        found.push(here === inner ? made : { kind: "not", of: [made], start: here.start, end: made.end });
      }
      return found.length > 1 ? { ...node, of: found } : found[0];
    }

    filter(node, after) {
      const { name, text, start, end } = node;
      if (name === "exemption") return this.cited(node, after);
      if (NAMED.includes(name)) return this.named(node, after);
      if (name === "reference") return [{ kind: "reference", text: dl.referenceKey(text), start, end }, 0];
      if (name === "late" || name === "documents") return [this.flag(node), 0];
      try {
        const kind = name === "taken" ? "number" : "days";
        const [from, to] = name === "taken" ? numbers(text) : days(text);
        return [{ kind, name: name === "year" ? "responded" : name, from, to, start, end }, 0];
      } catch (wrong) {
        if (!(wrong instanceof NotADay)) throw wrong;
        const what = `'${text}' can't be read after '${name}:'. ${wrong.what}`;
        return [this.problem(node, what, wrong.near ? `${name}:${wrong.near}` : plainWords(text)), 0];
      }
    }

    flag(node) {
      const answer = own(YES, dl.strip(node.text, WHITE).toLowerCase());
      if (answer === undefined) return this.problem(node, `After '${node.name}:' goes yes or no.`, `${node.name}:yes`);
      return { kind: "flag", name: node.name, is: answer, start: node.start, end: node.end };
    }

    cited(node, after) {
      const { text, start, end, bare } = node;
      const laws = lawsOf(this.tables.laws);
      const { any, what } = cited(text, laws);
      if (any) return [bare && !this.isCited(any) ? asWords(node) : { kind: "provision", any, start, end }, 0];
      if (bare) return [asWords(node), 0];
      const [used, values] = this.longest(node, after);
      if (values) return [{ kind: "provision", any: values, start, end: endOf(node, after, used) }, used];
      const near = nearestCited(text, laws);
      const told = `'${text}' is no exemption of the laws cited here: ${what}.`;
      return [this.problem(node, told, near ? `exemption:${quoted(near)}` : plainWords(text)), 0];
    }

    isCited(pairs) {
      const { laws, provisions } = this.tables.provisions;
      return provisions.some(([law, id]) => pairs.some((one) => one[1] === id && one[0] === laws[law].id));
    }

    named(node, after) {
      const { name, text, start, end } = node;
      const [used, any] = this.longest(node, after);
      if (any) return [{ kind: "value", name, any, start, end: endOf(node, after, used) }, used];
      const answer = own(YES, dl.strip(text, WHITE).toLowerCase());
      if (name === "reviewed" && answer !== undefined) {
        const some = { kind: "value", name, any: namesIn(this.tables, "reviewed"), start, end };
        return [answer ? some : { kind: "not", of: [some], start, end }, 0];
      }
      return [this.unknown(node, after), 0];
    }

    /* The longest known name that starts here: words of it used, and what it stands for. */
    longest(node, after) {
      const known = named(this.tables, node.name);
      const head = dl.cut(node.text);
      for (let used = after.length; used >= 0; used--) {
        const values = known.get([...head, ...after.slice(0, used).map((one) => one.word)].join(" "));
        if (values) return [used, values];
      }
      return [0, null];
    }

    unknown(node, after) {
      const head = dl.cut(node.text);
      let best = null;
      for (const [name, values] of named(this.tables, node.name)) {
        const used = Math.min(Math.max(0, name.split(" ").length - head.length), after.length);
        const typed = [...head, ...after.slice(0, used).map((one) => one.word)].join(" ");
        const begun = name.startsWith(head.join(" "));
        const far = begun ? 0 : distance(typed, name);
        const room = Math.max(2, Math.floor(Array.from(name).length / 3));
        const nearer = !best || far < best.far || (far === best.far && used > best.used);
        if ((begun || far <= room) && nearer) best = { far, used, value: String(values[0]) };
      }
      const what = `There is no ${own(CALLED, node.name) || node.name} '${node.text}' here.`;
      if (!best) return this.problem(node, what, plainWords(node.text));
      const whole = { ...node, end: endOf(node, after, best.used) };
      return this.problem(whole, `${what} Is '${best.value}' meant?`, `${node.name}:${quoted(best.value)}`);
    }

    problem(node, what, instead) {
      let offer = null;
      if (this.text.length) {
        const whole = this.text.slice(0, node.start).join("") + instead + this.text.slice(node.end).join("");
        offer = readable(whole) || readable(plainWords(whole));
      }
      this.problems.push({ what, start: node.start, end: node.end, offer });
      return node;
    }
  }

  /* Looks up the filters of a tree: {tree} without filters, or {problems}. `tables` is
     {laws, values, provisions}, as the files have them; without `text`, problems have no offers. */
  dl.resolve = (tree, tables, text = "") => {
    if (!tree) return { tree: null };
    const resolver = new Resolver(tables, text);
    const found = resolver.node(tree);
    return resolver.problems.length ? { problems: resolver.problems } : { tree: found };
  };
})();
