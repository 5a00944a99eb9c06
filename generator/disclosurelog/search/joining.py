"""Joins the blocks of all runs to what is known of each term, and that to shards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosurelog.search.blocks import MOST, fits, packed, unpacked
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


def join(runs: Sequence[bytes]) -> Iterator[Written]:
    """Join the blocks of the runs, in their order; terms come in order.

    A term that is too long for one shard comes in parts, by record.
    """
    # For each term the streams of its first block, of its second, and so on.
    blocks: defaultdict[str, list[str]] = defaultdict(list)
    width = 1
    for number, kept in enumerate(runs):
        if not kept:
            continue
        terms, *streams = unpacked(kept)
        width = len(streams)
        run = numeral(number)
        for term, where, *rest in zip(terms, *streams, strict=True):
            blocks[term] += (run + where, *rest)
    for term in sorted(blocks):
        text = _joined(blocks[term], width)
        if fits(text):
            yield Written(term, text)
        else:
            yield from _parts(term, blocks[term], width, packed(text))


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
