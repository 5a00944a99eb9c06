"""What there is to say of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from disclosurelog.checks.rule import BLOCK, Finding
from disclosurelog.gate.wire import Answer, Said, Sizes, unpack_text

Status = Literal["clean", "blocked", "unreadable"]
UNREADABLE = "F001"

Text = bytes | Callable[[], bytes]
"""The visible text of each page, packed by `wire.pack_text`; or what gives that when called."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What the checks say of one file.

    Attributes:
        path: As it is shown to people, not yet escaped.
        sha256: Of its bytes; "" where they were not read.
        size: In bytes; 0 where it is not known.
        kind: What its bytes are, one of `files.kinds`; "" where they were not read.
        page_count: 0 where it was not read to its end.
        status: "clean" (warnings at most), "blocked", or "unreadable".
        findings: What is found and not waived, in order. An unreadable file has one of F001.
        verdicts: (code, "clean" or "found") of every rule; empty where unreadable.
        ruleset: The rules that looked.
        waived: What is found and allowed by a waiver.
        missing: Whether there is nothing at the path that could be looked at.
        sizes: Of its pages; none where unreadable.
    """

    path: str
    sha256: str
    size: int
    kind: str
    page_count: int
    status: Status
    findings: tuple[Finding, ...]
    verdicts: tuple[tuple[str, str], ...]
    ruleset: str
    waived: tuple[Finding, ...] = ()
    missing: bool = False
    sizes: Sizes = ()
    _text: Text = field(default=b"", repr=False, compare=False)

    @property
    def visible_text(self) -> tuple[str, ...]:
        """What a person can read, one string a page. Empty where unreadable.

        Raises:
            Refused: It is not kept any more, and the file is not what was checked.
            CannotRun: It is not kept any more, and nothing can be checked on this machine.
        """
        return unpack_text(self._text if isinstance(self._text, bytes) else self._text())


def unread(
    path: str,
    ruleset: str,
    what: str,
    remedy: str,
    *,
    sha256: str = "",
    size: int = 0,
    kind: str = "",
    missing: bool = False,
    more: Iterable[Finding] = (),
) -> FileReport:
    """The report of a file that could not be read, for this reason and with this way out."""
    finding = Finding(UNREADABLE, BLOCK, None, None, what, remedy)
    findings = tuple(sorted([finding, *more]))
    return FileReport(path, sha256, size, kind, 0, "unreadable", findings, (), ruleset, (), missing)


def reported(path: str, ruleset: str, size: int, answer: Answer) -> FileReport:
    """The report of a file that was read."""
    said = answer.kind, answer.page_count, answer.findings, answer.verdicts
    return report_of(
        path, ruleset, size, answer.sha256, Said(*said, None, answer.sizes), answer.text
    )


def report_of(
    path: str, ruleset: str, size: int, sha256: str, said: Said, text: Text
) -> FileReport:
    """The same of what is known of its answer."""
    kind, page_count, findings, verdicts, _, sizes = said
    status = status_of(findings)
    return FileReport(
        path,
        sha256,
        size,
        kind,
        page_count,
        status,
        findings,
        verdicts,
        ruleset,
        (),
        False,
        sizes,
        text,
    )


def status_of(findings: Iterable[Finding]) -> Status:
    """Whether findings stop a file that was read."""
    blocked = bool(findings) and any(one.severity == BLOCK for one in findings)
    return "blocked" if blocked else "clean"
