"""What every run adds to the search: made before, or now, on all cores if there is much to do."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from disclosurelog.gate import CheckedLog
from disclosurelog.search.counting import Counted
from disclosurelog.search.keeping import Keep
from disclosurelog.search.making import Made, make
from disclosurelog.search.runs import Run

WORTH_IT: Final = 1_000
"""Records to make anew below which starting processes costs more than it saves."""

_given: _Worker | None = None


class _Worker:
    def __init__(
        self, runs: Sequence[Run], checked: CheckedLog, keep: Keep, known: Sequence[Counted]
    ) -> None:
        self.runs = runs
        self._checked = checked
        self._keep = keep
        self._known = known

    def make(self, run: Run) -> Made:
        made, counted = make(run, self._checked, self._known)
        self._keep.store(run, made, counted)
        return made


def made_of(runs: Sequence[Run], checked: CheckedLog, keep: Keep) -> Iterator[Made]:
    """Yield what each run adds, in order.

    Args:
        runs: The runs of the log.
        checked: The log.
        keep: What was made before.
    """
    missing = [run for run in runs if not keep.holds(run.name)]
    known = keep.counted({key for run in missing for key in run.keys}) if missing else []
    worker = _Worker(missing, checked, keep, known)
    making = _made(worker)
    left = {run.name for run in missing}
    for run in runs:
        found = None if run.name in left else keep.made(run.name)
        if found is None:
            found = next(making) if run.name in left else worker.make(run)
        yield found


def _made(worker: _Worker) -> Iterator[Made]:
    global _given
    jobs = len(os.sched_getaffinity(0))
    runs = worker.runs
    if sum(len(run.entries) for run in runs) < WORTH_IT or jobs < 2:
        yield from map(worker.make, runs)
        return
    _given = worker
    try:
        # Forked processes see the checked log as it is; it cannot and need not be handed over.
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, fork) as pool:
            yield from pool.map(_make, range(len(runs)))
    finally:
        _given = None


def _make(number: int) -> Made:
    if _given is None:
        raise RuntimeError("this process was started without a log")
    return _given.make(_given.runs[number])
