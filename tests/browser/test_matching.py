"""Trees, phrases and numbers, against a plain reading of the same records in Python."""

from __future__ import annotations

import functools
import random

import numpy as np
import pytest

from disclosurelog.search import numerals
from disclosurelog.search.passages import FIELDS, Passages
from disclosurelog.search.terms import RUN_LONGEST, STOP_WORDS, term_of
from disclosurelog.search.words import cut
from searchlog import WORDS, made_up, write
from searchserver import serving

pytestmark = pytest.mark.browser

RECORDS = 150
EVALUATE = """
async (trees) => {
  const store = new dlSearch.Store(new URL("search/", location.href).href);
  await store.open();
  const found = [];
  for (const tree of trees) {
    const question = new dlSearch.Question(store, () => true);
    const answer = await dlSearch.evaluate(question, tree);
    found.push(answer && [...dlSearch.listed(answer.bits)]);
  }
  return found;
}
"""


@pytest.fixture(scope="module", params=[None, 400], ids=["whole terms", "split terms"])
def log(request, tmp_path_factory):
    return write(tmp_path_factory.mktemp("log"), made_up(RECORDS, 3), request.param)


@pytest.fixture(scope="module")
def page(log, browser):
    with serving(log.folder) as server, browser.new_context() as context:
        page = context.new_page()
        page.goto(server.address)
        yield page


def word(text: str, within: list[str] | None = None) -> dict:
    return {"kind": "word", "word": text, "in": within, "boost": 1, "edits": 0, "wild": False}


def holds(record: Passages, text: str, within: list[str] | None) -> bool:
    return phrase_in(record, [text], within)


def phrase_in(record: Passages, words: list[str], within: list[str] | None) -> bool:
    """Whether the words stand side by side; of stop words in a row, the last three are compared."""
    stop = set(STOP_WORDS)
    while words and words[-1] in stop:
        words = words[:-1]
    loose = {
        at
        for at, one in enumerate(words)
        if one in stop and all(other in stop for other in words[at : at + RUN_LONGEST + 1])
    }

    def same(at: int, one: str) -> bool:
        return at in loose or one == words[at] or term(one) == term(words[at]) is not None

    for there in passages(record, tuple(within or ())):
        for start in range(len(there) - len(words) + 1):
            if all(same(at, there[start + at]) for at in range(len(words))):
                return True
    return False


@functools.cache
def passages(record: Passages, within: tuple[str, ...]) -> list[list[str]]:
    """The words of each passage of some fields, of all where none is named."""
    chosen = [place for place, field in enumerate(FIELDS) if not within or field.name in within]
    return [cut(passage) for place in chosen for passage in record.of(place)]


@functools.cache
def term(word: str) -> str | None:
    return term_of(word)


def test_trees(log, page) -> None:
    rng = random.Random(5)
    plain = [w for text in WORDS for w in cut(text) if term_of(w)]

    def tree(depth: int) -> tuple[dict, set[int]]:
        kind = rng.choice(["word", "and", "or", "not"]) if depth else "word"
        if kind == "word":
            within = rng.choice([None, None, ["title"], ["request", "documents"]])
            text = rng.choice(plain)
            found = {n for n, record in enumerate(log.records) if holds(record, text, within)}
            return word(text, within), found
        inner = [tree(depth - 1) for _ in range(1 if kind == "not" else rng.randint(2, 3))]
        node = {"kind": kind, "of": [one for one, _ in inner]}
        sets = [found for _, found in inner]
        if kind == "not":
            return node, set(range(RECORDS)) - sets[0]
        return node, set.intersection(*sets) if kind == "and" else set.union(*sets)

    asked = [tree(3) for _ in range(150)]
    answers = page.evaluate(EVALUATE, [node for node, _ in asked])
    for (node, wanted), answer in zip(asked, answers, strict=True):
        assert answer == sorted(wanted), node


def test_phrases(log, page) -> None:
    rng = random.Random(6)
    asked = []
    while len(asked) < 250:
        record = rng.choice(log.records)
        place = rng.randrange(len(FIELDS))
        passage = [cut(one) for one in record.of(place)]
        words = rng.choice(passage) if passage else []
        if len(words) < 6:
            continue
        start = rng.randrange(len(words) - 5)
        chosen = words[start : start + rng.randint(1, 6)]
        if rng.random() < 0.3:
            rng.shuffle(chosen)
        if not any(term_of(one) for one in chosen):
            continue
        asked.append((chosen, rng.choice([None, [FIELDS[place].name], ["title"]])))
    nodes = [{"kind": "phrase", "words": words, "in": within} for words, within in asked]
    answers = page.evaluate(EVALUATE, nodes)
    several = 0
    for (words, within), answer in zip(asked, answers, strict=True):
        wanted = [n for n, one in enumerate(log.records) if phrase_in(one, words, within)]
        assert answer == wanted, (words, within)
        several += len(wanted) > 1
    assert several > 20


def test_nothing_that_can_be_looked_for(page) -> None:
    nothing = [word("the"), {"kind": "phrase", "words": ["of", "the"], "in": None}]
    nothing.append({"kind": "not", "of": [word("the")]})
    nothing.append({"kind": "or", "of": [word("the"), word("of")]})
    assert page.evaluate(EVALUATE, nothing) == [None] * 4
    with_word = {"kind": "and", "of": [word("the"), word("police")]}
    assert page.evaluate(EVALUATE, [with_word]) == page.evaluate(EVALUATE, [word("police")])


def test_numbers(page) -> None:
    rng = random.Random(1)
    numbers = [rng.randrange(2 ** rng.randint(1, 29)) for _ in range(3000)]
    text = numerals.written(np.array(numbers))
    assert page.evaluate("(text) => [...dlSearch.decode(text)]", text) == numbers


def test_terms_are_compared_by_code_point(page) -> None:
    terms = ["", "a", "ab", "b", "\ue000x", "\uffff", "\U00010000", "\U0001f600a", "\U0001f600b"]
    assert terms == sorted(terms)
    order = "(terms) => terms.slice().reverse().sort(dlSearch.compare)"
    assert page.evaluate(order, terms) == terms
    reach = "([terms, text]) => dlSearch.reach(terms, text)"
    assert [page.evaluate(reach, [terms, one]) for one in terms] == list(range(len(terms)))
    assert page.evaluate(reach, [terms[1:], ""]) == -1


def test_stop_words_are_those_of_the_index(page) -> None:
    assert page.evaluate("dlSearch.STOP_WORDS") == list(STOP_WORDS)
    assert page.evaluate("dlSearch.STOP_WORDS.every(dlSearch.isStop)")


def test_a_tree_scores_as_its_words_do(page) -> None:
    inner = {"kind": "or", "of": [word("budget"), word("camera", ["title", "request"])]}
    left_out = {"kind": "not", "of": [word("happy")]}
    boosted = {**word("policing"), "boost": 3}
    phrase = {"kind": "phrase", "words": ["crime", "and", "records"], "in": None, "boost": 2}
    tree = {"kind": "and", "of": [boosted, inner, left_out]}
    clauses = [
        {"term": "policing", "boost": 3},
        {"term": "budget"},
        {"term": "camera", "fields": ["title", "request"]},
    ]
    spoken = [{"term": "crime", "boost": 2}, {"term": "records", "boost": 2}]
    same = """
    async ([tree, clauses]) => {
      const store = new dlSearch.Store(new URL("search/", location.href).href);
      await store.open();
      const question = new dlSearch.Question(store, () => true);
      const found = await dlSearch.evaluate(question, tree);
      const ours = dlSearch.score(store.index, found.clauses);
      const { scores } = await dlSearch.clauses(question, clauses);
      return ours.some((each) => each > 0) && ours.every((each, at) => each === scores[at]);
    }
    """
    assert page.evaluate(same, [tree, clauses])
    assert page.evaluate(same, [phrase, spoken])


def test_words_that_cannot_help_are_not_loaded(log, page) -> None:
    """A pasted paragraph: once no record is left, the rest of its words is not looked for."""
    plain = sorted({w for text in WORDS for w in cut(text) if term_of(w)})
    tree = {"kind": "and", "of": [word("zanzibar"), *map(word, plain)]}
    loaded = """
    async ([tree, top]) => {
      const store = new dlSearch.Store(new URL("search/", location.href).href);
      await store.open();
      const question = new dlSearch.Question(store, () => true);
      const { bits } = await dlSearch.evaluate(question, tree, top);
      const files = [...store.files.keys()].filter((path) => path.startsWith("postings/"));
      return [files.length, bits.includes(1)];
    }
    """
    few, found = page.evaluate(loaded, [tree, True])
    many, also = page.evaluate(loaded, [tree, False])
    assert not found
    assert not also
    shards = len(list((log.folder / "search/postings").iterdir()))
    assert few < many if shards > 50 else few <= many
