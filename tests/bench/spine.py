"""A build from nothing and after one change, against `mkdocs build` of as many Markdown pages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import generate
from report import Report

HERE = Path(__file__).resolve().parent
CHANGED, OF_COLD, OF_MKDOCS = 3.0, 0.05, 0.2
"""Seconds of the clock, and shares, that are asked at the largest size."""

# Pages outside the navigation: inside it, 1,000 pages take MkDocs longer than 10,000 outside.
MKDOCS = """\
site_name: Bench
docs_dir: docs
theme: {name: material, font: false}
plugins: []
nav: [index.md]
"""
OURS = """\
site_name: Bench
site_url: https://bench.example/
docs_dir: content/pages
theme: {name: material}
plugins: [{disclosurelog: {authority: {name: Bench}}}]
"""


def run(folder: Path, report: Report, sizes: tuple[int, ...] = (1_000, 10_000)) -> None:
    """Measure both at each size; the ratios are of the largest."""
    files = pdfs()
    cost = {}
    for size in sizes:
        place = folder / f"log-{size}"
        generate.make_log(place / "content", size, files)
        (place / "mkdocs.yml").write_text(OURS)
        _stages(place)  # fills the caches of checks and pictures
        _forget(place)
        spent = _stages(place)
        engine = spent["load"] + spent["pour and write"]
        cost[size] = engine / size
        verified = engine + spent["verify"]
        report.line(f"{size} records: load", spent["load"], "s")
        report.line(f"{size} records: check, all cached", spent["check"], "s")
        report.line(
            f"{size} records: pour and write {spent['pages']} pages", spent["pour and write"], "s"
        )
        report.line(f"{size} records: data and feeds", spent["data"], "s")
        report.line(f"{size} records: pictures of pages, all kept", spent["images"], "s")
        report.line(f"{size} records: read back, verify, swap", spent["verify"], "s")
        report.line(f"{size} records: whole build", spent["whole build"], "s")
        report.line(f"{size} records: peak memory", spent["peak MB"], "MB", at_most=400)
        report.line(
            f"{size} records: largest helper, shared memory included", spent["helper MB"], "MB"
        )
        report.line(
            f"{size} records: pages written a second", spent["pages"] / spent["pour and write"], ""
        )
        report.line(f"{size} records: load, pour and write, each record", cost[size] * 1000, "ms")
        _forget(place)
        cold = _command(place)
        report.line(f"{size} records: the command from nothing, documents checked", cold, "s")
        _command(place)  # puts what it took the place of aside, for the next to start from
        generate.change(place / "content")
        changed = _command(place)
        limits = size == sizes[-1]
        report.line(
            f"{size} records: the command after one change",
            changed,
            "s",
            at_most=CHANGED if limits else None,
        )
        report.line(
            f"{size} records: one change against all from nothing",
            changed / cold,
            "x",
            at_most=OF_COLD if limits else None,
        )
    largest = sizes[-1]
    report.line(
        "cost a record, largest against smallest", cost[largest] / cost[sizes[0]], "x", at_most=1.1
    )
    seconds, peak = _mkdocs(folder / "mkdocs", largest)
    report.line(f"mkdocs build of {largest} Markdown pages", seconds, "s")
    report.line(f"mkdocs build of {largest} Markdown pages, peak memory", peak, "MB")
    report.line(
        "load, pour and write against mkdocs build",
        cost[largest] * largest / seconds,
        "x",
        at_most=0.25,
    )
    report.line("the same with reading back, verifying, swapping", verified / seconds, "x")
    report.line(
        "the command from nothing against mkdocs build", cold / seconds, "x", at_most=OF_MKDOCS
    )


def _forget(place: Path) -> None:
    """Leave of what builds keep only what the checks said and the pictures."""
    kept = place / ".cache" / "disclosurelog"
    for path in (place / "site", place / ".spare-site", *kept.iterdir()):
        if path.name not in ("checks", "pages"):
            shutil.rmtree(path, ignore_errors=True)


def _command(place: Path) -> float:
    """Run `disclosurelog build`, and return the seconds of the clock that it took."""
    command = [sys.executable, "-m", "disclosurelog", "build"]
    os.sync()
    start = time.perf_counter()
    subprocess.run(command, cwd=place, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def _stages(place: Path) -> dict[str, float]:
    command = [sys.executable, str(HERE / "stages.py"), place / "content", place / "site"]
    os.sync()  # what was written before shall not be paid for here
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def _mkdocs(place: Path, size: int) -> tuple[float, float]:
    generate.make_markdown(place / "docs", size)
    (place / "mkdocs.yml").write_text(MKDOCS)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(place / "mkdocs.yml")]
    os.sync()
    start = time.perf_counter()
    with subprocess.Popen(command) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError("mkdocs build failed")
    return time.perf_counter() - start, used.ru_maxrss / 1024


def pdfs() -> list[bytes]:
    """Return twenty small honest files."""
    from io import BytesIO

    from reportlab.pdfgen.canvas import Canvas

    files = []
    for number in range(20):
        buffer = BytesIO()
        canvas = Canvas(buffer, invariant=1)
        canvas.setTitle(f"Document {number}")
        canvas.drawString(72, 700, f"This is page 1 of document number {number}.")
        canvas.save()
        files.append(buffer.getvalue())
    return files
