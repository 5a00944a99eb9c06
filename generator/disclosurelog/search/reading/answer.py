"""Answers a query over a built site: what `disclosurelog search` prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from disclosurelog.search.language import Problem, Tables, read, resolve
from disclosurelog.search.numerals import decode
from disclosurelog.search.reading.engine import Engine, Mask, ranked
from disclosurelog.search.reading.match import Matcher
from disclosurelog.search.reading.snippets import PageHit, pages_that_hit
from disclosurelog.search.reading.store import Store

Sort = Literal["relevance", "newest", "oldest", "longest"]
SORTS: Final[tuple[Sort, ...]] = ("relevance", "newest", "oldest", "longest")


@dataclass(frozen=True, slots=True)
class Result:
    """A record that was found.

    Attributes:
        card: What the results show of it, as `docs/search-format.md` lists it.
        score: lunr's; 0 where no words were asked for.
        pages: The pages of its documents that hold most of the words, at most five a document.
    """

    card: dict[str, Any]
    score: float
    pages: tuple[PageHit, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found: how much in all, the results asked for, and the words left out."""

    total: int
    results: tuple[Result, ...]
    left_out: tuple[str, ...] = ()


def answer(
    store: Store, text: str, *, sort: Sort = "relevance", most: int = 10
) -> Answer | tuple[Problem, ...]:
    """Answer a query.

    Args:
        store: The search of a built site.
        text: The query.
        sort: The order. Where no words are asked for, relevance is newest first.
        most: How many results to give.

    Returns:
        What was found, or the problems of a query that can't be read.

    Raises:
        CannotRun: A file of the search is missing or broken.
    """
    tree = read(text)
    if isinstance(tree, Problem):
        return (tree,)
    found = resolve(tree, tables(store), text)
    if isinstance(found, tuple):
        return found
    engine = Engine(store)
    matcher = Matcher(engine, text)
    matching = matcher.matches(found)
    clauses = list(matcher.clauses(found))
    scores = engine.scores(clauses)
    order = sorted_by(store, matching, scores, sort)
    results = []
    for number, score in order[:most]:
        card = store.card(number)
        results.append(Result(card, score, tuple(pages_that_hit(engine, card, number, clauses))))
    left_out = tuple(dict.fromkeys(one.term for one in clauses if one.left_out))
    return Answer(len(order), tuple(results), left_out)


def tables(store: Store) -> Tables:
    """What the filters of a query are looked up in."""
    laws = store.read(f"laws/{store.index['laws']}")
    return Tables.from_files(laws, store.column("values"), store.column("provisions"))


def sorted_by(
    store: Store, matching: Mask, scores: NDArray[np.float64], sort: Sort
) -> Sequence[tuple[int, float]]:
    """The records found, in an order."""
    if sort == "relevance":
        return ranked(matching, scores)
    numbers = np.flatnonzero(matching)
    if sort == "longest":
        taken = decode(store.column("dates")["taken"])[numbers]
        numbers = numbers[np.lexsort((-numbers, -taken))]
    elif sort == "newest":
        numbers = numbers[::-1]
    return [(int(number), float(scores[number])) for number in numbers]
