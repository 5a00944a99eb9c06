// One number a record: days, provisions, values. For filters and facets.
(() => {
  "use strict";
  const dl = self.dlSearch = self.dlSearch || {};
  const DAY = 86400000;

  const read = (question, name, make) => question.once(`columns ${name}`, async () =>
    make(await question.file("columns", question.index.columns[name])));

  /** Returns `{responded, age, taken, year}`: days since 1970, days, days plus 1, and years. */
  dl.dates = (question) => read(question, "dates", ({ responded, age, taken }) => {
    const days = dl.rise(dl.decode(responded));
    const year = days.map((day) => new Date(day * DAY).getUTCFullYear());
    return { responded: days, age: dl.decode(age), taken: dl.decode(taken), year };
  });

  /** Returns the values' columns; `late` and `documents` are plain Int32Arrays. */
  dl.values = (question) => read(question, "values", (json) => {
    const made = {};
    for (const [name, value] of Object.entries(json)) {
      made[name] = typeof value === "string" ? dl.decode(value)
        : { ...value, column: dl.decode(value.column) };
    }
    return made;
  });

  const tree = (json) => {
    const nodes = json.provisions.map(([law, id, cited, title, parent, slug]) => ({
      law: json.laws[law], value: `${json.laws[law].id}/${id}`, cited, title, parent, slug,
    }));
    nodes.forEach((node) => { node.depth = node.parent < 0 ? 1 : nodes[node.parent].depth + 1; });
    return nodes;
  };

  /**
   * Returns `{laws, nodes, number, found, column}`. `nodes` are provisions, then the laws; `number`
   * gives the place of each by its value ("uk-foia-2000/s31(1)", "uk-foia-2000"); `found` lists, for
   * each set, all nodes that find the records of that set.
   */
  dl.provisions = (question) => read(question, "provisions", (json) => {
    const provisions = tree(json);
    const laws = json.laws.map((law) => ({
      law, value: law.id, cited: law.short, title: law.name, parent: -1, depth: 0, slug: law.slug,
    }));
    const nodes = [...provisions, ...laws];
    const number = new Map(nodes.map(({ value }, at) => [value, at]));
    const lines = provisions.map((node, at) => {
      const line = [number.get(node.law.id)];
      for (let each = at; each >= 0; each = provisions[each].parent) line.push(each);
      return line;
    });
    const found = json.sets.map((set) => [...new Set(set.flatMap((each) => lines[each]))]);
    return { laws: json.laws, nodes, number, found, column: dl.decode(json.column) };
  });

  /** Returns bits: 1 where the column's number is one of those that `is` says yes to. */
  dl.pick = (column, is) => {
    const yes = new Map();
    const bits = new Uint8Array(column.length);
    for (let record = 0; record < column.length; record++) {
      const value = column[record];
      let said = yes.get(value);
      if (said === undefined) yes.set(value, said = is(value) ? 1 : 0);
      bits[record] = said;
    }
    return bits;
  };

  /** Returns bits: the records that are found under one of these provisions or laws, by value. */
  dl.citing = (provisions, values) => {
    const wanted = new Set(values.map((value) => provisions.number.get(value)));
    wanted.delete(undefined);
    return dl.pick(provisions.column, (set) => provisions.found[set].some((at) => wanted.has(at)));
  };

  /** Returns bits: the records that have one of these names in a column of values. */
  dl.valued = ({ names, sets, column }, wanted) => {
    const places = new Set(wanted.map((name) => names.indexOf(name)));
    return dl.pick(column, (set) => sets[set].some((at) => places.has(at)));
  };
})();
