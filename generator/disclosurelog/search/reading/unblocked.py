"""Reads what a shard holds of a term: the blocks of all runs, joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from disclosurelog.search.numerals import Numbers
from disclosurelog.search.passages import FIELDS


@dataclass(frozen=True, slots=True)
class Posting:
    """The records in which a term stands in one field, with its count and the field's length."""

    field: int
    records: Numbers
    counts: Numbers
    lengths: Numbers


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in one field: a record, a position and a run for each occurrence."""

    field: int
    records: Numbers
    positions: Numbers
    runs: Numbers


def posted(numbers: Numbers, starts: Numbers) -> Iterator[Posting]:
    """Yield the postings of a term, field by field.

    Args:
        numbers: What a shard of `postings/` holds of it.
        starts: The first record of each run.
    """
    fields, records, at = _where(numbers, starts)
    counts, lengths = numbers[at:].reshape(2, -1)
    for field in np.unique(fields).tolist():
        here = fields == field
        yield Posting(field, records[here], counts[here], lengths[here])


def placed(numbers: Numbers, starts: Numbers) -> Iterator[Place]:
    """Yield where a term stands, field by field.

    Args:
        numbers: What a shard of `places/` holds of it.
        starts: The first record of each run.
    """
    fields, records, at = _where(numbers, starts)
    counts = numbers[at : at + len(records)]
    steps, runs = numbers[at + len(records) :].reshape(2, -1)
    positions = _risen(steps, counts)
    fields, records = np.repeat(fields, counts), np.repeat(records, counts)
    for field in np.unique(fields).tolist():
        here = fields == field
        yield Place(field, records[here], positions[here], runs[here])


def _where(numbers: Numbers, starts: Numbers) -> tuple[Numbers, Numbers, int]:
    """The field and the record of each pair, and where the numbers after them start."""
    fields, records, at = [], [], 1
    for _ in range(int(numbers[0])):
        start, last = starts[numbers[at]], 0
        at += 1
        while not last:
            rest, last = divmod(int(numbers[at]), 2)
            size, field = divmod(rest, len(FIELDS))
            fields.append(np.full(size, field))
            records.append(start + np.cumsum(numbers[at + 1 : at + 1 + size]))
            at += 1 + size
    return np.concatenate(fields), np.concatenate(records), at


def _risen(steps: Numbers, counts: Numbers) -> Numbers:
    """Positions from differences that start anew with each pair."""
    whole = np.cumsum(steps)
    first = np.cumsum(counts) - counts
    before = np.where(first > 0, whole[first - 1], 0)
    found: Numbers = whole - np.repeat(before, counts)
    return found
