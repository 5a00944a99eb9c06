"""A push that changes one record of a long log: until it is answered, and until it is live."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import generate
import spine
from report import Report

from repositories import Clone, Served

ANSWERED, LIVE = 2.0, 5.0
"""Seconds allowed at the largest size. What is measured is of the clock, on one machine."""


def run(folder: Path, report: Report, sizes: tuple[int, ...] = (1_000, 10_000)) -> None:
    """Measure at each size; the limits are for the largest."""
    for size in sizes:
        server = Served(folder / f"push-{size}")
        server.config.write_text(spine.OURS)
        server.install("--site", str(server.site))
        desk = server.clone()
        generate.make_log(desk.path / "content", size, spine.pdfs())
        desk.commit("All")
        start = time.perf_counter()
        _push(desk)
        report.line(f"{size} records: first push, until it is live", _since(start), "s")
        largest = size == sizes[-1]
        for number, what in enumerate(("a first change", "one changed record")):
            generate.change(desk.path / "content", str(number))
            desk.commit("One")
            answered, live = _push(desk)
            limits = number == 1 and largest
            report.line(
                f"{size} records: {what}, answered",
                answered,
                "s",
                at_most=ANSWERED if limits else None,
            )
            report.line(
                f"{size} records: {what}, live", live, "s", at_most=LIVE if limits else None
            )


def _push(desk: Clone) -> tuple[float, float]:
    """Push, and return the seconds until the answer came and until it was live."""
    start = time.perf_counter()
    answered = live = 0.0
    with subprocess.Popen(
        ["git", "push", "origin", "HEAD:refs/heads/main"],
        cwd=desk.path,
        env=desk.environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stderr or ():
            if "Checked:" in line:
                answered = _since(start)
            if "is live." in line:
                live = _since(start)
            if "error" in line or "refused" in line:
                sys.stderr.write(line)
    if process.returncode:
        raise RuntimeError("the push was refused")
    return answered, live


def _since(start: float) -> float:
    return time.perf_counter() - start
