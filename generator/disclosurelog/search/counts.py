"""What was counted of every record of a log: before, or now."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import numpy as np

from disclosurelog.search.assembling import Part
from disclosurelog.search.counting import Counted, count
from disclosurelog.search.packs import ROWS, Packs
from disclosurelog.search.passages import Passages

WORTH_IT: Final = 1_000
"""Records to count below which starting processes costs more than it saves."""

_given: tuple[Sequence[Passages], Sequence[str]] | None = None


def count_all(records: Sequence[Passages], ruleset: str, folder: Path | None) -> list[Part]:
    """The terms of every record.

    Args:
        records: Their text, in the order of their numbers.
        ruleset: What read the documents: another reader may see other words in the same file.
        folder: Where what was counted is kept; None to keep nothing.
    """
    keys = [_key(passages, ruleset) for passages in records]
    wanted: dict[str, list[int]] = {}
    for number, key in enumerate(keys):
        wanted.setdefault(key, []).append(number)
    packs = Packs(folder)
    parts: list[Part] = []
    for counted in packs.load(set(wanted)):
        parts += _parts(counted, wanted)
    missing = sorted(number for numbers in wanted.values() for number in numbers)
    for counted in _count(missing, records, keys):
        packs.keep(counted)
        parts += _parts(counted, wanted)
    return parts


def _parts(counted: Counted, wanted: dict[str, list[int]]) -> Iterator[Part]:
    """What of a pack is wanted; what is then no longer. Two equal records are two parts."""
    while True:
        rows = [wanted[key].pop(0) if wanted.get(key) else -1 for key in counted.keys]
        if max(rows, default=-1) < 0:
            return
        yield Part(counted, np.array(rows, np.int32))


def _key(passages: Passages, ruleset: str) -> str:
    """A name for all that is counted of a record."""
    parts = ["\x1e".join(texts) for texts in passages.fields]
    for one in passages.documents:
        source = one.source
        content = "\x1e".join(source) if isinstance(source, tuple) else source.sha256
        parts.append(f"{one.title}\x1e{content}\x1e{ruleset}")
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _count(
    numbers: Sequence[int], records: Sequence[Passages], keys: Sequence[str]
) -> Iterable[Counted]:
    global _given
    jobs = len(os.sched_getaffinity(0))
    chunks = [numbers[start : start + ROWS] for start in range(0, len(numbers), ROWS)]
    _given = (records, keys)
    try:
        if len(numbers) < WORTH_IT or jobs < 2:
            yield from map(_chunk, chunks)
            return
        # Forked processes see the checked log as it is; it cannot and need not be handed over.
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, fork) as pool:
            yield from pool.map(_chunk, chunks)
    finally:
        _given = None


def _chunk(numbers: Sequence[int]) -> Counted:
    if _given is None:
        raise RuntimeError("this process was started without a log")
    records, keys = _given
    return count([keys[number] for number in numbers], [records[number] for number in numbers])
