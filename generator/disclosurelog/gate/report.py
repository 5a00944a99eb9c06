"""The report of a check: for officers as text, for programs as the JSON of the contract.

Never what a finding found: findings hold none of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from disclosurelog.checks.rule import BLOCK, Finding
from disclosurelog.errors import Problem
from disclosurelog.files.kinds import PDF
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.grouped import Group, grouped
from disclosurelog.gate.remedies import command_of, remedy_of
from disclosurelog.records import escaped


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
        lines = [line for one in self.files for line in file_lines(one)]
        lines += [escaped(str(problem)) for problem in self.problems]
        if lines:
            lines.append("")
        if self.note:
            lines.append(f"Note: {self.note}.")
        lines.append(count_sentences(self))
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


def file_lines(report: FileReport) -> Iterator[str]:
    """A line where one thing is to be said of a whole file, else a paragraph for each thing."""
    path = escaped(report.path)
    groups = _unlike(report) or grouped(report.findings)
    if len(groups) == 1 and not groups[0].pages and len(groups[0].remedies) == 1:
        (group,) = groups
        warning = "" if group.severity == BLOCK else "warning: "
        command = command_of(report.findings, report.path) if not warning else ""
        safe = f"; or make a safe copy: {command}" if command else ""
        said = f"{warning}{group.message}; {group.remedies[0]}{safe}"
        yield escaped(f"{path}: {said}  [{group.rule}]")
        return
    if not groups:
        return
    yield f"{path}: {_VERDICTS[report.status]}"
    told: dict[tuple[str, ...], str] = {}
    for group in groups:
        yield from _paragraph(group, told.get(group.remedies, ""))
        told.setdefault(group.remedies, group.rule)
    if report.status == "blocked" and (command := command_of(report.findings, report.path)):
        yield f"  A safe copy, if you cannot mend it: {command}"


def _unlike(report: FileReport) -> tuple[Group, ...]:
    """One thing to say where a file is of a kind that nobody can check and named as another."""
    by_rule = {one.rule: one for one in report.findings}
    if report.kind == PDF or set(by_rule) != {"F001", "F002"} or len(report.findings) != 2:
        return ()
    only = replace(by_rule["F002"], remedy=by_rule["F001"].remedy)
    return (Group("F001, F002", BLOCK, only.message, (only,)),)


_VERDICTS = {
    "clean": "may be published, with a warning",
    "blocked": "must not be published",
    "unreadable": "must not be published, because it could not be read",
}


def _paragraph(group: Group, above: str) -> Iterator[str]:
    """What one check says; `above` is the check whose remedy was the very same, if one was."""
    warning = "" if group.severity == BLOCK else "Warning: "
    message = group.message if warning else _capital(group.message)
    yield escaped(f"  {group.rule}  {warning}{message}.")
    if where := group.where():
        yield f"        Where: {where}."
    if above:
        yield f"        What to do: as for {above} above."
        return
    for number, remedy in enumerate(one for one in group.remedies if one):
        yield escaped(f"        {'Or' if number else 'What to do'}: {remedy}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def count_sentences(report: CheckReport) -> str:
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
        "findings": [_finding_values(one, report.path) for one in report.findings],
    }
    if report.waived:
        values["waived"] = [_finding_values(one, report.path) for one in report.waived]
    return values


def _finding_values(finding: Finding, path: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "page": finding.page,
        "box": None if finding.box is None else [round(side, 2) for side in finding.box],
        "message": finding.message,
        "remedy": remedy_of(finding, path),
    }


def _problem_values(problem: Problem) -> dict[str, Any]:
    return {
        "path": escaped(problem.path),
        "line": problem.line,
        "column": problem.column,
        "message": problem.what,
        "remedy": problem.remedy,
    }
