"""Certificates: what was checked in a file before it was published, for anyone to compare."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from dataclasses import dataclass

from disclosurelog.gate.filereport import FileReport
from disclosurelog.records import Waiver

FORMAT = 1

_VERDICTS = ("clean", "warned", "waived")
"""From best to worst. Of two records with the same file the certificate tells the worse."""


@dataclass(frozen=True, slots=True, order=True)
class GrantedWaiver:
    """A waiver as it is published. `page` is 0 for the whole file, `date` as 2024-01-31."""

    rule: str
    page: int
    reason: str
    approved_by: str
    date: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the checks said of one file.

    Attributes:
        sha256: Of the file's bytes; the certificate's own name.
        size: In bytes.
        kind: What the bytes are, one of `files.kinds`.
        page_count: Pages, every one of which was read.
        ruleset: The rules that looked.
        checks: (code, verdict) of every rule: "clean", "warned" (found what only needs a look) or
            "waived" (found what a waiver allows).
        waivers: The waivers that allow it, in order.
    """

    sha256: str
    size: int
    kind: str
    page_count: int
    ruleset: str
    checks: tuple[tuple[str, str], ...]
    waivers: tuple[GrantedWaiver, ...]

    def to_bytes(self) -> bytes:
        """The certificate as JSON: the same file, rules and waivers give the same bytes."""
        values = {
            "format": FORMAT,
            "sha256": self.sha256,
            "size": self.size,
            "kind": self.kind,
            "pages": self.page_count,
            "ruleset": self.ruleset,
            "checks": [{"rule": code, "verdict": verdict} for code, verdict in self.checks],
            "waivers": [
                {
                    "rule": one.rule,
                    "page": one.page or None,
                    "reason": one.reason,
                    "approved_by": one.approved_by,
                    "date": one.date,
                }
                for one in self.waivers
            ],
        }
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8")

    @classmethod
    def from_bytes(cls, data: bytes) -> Certificate:
        """Read a certificate.

        Raises:
            ValueError: These are not the very bytes that a certificate of this program has.
        """
        try:
            values = json.loads(data)
            known = cls(
                values["sha256"],
                values["size"],
                values["kind"],
                values["pages"],
                values["ruleset"],
                tuple((one["rule"], one["verdict"]) for one in values["checks"]),
                tuple(
                    GrantedWaiver(
                        one["rule"],
                        one["page"] or 0,
                        one["reason"],
                        one["approved_by"],
                        one["date"],
                    )
                    for one in values["waivers"]
                ),
            )
            if known.to_bytes() == data:
                return known
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        raise ValueError("this is no certificate")


def certify(report: FileReport, waivers: Iterable[Waiver] = ()) -> Certificate:
    """The certificate of a file that may be published.

    Args:
        report: What the checks say, with its waivers applied.
        waivers: The waivers of that file; every one of them allows something.

    Raises:
        ValueError: The file may not be published.
    """
    if report.status != "clean":
        raise ValueError("only a file that may be published has a certificate")
    waived = frozenset([finding.rule for finding in report.waived])
    warned = frozenset([finding.rule for finding in report.findings])
    granted = (
        GrantedWaiver(one.rule, one.page or 0, one.reason, one.approved_by, one.date.isoformat())
        for one in waivers
    )
    return Certificate(
        report.sha256,
        report.size,
        report.kind,
        report.page_count,
        report.ruleset,
        _checks(report.verdicts, waived, warned),
        tuple(sorted(set(granted))),
    )


@functools.lru_cache(maxsize=1024)
def _checks(
    verdicts: tuple[tuple[str, str], ...], waived: frozenset[str], warned: frozenset[str]
) -> tuple[tuple[str, str], ...]:
    """The verdicts as they are published: alike for most files."""
    return tuple(
        (code, "waived" if code in waived else "warned" if code in warned else "clean")
        for code, _ in verdicts
    )


def merged(one: Certificate, other: Certificate) -> Certificate:
    """One certificate for a file that two records publish, each with its own waivers.

    Raises:
        ValueError: They are not of the same file and the same rules.
    """
    same = ("sha256", "size", "kind", "page_count", "ruleset")
    if any(getattr(one, name) != getattr(other, name) for name in same):
        raise ValueError("certificates of different files")
    pairs = zip(one.checks, other.checks, strict=True)
    checks = tuple((code, max(a, b, key=_VERDICTS.index)) for (code, a), (_, b) in pairs)
    waivers = tuple(sorted({*one.waivers, *other.waivers}))
    return Certificate(one.sha256, one.size, one.kind, one.page_count, one.ruleset, checks, waivers)
