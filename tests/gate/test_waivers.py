"""A waiver allows one check on one page of one file, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from disclosurelog.errors import Problem
from disclosurelog.gate import CheckReport, GateRefused, Sandbox, check_log, check_paths
from disclosurelog.gate.waivers import NEVER

MARKED = "clean MARK|fine|MARK"


@pytest.fixture
def check(content, sandbox: Sandbox):  # type: ignore[no-untyped-def]
    """Adds a record with one file and its waivers, and checks it."""

    def check(text: str, *waivers: dict[str, Any]) -> CheckReport:
        folder = content.record("signs", {"a.pdf": text}, {"a.pdf": waivers})
        return check_paths([folder], sandbox=sandbox)

    return check


def the_problem(report: CheckReport) -> Problem:
    assert report.exit_code == 1
    (problem,) = report.problems
    return problem


def test_a_waiver_allows_its_page_and_no_other(check, waiver) -> None:
    report = check(MARKED, waiver(MARKED))
    (file,) = report.files
    assert file.status == "blocked"
    assert [f.page for f in file.findings] == [3]
    assert [f.page for f in file.waived] == [1]
    assert report.problems == ()


def test_a_file_whose_findings_are_all_waived_may_go(check, waiver) -> None:
    report = check(MARKED, waiver(MARKED), waiver(MARKED, page=3))
    assert report.exit_code == 0
    assert report.files[0].status == "clean"
    assert "2 findings allowed by waivers." in report.to_text()
    assert "marked" not in report.to_text()


def test_a_waiver_of_another_version_allows_nothing(check, waiver) -> None:
    report = check("clean MARK", waiver("clean MARK before"))
    assert report.files[0].status == "blocked"
    problem = the_problem(report)
    assert "another version" in problem.what
    assert report.files[0].sha256 in problem.remedy


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"page": 2}, "finds nothing on page 2"),
        ({"page": None}, "finds nothing about the whole file"),
        ({"rule": "F002"}, "never"),
        ({"rule": "P999"}, "no check P999"),
    ],
)
def test_a_waiver_that_fits_nothing_is_told_at_its_line(check, waiver, changes, word) -> None:
    report = check("clean MARK", waiver("clean MARK"), waiver("clean MARK", **changes))
    assert report.files[0].status == "clean"
    problem = the_problem(report)
    assert word in problem.what
    assert problem.remedy
    assert problem.path.endswith("signs/record.yaml")
    lines = (Path(problem.path)).read_text(encoding="utf-8").splitlines()
    waivers = [number for number, line in enumerate(lines, 1) if '"rule"' in line]
    assert problem.line == waivers[1] - 1


def test_a_waiver_given_twice_is_told(check, waiver) -> None:
    problem = the_problem(check("clean MARK", waiver("clean MARK"), waiver("clean MARK")))
    assert "twice" in problem.what


@pytest.mark.parametrize("code", sorted(NEVER))
def test_some_checks_are_never_waived(check, waiver, code: str) -> None:
    report = check("unreadable", waiver("unreadable", rule=code, page=None))
    assert report.files[0].status == "unreadable"
    assert f"{code} can never be waived" in the_problem(report).what


def test_a_rule_that_failed_is_not_waived(check, waiver) -> None:
    report = check("clean FAIL", waiver("clean FAIL"))
    assert report.files[0].status == "blocked"
    assert "allows nothing" in the_problem(report).what


def test_of_an_unreadable_file_other_waivers_are_left_alone(check, waiver) -> None:
    report = check("unreadable", waiver("unreadable"))
    assert report.problems == ()
    assert report.exit_code == 1


def test_a_waiver_may_acknowledge_a_warning(check, waiver) -> None:
    report = check("clean WARN", waiver("clean WARN"))
    assert report.exit_code == 0
    assert report.files[0].findings == ()


def test_a_waiver_of_a_withdrawn_file_is_told(content, waiver, sandbox) -> None:
    gone = {
        "file": "a.pdf",
        "title": "A file",
        "role": "response-letter",
        "withdrawn": {"date": "2024-04-01", "reason": "It was replaced."},
        "waivers": [waiver("clean MARK")],
    }
    content.record("signs", {}, documents=[gone])
    report = check_paths([content.path], sandbox=sandbox)
    assert "its file is withdrawn" in the_problem(report).what
    with pytest.raises(GateRefused, match="its file is withdrawn"):
        check_log(content.log(), sandbox=sandbox)


def test_a_file_named_by_itself_has_no_waivers(content, waiver, sandbox) -> None:
    waivers = {"a.pdf": [waiver("clean MARK")]}
    folder = content.record("signs", {"a.pdf": "clean MARK"}, waivers)
    alone = check_paths([folder / "a.pdf"], sandbox=sandbox)
    assert alone.exit_code == 1
    both = check_paths([folder / "a.pdf", folder], sandbox=sandbox)
    assert both.exit_code == 0
    assert len(both.files) == 1
