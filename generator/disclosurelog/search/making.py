"""Makes what one run of records adds to the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from disclosurelog.gate import CheckedLog
from disclosurelog.search.assembling import Occurrences, Part, assemble, lengths
from disclosurelog.search.blocks import Columns, Pages, paged, places, postings
from disclosurelog.search.cards import card, shelve_cards, shelve_texts
from disclosurelog.search.columns import Rows, rows_of
from disclosurelog.search.counting import FIELD_BITS, Counted, Ints, count
from disclosurelog.search.files import SearchFile, Shelf
from disclosurelog.search.passages import Passages, passages_of
from disclosurelog.search.runs import Run


@dataclass(frozen=True, slots=True)
class Indexed:
    """The terms of one run.

    Attributes:
        records: How many records the run has.
        lengths: How many terms each field has, in all its records.
        postings, places: The blocks of them.
    """

    records: int
    lengths: tuple[int, ...]
    postings: Pages
    places: Pages


@dataclass(frozen=True, slots=True)
class Made:
    """All that one run adds to the search.

    Attributes:
        indexed: Its terms.
        rows: What the columns are made of.
        cards: The name of the leaf that lists its cards.
        files: Its cards, their leaf and its texts.
    """

    indexed: Indexed
    rows: Rows
    cards: str
    files: Sequence[SearchFile]


def make(run: Run, checked: CheckedLog, known: Sequence[Counted]) -> tuple[Made, Counted]:
    """Make what a run adds; and what was counted of its records, for when one of them changes.

    Args:
        run: The run.
        checked: The log.
        known: What was counted of its records before.
    """
    records = [passages_of(entry, checked.documents) for entry in run.entries]
    shelf = Shelf()
    cards = [
        card(entry, checked.documents, shelve_texts(shelf, passages))
        for entry, passages in zip(run.entries, records, strict=True)
    ]
    leaf = shelve_cards(shelf, cards)
    indexed, counted = index(run.keys, records, known)
    pairs = zip(run.entries, records, strict=True)
    rows = rows_of(run.entries, {entry.slug for entry, one in pairs if one.documents})
    return Made(indexed, rows, leaf, tuple(shelf.taken())), counted


def index(
    keys: Sequence[str], records: Sequence[Passages], known: Sequence[Counted] = ()
) -> tuple[Indexed, Counted]:
    """Count and write the terms of one run.

    Args:
        keys: A name for each record, by its content.
        records: Their text.
        known: What was counted of some of them before.
    """
    parts = list(_parts(keys, records, known))
    size = lengths(parts, len(records))
    posted: list[Columns] = []
    placed: list[Columns] = []
    counted: list[Occurrences] = []
    for found in assemble(parts, size):
        posted.append(postings(found))
        placed.append(places(found))
        counted.append(found)
    sums = tuple(size.sum(axis=0, dtype=np.int64).tolist())
    indexed = Indexed(len(records), sums, paged(posted), paged(placed))
    return indexed, _counted(keys, size, counted)


def _parts(
    keys: Sequence[str], records: Sequence[Passages], known: Sequence[Counted]
) -> Iterator[Part]:
    """What was counted before, then the rest, counted now."""
    wanted = {key: number for number, key in enumerate(keys)}
    for counted in known:
        rows = np.array([wanted.pop(key, -1) for key in counted.keys], np.int32)
        if rows.max(initial=-1) >= 0:
            yield Part(counted, rows)
    left = sorted(wanted.values())
    if left:
        counted = count([keys[number] for number in left], [records[number] for number in left])
        yield Part(counted, np.array(left, np.int32))


def _counted(keys: Sequence[str], size: Ints, found: Sequence[Occurrences]) -> Counted:
    """What was counted of a run, as one."""
    terms: list[str] = []
    sizes: list[Ints] = []
    arrays: tuple[list[Ints], ...] = ([], [], [])
    for some in found:
        many = np.bincount(np.repeat(some.term, some.count), minlength=len(some.terms))
        terms += [term for term, there in zip(some.terms, many, strict=True) if there]
        sizes.append(many[many > 0].astype(np.int32))
        place = np.repeat(some.record << FIELD_BITS | some.field, some.count)
        for array, part in zip(arrays, (place, some.positions, some.runs), strict=True):
            array.append(part.astype(np.int32))
    starts = np.append(0, np.cumsum(_joined(sizes))).astype(np.int32)
    return Counted(tuple(keys), size, tuple(terms), starts, *map(_joined, arrays))


def _joined(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int32), *arrays])
