"""Where a wall is missing or won't stand: what goes on, what is said, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.errors import CannotRun
from disclosurelog.gate import Inspector, Sandbox, check_paths

#: Loaded by the server before it looks at what the kernel offers.
LOOSE = """
import importlib.util
from disclosurelog.gate import landlock, seccomp, confine

spec = importlib.util.spec_from_file_location("harm", {stand_in!r})
harm = importlib.util.module_from_spec(spec)
spec.loader.exec_module(harm)
read_facts, RULES = harm.read_facts, harm.RULES

def no_seccomp():
    raise seccomp.NoSeccompError("not here")

def broken(*_):
    raise OSError("broken")

def no_landlock():
    return None

{change}
"""


@pytest.fixture
def loose(tmp_path: Path, stand_in: Path):  # type: ignore[no-untyped-def]
    def loose(change: str) -> Path:
        path = tmp_path / "loose.py"
        path.write_text(LOOSE.format(stand_in=str(stand_in), change=change), encoding="utf-8")
        return path

    return loose


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a.pdf"
    path.write_text("clean a", encoding="utf-8")
    return path


def test_without_a_filter_files_are_checked_and_it_is_said(loose, document: Path) -> None:
    with Sandbox(stand_in=loose("seccomp.install = no_seccomp")) as sandbox:
        report = check_paths([document], sandbox=sandbox)
        assert report.exit_code == 0
        assert "network" in report.note
        document.write_text("memory", encoding="utf-8")
        assert Inspector(sandbox=sandbox).inspect(document).status == "unreadable"


def test_without_landlock_the_filter_stands_alone(loose, document: Path) -> None:
    with Sandbox(stand_in=loose("landlock.ruleset = no_landlock")) as sandbox:
        inspector = Inspector(sandbox=sandbox)
        assert inspector.inspect(document).status == "clean"
        for attempt in ("connect", "write", "exec"):
            document.write_text(f"try {attempt}", encoding="utf-8")
            assert inspector.inspect(document).visible_text == ("refused PermissionError",)
        assert inspector.note == ""


def test_a_filter_that_cannot_be_set_stops_everything(loose, document: Path) -> None:
    path = loose("seccomp.install = broken")
    with Sandbox(stand_in=path) as sandbox, pytest.raises(CannotRun):
        Inspector(sandbox=sandbox).inspect(document)


@pytest.mark.parametrize(
    "change",
    [
        "probe = confine.probe\n"
        "def spoil():\n"
        "    found = probe()\n"
        "    seccomp.install = broken\n"
        "    return found\n"
        "import disclosurelog.gate.server as server\n"
        "server.probe = spoil",
        "landlock.restrict = broken",
        "confine.resource.setrlimit = broken",
    ],
    ids=["filter", "landlock", "limits"],
)
def test_a_child_without_its_walls_reads_nothing(loose, document: Path, change: str) -> None:
    with Sandbox(stand_in=loose(change)) as sandbox:
        report = Inspector(sandbox=sandbox).inspect(document)
    assert report.status == "unreadable"
    assert "opened safely" in report.findings[0].message
