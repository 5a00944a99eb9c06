"""The browser finds what the command line finds, in the same order."""

from __future__ import annotations

import random

import pytest

from asking import records_of
from disclosurelog.search.reading.answer import Answer, answer
from disclosurelog.search.reading.store import Store

pytestmark = pytest.mark.browser

MOST = 30
FIXED = (
    "",
    "the",
    '"of the"',
    "the~1 gritting",
    f"gritting {'x' * 65}",
    "gritting OR caerdydd",
    "-gritting",
    "-(gritting OR caerdydd)",
    "s.31(1)(a)",
    "exemption:s31 OR exemption:s40",
    "law:foia -exemption:s31",
    "year:2020..2024 late:yes",
    "received:>2022-01-01 taken:>20",
    "taken:<5",
    "documents:yes",
    "ref:FOI/000012",
    "FOI/000012",
    'topic:"subject 4" OR department:"Department 3"',
    "outcome:refused subject*",
    "in:request gritting",
    "title:gritt* area~1",
    '"we hold the information"',
)


def generated(built, rng: random.Random) -> list[str]:
    words = [w for one in records_of(built) for w in one["request"]["text"].split()]

    def part() -> str:
        word = rng.choice(words).strip(".")
        return rng.choice(
            [word, word, f"-{word}", f"{word}^3", f"{word[:3]}*", f"{word}~1", f"in:request {word}"]
        )

    phrases = []
    for _ in range(8):
        start = rng.randrange(len(words) - 3)
        phrases.append(f'"{" ".join(words[start : start + 2])}"')
    return [" ".join(part() for _ in range(rng.randint(1, 3))) for _ in range(25)] + phrases


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "longest"])
def test_the_same_records_in_the_same_order(built, asker, sort) -> None:
    store = Store(built.site)
    asked = [*FIXED, *generated(built, random.Random(sort))]
    found = 0
    for query in asked if sort == "relevance" else asked[::8]:
        results = asker.ask(query=query, sort=sort, size=MOST)["results"]
        told = results["results"]
        wanted = answer(store, query, sort=sort, most=MOST)
        assert isinstance(wanted, Answer), query
        assert wanted.total == results["total"], query
        browser = [(one["card"]["slug"], pytest.approx(one["score"], abs=1e-9)) for one in told]
        assert [(one.card["slug"], one.score) for one in wanted.results] == browser, query
        found += len(told)
    assert found > 80
