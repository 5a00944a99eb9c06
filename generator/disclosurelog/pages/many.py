"""Makes many pages, and writes them, on all cores where there are enough of them."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Final

from disclosurelog.pages.page import Made, Page, Store, Stored
from disclosurelog.pages.site import Site

Make = Callable[[Site, int], Iterable[Page]]
Unit = Callable[[Site, int], tuple[str, str]]
_Done = list[tuple[int, list[Page | Stored], list[tuple[str, str]]]]

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
    unit: Unit | None = None,
) -> Iterator[Made]:
    """Yield the pages of each position: first those that are kept, then the others in their order.

    Args:
        site: What the pages are made from.
        make: Makes those of one position.
        positions: Of the records, or of whatever else there are pages of.
        weight: How many times the work of a record's page one of them is.
        store: Where helper processes put the pages that they make, so that the bytes need not be
            handed over; None to get all pages here.
        unit: Gives a name for the pages of one position, and a key for all that they are made from.
    """
    units: dict[int, tuple[str, str]] = {}
    if site.keep is not None and unit is not None:
        units = {position: unit(site, position) for position in positions}
        found = {position: site.keep.find(*named) for position, named in units.items()}
        for known in found.values():
            if known is not None:
                site.indexed += known.indexed
                yield from known.pages
        positions = [position for position, known in found.items() if known is None]
    for position, pages, indexed in _many(site, make, positions, store, weight):
        site.indexed += indexed
        if site.keep is not None and position in units:
            site.keep.note(*units[position], [page.uri for page in pages], indexed)
        yield from pages


def _many(
    site: Site, make: Make, positions: Sequence[int], store: Store | None, weight: int
) -> Iterator[tuple[int, list[Page | Stored], list[tuple[str, str]]]]:
    jobs = len(os.sched_getaffinity(0))
    if len(positions) * weight < WORTH_IT or jobs < 2:
        for position in positions:
            before = len(site.indexed)
            pages: list[Page | Stored] = list(make(site, position))
            indexed = site.indexed[before:]
            del site.indexed[before:]
            yield position, pages, indexed
        return
    # Forked processes see the checked log as it is; it cannot and need not be handed over.
    fork = multiprocessing.get_context("fork")
    chunks = (positions[start : start + _CHUNK] for start in range(0, len(positions), _CHUNK))
    waiting: deque[Future[_Done]] = deque()
    with ProcessPoolExecutor(jobs, fork, initializer=_start, initargs=(site, make, store)) as pool:
        for chunk in chunks:
            waiting.append(pool.submit(_make_chunk, chunk))
            if len(waiting) > jobs * _WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _start(site: Site, make: Make, store: Store | None) -> None:
    global _given
    _given = (site, make, store)


def _make_chunk(positions: Sequence[int]) -> _Done:
    if _given is None:
        raise RuntimeError("this process was started without a site")
    site, make, store = _given
    done: _Done = []
    for position in positions:
        site.indexed.clear()
        pages = [page if store is None else store(page) for page in make(site, position)]
        done.append((position, pages, list(site.indexed)))
    return done
