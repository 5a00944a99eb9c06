"""The records, scores and order equal those of lunr.js over the whole, unsharded index."""

from __future__ import annotations

import random

import pytest

from searchlog import WORDS, Log, made_up, write
from searchserver import serving

pytestmark = pytest.mark.browser

# Characters of a term in one shard, and how many queries.
QUERIES = {None: 2_000, 300: 800}
RECORDS = 400

BUILD = """
({records, fields}) => {
  const joined = (text) => dlSearch.cut(text).filter((word) => [...word].length <= 64).join(" ");
  const builder = new lunr.Builder();
  builder.pipeline.add(lunr.stopWordFilter, lunr.stemmer);
  builder.searchPipeline.add(lunr.stemmer);
  builder.ref("id");
  for (const { name, boost } of fields) builder.field(name, { boost });
  records.forEach((record, id) => {
    const document = { id };
    for (const { name } of fields) document[name] = joined(record[name]);
    builder.add(document);
  });
  self.oracle = builder.build();
  self.parse = (text) => {
    const query = new lunr.Query(fields.map(({ name }) => name));
    new lunr.QueryParser(text, query).parse();
    return query.clauses;
  };
}
"""

COMPARE = """
async (queries) => {
  const store = new dlSearch.Store(new URL("search/", location.href).href);
  await store.open();
  const wrong = [];
  let found = 0;
  const differ = async (text) => {
    const theirs = oracle.search(text);
    const question = new dlSearch.Question(store, () => true);
    question.most = Infinity;
    const ours = await dlSearch.clauses(question, parse(text));
    if (ours.numbers.length !== theirs.length) return `${ours.numbers.length} for ${theirs.length}`;
    found += theirs.length;
    const scores = new Map(theirs.map(({ ref, score }) => [Number(ref), score]));
    for (const number of ours.numbers) {
      const off = Math.abs(scores.get(number) - ours.scores[number]);
      if (!(off <= 1e-9)) return `${number} has ${ours.scores[number]} for ${scores.get(number)}`;
    }
    for (let at = 1; at < ours.numbers.length; at++) {
      const [one, two] = ours.numbers.slice(at - 1, at + 1);
      const fall = scores.get(one) - scores.get(two);
      if (fall < -1e-9) return `${one} before ${two}`;
      if (ours.scores[one] === ours.scores[two] && one < two) return `tie: ${one} before ${two}`;
    }
    return null;
  };
  for (const text of queries) {
    const how = await differ(text);
    if (how) wrong.push([text, how]);
  }
  return { wrong, found };
}
"""


def queries(log: Log, fields: list[str], many: int, seed: int) -> list[str]:
    """Queries in lunr's own language: every operator, alone and mixed."""
    rng = random.Random(seed)
    words = sorted(
        {word.lower() for text in log.texts() for word in " ".join(text.values()).split()}
    )
    common = [word.lower() for word in WORDS]

    def term(kind: str) -> str:
        word = rng.choice(words if rng.random() < 0.5 else common)
        if kind == "wild":
            cut = rng.randint(0, len(word))
            return rng.choice(
                [word[:cut] + "*", "*" + word[cut:], word[:cut] + "*" + word[cut + 1 :]]
            )
        if kind == "fuzzy":
            return f"{word}~{rng.choice([0, 1, 1, 1, 2])}"
        return word

    def clause() -> str:
        kind = rng.choices(["plain", "wild", "fuzzy"], [6, 2, 2])[0]
        sign = rng.choices(["", "+", "-"], [6, 2, 1])[0]
        field = rng.choice(fields) + ":" if rng.random() < 0.25 else ""
        boost = f"^{rng.choice([0, 2, 3, 10])}" if rng.random() < 0.2 else ""
        return f"{sign}{field}{term(kind)}{boost}"

    return [" ".join(clause() for _ in range(rng.choice([1, 1, 2, 2, 3, 5]))) for _ in range(many)]


@pytest.mark.parametrize("most", list(QUERIES), ids=["whole terms", "split terms"])
def test_as_lunr(browser, tmp_path, most) -> None:
    log = write(tmp_path, made_up(RECORDS, 7), most)
    with serving(tmp_path) as server, browser.new_context() as context:
        page = context.new_page()
        page.goto(server.address)
        fields = page.evaluate("fetch('search/index.json').then(a => a.json()).then(i => i.fields)")
        page.evaluate(BUILD, {"records": log.texts(), "fields": fields})
        asked = queries(log, [field["name"] for field in fields], QUERIES[most], 11 if most else 12)
        answer = page.evaluate(COMPARE, asked)
        assert answer["wrong"][:5] == []
        assert answer["found"] > 20 * len(asked)
