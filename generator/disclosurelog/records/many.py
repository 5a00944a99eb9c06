"""Loads many record folders, on all cores where there are enough of them."""

from __future__ import annotations

import copyreg
import gc
import io
import multiprocessing
import os
import pickle
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from disclosurelog.errors import Problem
from disclosurelog.law import Law
from disclosurelog.records.entry import Entry
from disclosurelog.records.folder import RecordFolder
from disclosurelog.records.one import load_entry

Loaded = tuple[Entry | None, list[Problem]]

WORTH_IT = 1_000
"""Records below which starting processes costs more than it saves (measured: 0.05 s each)."""

_CHUNK = 250  # records handed to a process at a time
_laws: Mapping[str, Law] = {}


def load_many(folders: Sequence[RecordFolder], laws: Mapping[str, Law]) -> Iterator[Loaded]:
    """Load each folder, in the order given."""
    jobs = len(os.sched_getaffinity(0))
    with _no_collection():
        if len(folders) < WORTH_IT or jobs < 2:
            yield from (load_entry(folder, laws) for folder in folders)
            return
        chunks = [folders[start : start + _CHUNK] for start in range(0, len(folders), _CHUNK)]
        # Forked processes have the laws and the program already.
        fork = multiprocessing.get_context("fork")
        _start(laws)
        with ProcessPoolExecutor(jobs, fork) as pool:
            for packed in pool.map(_load_chunk, chunks):
                # This program's own worker wrote it, a moment ago.
                yield from pickle.loads(packed)  # noqa: S301


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the cycle collector back: records hold no cycles, and looking for some costs a third."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _start(laws: Mapping[str, Law]) -> None:
    global _laws
    _laws = laws


def _load_chunk(folders: Sequence[RecordFolder]) -> bytes:
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, 5)
    # A law goes as its id: both sides have the laws.
    pickler.dispatch_table = copyreg.dispatch_table | {Law: lambda law: (_law, (law.id,))}
    pickler.dump([load_entry(folder, _laws) for folder in folders])
    return buffer.getvalue()


def _law(name: str) -> Law:
    return _laws[name]
