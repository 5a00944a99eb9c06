"""The report of a check: for officers as text, for programs as the JSON of the contract.

Never what a finding found: findings hold none of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from disclosurelog.checks.rule import BLOCK, Finding
from disclosurelog.errors import Problem
from disclosurelog.gate.filereport import FileReport
from disclosurelog.records import escaped

MM_PER_POINT = 25.4 / 72  # a point is 1/72 inch (ISO 32000-2, 8.3.2.3)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check came to.

    Attributes:
        ruleset: The rules that looked.
        files: Every file that was looked at, by path.
        problems: Mistakes in records, waivers among them, by place.
        note: What people should know of how it was checked; "" for nothing.
    """

    ruleset: str
    files: tuple[FileReport, ...]
    problems: tuple[Problem, ...]
    note: str = ""

    @property
    def blocked(self) -> bool:
        """Whether anything stops publication."""
        return bool(self.problems) or any(one.status != "clean" for one in self.files)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 something is blocked, 2 something named was not there to be looked at.

        Where both 1 and 2 hold it is 1: what was found counts for more.
        """
        found = any(one.status != "clean" and not one.missing for one in self.files)
        if found or self.problems:
            return 1
        return 2 if any(one.missing for one in self.files) else 0

    def to_text(self) -> str:
        """The report in words, without a newline at its end."""
        lines = [line for one in self.files for line in _file_lines(one)]
        lines += [escaped(str(problem)) for problem in self.problems]
        if lines:
            lines.append("")
        if self.note:
            lines.append(f"Note: {self.note}.")
        lines.append(_count(self))
        return "\n".join(lines)

    def to_json(self) -> str:
        """The report as JSON, in ASCII, without a newline at its end.

        `sandbox` is there only where the sandbox is not whole, and `waived` only with a file that
        has waived findings.
        """
        values: dict[str, Any] = {
            "ruleset": self.ruleset,
            "files": [_file_values(one) for one in self.files],
            "records": [_problem_values(one) for one in self.problems],
        }
        if self.note:
            values["sandbox"] = self.note
        return json.dumps(values, indent=1)


def _file_lines(report: FileReport) -> Iterator[str]:
    path = escaped(report.path)
    if len(report.findings) == 1 and report.findings[0].page is None:
        yield f"{path}: {_finding_line(report.findings[0])}"
    elif report.findings:
        yield path
        yield from (f"  {_finding_line(one)}" for one in report.findings)


def _finding_line(finding: Finding) -> str:
    where = ""
    if finding.page is not None:
        where = f"page {finding.page}"
        if finding.box is not None:
            left, top = (max(0, round(side * MM_PER_POINT)) for side in finding.box[:2])
            where += f", {top} mm from the top and {left} mm from the left"
        where += ": "
    warning = "" if finding.severity == BLOCK else "warning: "
    return escaped(f"{warning}{where}{finding.message}; {finding.remedy}  [{finding.rule}]")


def _count(report: CheckReport) -> str:
    """How it went, in a sentence or three."""
    status = Counter("missing" if one.missing else one.status for one in report.files)
    looked = len(report.files) - status["missing"]
    parts = [
        f"{status[name]:,} {words[status[name] != 1]}"
        for name, words in (
            ("clean", ("may be published", "may be published")),
            ("blocked", ("is blocked", "are blocked")),
            ("unreadable", ("could not be read", "could not be read")),
        )
        if status[name]
    ]
    sentences = [f"{_files(looked)} checked" + (f": {', '.join(parts)}." if parts else ".")]
    if status["missing"]:
        sentences.append(f"{status['missing']:,} not found.")
    if report.problems:
        count = len(report.problems)
        sentences.append(f"{count:,} problem{'s' * (count != 1)} in records.")
    waived = sum(len(one.waived) for one in report.files)
    if waived:
        sentences.append(f"{waived:,} finding{'s' * (waived != 1)} allowed by waivers.")
    return " ".join(sentences)


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _file_values(report: FileReport) -> dict[str, Any]:
    values: dict[str, Any] = {
        "path": escaped(report.path),
        "sha256": report.sha256,
        "status": report.status,
        "findings": [_finding_values(one) for one in report.findings],
    }
    if report.waived:
        values["waived"] = [_finding_values(one) for one in report.waived]
    return values


def _finding_values(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "page": finding.page,
        "box": None if finding.box is None else [round(side, 2) for side in finding.box],
        "message": finding.message,
        "remedy": finding.remedy,
    }


def _problem_values(problem: Problem) -> dict[str, Any]:
    return {
        "path": escaped(problem.path),
        "line": problem.line,
        "column": problem.column,
        "message": problem.what,
        "remedy": problem.remedy,
    }
