"""Loads many record folders, on all cores where there are enough of them."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from disclosurelog.errors import Problem
from disclosurelog.law import Law
from disclosurelog.records.entry import Entry
from disclosurelog.records.folder import RecordFolder
from disclosurelog.records.one import load_entry
from disclosurelog.records.packing import pack, unpack

Loaded = tuple[Entry | None, list[Problem]]

WORTH_IT = 1_000
"""Records below which starting processes costs more than it saves (measured: 0.05 s each)."""

_CHUNK = 250  # records handed to a process at a time
_laws: Mapping[str, Law] = {}


def load_many(folders: Sequence[RecordFolder], laws: Mapping[str, Law]) -> Iterator[Loaded]:
    """Load each folder, in the order given."""
    jobs = len(os.sched_getaffinity(0))
    with no_collection(len(folders)):
        if len(folders) < WORTH_IT or jobs < 2:
            yield from (load_entry(folder, laws) for folder in folders)
            return
        chunks = [folders[start : start + _CHUNK] for start in range(0, len(folders), _CHUNK)]
        # Forked processes have the laws and the program already.
        fork = multiprocessing.get_context("fork")
        _start(laws)
        with ProcessPoolExecutor(jobs, fork) as pool:
            for packed in pool.map(_load_chunk, chunks):
                yield from unpack(packed, laws)


@contextmanager
def no_collection(records: int, *, first: bool = True) -> Iterator[None]:
    """Hold the cycle collector back, and keep it from what is there at the end.

    Records hold no cycles. To look for some costs a third of loading them, and as much again each
    time that a later stage of a build makes many objects. Where there are few it changes nothing.

    Args:
        records: How many there are.
        first: Whether this is the first stage of a build.
    """
    if records < WORTH_IT or not gc.isenabled():
        yield
        return
    if first and gc.get_freeze_count():
        # `mkdocs serve` loads again and again: what was left of the time before shall go.
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _start(laws: Mapping[str, Law]) -> None:
    global _laws
    _laws = laws


def _load_chunk(folders: Sequence[RecordFolder]) -> bytes:
    return pack([load_entry(folder, _laws) for folder in folders])
