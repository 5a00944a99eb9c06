"""Counts the terms of records: once for each record, kept by what it was counted from."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from disclosurelog.search.passages import FIELDS, Passages
from disclosurelog.search.terms import STOP_NUMBER, run_after, term_of
from disclosurelog.search.words import cut

Ints = NDArray[np.int32]

FIELD_BITS: Final = 4
"""A row and a field are kept as one number: row * 16 + field."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Where the terms of some records stand, in the order of term, field, row, position.

    Attributes:
        keys: What each record was counted from; a row is its place in this.
        lengths: How many terms each field of each record has, by row and field.
        terms: In order.
        starts: Where each term starts in the arrays below, and where the last ends.
        places: The row and field of each occurrence, as row * 16 + field.
        positions: Its position in the field.
        runs: The stop words directly before it.
    """

    keys: tuple[str, ...]
    lengths: Ints
    terms: tuple[str, ...]
    starts: Ints
    places: Ints
    positions: Ints
    runs: Ints


def count(keys: Sequence[str], records: Sequence[Passages]) -> Counted:
    """Count the terms of records.

    Args:
        keys: A name for each, by its content.
        records: Their text.
    """
    counter = _Counter()
    for row, passages in enumerate(records):
        counter.take(row, passages)
    return counter.counted(tuple(keys))


class _Counter:
    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.terms: dict[str, int] = {}
        self.lengths = array("i")
        self.term, self.place, self.position, self.run = (array("i") for _ in range(4))

    def take(self, row: int, passages: Passages) -> None:
        for field in range(len(FIELDS)):
            start, position = len(self.term), 0
            for passage in passages.of(field):
                position = self.read(cut(passage), position) + 1
            found = len(self.term) - start
            self.lengths.append(found)
            self.place.extend([row << FIELD_BITS | field] * found)

    def read(self, words: list[str], position: int) -> int:
        """Note the words of a passage from a position on; returns the position after the last."""
        known, run = self.known, 0
        add_term, add_position, add_run = self.term.append, self.position.append, self.run.append
        for word in words:
            number = known.get(word)
            if number is None:
                number = self.number(word)
            if number >= 0:
                add_term(number)
                add_position(position)
                add_run(run)
                run = 0
            else:
                run = run_after(run, word) if number == _STOP else 0
            position += 1
        return position

    def number(self, word: str) -> int:
        term = term_of(word)
        if term is None:
            number = _STOP if word in STOP_NUMBER else _LEFT_OUT
        else:
            number = self.terms.setdefault(term, len(self.terms))
        self.known[word] = number
        return number

    def counted(self, keys: tuple[str, ...]) -> Counted:
        terms = sorted(self.terms)
        rank = np.empty(len(terms), np.int32)
        rank[[self.terms[term] for term in terms]] = np.arange(len(terms))
        term = rank[np.frombuffer(self.term, np.int32)] if self.term else np.empty(0, np.int32)
        place = np.frombuffer(self.place, np.int32) if self.place else np.empty(0, np.int32)
        field = place & (1 << FIELD_BITS) - 1
        # Occurrences come by row, field and position; sorts that keep ties in order need no more.
        order = np.argsort(term.astype(np.int64) << FIELD_BITS | field, kind="stable")
        starts = np.zeros(len(terms) + 1, np.int32)
        np.cumsum(np.bincount(term, minlength=len(terms)), out=starts[1:])
        return Counted(
            keys,
            np.array(self.lengths, np.int32).reshape(len(keys), len(FIELDS)),
            tuple(terms),
            starts,
            place[order],
            np.array(self.position, np.int32)[order],
            np.array(self.run, np.int32)[order],
        )


_STOP: Final = -1
_LEFT_OUT: Final = -2
