"""The shards of the build before, used again where nothing that they are made of has changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, zip_longest
from typing import Final, Literal

from disclosurelog.search.blocks import NOTHING
from disclosurelog.search.joining import Joiner, differing
from disclosurelog.search.keeping import Keep
from disclosurelog.search.making import Indexed
from disclosurelog.search.shards import Cutter, Shard

Family = Literal["postings", "places"]
FAMILIES: Final[tuple[Family, ...]] = ("postings", "places")

_MANY: Final = 4  # one run in so many changed: then most shards are stale, and all are made


def shards_of(family: Family, runs: Sequence[Indexed], keep: Keep) -> Iterator[Shard]:
    """Yield the shards of a family: the same ones whatever is kept.

    Args:
        family: Its name.
        runs: The terms of each run.
        keep: What was made before.
    """
    names, shards = keep.shards(family)
    changed = _changed(family, runs, names, keep) if shards else None
    cutter = Cutter(family)
    blocks = [getattr(run, family) for run in runs]
    if changed is None:
        for written in Joiner(blocks).join():
            yield from cutter.take(written)
    elif not changed:
        yield from shards
    else:
        yield from _renewed(cutter, Joiner(blocks), shards, changed)
    yield from cutter.close()


def _changed(
    family: Family, runs: Sequence[Indexed], before: Sequence[str], keep: Keep
) -> set[str] | None:
    """The terms of which a run says something else than it did; None where that is not known."""
    pairs = enumerate(zip_longest(before, keep.runs))
    places = [(place, was) for place, (was, now) in pairs if was != now]
    if len(places) > 1 + len(runs) // _MANY:
        return None
    changed: set[str] = set()
    for place, was in places:
        made = keep.made(was) if was else None
        if was and made is None:
            return None
        old = getattr(made.indexed, family) if made else NOTHING
        new = getattr(runs[place], family) if place < len(runs) else NOTHING
        changed |= differing(old, new)
    return changed


def _renewed(
    cutter: Cutter, joiner: Joiner, shards: Sequence[Shard], changed: Set[str]
) -> Iterator[Shard]:
    # A very common term fills several shards, and they have the same first term.
    groups = [list(some) for _, some in groupby(shards, lambda one: one.terms[0])]
    first = ["", *(group[0].terms[0] for group in groups[1:])]
    stale = _stale(first, changed)
    for place, (group, stop) in enumerate(zip(groups, [*first[1:], None], strict=True)):
        if place not in stale and _ends_before(cutter, joiner, group[0].terms[0]):
            yield from cutter.close()
            yield from group
        else:
            for written in joiner.join(first[place], stop):
                yield from cutter.take(written)


def _ends_before(cutter: Cutter, joiner: Joiner, term: str) -> bool:
    """Whether the shard that is being filled ends before a term."""
    return cutter.empty or cutter.ends_before(next(joiner.join(term, f"{term}\0")))


def _stale(first: Sequence[str], changed: Set[str]) -> set[int]:
    """The places of the shards to make anew, by the first terms of all."""
    stale = set()
    for term in changed:
        place = bisect_right(first, term) - 1
        stale.add(place)
        # Whether the shard before it ends there depends on the size of the term.
        if first[place] == term and place:
            stale.add(place - 1)
    return stale
