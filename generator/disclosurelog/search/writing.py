"""Writes what is known of each term as text: its postings and its places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from disclosurelog.search.assembling import Occurrences
from disclosurelog.search.numerals import Numbers, encode
from disclosurelog.search.scoring import Scorer

MOST: Final = 28_000
"""Bytes that one term may take in one shard once it is packed: with its frame under 32 KB."""


def packed(text: bytes) -> int:
    """At most how many bytes some numbers take once they are gzipped.

    Their entropy, character by character: what Huffman codes alone come to, in the worst case. The
    size itself would depend on who made the zlib, and so would the place where a term is split.
    """
    counts = np.bincount(np.frombuffer(text, np.uint8))
    counts = counts[counts > 0]
    bits = float((counts * (np.log2(len(text)) - np.log2(counts))).sum()) if len(text) else 0.0
    return int(bits / 8 * 1.03) + 100


@dataclass(frozen=True, slots=True)
class Written:
    """A term, or part of one, as it stands in a shard.

    Attributes:
        term: The term.
        text: Its numbers.
        df: For a part of a term: how many pairs the whole has. None for a whole term.
        rest: For a part: no score in the later parts is above this, in thousandths.
    """

    term: str
    text: str
    df: int | None = None
    rest: int = 0


def postings(found: Occurrences, scorer: Scorer) -> list[Written]:
    """The postings of some terms, in order; those of a very common one in parts, best first."""
    text, bounds, whole = _posted(found.term, found.field, found.record, found.count, found.length)
    made: list[Written] = []
    for place, piece in _pieces(text, bounds, whole):
        if _fits(piece):
            made.append(Written(found.terms[place], piece.decode("ascii")))
        else:
            made += _best_first(found.terms[place], _pairs(found, place), scorer)
    return made


def places(found: Occurrences) -> list[Written]:
    """Where some terms stand, in order; a very common one in parts, by record."""
    pairs = np.arange(len(found.term))
    text, bounds, whole = _placed(found, pairs)
    made: list[Written] = []
    for place, piece in _pieces(text, bounds, whole):
        if _fits(piece):
            made.append(Written(found.terms[place], piece.decode("ascii")))
        else:
            made += _by_record(found, place, packed(piece))
    return made


def _pieces(
    text: bytes, bounds: Sequence[int], whole: Sequence[int]
) -> Iterator[tuple[int, bytes]]:
    """The text of each term, with the term's place."""
    for place, start, end in zip(whole, bounds[:-1], bounds[1:], strict=True):
        yield place, text[start:end]


def _fits(text: bytes) -> bool:
    # Nearly all do by their characters already.
    return len(text) <= MOST or packed(text) <= MOST


def _posted(
    term: Numbers, field: Numbers, record: Numbers, count: Numbers, length: Numbers
) -> tuple[bytes, Sequence[int], Sequence[int]]:
    """Write pairs, grouped by term and field: the text, the bounds of each term, the terms."""
    starts, sizes, group = _groups(term, field)
    offset = np.cumsum(2 + 3 * sizes) - (2 + 3 * sizes)
    numbers = np.empty(int(np.sum(2 + 3 * sizes)), np.int64)
    numbers[offset] = field[starts]
    numbers[offset + 1] = sizes
    at = offset[group] + 2 + np.arange(len(term)) - starts[group]
    numbers[at] = _steps(record, starts)
    numbers[at + sizes[group]] = count
    numbers[at + 2 * sizes[group]] = length
    return _cut(numbers, offset, term[starts])


def _placed(found: Occurrences, pairs: Numbers) -> tuple[bytes, Sequence[int], Sequence[int]]:
    term, field, count = found.term[pairs], found.field[pairs], found.count[pairs]
    starts, sizes, group = _groups(term, field)
    ends = np.append(starts[1:], len(pairs))
    total = np.concatenate([[0], np.cumsum(count)])
    stand = total[ends] - total[starts]  # occurrences in each group
    width = 2 + 2 * sizes + 2 * stand
    offset = np.cumsum(width) - width
    numbers = np.empty(int(width.sum()), np.int64)
    numbers[offset] = field[starts]
    numbers[offset + 1] = sizes
    at = offset[group] + 2 + np.arange(len(pairs)) - starts[group]
    numbers[at] = _steps(found.record[pairs], starts)
    numbers[at + sizes[group]] = count
    occurrence_group = np.repeat(group, count)
    chosen = np.repeat(found.starts[pairs] - total[:-1], count) + np.arange(int(total[-1]))
    at = (offset + 2 + 2 * sizes - total[starts])[occurrence_group] + np.arange(len(chosen))
    numbers[at] = _steps(found.positions[chosen], total[:-1])
    numbers[at + stand[occurrence_group]] = found.runs[chosen]
    return _cut(numbers, offset, term[starts])


def _groups(term: Numbers, field: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The runs of pairs with one term and field: where each starts, its size, each pair's run."""
    key = term * 16 + field
    first = np.diff(key, prepend=-1) != 0
    starts = np.flatnonzero(first)
    return starts, np.diff(np.append(starts, len(key))), np.cumsum(first) - 1


def _steps(numbers: Numbers, starts: Numbers) -> Numbers:
    """Differences, but where a run starts the number itself."""
    steps = np.diff(numbers, prepend=0)
    steps[starts] = numbers[starts]
    return steps


def _cut(
    numbers: Numbers, offset: Numbers, term: Numbers
) -> tuple[bytes, Sequence[int], Sequence[int]]:
    text, ends = encode(numbers)
    first = np.flatnonzero(np.diff(term, prepend=-1))
    before = offset[first]
    bounds = np.append(np.where(before > 0, ends[before - 1], 0), len(text))
    return text, bounds.tolist(), term[first].tolist()


def _pairs(found: Occurrences, place: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    low, high = np.searchsorted(found.term, [place, place + 1])
    chosen = slice(int(low), int(high))
    return found.field[chosen], found.record[chosen], found.count[chosen], found.length[chosen]


def _best_first(
    term: str, pairs: tuple[Numbers, Numbers, Numbers, Numbers], scorer: Scorer
) -> list[Written]:
    field, record, count, length = pairs
    df = len(field)
    score = scorer.thousandths(df, field, count, length)
    order = np.lexsort((record, field, -score))
    made, start = [], 0
    step = max(1, MOST // 2)  # pairs, of three numbers each
    while start < df:
        chosen, text = order[start : start + step], ""
        while True:
            chosen = np.sort(chosen)
            parts = (field[chosen], record[chosen], count[chosen], length[chosen])
            packing = _posted(np.zeros(len(chosen), np.int64), *parts)[0]
            text = packing.decode("ascii")
            if packed(packing) <= MOST or len(chosen) == 1:
                break
            chosen = order[start : start + len(chosen) * 3 // 4]
        start += len(chosen)
        rest = int(score[order[start:]].max(initial=0))
        made.append(Written(term, text, df, rest))
    return made


def _by_record(found: Occurrences, place: int, size: int) -> list[Written]:
    low, high = (int(one) for one in np.searchsorted(found.term, [place, place + 1]))
    pairs = low + np.argsort(found.record[low:high], kind="stable")
    made: list[Written] = []
    waiting = np.array_split(pairs, -(-size // (MOST * 9 // 10)))[::-1]
    while waiting:
        chosen = np.sort(waiting.pop())
        packing = _placed(found, chosen)[0]
        text = packing.decode("ascii")
        if packed(packing) > MOST and len(chosen) > 1:
            by_record = chosen[np.argsort(found.record[chosen], kind="stable")]
            waiting += np.array_split(by_record, 2)[::-1]
        else:
            made.append(Written(found.terms[place], text, high - low))
    return made
