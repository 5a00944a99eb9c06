"""The search: what its files cost to make, and what a reader loads, against lunr and Pagefind."""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import generate
import rival
from report import Report
from search_browser import further, loads, rival_loads, worker_times
from spine import OURS, pdfs

HERE = Path(__file__).resolve().parent
BUILT = (1_000, 10_000)
"""Sizes of logs that are built whole. Larger ones are made of generated counts."""

QUERIES = 8

ANSWERING = ("decode", "expand", "match", "phrase", "score", "sort", "snippets")
"""The worker's steps up to the results."""


def run(folder: Path, report: Report, sizes: tuple[int, ...] = (1_000, 10_000, 100_000)) -> None:
    """Measure at each size."""
    words = generate.Author(1)._words
    small = folder / f"log-{sizes[0]}"
    for size in sizes:
        if size <= BUILT[1]:
            _built(folder / f"log-{size}", report, size, words)
        else:
            _many(small, folder / f"many-{size}", report, size)


def _queries(words: list[str]) -> dict[str, list[str]]:
    """Two words each: of the 20 most frequent, of the next 500, of the rest; seeded."""
    rng = random.Random(1)
    bands = {"two of the 20 commonest words": words[:20], "two common words": words[20:500]}
    bands["two rarer words"] = words[500:3000]
    found = {}
    for name, band in bands.items():
        long = [word for word in band if len(word) > 3]
        found[name] = [" OR ".join(rng.sample(long, 2)) for _ in range(QUERIES)]
    return found


def _built(place: Path, report: Report, size: int, words: list[str]) -> None:
    generate.make_log(place / "content", size, pdfs())
    (place / "mkdocs.yml").write_text(OURS)
    _build(place)
    at = f"{size} records: "
    cold = _stage("ours", place, place / "kept")
    report.line(at + "search files, cold", cold["seconds"], "s")
    report.line(at + "the same, peak memory", cold["peak MB"], "MB", at_most=500)
    report.line(at + "the log alone, before", cold["before MB"], "MB")
    report.line(at + f"{cold['files']} files", cold["size"] / 1e6, "MB")
    record = sorted((place / "content/records").glob("*/*/record.yaml"))[size // 2]
    before = record.read_text()
    record.write_text(before.replace("Department", "Directorate"))
    warm = _stage("ours", place, place / "kept")
    record.write_text(before)
    report.line(at + "one record changed", warm["seconds"], "s")
    ratio = warm["seconds"] / cold["seconds"]
    report.line(at + "one changed against cold", ratio, "x", at_most=0.1)
    stock = _stage("lunr", place)
    report.line(at + "lunr.py over the same words", stock["seconds"], "s")
    ratio = cold["seconds"] / stock["seconds"]
    report.line(at + "search files against lunr.py", ratio, "x", at_most=0.3)
    _sent(place / "site", report, at, words, 150)
    _times(place / "site", report, at, words)
    if rival.set_up():
        _pagefind(place, report, at, cold["seconds"], words)
    else:
        print("Pagefind could not be set up: nothing is compared with it")


def _sent(site: Path, report: Report, at: str, words: list[str], most: int) -> None:
    for name, queries in _queries(words).items():
        sent = loads(site, queries)
        first = [one.first / 1024 for one in sent]
        report.line(
            f"{at}{name}, first results, median", statistics.median(first), "KB", at_most=most
        )
        report.line(f"{at}{name}, first results, most", max(first), "KB", at_most=most)
        report.line(f"{at}{name}, all loaded, most", max(o.whole for o in sent) / 1024, "KB")
    rng = random.Random(2)
    more = [rng.choice(words[:2000]) for _ in range(QUERIES)]
    costs = [cost / 1024 for cost in further(site, words[700], more)]
    report.line(at + "each further term, most of 8", max(costs), "KB", at_most=64)


def _times(site: Path, report: Report, at: str, words: list[str]) -> None:
    for name, queries in _queries(words).items():
        times = worker_times(site, queries[0])[2:]
        asked = statistics.median(sum(one.get(step, 0.0) for step in ANSWERING) for one in times)
        counting = [one.get("choose", 0.0) + one.get("facets", 0.0) for one in times]
        report.line(f"{at}{name}, answered in the worker", asked, "ms", at_most=50)
        report.line(f"{at}{name}, facets counted", statistics.median(counting), "ms", at_most=20)


def _pagefind(place: Path, report: Report, at: str, ours: float, words: list[str]) -> None:
    site = place / "pagefind"
    shutil.copytree(place / "site/records", site / "records")
    command = [str(rival.PLACE / "bin/python"), "-m", "pagefind", "--site", str(site), "--silent"]
    os.sync()
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if child.returncode:
        report.line(at + "Pagefind failed with exit code", child.returncode, "")
        return
    report.line(at + "Pagefind over the record pages", seconds, "s")
    report.line(at + "Pagefind, peak memory", used.ru_maxrss / 1024, "MB")
    report.line(at + "search files against Pagefind", ours / seconds, "x", at_most=0.5)
    for name, queries in _queries(words).items():
        plain = [query.replace(" OR ", " ") for query in queries]
        theirs = statistics.median(rival_loads(site, plain)) / 1024
        mine = statistics.median(one.first for one in loads(place / "site", queries)) / 1024
        report.line(f"{at}{name}, Pagefind loads, median", theirs, "KB")
        report.line(f"{at}{name}, ours against Pagefind", mine / theirs, "x", at_most=1)


def _many(small: Path, place: Path, report: Report, size: int) -> None:
    """A site of a few records with the search of very many."""
    shutil.copytree(small / "site", place)
    for family in ("postings", "places", "cards", "leaves", "texts", "columns", "vocabulary"):
        shutil.rmtree(place / "search" / family)
    script = HERE / "search_many.py"
    command = [sys.executable, str(script), str(small / "content"), str(place), str(size)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    said = json.loads(done.stdout.splitlines()[-1])
    at = f"{size} records: "
    report.line(at + "search files from generated counts", said["seconds"], "s")
    report.line(at + "the same, peak memory", said["peak MB"], "MB")
    _sent(place, report, at, said["words"], 300)
    _times(place, report, at, said["words"])


def _stage(what: str, place: Path, *rest: Path) -> dict[str, float]:
    command = [sys.executable, str(HERE / "search_stage.py"), what, str(place / "content")]
    done = subprocess.run(
        [*command, *map(str, rest)], check=True, stdout=subprocess.PIPE, text=True
    )
    said: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return said


def _build(place: Path) -> None:
    command = [sys.executable, "-m", "disclosurelog", "build"]
    subprocess.run(command, cwd=place, check=True, capture_output=True)
