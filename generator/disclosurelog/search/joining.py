"""Joins the blocks of all runs to what is known of each term."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosurelog.search.blocks import MOST, Columns, Pages, fits, packed, unpacked
from disclosurelog.search.numerals import decode, numeral


@dataclass(frozen=True, slots=True)
class Written:
    """A term, or part of one, as it stands in a shard.

    Attributes:
        term: The term.
        text: Its numbers.
        df: For a part of a term: how many pairs of a field and a record the whole stands in. None
            for a whole term.
    """

    term: str
    text: str
    df: int | None = None


class Joiner:
    """Joins the blocks of runs.

    Args:
        runs: The blocks of each run, in order.
    """

    def __init__(self, runs: Sequence[Pages]) -> None:
        self._runs = runs
        self._open: dict[int, tuple[int, Columns]] = {}

    def join(self, start: str = "", stop: str | None = None) -> Iterator[Written]:
        """Yield the terms from one up to another, in order; all of them where none is given.

        A term that is too long for one shard comes in parts, by record.
        """
        # For each term the streams of its first block, of its second, and so on.
        blocks: defaultdict[str, list[str]] = defaultdict(list)
        width = 1
        for number, run in enumerate(self._runs):
            name = numeral(number)
            last = len(run.first) if stop is None else bisect_left(run.first, stop)
            for page in range(max(0, bisect_right(run.first, start) - 1), last):
                terms, *streams = self._page(number, page)
                low = bisect_left(terms, start) if terms[0] < start else 0
                high = len(terms) if stop is None else bisect_left(terms, stop, low)
                width = len(streams)
                chosen = (column[low:high] for column in (terms, *streams))
                for term, where, *rest in zip(*chosen, strict=True):
                    blocks[term] += (name + where, *rest)
        for term in sorted(blocks):
            text = _joined(blocks[term], width)
            if fits(text):
                yield Written(term, text)
            else:
                yield from _parts(term, blocks[term], width, packed(text))

    def _page(self, run: int, page: int) -> Columns:
        # What is asked for next often starts on the page where this ends.
        number, found = self._open.get(run, (-1, []))
        if number != page:
            found = unpacked(self._runs[run].pages[page])
            self._open[run] = page, found
        return found


def differing(one: Pages, two: Pages) -> set[str]:
    """The terms of which two runs say different things."""
    before, after = set(one.pages), set(two.pages)
    says = []
    for pages in (before - after, after - before):
        said: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for page in pages:
            for term, *streams in zip(*unpacked(page), strict=True):
                said[term] += (*streams,)
        says.append(said)
    was, now = says
    return {term for term in was.keys() | now.keys() if was.get(term) != now.get(term)}


def _joined(blocks: Sequence[str], width: int) -> str:
    """The text of some blocks: how many, then all first streams, all second ones, and so on."""
    streams = ["".join(blocks[stream::width]) for stream in range(width)]
    return numeral(len(blocks) // width) + "".join(streams)


def _parts(term: str, blocks: Sequence[str], width: int, size: int) -> Iterator[Written]:
    df = len(decode("".join(blocks[1::width])))  # a count for each pair
    count = len(blocks) // width
    each = -(-count // -(-size // (MOST * 9 // 10)))  # blocks in a part
    waiting = [range(start, min(start + each, count)) for start in range(0, count, each)][::-1]
    while waiting:
        some = waiting.pop()
        text = _joined(blocks[some.start * width : some.stop * width], width)
        if len(some) > 1 and not fits(text):
            middle = some.start + len(some) // 2
            waiting += [range(middle, some.stop), range(some.start, middle)]
        else:
            yield Written(term, text, df)
