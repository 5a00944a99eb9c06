"""Scores records as lunr does, from shards."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from disclosurelog.search.reading.expand import expanded
from disclosurelog.search.reading.store import Store
from disclosurelog.search.terms import term_of

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Clause:
    """One term of a query, as lunr has it.

    Attributes:
        term: A word, folded; it may hold `*`.
        fields: The numbers of the fields it is looked for in.
        boost: How much it counts.
        edits: How many letters may be off.
        stemmed: Whether the word is to be stemmed first; not where it holds `*`.
    """

    term: str
    fields: tuple[int, ...]
    boost: float = 1
    edits: int = 0
    stemmed: bool = True

    @property
    def left_out(self) -> bool:
        """Whether the index leaves the word out, so that nobody can look for it."""
        return self.stemmed and term_of(self.term) is None


class Engine:
    """Finds and scores records.

    Args:
        store: The search of a site.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        # Asked for the match, for the score and for every result's pages.
        self.terms = functools.lru_cache(maxsize=None)(self._terms)

    def _terms(self, clause: Clause) -> tuple[str, ...]:
        """The terms of the index that a clause stands for; none for a stop word."""
        term = term_of(clause.term) if clause.stemmed else clause.term
        if term is None:
            return ()
        if not clause.edits and "*" not in term:
            return (term,) if self.store.postings(term)[0] else ()
        return tuple(expanded(term, clause.edits, self.store.vocabulary))

    def matches(self, clause: Clause) -> Mask:
        """The records that hold a term of a clause in one of its fields."""
        found = np.zeros(self.store.records, bool)
        for term in self.terms(clause):
            for posting in self.store.postings(term)[1]:
                if posting.field in clause.fields:
                    found[posting.records] = True
        return found

    def scores(self, clauses: Iterable[Clause]) -> NDArray[np.float64]:
        """Lunr's score of every record: per field dot(query, record) / |query|, summed."""
        vectors: list[dict[str, float]] = [{} for _ in self.store.fields]
        for clause in clauses:
            for term in self.terms(clause):
                for field in clause.fields:
                    vectors[field][term] = vectors[field].get(term, 0) + clause.boost
        total = np.zeros(self.store.records)
        for field, vector in enumerate(vectors):
            magnitude = math.sqrt(sum(weight * weight for weight in vector.values()))
            if magnitude:
                total += self._dot(field, vector) / magnitude
        return total

    def _dot(self, field: int, vector: dict[str, float]) -> NDArray[np.float64]:
        found = np.zeros(self.store.records)
        for term, weight in vector.items():
            df, postings = self.store.postings(term)
            for one in postings:
                if one.field == field:
                    here = np.full(len(one.records), field)
                    score = self.store.scorer.scores(df, here, one.counts, one.lengths)
                    found[one.records] += weight * score
        return found


def ranked(found: Mask, scores: NDArray[np.float64]) -> list[tuple[int, float]]:
    """Records with their scores, best first, and of equal ones the newest."""
    numbers = np.flatnonzero(found)
    order = np.lexsort((-numbers, -scores[numbers]))
    return [(int(number), float(scores[number])) for number in numbers[order]]
