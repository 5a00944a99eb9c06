"""One child a file: what it can't do, and that nothing it does goes further than its file."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosurelog.gate import Inspector, Limits
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.sandbox import Sandbox


@pytest.fixture
def inspector(sandbox: Sandbox) -> Inspector:
    return Inspector(sandbox=sandbox, jobs=1)


@pytest.fixture
def opened(stand_in: Path, small: Limits) -> Iterator[Inspector]:
    """One with a sandbox of its own, for a test that harms it."""
    with Sandbox(small, stand_in=stand_in) as own:
        yield Inspector(sandbox=own, jobs=4)


@pytest.fixture
def look(inspector: Inspector, tmp_path: Path):  # type: ignore[no-untyped-def]
    def look(text: str, name: str = "file.pdf") -> FileReport:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return inspector.inspect(path)

    return look


def test_a_file_is_read_and_checked(look) -> None:
    report = look("clean one two|three MARK")
    assert report.status == "blocked"
    assert report.page_count == 2
    assert report.visible_text == ("one two", "three MARK")
    assert [(f.rule, f.page) for f in report.findings] == [("T901", 2)]
    assert report.verdicts == (("F002", "clean"), ("T901", "found"))


def test_a_warning_does_not_block(look) -> None:
    report = look("clean WARN")
    assert report.status == "clean"
    assert [f.severity for f in report.findings] == ["warn"]


@pytest.mark.parametrize(
    "attempt",
    [
        "connect",
        "exec",
        "fork",
        "kill",
        "limits",
        "program",
        "read",
        "rewrite",
        "trace",
        "write",
    ],
)
def test_a_child_is_refused(look, attempt: str) -> None:
    report = look(f"try {attempt}")
    assert report.visible_text == ("refused PermissionError",)
    assert not Path("/tmp/disclosurelog-should-not-be-here").exists()


def test_a_child_gets_nothing_of_the_environment(
    tmp_path: Path, opened: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCLOSURELOG_KEY", "of the realm")
    path = tmp_path / "file.pdf"
    path.write_text("environment", encoding="utf-8")
    (names,) = opened.inspect(path).visible_text
    own = {"LANG", "LC_CTYPE", "MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"}
    assert set(names.split()) <= own | {"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"}


@pytest.mark.parametrize(
    ("harm", "word"),
    [
        ("spin", "more time"),
        ("sleep 60", "more time"),
        ("mute", "more time"),
        ("malloc", "the reader stopped"),
        ("recurse", ""),
        ("crash", "the reader stopped"),
        ("leave 0", "without a proper result"),
        ("leave 7", "the reader stopped"),
        ("garbage x", "without a proper result"),
        ("flood", "more text"),
        ("lie", "without a proper result"),
        ("fail", "the reader stopped"),
        ("unreadable", "encrypted"),
        ("clean ESCAPE", "without a proper result"),
    ],
)
def test_harm_ends_with_its_file(look, harm: str, word: str) -> None:
    report = look(harm)
    assert report.status == "unreadable"
    (finding,) = report.findings
    assert finding.rule == "F001"
    assert finding.severity == "block"
    assert word in finding.message
    assert finding.remedy
    assert "TOPSECRET" not in f"{finding}"
    assert report.visible_text == ()
    assert report.sha256
    assert look("clean fine").status == "clean"


def test_a_rule_that_fails_blocks(look) -> None:
    report = look("clean FAIL")
    assert report.status == "blocked"
    assert [f.rule for f in report.findings] == ["F001"]
    assert "T901" in report.findings[0].message
    assert "TOPSECRET" not in f"{report}"
    assert ("T901", "crashed") in report.verdicts


def test_a_lying_name_is_told_even_of_what_cannot_be_read(look) -> None:
    report = look("unreadable", "file.lie")
    assert report.status == "unreadable"
    assert [f.rule for f in report.findings] == ["F001", "F002"]


def test_too_many_findings_are_cut_and_said(look, small: Limits) -> None:
    report = look("clean MANY")
    assert report.status == "blocked"
    assert len(report.findings) == small.findings + 1
    (left_out,) = [f for f in report.findings if f.rule == "F001"]
    assert "3,000 more" in left_out.message


def test_a_name_is_not_told_to_the_child_but_its_suffix_is(look) -> None:
    assert look("clean a", "x.LIE").status == "blocked"
    assert look("clean a", "x.\x1b[31m.pdf").status == "clean"


def test_memory_stays_within_the_limit(tmp_path: Path, stand_in: Path) -> None:
    import resource

    path = tmp_path / "file.pdf"
    path.write_text("memory", encoding="utf-8")
    with Sandbox(stand_in=stand_in) as sandbox:
        report = Inspector(sandbox=sandbox).inspect(path)
    assert report.status == "unreadable"
    assert "more memory" in report.findings[0].message
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert peak * 1024 <= Limits().memory


def _children_of(number: int) -> list[int]:
    listed = Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii")
    return [int(one) for one in listed.split()]


def _servers() -> list[int]:
    return _children_of(os.getpid())


def test_a_killed_child_is_one_unreadable_file(tmp_path: Path, stand_in: Path) -> None:
    """Killed at random points, first and last included; the other files go on."""
    dice = random.Random(20241123)
    limits = Limits(cpu_seconds=10, wall_seconds=10)
    slow, quick = tmp_path / "slow.pdf", tmp_path / "quick.pdf"
    slow.write_text("sleep 5", encoding="utf-8")
    quick.write_text("clean fine", encoding="utf-8")
    with Sandbox(limits, stand_in=stand_in) as sandbox:
        inspector = Inspector(sandbox=sandbox)
        before = set(_servers())
        assert inspector.inspect(quick).status == "clean"
        (server,) = set(_servers()) - before
        for _ in range(20):
            pause = dice.choice([0.0, 0.0001, 0.001, 0.003, 0.01, 0.05])
            killer = threading.Thread(target=_kill_one, args=(server, pause))
            killer.start()
            report = inspector.inspect(slow)
            killer.join()
            assert report.status == "unreadable"
            assert [f.rule for f in report.findings] == ["F001"]
            assert inspector.inspect(quick).status == "clean"


def _kill_one(server: int, pause: float) -> None:
    children: list[int] = []
    while not children:
        children = _children_of(server)
    time.sleep(pause)
    os.kill(children[0], signal.SIGKILL)


def test_a_killed_server_is_one_unreadable_file(
    tmp_path: Path, stand_in: Path, small: Limits
) -> None:
    slow, quick = tmp_path / "slow.pdf", tmp_path / "quick.pdf"
    slow.write_text("sleep 2", encoding="utf-8")
    quick.write_text("clean fine", encoding="utf-8")
    with Sandbox(small, stand_in=stand_in) as sandbox:
        inspector = Inspector(sandbox=sandbox)
        before = set(_servers())
        assert inspector.inspect(quick).status == "clean"
        (server,) = set(_servers()) - before
        killer = threading.Timer(0.1, os.kill, (server, signal.SIGKILL))
        killer.start()
        assert inspector.inspect(slow).status == "unreadable"
        assert inspector.inspect(quick).status == "clean"
    assert set(_servers()) == before


def test_nothing_is_left_when_the_parent_goes(
    tmp_path: Path, stand_in: Path, small: Limits
) -> None:
    slow = tmp_path / "slow.pdf"
    slow.write_text("sleep 60", encoding="utf-8")
    parent = os.fork()
    if parent == 0:
        try:
            with Sandbox(small, stand_in=stand_in) as sandbox:
                Inspector(sandbox=sandbox).inspect(slow)
        finally:
            os._exit(0)
    everybody: list[int] = []
    while len(everybody) < 2:
        everybody = _below(parent)
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    assert _gone(everybody)


def _below(number: int) -> list[int]:
    try:
        direct = _children_of(number)
    except OSError:
        return []
    return [*direct, *(below for one in direct for below in _below(one))]


def _gone(numbers: list[int]) -> bool:
    for _ in range(200):
        if not any(Path(f"/proc/{number}").exists() for number in numbers):
            return True
        time.sleep(0.05)
    return False


def test_many_files_at_once_keep_their_places(tmp_path: Path, opened: Inspector) -> None:
    files = []
    for number in range(60):
        path = tmp_path / f"{number}.pdf"
        bad = ("crash", "fail", "garbage y", "leave 1")[number % 4]
        path.write_text(bad if number % 3 == 0 else f"clean n{number}", encoding="utf-8")
        files.append((path, path.name))
    seen: list[tuple[int, int]] = []
    reports = opened.inspect_all(files, lambda done, of, _: seen.append((done, of)))
    assert [report.path for report in reports] == [name for _, name in files]
    for number, report in enumerate(reports):
        expected = () if number % 3 == 0 else (f"n{number}",)
        assert report.visible_text == expected
    assert seen == [(number, 60) for number in range(1, 61)]


def test_a_closed_sandbox_reads_nothing(tmp_path: Path, stand_in: Path, small: Limits) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("clean a", encoding="utf-8")
    with Sandbox(small, stand_in=stand_in) as sandbox:
        inspector = Inspector(sandbox=sandbox)
    assert inspector.inspect(path).status == "unreadable"


def test_a_server_that_cannot_start_is_told(tmp_path: Path) -> None:
    from disclosurelog.errors import CannotRun

    path = tmp_path / "a.pdf"
    path.write_text("clean a", encoding="utf-8")
    with (
        Sandbox(stand_in=tmp_path / "not-there.py") as sandbox,
        pytest.raises(CannotRun, match="FileNotFoundError"),
    ):
        Inspector(sandbox=sandbox).inspect(path)


def test_the_sandbox_is_whole_here(look, sandbox: Sandbox) -> None:
    """On the machines that this project supports; elsewhere `note` says what is missing."""
    assert look("clean a").status == "clean"
    assert sandbox.note == ""
