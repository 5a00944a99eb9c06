"""Files made to break their reader: each is refused in words of its own, and the others go on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import bombs
from disclosurelog.gate import Inspector, Limits, Sandbox, check_paths
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
}

#: These may be read to their end: loops that a reader leaves, a table that both readers mend, and
#: a picture that nobody has to unpack.
READ = {*bombs.HARMLESS, "poster", "table-in-itself", "table-astray"}

LIMITS = Limits(cpu_seconds=60, wall_seconds=120)


@pytest.fixture(scope="module")
def real() -> Iterator[Sandbox]:
    with Sandbox(LIMITS) as one:
        yield one


def test_every_bomb_is_looked_at() -> None:
    assert set(bombs.BOMBS) == {*WORDS, *READ}


@pytest.mark.parametrize("name", WORDS)
def test_it_is_refused_in_its_own_words(name: str, tmp_path: Path, real: Sandbox) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bombs.BOMBS[name]())
    report = Inspector(sandbox=real).inspect(tmp_path / "bomb.pdf")
    assert report.status == "unreadable"
    (finding,) = report.findings
    assert finding.rule == "F001"
    assert finding.remedy
    assert any(word in finding.message for word in WORDS[name].split("|"))


@pytest.mark.parametrize("name", sorted(READ))
def test_it_is_read_to_its_end_or_refused(name: str, tmp_path: Path, real: Sandbox) -> None:
    (tmp_path / "bomb.pdf").write_bytes(bombs.BOMBS[name]())
    report = Inspector(sandbox=real).inspect(tmp_path / "bomb.pdf")
    assert report.page_count == (0 if report.status == "unreadable" else 1)
    assert all(finding.message and finding.remedy for finding in report.findings)


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
