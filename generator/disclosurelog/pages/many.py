"""Makes many record pages, on all cores where there are enough of them."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Final

from disclosurelog.pages.page import Page
from disclosurelog.pages.site import Site

Make = Callable[[Site, int], Page]
_Made = tuple[list[tuple[str, bytes]], list[tuple[str, str]]]

WORTH_IT: Final = 1_000
"""Pages below which starting processes costs more than it saves (measured: 0.05 s each)."""

_CHUNK: Final = 64  # pages made by a process at a time
_WAITING: Final = 3  # chunks for each process made and not taken yet: some 10 MB on two cores

_given: tuple[Site, Make] | None = None


def make_many(site: Site, make: Make, positions: Sequence[int]) -> Iterator[Page]:
    """Yield the page of each position, in the order given."""
    jobs = len(os.sched_getaffinity(0))
    if len(positions) < WORTH_IT or jobs < 2:
        for position in positions:
            yield make(site, position)
        return
    # Forked processes see the checked log as it is; it cannot and need not be handed over.
    fork = multiprocessing.get_context("fork")
    chunks = (positions[start : start + _CHUNK] for start in range(0, len(positions), _CHUNK))
    waiting: deque[Future[_Made]] = deque()
    with ProcessPoolExecutor(jobs, fork, initializer=_start, initargs=(site, make)) as pool:
        for chunk in chunks:
            waiting.append(pool.submit(_make_chunk, chunk))
            if len(waiting) > jobs * _WAITING:
                yield from _taken(site, waiting)
        while waiting:
            yield from _taken(site, waiting)


def _taken(site: Site, waiting: deque[Future[_Made]]) -> Iterator[Page]:
    pages, indexed = waiting.popleft().result()
    site.indexed += indexed
    for uri, data in pages:
        yield Page(uri, data)


def _start(site: Site, make: Make) -> None:
    global _given
    _given = (site, make)


def _make_chunk(positions: Sequence[int]) -> _Made:
    if _given is None:
        raise RuntimeError("this process was started without a site")
    site, make = _given
    site.indexed.clear()
    made = [make(site, position) for position in positions]
    return [(page.uri, page.data) for page in made], list(site.indexed)
