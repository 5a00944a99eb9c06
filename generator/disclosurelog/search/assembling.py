"""Puts together what was counted of a run, before and now: where each term stands in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from disclosurelog.search.counting import FIELD_BITS, Counted, Ints
from disclosurelog.search.numerals import Numbers
from disclosurelog.search.passages import FIELDS

AT_ONCE: Final = 250_000
"""Occurrences put together at a time: some 40 MB of memory at most."""

_FIELD = (1 << FIELD_BITS) - 1


@dataclass(frozen=True, slots=True)
class Part:
    """What was counted of some records, and which of the run's they are.

    Attributes:
        counted: What was counted.
        records: The number of the record in each row; -1 for a row that is no longer there.
    """

    counted: Counted
    records: Ints


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Some terms, in order, with all that is known of where they stand.

    A pair is a record and a field of it in which the term stands. Pairs are in the order of term,
    field, record.

    Attributes:
        terms: The terms.
        term, field, record, count, length: Of each pair: the place of its term in `terms`, where it
            is, how often the term stands there, how many terms stand there.
        starts: Where the occurrences of each pair start, and where the last ends.
        positions, runs: Of each occurrence.
    """

    terms: Sequence[str]
    term: Numbers
    field: Numbers
    record: Numbers
    count: Numbers
    length: Numbers
    starts: Numbers
    positions: Numbers
    runs: Numbers


def vocabulary(parts: Sequence[Part]) -> list[str]:
    """Every term of the parts, in order, those of records that are gone among them."""
    return sorted(set().union(*(part.counted.terms for part in parts)))


def lengths(parts: Sequence[Part], records: int) -> Ints:
    """The number of terms in each field of each record."""
    found = np.zeros((records, len(FIELDS)), np.int32)
    for part in parts:
        there = part.records >= 0
        found[part.records[there]] = part.counted.lengths[there]
    return found


def assemble(parts: Sequence[Part], size: Ints) -> Iterator[Occurrences]:
    """Bring the parts together, so many terms at a time.

    Args:
        parts: Together, every record once.
        size: The number of terms in each field of each record.
    """
    terms = vocabulary(parts)
    number = {term: place for place, term in enumerate(terms)}
    globally = [np.array([number[t] for t in p.counted.terms], np.int64) for p in parts]
    total = np.zeros(len(terms), np.int64)
    for part, names in zip(parts, globally, strict=True):
        total[names] += np.diff(part.counted.starts)
    start = 0
    ends = np.cumsum(total)
    while start < len(terms):
        before = int(ends[start - 1]) if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, before + AT_ONCE, "right")))
        pieces = [_piece(p, names, start, stop) for p, names in zip(parts, globally, strict=True)]
        yield _together(terms[start:stop], pieces, size)
        start = stop


def _piece(part: Part, names: Numbers, start: int, stop: int) -> tuple[Numbers, Ints, Ints]:
    """The occurrences of some terms in one part: a key to sort by, positions, runs."""
    counted = part.counted
    first, last = np.searchsorted(names, [start, stop])
    low, high = int(counted.starts[first]), int(counted.starts[last])
    term = np.repeat(names[first:last] - start, np.diff(counted.starts[first : last + 1]))
    place = counted.places[low:high]
    record = part.records[place >> FIELD_BITS].astype(np.int64)
    key = (term << FIELD_BITS | place & _FIELD) << 32 | record
    positions, runs = counted.positions[low:high], counted.runs[low:high]
    if part.records.min(initial=0) >= 0:
        return key, positions, runs
    there = record >= 0
    return key[there], positions[there], runs[there]


def _together(
    terms: Sequence[str], pieces: Sequence[tuple[Numbers, Ints, Ints]], size: Ints
) -> Occurrences:
    key = np.concatenate([piece[0] for piece in pieces])
    order = np.argsort(key, kind="stable")
    key = key[order]
    positions = np.concatenate([piece[1] for piece in pieces])[order].astype(np.int64)
    runs = np.concatenate([piece[2] for piece in pieces])[order].astype(np.int64)
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    pair = key[starts]
    record = pair & (1 << 32) - 1
    term_field = pair >> 32
    field = term_field & _FIELD
    starts = np.append(starts, len(key))
    return Occurrences(
        terms,
        term_field >> FIELD_BITS,
        field,
        record,
        np.diff(starts),
        size[record, field].astype(np.int64),
        starts,
        positions,
        runs,
    )
