"""Makes many pages, and writes them, on all cores where there are enough of them."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Final

from disclosurelog.pages.page import Page, Store, Stored
from disclosurelog.pages.site import Site

Make = Callable[[Site, int], Iterable[Page]]
_Made = tuple[list[Page | Stored], list[tuple[str, str]]]

WORTH_IT: Final = 1_000
"""Pages below which starting processes costs more than it saves (measured: 0.05 s each)."""

_CHUNK: Final = 64  # pages made by a process at a time
_WAITING: Final = 3  # chunks for each process made and not taken yet: some 10 MB on two cores

_given: tuple[Site, Make, Store | None] | None = None


def make_many(
    site: Site,
    make: Make,
    positions: Sequence[int],
    store: Store | None = None,
    weight: int = 1,
) -> Iterator[Page | Stored]:
    """Yield the pages of each position, in the order given.

    Args:
        site: What the pages are made from.
        make: Makes those of one position.
        positions: Of the records, or of whatever else there are pages of.
        weight: How many times the work of a record's page one of them is.
        store: Where helper processes put the pages that they make, so that the bytes need not be
            handed over; None to get all pages here.
    """
    jobs = len(os.sched_getaffinity(0))
    if len(positions) * weight < WORTH_IT or jobs < 2:
        for position in positions:
            yield from make(site, position)
        return
    # Forked processes see the checked log as it is; it cannot and need not be handed over.
    fork = multiprocessing.get_context("fork")
    chunks = (positions[start : start + _CHUNK] for start in range(0, len(positions), _CHUNK))
    waiting: deque[Future[_Made]] = deque()
    with ProcessPoolExecutor(jobs, fork, initializer=_start, initargs=(site, make, store)) as pool:
        for chunk in chunks:
            waiting.append(pool.submit(_make_chunk, chunk))
            if len(waiting) > jobs * _WAITING:
                yield from _taken(site, waiting)
        while waiting:
            yield from _taken(site, waiting)


def _taken(site: Site, waiting: deque[Future[_Made]]) -> Iterator[Page | Stored]:
    made, indexed = waiting.popleft().result()
    site.indexed += indexed
    yield from made


def _start(site: Site, make: Make, store: Store | None) -> None:
    global _given
    _given = (site, make, store)


def _make_chunk(positions: Sequence[int]) -> _Made:
    if _given is None:
        raise RuntimeError("this process was started without a site")
    site, make, store = _given
    site.indexed.clear()
    pages = (page for position in positions for page in make(site, position))
    made: list[Page | Stored] = [page if store is None else store(page) for page in pages]
    return made, list(site.indexed)
