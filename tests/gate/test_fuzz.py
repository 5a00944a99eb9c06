"""Damaged files through the whole gate: a report for each, and none passes that can't be read."""

from __future__ import annotations

from pathlib import Path

import pytest

import bombs
import mutants
import pdfs
from disclosurelog.gate import Inspector, Limits, Sandbox
from disclosurelog.gate.filereport import FileReport

#: How many files; and of those how many at least have to pass, for the test to say anything.
COUNT, SEED, LEAST_PASSED = 500, 1, 20
LIMITS = Limits(cpu_seconds=30, wall_seconds=60)


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, FileReport]]:
    folder = tmp_path_factory.mktemp("damaged")
    files = []
    for number, data in enumerate(mutants.mutants(mutants.sources(), COUNT, SEED)):
        path = folder / f"{number:03}.pdf"
        path.write_bytes(data)
        files.append((path, path.name))
    with Sandbox(LIMITS) as sandbox:
        reports = Inspector(sandbox=sandbox).inspect_all(files)
    return [(path, report) for (path, _), report in zip(files, reports, strict=True)]


def test_the_same_seed_makes_the_same_files() -> None:
    originals = mutants.sources()
    assert list(mutants.mutants(originals, 20, 5)) == list(mutants.mutants(originals, 20, 5))


def test_the_second_reader_sees_what_is_mended(tmp_path: Path) -> None:
    made = {
        "whole": (pdfs.letter(), mutants.OPENS),
        "astray": (bombs.table_astray(), mutants.MENDED),
        "itself": (bombs.table_in_itself(), mutants.MENDED),
        "cut": (pdfs.letter()[:-4], mutants.MENDED),
        "gone": (bombs.table_gone(), mutants.NOT_OPEN),
    }
    said = {}
    for name, (data, _) in made.items():
        (tmp_path / name).write_bytes(data)
        said[name] = mutants.second_reading(tmp_path / name, 1)
    assert said == {name: expected for name, (_, expected) in made.items()}


def test_every_file_has_a_verdict(damaged: list[tuple[Path, FileReport]]) -> None:
    assert {report.status for _, report in damaged} == {"clean", "blocked", "unreadable"}
    for _, report in damaged:
        if report.status == "unreadable":
            assert "F001" in {finding.rule for finding in report.findings}
            assert report.visible_text == ()
        assert all(finding.message and finding.remedy for finding in report.findings)


def test_what_passes_opens_in_other_readers(damaged: list[tuple[Path, FileReport]]) -> None:
    passed = [(path, report) for path, report in damaged if report.status == "clean"]
    assert len(passed) >= LEAST_PASSED
    said = {path.name: mutants.second_reading(path, report.page_count) for path, report in passed}
    assert {name: one for name, one in said.items() if one != mutants.OPENS} == {}
