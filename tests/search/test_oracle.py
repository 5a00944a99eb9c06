"""The shards give what stock lunr gives over the whole index: the same ids, order and scores."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from lunr.query import Clause as StockClause
from lunr.query import QueryPresence

from corpora import corpus, stock, vocabulary, write_index
from disclosurelog.search import blocks, joining
from disclosurelog.search.passages import FIELDS
from disclosurelog.search.reading.engine import Clause, Engine, ranked
from disclosurelog.search.reading.store import Store
from disclosurelog.search.words import cut

EVERY = tuple(range(len(FIELDS)))
PRESENCE = {
    "optional": QueryPresence.OPTIONAL,
    "required": QueryPresence.REQUIRED,
    "prohibited": QueryPresence.PROHIBITED,
}
SEED = 7
QUERIES = 2_000


@pytest.fixture(scope="module", params=[28_000, 400], ids=["whole", "split"])
def both(request, tmp_path_factory):
    """Our engine and stock lunr over the same records; once with most terms in several shards."""
    folder: Path = tmp_path_factory.mktemp("index")
    records = corpus(SEED, 160)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "MOST", request.param)
        patch.setattr(joining, "MOST", request.param)
        write_index(folder, records)
    return Engine(Store(folder)), stock(records)


@dataclass(frozen=True)
class Asked:
    """A clause, and whether a record must have it, or must not: lunr's `+` and `-`."""

    clause: Clause
    presence: str


def asked(rng: random.Random, words: list[str]) -> Asked:
    word = cut(rng.choice(words))[0]
    fields = EVERY if rng.random() < 0.7 else tuple(sorted(rng.sample(EVERY, rng.randint(1, 3))))
    boost = rng.choice([1, 1, 1, 2, 10, 0.5])
    presence = rng.choice(["optional", "optional", "optional", "required", "prohibited"])
    kind = rng.random()
    if kind < 0.15:
        at = rng.randint(1, len(word))
        wild = rng.choice([word[:at] + "*", "*" + word[at - 1 :], word[:at] + "*" + word[at + 1 :]])
        return Asked(Clause(wild, fields, boost, 0, False), presence)
    if kind < 0.3:
        at = rng.randint(0, len(word) - 1)
        near = word[:at] + rng.choice("aeiouxst") + word[at + 1 :]
        return Asked(Clause(near, fields, boost, rng.randint(1, 2), True), presence)
    return Asked(Clause(word, fields, boost, 0, True), presence)


def queries() -> list[list[Asked]]:
    rng = random.Random(SEED)
    words = [word for word in vocabulary(SEED) if cut(word)]
    return [[asked(rng, words) for _ in range(rng.randint(1, 4))] for _ in range(QUERIES)]


def ask_ours(engine: Engine, query: list[Asked]) -> list[tuple[int, float]]:
    """What `lunr.Index.query` answers, from what the engine says of each clause."""
    wanted = [one.clause for one in query if one.presence != "prohibited"]
    found = np.full(engine.store.records, not wanted)
    for clause in wanted:
        found |= engine.matches(clause)
    for one in query:
        if one.presence == "required":
            found &= engine.matches(one.clause)
        elif one.presence == "prohibited":
            found &= ~engine.matches(one.clause)
    return ranked(found, engine.scores(wanted))


def ask_stock(index, clauses: list[Asked]) -> list[tuple[int, float]]:
    query = index.create_query()
    for asked_for in clauses:
        one = asked_for.clause
        query.clause(
            StockClause(
                one.term,
                fields=[FIELDS[field].name for field in one.fields],
                boost=one.boost,
                edit_distance=one.edits,
                use_pipeline=one.stemmed,
                presence=PRESENCE[asked_for.presence],
            )
        )
    return [(int(found["ref"]), found["score"]) for found in index.query(query)]


def test_generated_queries(both) -> None:
    engine, index = both
    found_some = 0
    for clauses in queries():
        ours, theirs = ask_ours(engine, clauses), ask_stock(index, clauses)
        expected = sorted(theirs, key=lambda one: (-round(one[1], 9), -one[0]))
        assert sorted(number for number, _ in ours) == sorted(number for number, _ in theirs)
        scores = dict(theirs)
        assert all(abs(score - scores[number]) < 1e-9 for number, score in ours), clauses
        mine = sorted(ours, key=lambda one: (-round(one[1], 9), -one[0]))
        assert [number for number, _ in mine] == [number for number, _ in expected]
        found_some += bool(ours)
    assert found_some > QUERIES / 2


def test_some_terms_are_split(both, request) -> None:
    engine, _ = both
    parts = [len(engine.store._entries("postings", cut(word)[0])) for word in vocabulary(SEED)[:40]]
    split = "split" in request.node.callspec.id
    assert (max(parts) > 1) is split
