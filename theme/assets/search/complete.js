/* What can be typed next, for the list below the search box. The page loads it after query.js. */
(() => {
  "use strict";
  const dl = self.dlSearch;
  const { WHITE, QUOTES, FILTERS, FIELDS, PLACES, own } = dl.language;

  const { _ } = dl.ui ?? { _: (english) => english }; // in tests it stands alone, in English

  const MOST = 8;
  const LONGEST = 2000;
  const BREAK = `${WHITE}(|!+\u2212\\-`;

  /* Each name once, as people are taught it, and what it is for. */
  const NAMES = [
    ["exemption", _("what was cited: exemption:s31(1)(a)")],
    ["outcome", _("what was decided: outcome:refused")],
    ["year", _("when it was answered: year:2022..2024")],
    ["topic", _("what it is about")],
    ["department", _("who answered")],
    ["law", _("FOIA, EIR and others")],
    ["received", _("when it was asked: received:>2022-01-01")],
    ["responded", _("when it was answered: responded:2022-05")],
    ["ref", _("one response: ref:FOI/2022/123")],
    ["late", _("yes or no: later than the law allows")],
    ["reviewed", _("what became of it: reviewed:overturned")],
    ["documents", _("yes or no: has files; or words in them")],
    ["taken", _("how many days it took: taken:>20")],
    ["in", _("where to look: in:request, in:reasons, in:documents")],
    ["title", _("words in the title")],
    ["request", _("words of the request")],
    ["response", _("words of the response")],
    ["reasons", _("words of the reasons given")],
  ];
  const FORMS = {
    year: [["2022", _("one year")], ["2022..2024", _("from one to another")], [">=2022", _("that year and later")]],
    taken: [[">20", _("more than 20 days")], ["10..20", _("from 10 to 20 days")]],
  };
  const DATES = [["2022-05", _("one month")], [">2022-01-31", _("after a day")], ["2022-01-01..2022-03-31", _("from one day to another")]];
  const YES_NO = [["yes", ""], ["no", ""]];

  const simple = (text) => /^[\p{L}\p{N}.()<>=-]+$/u.test(text);
  const stripped = (text) => Array.from(text, (one) => (QUOTES.includes(one) ? " " : one)).join("");
  const quoted = (text) => (simple(text) ? text : `"${stripped(text)}"`);

  /* A citation without the words and marks that do not tell it apart: "s.31(1" gives "311". */
  const key = (text) =>
    dl.referenceKey(dl.fold(text).replace(/^\s*(?:sections?|ss?|regulations?|regs?|r|exemptions?|exs?|§+)(?!\p{L})/u, ""));

  function provisions(typed, tables) {
    const { laws, provisions: rows } = tables.provisions;
    const several = laws.length > 1;
    const wanted = key(typed);
    const words = dl.cut(typed);
    const times = new Map();
    for (const [, id] of rows) times.set(id, (times.get(id) || 0) + 1);
    const fits = ([law, id, cited, title]) => {
      const unit = cited.slice(0, cited.indexOf(" "));
      if (!wanted) return !typed || unit.startsWith(dl.fold(typed).trim()) || id.startsWith(dl.fold(typed).trim());
      if (key(cited).startsWith(wanted) || dl.referenceKey(id).startsWith(wanted)) return true;
      const inTitle = dl.cut(`${laws[law].short} ${title}`);
      return wanted.length > 2 && words.every((word) => inTitle.some((one) => one.startsWith(word)));
    };
    return rows.filter(fits).map(([law, id, cited, title]) => ({
      value: times.get(id) > 1 ? `${laws[law].short} ${id}` : id,
      label: several ? `${laws[law].short} ${cited}` : cited,
      detail: title,
    }));
  }

  const plainly = (name) => name.replace(/-/g, " ");

  function values(kind, typed, tables) {
    const wanted = dl.cut(typed).join(" ");
    const list = (rows) =>
      rows.map(([value, detail, label = value]) => ({ value, label, detail }))
        .filter(({ value, label }) => [value, label].some((one) => dl.cut(one).join(" ").startsWith(wanted)));
    if (kind === "exemption") return provisions(typed, tables);
    if (kind === "law") return list(tables.laws.laws.map((law) => [law.short, law.title]));
    if (kind === "in") return list([...new Set(Object.values(PLACES))].map((one) => [one === "reasoning" ? "reasons" : one, ""]));
    if (kind === "late" || kind === "documents") return list(YES_NO);
    if (kind === "received" || kind === "responded") return typed ? [] : list(DATES);
    if (own(FORMS, kind)) return typed ? [] : list(FORMS[kind]);
    const names = (tables.values[kind] || { names: [] }).names;
    const ids = kind === "outcome" || kind === "reviewed";
    const starts = list(names.map((one) => [one, "", ids ? plainly(one) : one]));
    const inside = names.filter((one) => wanted && dl.cut(one).some((word) => word.startsWith(wanted)));
    const known = new Set(starts.map((one) => one.value));
    return [...starts, ...inside.filter((one) => !known.has(one)).map((value) => ({ value, label: plainly(value), detail: "" }))];
  }

  const VALUE = new RegExp(`^(|[^]*[${BREAK}])([A-Za-z][A-Za-z\\-]*):[${WHITE}]*([${QUOTES}]?)([^${QUOTES}]*)$`, "u");
  const CITED = new RegExp(
    `^(|[^]*[${BREAK}])((?:(?:sections?|ss?|regulations?|regs?|exemptions?|exs?)(?![\\p{L}])[.${WHITE}]*|§+[${WHITE}]*)` +
    `[0-9]{1,3}[A-Za-z]{0,2}(?:\\([0-9A-Za-z]*\\)?)*)$`, "iu");
  const LAST = new RegExp(`^(|[^]*[${BREAK}])([^${WHITE}${QUOTES}()|:]+)$`, "u");

  function choices(head, tables) {
    const value = VALUE.exec(head);
    const quotes = (text) => Array.from(text).filter((one) => QUOTES.includes(one)).length;
    if (quotes(head) % 2 && !(value && value[3] && quotes(value[1]) % 2 === 0)) return [];
    if (value) {
      const [, before, name, , typed] = value;
      const kind = name.toLowerCase() === "in" ? "in" : own(FILTERS, name.toLowerCase());
      const found = kind ? values(kind, typed, tables) : [];
      if (found.length) return found.map((one) => ({ before, label: one.label, detail: one.detail, typed: `${name}:${quoted(one.value)} ` }));
      if (kind && !/[^]\s/u.test(typed)) return [];
    }
    const cited = CITED.exec(head);
    if (cited) {
      const found = provisions(cited[2], tables);
      if (found.length) return found.map((one) => ({ before: cited[1], label: one.label, detail: one.detail, typed: `exemption:${quoted(one.value)} ` }));
    }
    const last = head ? LAST.exec(head) : [null, "", ""];
    if (!last) return [];
    const begun = last[2].toLowerCase();
    return NAMES.filter(([name]) => name.startsWith(begun) && (own(FILTERS, name) || own(FIELDS, name) || name === "in"))
      .map(([name, detail]) => ({ before: last[1], label: `${name}:`, detail, typed: `${name}:` }));
  }

  /* What can be typed next at `caret` (UTF-16 units, as selectionStart): at most 8 of
     {label, text, detail, caret}: `text` is the whole query then, `caret` where typing goes on. */
  dl.complete = (text, caret, tables) => {
    if (text.length > LONGEST) return [];
    const rest = text.slice(caret).replace(new RegExp(`^[${WHITE}]+`, "u"), "");
    return choices(text.slice(0, caret), tables).slice(0, MOST).map(({ before, label, detail, typed }) => ({
      label,
      detail,
      text: before + typed + rest,
      caret: before.length + typed.length,
    }));
  };
})();
