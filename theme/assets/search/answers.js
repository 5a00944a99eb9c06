// Answers one question: reads it, finds the records, and tells the results, then the facets.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};

  /** Returns `{number, card}` of the records whose cards could be loaded, in the order given. */
  dl.cards = async (question, numbers) => {
    const { block, names } = question.index.cards;
    const starts = dl.starts(question);
    const placed = Array.from(numbers, (number) => {
      const run = dl.lastUpTo(starts, number);
      const offset = number - starts[run];
      return { number, run, at: Math.floor(offset / block), place: offset % block };
    });
    const loaded = new Map();
    const wanted = new Map(placed.map(({ run, at }) => [`${run} ${at}`, [run, at]]));
    await question.some([...wanted].map(async ([key, [run, at]]) => {
      const leaf = await question.file("leaves", names[run]);
      loaded.set(key, await question.file("cards", leaf.names[at]));
    }));
    return placed.map(({ number, run, at, place }) => {
      const cards = loaded.get(`${run} ${at}`);
      return { number, card: cards && cards[place] };
    }).filter(({ card }) => card);
  };

  const NAMED = ["outcome", "department", "topic", "reviewed"]; // filters by names that a log has

  /** Returns the names of a tree's filters. */
  const filtersOf = (node) => (node.kind === "filter" ? [node.name] : (node.of || []).flatMap(filtersOf));

  /** Returns what filters of these names are resolved by; the names of values only where needed. */
  dl.tables = async (question, names = NAMED) => {
    const { laws, columns } = question.index;
    const files = [["laws", laws], ["columns", columns.provisions]];
    if (names.some((name) => NAMED.includes(name))) files.push(["columns", columns.values]);
    const found = await Promise.all(files.map(([family, name]) => question.file(family, name)));
    return { laws: found[0], provisions: found[1], values: found[2] || {} };
  };

  /** Returns `{tree}`, null for an empty query; or `{problems}`. */
  const understood = async (question, text) => {
    if (!text.trim()) return { tree: null };
    dl.bring("queries.js");
    const read = dl.read(text);
    const filters = read.tree ? filtersOf(read.tree) : [];
    if (!filters.length) return read;
    // Most queries have no filters: what reads citations is fetched for those that have.
    dl.bring("laws.js", "places.js", "citations.js", "resolve.js", "columns.js");
    return dl.resolve(read.tree, await dl.tables(question, filters), text);
  };

  const ORDERS = {
    newest: async (question) => Float64Array.from({ length: question.index.records }, (_, at) => at),
    oldest: async (question) => Float64Array.from({ length: question.index.records }, (_, at) => -at),
    longest: async (question) => {
      dl.bring("columns.js");
      return (await dl.dates(question)).taken;
    },
    relevance: async (question, clauses) => question.timed("score", () => dl.score(question.index, clauses)),
  };

  const chosen = async (question, bits, choices) => {
    if (!Object.values(choices || {}).some((values) => values.length)) return { bits };
    dl.bring("columns.js", "counts.js");
    return dl.choose(question, bits, choices);
  };

  /**
   * Finds the records of a query and its choices.
   *
   * Returns `{problems}`, or `{tree, clauses, bits, after, numbers, scores}`: `bits` before the
   * choices, `after` of `dl.choose`, and the first `count` numbers in order.
   */
  const find = async (question, { query, choices, sort }, count) => {
    question.text = query;
    const { tree, problems } = await understood(question, query);
    if (problems) return { problems };
    const nothing = { bits: new Uint8Array(question.index.records), clauses: [] };
    const found = tree ? await dl.evaluate(question, tree, true) || nothing : dl.everything(question.index);
    const { bits, clauses } = found;
    const after = await chosen(question, bits, choices);
    const all = dl.listed(after.bits);
    const scores = await ORDERS.relevance(question, clauses);
    const keys = Object.keys(ORDERS).includes(sort) && sort !== "relevance" ? await ORDERS[sort](question) : scores;
    const numbers = question.timed("sort", () => dl.best(all, keys, Math.min(count, all.length)));
    return { tree, clauses, bits, after, total: all.length, numbers, scores };
  };

  const texts = async (question, names) => (await question.some(
    names.map((name) => question.file("texts", name)))).found;

  const result = (question, marker, scores, { number, card }, [text]) => question.timed("snippets", () => ({
    card,
    number,
    score: scores[number],
    snippet: dl.snippet(marker, text ? snippable(text) : [], card.summary || ""),
    pages: text ? dl.pages(marker, number, text.documents) : [],
  }));

  const snippable = ({ fields, documents }) =>
    [...Object.values(fields), ...documents.flatMap(([, , pages]) => pages)];

  /** The pages of long documents, whose text goes on in further files: told after all else. */
  const morePages = async (question, marker, shown) => {
    const long = shown.filter(({ card, number }) => card.more && marker.inDocuments(number).size);
    const found = await Promise.all(long.map(async ({ card, number }) => {
      const files = await texts(question, [card.text, ...card.more]);
      const documents = files.flatMap((file) => file.documents);
      return [number, dl.pages(marker, number, documents)];
    }));
    return Object.fromEntries(found);
  };

  const tellFailed = (question, tell) => {
    for (const what of question.failed) tell({ type: "failed", what, again: true });
    question.failed.clear();
  };

  /** Returns the slug of the record that a query goes straight to: all of it is a reference. */
  const straight = async (question, tree) => {
    const key = tree.kind === "reference" ? tree.text : tree.go;
    if (!key) return null;
    const look = async () => {
      dl.bring("reference.js");
      return dl.referred(question, key, tree);
    };
    const { found } = await question.some([look()]);
    return found[0] || null;
  };

  /** Answers a search by calling `tell` with each message, as docs/search-format.md lists them. */
  dl.search = async (question, asked, tell) => {
    const { page = 1, size = 10, choices } = asked;
    const found = await find(question, asked, page * size);
    if (found.problems) return tell({ type: "problem", problems: found.problems });
    const { tree, clauses, scores, total } = found;
    // Nothing was found, and not everything was looked at: that is no answer.
    if (!total && question.failed.size) return tellFailed(question, tell);
    const shown = await dl.cards(question, found.numbers.slice((page - 1) * size));
    const marker = new dl.Marker(question.index, clauses);
    const texted = marker.terms.size > 0;
    const results = await Promise.all(shown.map(async (each) => result(question, marker, scores, each,
      texted ? await texts(question, [each.card.text]) : [])));
    const go = tree ? await straight(question, tree) : null;
    tell({ type: "results", total, query: tree, go, notes: question.notes, results });
    tellFailed(question, tell);
    dl.bring("columns.js", "counts.js");
    const facets = await dl.facets(question, found.bits, found.after, choices);
    tell({ type: "facets", facets });
    const pages = await morePages(question, marker, shown);
    if (Object.keys(pages).length) tell({ type: "pages", pages });
    return tellFailed(question, tell);
  };

  /** Answers with the cards of all records found. */
  dl.all = async (question, asked, tell) => {
    const found = await find(question, asked, question.index.records);
    if (found.problems) return tell({ type: "problem", problems: found.problems });
    const cards = await dl.cards(question, found.numbers);
    if (question.failed.size) return tellFailed(question, tell);
    return tell({ type: "all", cards: cards.map(({ card }) => card) });
  };
})();
