"""Writes what one run of records says of its terms: a block of text for each, to be joined later.

A block holds record numbers within the run, and knows nothing of other runs. So it is good as long
as the records of its run stay as they are, whatever becomes of the rest of the log.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from disclosurelog.search.assembling import Occurrences
from disclosurelog.search.numerals import Numbers, encode
from disclosurelog.search.passages import FIELDS

MOST: Final = 28_000
"""Bytes that one term may take in one shard once it is packed: with its frame under 32 KB."""

Block = tuple[str, tuple[str, ...]]
"""A term, and the streams of its numbers: where it stands, then what there is to say of that.

Streams are kept apart since like numbers pack well side by side: joined, all blocks' first streams
come before all second ones. A term that fills more than one shard has several blocks.
"""

_PAGE: Final = 64  # terms on a page


@dataclass(frozen=True, slots=True)
class Pages:
    """The blocks of a run, some terms to a page: a few can be read or compared by themselves.

    Attributes:
        first: The first term of each page.
        pages: Each page: the terms, then each stream; a line for each block, an empty one between.
    """

    first: Sequence[str]
    pages: Sequence[bytes]


NOTHING: Final = Pages((), ())

_Write = Callable[[Occurrences, Numbers], tuple[list[str], ...]]


def postings(found: Occurrences) -> Iterator[Block]:
    """How often each term stands in each field, and how long the field is."""
    return _blocks(found, _posted)


def places(found: Occurrences) -> Iterator[Block]:
    """At which positions each term stands in each field, after which stop words."""
    return _blocks(found, _placed)


def fits(text: str) -> bool:
    """Whether the numbers of a term fit into one shard."""
    # Nearly all do by their characters already.
    return len(text) <= MOST or packed(text) <= MOST


def packed(text: str) -> int:
    """At most how many bytes some numbers take once they are gzipped.

    Their entropy, character by character: what Huffman codes alone come to, in the worst case. The
    size itself would depend on who made the zlib, and so would the place where a term is split.
    """
    counts = np.bincount(np.frombuffer(text.encode("ascii"), np.uint8))
    counts = counts[counts > 0]
    bits = float((counts * (np.log2(len(text)) - np.log2(counts))).sum()) if len(text) else 0.0
    return int(bits / 8 * 1.03) + 100


def paged(blocks: Iterable[Block]) -> Pages:
    """Put blocks, given in the order of their terms, on pages."""
    first: list[str] = []
    rows: list[list[list[str]]] = []
    for term, texts in blocks:
        # Where a page starts depends on one term, so others stay as they are when a term is added.
        new = not rows or zlib.crc32(term.encode()) % _PAGE == 0
        if new and (not rows or rows[-1][-1][0] != term):
            first.append(term)
            rows.append([])
        rows[-1].append([term, *texts])
    columns = (zip(*page, strict=True) for page in rows)
    return Pages(first, ["\n\n".join(map("\n".join, one)).encode() for one in columns])


def unpacked(page: bytes) -> list[list[str]]:
    """The terms of a page, and their streams: lists with one text a block."""
    return [column.split("\n") for column in page.decode().split("\n\n")]


def _blocks(found: Occurrences, write: _Write) -> Iterator[Block]:
    there = np.unique(found.term).tolist()
    for place, *texts in zip(there, *write(found, np.arange(len(found.term))), strict=True):
        if sum(map(len, texts)) <= MOST or fits("".join(texts)):
            yield found.terms[place], tuple(texts)
        else:
            low, high = np.searchsorted(found.term, [place, place + 1])
            for parted in _parted(found, np.arange(low, high), write):
                yield found.terms[place], parted


def _parted(found: Occurrences, pairs: Numbers, write: _Write) -> Iterator[tuple[str, ...]]:
    """The pairs of one term in several blocks that fit, by record."""
    texts = tuple(one[0] for one in write(found, pairs))
    record = found.record[pairs]
    middle = int(np.sort(record)[len(record) // 2])
    low = record < middle
    if fits("".join(texts)) or not low.any():
        yield texts
    else:
        yield from _parted(found, pairs[low], write)
        yield from _parted(found, pairs[~low], write)


def _posted(found: Occurrences, pairs: Numbers) -> tuple[list[str], ...]:
    where, bounds = _where(found, pairs)
    return (
        where,
        _cut(found.count[pairs], bounds),
        _cut(found.length[pairs], bounds),
    )


def _placed(found: Occurrences, pairs: Numbers) -> tuple[list[str], ...]:
    where, bounds = _where(found, pairs)
    count = found.count[pairs]
    total = np.concatenate([[0], np.cumsum(count)])
    chosen = np.repeat(found.starts[pairs] - total[:-1], count) + np.arange(int(total[-1]))
    return (
        where,
        _cut(count, bounds),
        _cut(_steps(found.positions[chosen], total[:-1]), total[bounds]),
        _cut(found.runs[chosen], total[bounds]),
    )


def _where(found: Occurrences, pairs: Numbers) -> tuple[list[str], Numbers]:
    """For each term its fields and the records in them; and where its pairs start and end."""
    term, field = found.term[pairs], found.field[pairs]
    first = np.diff(term * len(FIELDS) + field, prepend=-1) != 0
    starts = np.flatnonzero(first)  # of the pairs of one term and field
    group = np.cumsum(first)  # counted from 1: as many heads stand before
    sizes = np.diff(np.append(starts, len(pairs)))
    last = np.append(np.diff(term[starts]) != 0, True)
    numbers = np.empty(len(pairs) + len(starts), np.int64)
    numbers[np.arange(len(pairs)) + group] = _steps(found.record[pairs], starts)
    numbers[starts + np.arange(len(starts))] = (sizes * len(FIELDS) + field[starts]) * 2 + last
    bounds = np.append(np.flatnonzero(np.diff(term, prepend=-1)), len(pairs))
    heads = np.append(group[bounds[:-1]] - 1, len(starts))
    return _cut(numbers, bounds + heads), bounds


def _steps(numbers: Numbers, starts: Numbers) -> Numbers:
    """Differences, but where a rising list starts the number itself."""
    steps = np.diff(numbers, prepend=0)
    steps[starts] = numbers[starts]
    return steps


def _cut(numbers: Numbers, bounds: Sequence[int] | Numbers) -> list[str]:
    """Write numbers as texts, one from each bound to the next."""
    encoded, ends = encode(numbers)
    text = encoded.decode("ascii")
    return [text[a:b] for a, b in pairwise(np.append(0, ends)[bounds].tolist())]
