"""Files made to break their reader: each is refused in words of its own, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import bombs
from disclosurelog.gate import Inspector, Limits, Sandbox, check_paths, flatten_file
from pdfs import letter

#: A word of the refusal. What ends the reader itself is told as that.
WORDS = {
    "swelling": "stopped|memory",
    "drawing": "stopped|memory|too many objects",
    "pages": "more than 5,000 pages",
    "page-often": "more than 5,000 pages",
    "characters": "too many characters",
    "tree-in-itself": "page 2 can't be read|page tree",
    "form-in-itself": "stopped|memory|nested",
    "forms-in-forms": "stopped|memory|nested",
    "brackets": "nested too deep",
    "table-gone": "damaged",
    "encrypted": "encrypted",
    "without-pages": "no pages",
    "outline-in-itself": "bookmarks lead back to themselves",
    "poster": "60,000 by 60,000 pixels",
}

#: Tables that readers mend, each in its own way: every page is read, and the file is stopped.
MENDED = {
    "table-in-itself": "table of contents is broken (it leads back to itself)",
    "table-astray": "table of contents is broken (6 of 8 entries lead to a wrong place)",
}

LIMITS = Limits(cpu_seconds=60, wall_seconds=120)


@pytest.fixture(scope="module")
def real() -> Iterator[Sandbox]:
    with Sandbox(LIMITS) as one:
        yield one


def test_every_bomb_is_looked_at() -> None:
    assert set(bombs.BOMBS) == {*WORDS, *MENDED}


@pytest.mark.parametrize("name", WORDS)
def test_it_is_refused_in_its_own_words(name: str, tmp_path: Path, real: Sandbox) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bombs.BOMBS[name]())
    report = Inspector(sandbox=real).inspect(tmp_path / "bomb.pdf")
    assert report.status == "unreadable"
    (finding,) = report.findings
    assert finding.rule == "F001"
    assert finding.remedy
    assert any(word in finding.message for word in WORDS[name].split("|"))


@pytest.mark.parametrize("name", MENDED)
def test_a_table_that_readers_mend_is_blocked(name: str, tmp_path: Path, real: Sandbox) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bombs.BOMBS[name]())
    report = Inspector(sandbox=real).inspect(tmp_path / "bomb.pdf")
    assert report.status == "blocked"
    finding = next(finding for finding in report.findings if finding.rule == "F001")
    assert MENDED[name] in finding.message
    assert "disclosurelog flatten" in finding.remedy


@pytest.mark.parametrize("name", MENDED)
def test_a_safe_copy_of_it_passes(name: str, tmp_path: Path) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bombs.BOMBS[name]())
    copy = flatten_file(tmp_path / "bomb.pdf", tmp_path / "copy.pdf")
    assert copy.report.status == "clean"


def test_a_sparse_file_of_two_gigabytes_is_not_read(tmp_path: Path, real: Sandbox) -> None:
    bombs.sparse(tmp_path / "sparse.pdf")
    report = Inspector(sandbox=real).inspect(tmp_path / "sparse.pdf")
    assert report.status == "unreadable"
    assert "2,147 MB" in report.findings[0].message


def test_the_build_goes_on_to_every_other_file(tmp_path: Path, real: Sandbox) -> None:
    """Bombs between honest files: one report each, and the honest ones pass."""
    names = ("swelling", "form-in-itself", "brackets", "table-gone", "without-pages")
    for number, name in enumerate(names):
        (tmp_path / f"{number}-bomb.pdf").write_bytes(bombs.BOMBS[name]())
        (tmp_path / f"{number}-honest.pdf").write_bytes(letter())
    report = check_paths(sorted(tmp_path.iterdir()), sandbox=real)
    status = {Path(one.path).stem[2:]: set() for one in report.files}
    for one in report.files:
        status[Path(one.path).stem[2:]].add(one.status)
    assert status == {"bomb": {"unreadable"}, "honest": {"clean"}}
    assert len(report.files) == 2 * len(names)
    assert report.exit_code == 1
