"""Finds words that stand side by side, in this order, stop words among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from disclosurelog.search.numerals import Numbers
from disclosurelog.search.reading.store import Store
from disclosurelog.search.reading.unblocked import Place
from disclosurelog.search.terms import RUN_BASE, RUN_LONGEST, STOP_NUMBER, run_after, term_of


@dataclass(frozen=True, slots=True)
class Step:
    """A term of a phrase.

    Attributes:
        term: The term.
        offset: How many words stand before it in the phrase.
        run: The stop words directly before it.
        open: How many of them are asked for, where more may stand before them; None where the
            phrase has a term before, so that it must be these and no others.
    """

    term: str
    offset: int
    run: int
    open: int | None


def steps(words: Sequence[str]) -> list[Step]:
    """The terms of a phrase. Stop words after the last one are not asked for."""
    found: list[Step] = []
    run = length = 0
    for offset, word in enumerate(words):
        if word in STOP_NUMBER:
            run, length = run_after(run, word), length + 1
            continue
        term = term_of(word)
        if term is not None:
            asked = None if found else min(length, RUN_LONGEST)
            found.append(Step(term, offset, run, asked))
        run = length = 0
    return found


def with_phrase(store: Store, words: Sequence[str], fields: Iterable[int]) -> Numbers:
    """The records in which the words stand in this order in one of the fields; none for none."""
    asked = steps(words)
    if not asked:
        return np.empty(0, np.int64)
    known = [store.places(step.term) for step in asked]
    found = [_in_field(asked, known, field) for field in fields]
    return np.unique(np.concatenate([np.empty(0, np.int64), *found]))


def _in_field(asked: Sequence[Step], known: Sequence[Sequence[Place]], field: int) -> Numbers:
    starts: Numbers | None = None
    for step, places in zip(asked, known, strict=True):
        here = [_starts(step, place) for place in places if place.field == field]
        if not here:
            return np.empty(0, np.int64)
        those = np.concatenate(here)
        starts = those if starts is None else np.intersect1d(starts, those)
    return np.empty(0, np.int64) if starts is None else starts >> 32


def _starts(step: Step, place: Place) -> Numbers:
    """Where the phrase would start for this term to be where it is: record and position."""
    if step.open is None:
        fits = place.runs == step.run
    else:
        fits = place.runs % RUN_BASE**step.open == step.run % RUN_BASE**step.open
    start = place.positions - step.offset
    fits &= start >= 0
    found: Numbers = place.records[fits] << 32 | start[fits]
    return found
