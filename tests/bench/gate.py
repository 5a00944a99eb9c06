"""What the gate finds, what it lets pass, what it withstands, and what it costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import corpus
import rival
from corpus import Example
from report import Report

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import bombs  # noqa: E402
import mutants  # noqa: E402
import pdfs  # noqa: E402

REAL = HERE.parent.parent.parent / "shared" / "real" / "pdfs"
SEED = 20_261_123

#: Constructions of each class that must be found.
LEAST = 3

#: Processor and wall seconds of a child where files are made to harm; and what a busy machine
#: may add until the parent has heard of the end.
HARD_LIMITS = (20, 40)
MARGIN = 10.0


def run(folder: Path, report: Report, sizes: tuple[int, ...] = (5_000, 10_000)) -> None:
    """Measure everything; `sizes` are how many damaged files and how many cached ones."""
    damaged, cached = sizes
    found = list(corpus.examples(folder / "corpus"))
    real = sorted(REAL.glob("*.pdf"))
    peaks = [
        _corpus(found, report),
        _real(real, report),
        _heavy(folder / "heavy", report),
        _bombs(folder / "bombs", report),
        _fuzz(folder / "fuzz", report, damaged),
    ]
    report.line("largest child of all, resident memory", max(peaks), "MB", at_most=500)
    _cache(folder / "cache", report, cached)
    _speed(found, real, report)


def ask(files: Sequence[Path], **wish: Any) -> dict[str, Any]:
    """What the gate says of the files, and what it cost; its parent process must live."""
    wish["files"] = [str(path) for path in files]
    done = subprocess.run(
        [sys.executable, str(HERE / "gate_run.py")],
        input=json.dumps(wish),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    answers: dict[str, Any] = json.loads(done.stdout)
    if len(answers["answers"]) != len(files):
        raise RuntimeError("not one report a file")
    return answers


def _corpus(found: list[Example], report: Report) -> float:
    peak = 0.0
    answers: list[tuple[Example, dict[str, Any]]] = []
    groups: dict[str, list[Example]] = defaultdict(list)
    for one in found:
        if one.path is not None:
            groups[json.dumps(one.policy)].append(one)
    for group in groups.values():
        said = ask([one.path for one in group if one.path], policy=group[0].policy)
        peak = max(peak, said["peak MB"])
        answers += zip(group, said["answers"], strict=True)
    leaks: dict[str, list[bool]] = defaultdict(list)
    twins: dict[str, list[bool]] = defaultdict(list)
    for one, answer in answers:
        if one.leaks:
            leaks[one.code].append(one.code in answer["codes"])
        else:
            twins[one.code].append(answer["status"] == "clean")
    for one in found:
        if one.codes is not None:
            (leaks if one.leaks else twins)[one.code].append((one.code in one.codes) is one.leaks)
    for code in sorted({*corpus.CLASSES, *leaks}):
        print(
            f"  {code}: {sum(leaks[code])} of {len(leaks[code])} leaks found, "
            f"{sum(twins[code])} of {len(twins[code])} clean twins pass"
        )
    whole = [code for code in corpus.CLASSES if sum(leaks[code]) >= LEAST and all(leaks[code])]
    report.line(
        f"classes of leak (of {len(corpus.CLASSES)}) with {LEAST} constructions, all found",
        len(whole),
        "",
        at_least=len(corpus.CLASSES),
    )
    count = sum(map(len, leaks.values()))
    missed = count - sum(map(sum, leaks.values()))
    report.line(f"one-leak files missed, of {count}", missed, "", at_most=0)
    count = sum(map(len, twins.values()))
    blocked = count - sum(map(sum, twins.values()))
    report.line(f"clean twins blocked, of {count}", blocked, "", at_most=0)
    unseen = sum(one.path is None and one.codes is None for one in found)
    if unseen:
        report.line("examples that only the tests of their rule look at", unseen, "")
    return peak


def _real(real: list[Path], report: Report) -> float:
    if not real:
        print("  the real releases are not beside this checkout: left out")
        return 0.0
    said = ask(real)
    blocked = [one for one in said["answers"] if one["status"] != "clean"]
    report.line(f"real releases blocked, of {len(real)}", len(blocked), "", at_most=0)
    warned = [one for one in said["answers"] if one["codes"]]
    report.line(f"real releases with a warning, of {len(real)}", len(warned), "")
    return float(said["peak MB"])


def _heavy(folder: Path, report: Report) -> float:
    """Honest files as large as they come: long, dense, and with a large picture."""
    folder.mkdir()
    line = "BT /F1 5 Tf 20 {} Td (" + "every word of this page can be seen " * 4 + ") Tj ET\n"
    dense = "".join(line.format(10 + 6 * row) for row in range(48))
    made = {
        "long.pdf": pdfs.pdf(*[pdfs.LETTER] * 500),
        "dense.pdf": pdfs.pdf(*[dense] * 20),
        "picture.pdf": pdfs.pdf(
            "q 400 0 0 300 0 0 cm /P Do Q\n" + pdfs.LETTER,
            resources=lambda writer: {
                "/XObject": pdfs.dictionary(
                    P=pdfs.picture(writer, bytes([255]) * 4_960 * 7_016, 4_960, 7_016)
                )
            },
        ),
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    said = ask([folder / name for name in made])
    for name, answer in zip(made, said["answers"], strict=True):
        print(f"  {name}: {answer['status']} in {answer['seconds']:.1f} s {answer['words']}")
    refused = sum(one["status"] != "clean" for one in said["answers"])
    report.line("large honest files refused, of 3", refused, "", at_most=0)
    report.line("large honest files: largest child", said["peak MB"], "MB", at_most=500)
    return float(said["peak MB"])


def _bombs(folder: Path, report: Report) -> float:
    folder.mkdir()
    for name, make in bombs.BOMBS.items():
        (folder / f"{name}.pdf").write_bytes(make())
    bombs.sparse(folder / "sparse.pdf")
    (folder / "zz-honest.pdf").write_bytes(pdfs.letter())
    files = sorted(folder.iterdir())
    said = ask(files, limits=HARD_LIMITS)
    for path, answer in zip(files, said["answers"], strict=True):
        why = "; ".join(answer["words"]) or ", ".join(answer["codes"])
        print(f"  {path.stem}: {answer['status']} in {answer['seconds']:.1f} s: {why}")
    *bad, honest = said["answers"]
    passed = sum(one["status"] == "clean" for one in bad)
    report.line(f"bombs that pass, of {len(bad)}", passed, "", at_most=0)
    report.line("honest file after them refused", int(honest["status"] != "clean"), "", at_most=0)
    report.line("bombs: largest child", said["peak MB"], "MB", at_most=500)
    longest = max(one["seconds"] for one in said["answers"])
    report.line("bombs: longest look", longest, "s", at_most=HARD_LIMITS[1] + MARGIN)
    return float(said["peak MB"])


def _fuzz(folder: Path, report: Report, count: int) -> float:
    folder.mkdir()
    files = []
    originals = mutants.sources(REAL if REAL.is_dir() else None)
    for number, data in enumerate(mutants.mutants(originals, count, SEED)):
        files.append(folder / f"{number:05}.pdf")
        files[-1].write_bytes(data)
    try:
        said = ask(files, limits=HARD_LIMITS)
    except subprocess.CalledProcessError:
        report.line(f"{count} damaged files: the parent crashed", 1, "times", at_most=0)
        return 0.0
    status = Counter(answer["status"] for answer in said["answers"])
    words = Counter(word for answer in said["answers"] for word in answer["words"])
    print(f"  of {count} damaged files: {dict(status)}")
    for word, times in words.most_common():
        print(f"  {times:6} {word}")
    longest = max(answer["seconds"] for answer in said["answers"])
    report.line(f"{count} damaged files: the parent crashed", 0, "times", at_most=0)
    report.line("damaged files: longest look", longest, "s", at_most=HARD_LIMITS[1] + MARGIN)
    passed = {
        path: answer["pages"]
        for path, answer in zip(files, said["answers"], strict=True)
        if answer["status"] == "clean"
    }
    second = Counter(mutants.second_reading(path, pages) for path, pages in passed.items())
    report.line("damaged files passed as clean", len(passed), "")
    report.line(
        "  that PDFium can't draw or pypdf can't open", second[mutants.NOT_OPEN], "", at_most=0
    )
    report.line("  of another number of pages", second[mutants.OTHER_PAGES], "", at_most=0)
    report.line("  whose table pypdf has to mend", second[mutants.MENDED], "", at_most=0)
    if rival.set_up():
        try:
            third = rival.ask("open", list(passed))
        except subprocess.CalledProcessError:
            print("  MuPDF did not survive these files: it is no judge of them")
            return float(said["peak MB"])
        wrong = sum(pages != seen for pages, seen in zip(passed.values(), third, strict=True))
        report.line("  that MuPDF can't open with as many pages", wrong, "", at_most=0)
    return float(said["peak MB"])


def _cache(folder: Path, report: Report, count: int) -> None:
    command = [sys.executable, str(HERE / "gate_cache.py"), str(folder), str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    said = json.loads(done.stdout)
    report.line(
        f"{count} unchanged files of {said['size']} bytes, hashing included",
        min(said["seconds"]),
        "s",
        at_most=1.0,
    )
    report.line("  processor time of that", min(said["cpu"]), "s")
    report.line("  to read and hash them alone", said["hashing"], "s")


def _speed(found: list[Example], real: list[Path], report: Report) -> None:
    """Pages a second of one core against x-ray, each pinned to the same core, turn by turn."""
    if not rival.set_up():
        print("  x-ray could not be set up: its figures are left out")
        return
    files = [one.path for one in found if one.path is not None and one.path.suffix == ".pdf"]
    leaking = [one for one in found if one.leaks and one.path in files]
    theirs = rival.ask("find", [one.path for one in leaking if one.path is not None])["found"]
    report.line(f"one-leak files that x-ray finds, of {len(leaking)}", sum(map(bool, theirs)), "")
    core = max(os.sched_getaffinity(0))
    for name, given in (("real releases", real), ("one-leak files and twins", files)):
        if not given:
            continue
        ours, others, drawings, pages = [], [], [], 0
        for _ in range(3):
            said = ask(given, core=core, jobs=1)
            pages = sum(answer["pages"] for answer in said["answers"])
            ours.append(said["cpu"])
            others.append(rival.ask("find", given, core)["cpu"])
            drawings.append(rival.ask("draw", given, core)["cpu"])
        report.line(f"{name}, {pages} pages: the gate, pages a second", pages / min(ours), "")
        report.line(f"{name}: x-ray, pages a second", pages / min(others), "")
        report.line(f"{name}: the gate against x-ray", min(others) / min(ours), "x", at_least=1.0)
        report.line(
            f"{name}: the gate against drawing each page once with MuPDF",
            min(drawings) / min(ours),
            "x",
        )
