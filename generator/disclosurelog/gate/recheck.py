"""A certificate against its file, looked at again: does it say what the checks say?"""

from __future__ import annotations

from dataclasses import dataclass

from disclosurelog.checks import registry
from disclosurelog.checks.rule import BLOCK, Finding, Rule
from disclosurelog.gate.certificates import Certificate
from disclosurelog.gate.filereport import FileReport


@dataclass(frozen=True, slots=True)
class Recheck:
    """What came of it.

    Attributes:
        wrong: What the certificate says and the file does not bear out; empty where all agrees.
        skipped: Codes that could not be compared, because the authority's own settings decide
            them and the certificate was made with others.
    """

    wrong: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def rules_of(ruleset: str) -> str:
    """The part of a ruleset's name that stands for the rules; the rest is for the settings."""
    return ruleset.partition("-")[0]


def recheck(certificate: Certificate, report: FileReport) -> Recheck:
    """Compare a certificate with what the same rules say of the file now.

    Args:
        certificate: What was published.
        report: Of the published file, without any waiver applied.
    """
    if report.status == "unreadable":
        return Recheck((f"can't be read: {report.findings[0].message}",))
    wrong = [
        f"has {what} {then}, and its file {now}"
        for what, then, now in (
            ("the SHA-256", certificate.sha256, report.sha256),
            ("the size", certificate.size, report.size),
            ("the kind", certificate.kind, report.kind),
            ("the page count", certificate.page_count, report.page_count),
        )
        if then != now
    ]
    skipped: set[str] = set()
    if certificate.ruleset != report.ruleset:
        skipped = {one.code for one in registry.rules() if _asks(one)}
    then, now = dict(certificate.checks), _verdicts(certificate, report)
    for code in sorted((then.keys() | now.keys()) - skipped):
        if then.get(code) != now.get(code):
            said = then.get(code, "nothing")
            found = now.get(code, "nothing")
            wrong.append(f"says {said} of {code}, and the check says {found}")
    return Recheck(tuple(wrong), tuple(sorted(skipped)))


def _verdicts(certificate: Certificate, report: FileReport) -> dict[str, str]:
    """The verdicts that a certificate with these waivers would have now."""
    allowed = {(one.rule, one.page) for one in certificate.waivers}
    by_rule: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    verdicts = {}
    for code, _ in report.verdicts:
        waived = [(one.rule, one.page or 0) in allowed for one in by_rule.get(code, ())]
        stops = any(
            one.severity == BLOCK and not ok
            for one, ok in zip(by_rule.get(code, ()), waived, strict=True)
        )
        verdicts[code] = (
            "stop" if stops else "waived" if any(waived) else "warned" if waived else "clean"
        )
    return verdicts


def _asks(rule: Rule) -> bool:
    """Whether a rule asks what the authority's settings say."""
    return type(rule).check_with is not Rule.check_with
