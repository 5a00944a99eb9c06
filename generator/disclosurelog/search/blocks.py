"""Writes what one run of records says of its terms: a block of text for each, to be joined later.

A block holds record numbers within the run, and knows nothing of other runs. So it is good as long
as the records of its run stay as they are, whatever becomes of the rest of the log.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

import numpy as np

from disclosurelog.search.assembling import Occurrences
from disclosurelog.search.numerals import Numbers, encode
from disclosurelog.search.passages import FIELDS

MOST: Final = 28_000
"""Bytes that one term may take in one shard once it is packed: with its frame under 32 KB."""

Columns = list[list[str]]
"""Blocks: the terms in order, then the streams of their numbers, lists with one text a block.

The first stream says where a term stands, the others what there is to say of that. They are kept
apart since like numbers pack well side by side: joined, all blocks' first streams come before all
second ones. A term that fills more than one shard has several blocks.
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


def postings(found: Occurrences) -> Columns:
    """How often each term stands in each field, and how long the field is."""
    return _columns(found, _posted)


def places(found: Occurrences) -> Columns:
    """At which positions each term stands in each field, after which stop words."""
    return _columns(found, _placed)


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


def paged(blocks: Sequence[Columns]) -> Pages:
    """Put blocks, given some terms at a time, on pages."""
    columns = [list(chain.from_iterable(some)) for some in zip(*blocks, strict=True)]
    terms = columns[0] if columns else []
    # Where a page starts depends on one term, so others stay as they are when a term is added.
    starts = [
        at
        for at, (before, term) in enumerate(zip(["", *terms], terms, strict=False))
        if at == 0 or (zlib.crc32(term.encode()) % _PAGE == 0 and term != before)
    ]
    pages = [
        "\n\n".join("\n".join(column[a:b]) for column in columns).encode()
        for a, b in pairwise([*starts, len(terms)])
    ]
    return Pages([terms[start] for start in starts], pages)


def unpacked(page: bytes) -> Columns:
    """The blocks of a page."""
    return [column.split("\n") for column in page.decode().split("\n\n")]


def _columns(found: Occurrences, write: _Write) -> Columns:
    there = np.unique(found.term).tolist()
    streams = write(found, np.arange(len(found.term)))
    columns = [[found.terms[place] for place in there], *streams]
    sizes = [sum(each) for each in zip(*(map(len, one) for one in streams), strict=True)]
    for at in reversed([at for at, size in enumerate(sizes) if size > MOST]):
        low, high = np.searchsorted(found.term, [there[at], there[at] + 1])
        blocks = list(_parted(found, np.arange(low, high), write))
        columns[0][at : at + 1] = [columns[0][at]] * len(blocks)
        for column, texts in zip(columns[1:], zip(*blocks, strict=True), strict=True):
            column[at : at + 1] = texts
    return columns


def _parted(found: Occurrences, pairs: Numbers, write: _Write) -> Iterator[tuple[str, ...]]:
    """The pairs of one term in blocks that fit, by record: one block if it can be."""
    texts = tuple(one[0] for one in write(found, pairs))
    record = found.record[pairs]
    low = record < int(np.sort(record)[len(record) // 2])
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
