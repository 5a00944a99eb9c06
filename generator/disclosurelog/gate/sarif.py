"""The report as SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts show beside a change.

Never what a finding found: findings hold none of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from disclosurelog import __version__
from disclosurelog.checks import registry
from disclosurelog.checks.rule import BLOCK, Finding
from disclosurelog.errors import Problem
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.grouped import place
from disclosurelog.gate.remedies import remedy_of
from disclosurelog.gate.report import CheckReport

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
RECORD = "record"
"""The rule that stands for every mistake in a record's YAML."""

_RECORD_RULE = {
    "id": RECORD,
    "name": "mistake-in-record",
    "shortDescription": {"text": "A record says only what its fields and its law allow."},
    "fullDescription": {"text": "The record cannot be published as it is written."},
    "help": {"text": "Correct the record at the place named, and check it again."},
    "defaultConfiguration": {"level": "error"},
}


def to_sarif(report: CheckReport, *, site_url: str = "", base: Path | None = None) -> str:
    """A report as SARIF, in ASCII, without a newline at its end.

    Args:
        report: What the check came to.
        site_url: Address of the site, whose pages about the checks the rules then link to.
        base: The folder that paths are told from; None for the one that this is called in.
    """
    base = base or Path.cwd()
    rules = [_rule(page, site_url) for page in registry.pages()]
    known = {one["id"] for one in rules}
    # Codes that no page describes can only come from a test's own rules.
    rules += [{"id": code} for code in sorted(_codes(report) - known)]
    rules.append(_RECORD_RULE)
    at = {one["id"]: number for number, one in enumerate(rules)}
    results = [
        *(one for file in report.files for one in _file_results(file, at, base)),
        *(_problem_result(one, at, base) for one in report.problems),
    ]
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "disclosurelog",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": rules,
                "properties": {"ruleset": report.ruleset},
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The folder of the check."}}},
        "results": results,
    }
    if report.note:
        run["properties"] = {"sandbox": report.note}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _codes(report: CheckReport) -> set[str]:
    return {one.rule for file in report.files for one in (*file.findings, *file.waived)}


def _rule(page: registry.RulePage, site_url: str) -> dict[str, Any]:
    body = page.text.partition("\n")[2].strip()
    values: dict[str, Any] = {
        "id": page.code,
        "name": page.name,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.summary},
        "help": {"text": body, "markdown": body},
        "defaultConfiguration": {"level": _level(page.severity)},
    }
    if site_url:
        values["helpUri"] = f"{site_url.rstrip('/')}/checks/{page.code}/"
    return values


def _level(severity: str) -> str:
    return "error" if severity == BLOCK else "warning"


def _file_results(file: FileReport, at: dict[str, int], base: Path) -> Iterator[dict[str, Any]]:
    for finding in file.findings:
        yield _result(file, finding, at, base)
    for finding in file.waived:
        # A record's waiver: not in the file itself, hence external (SARIF 3.35.2).
        yield {**_result(file, finding, at, base), "suppressions": [{"kind": "external"}]}


def _result(file: FileReport, finding: Finding, at: dict[str, int], base: Path) -> dict[str, Any]:
    where = place(finding)
    said = f"{where}: {finding.message}" if where else finding.message
    uri = _uri(file.path, base)
    properties: dict[str, Any] = {"page": finding.page, "sha256": file.sha256}
    if finding.box is not None:
        properties["box"] = [round(side, 2) for side in finding.box]
    name = json.dumps([uri, finding.rule, finding.page, properties.get("box"), finding.message])
    return {
        "ruleId": finding.rule,
        "ruleIndex": at[finding.rule],
        "level": _level(finding.severity),
        "message": {"text": _sentence(said, remedy_of(finding, file.path))},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(uri)}}],
        "partialFingerprints": {"disclosurelog/v1": _fingerprint(name)},
        "properties": properties,
    }


def _problem_result(problem: Problem, at: dict[str, int], base: Path) -> dict[str, Any]:
    uri = _uri(problem.path, base)
    location: dict[str, Any] = {"artifactLocation": _artifact(uri)}
    if problem.line:
        location["region"] = {
            "startLine": problem.line,
            "startColumn": max(1, problem.column),
        }
    return {
        "ruleId": RECORD,
        "ruleIndex": at[RECORD],
        "level": "error",
        "message": {"text": _sentence(problem.what, problem.remedy)},
        "locations": [{"physicalLocation": location}],
        # Without the line, so that a mistake stays the same one when lines come before it.
        "partialFingerprints": {"disclosurelog/v1": _fingerprint(json.dumps([uri, problem.what]))},
    }


def _sentence(what: str, remedy: str) -> str:
    said = what[:1].upper() + what[1:] + "."
    return f"{said} {remedy[:1].upper()}{remedy[1:]}." if remedy else said


def _fingerprint(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _artifact(uri: str) -> dict[str, str]:
    if uri.startswith("file:"):
        return {"uri": uri}
    return {"uri": uri, "uriBaseId": "SRCROOT"}


def _uri(path: str, base: Path) -> str:
    """A path relative to `base` as a URI; one that lies elsewhere as an absolute one."""
    whole = Path(path)
    if whole.is_absolute() and whole.is_relative_to(base):
        whole = whole.relative_to(base)
    # "surrogateescape" gives back the bytes of a name that is not UTF-8.
    told = quote(whole.as_posix().encode("utf-8", "surrogateescape"))
    return f"file://{told}" if whole.is_absolute() else told
