"""Waivers: narrow, reasoned exceptions, and what is wrong with one that does not fit.

A waiver names a check, a page and the very file by its hash. It allows the findings of that check
on that page of that file and no other. One that allows nothing is an error: it was meant for
something, and that something is no longer what somebody looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosurelog.gate.filereport import FileReport, status_of
from disclosurelog.records import Waiver

NEVER: dict[str, str] = {
    # Nobody can vouch for what nobody could read.
    "F001": "nothing is known about what the file holds",
    # Readers, browsers and checks go by the name; to rename the file costs nothing.
    "F002": "the file only has to be named for what it is",
    # Somebody decided, with the original in hand, that this must not be published.
    "F003": "what was decided to be withheld is in the file",
    # Who marked the place decided that it must go. No honest file looks like that.
    "P108": "a redaction that was marked was never carried out",
}
"""Checks that no waiver can overrule, each with the reason as an officer is told it."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A waiver that allows nothing: its number in the record's list from 0, why, and what to do."""

    number: int
    what: str
    remedy: str


def apply_waivers(
    report: FileReport, waivers: Sequence[Waiver]
) -> tuple[FileReport, tuple[Misfit, ...]]:
    """Move what waivers allow from the findings to the waived.

    Args:
        report: Of the file whose waivers these are.
        waivers: As the record lists them for that file.

    Returns:
        The report as it stands with them, and every waiver that does not fit. Of a file that
        could not be read only those that can never fit: about the others nothing is known.
    """
    if not waivers:
        return report, ()
    misfits: list[Misfit] = []
    allowed: set[tuple[str, int | None]] = set()
    for number, waiver in enumerate(waivers):
        wrong = _wrong(report, waiver, allowed)
        if wrong is None:
            allowed.add((waiver.rule, waiver.page))
        else:
            misfits.append(Misfit(number, *wrong))
    if report.status == "unreadable":
        return report, tuple(one for one in misfits if waivers[one.number].rule in NEVER)
    kept = tuple(one for one in report.findings if (one.rule, one.page) not in allowed)
    waived = tuple(one for one in report.findings if (one.rule, one.page) in allowed)
    return replace(report, findings=kept, waived=waived, status=status_of(kept)), tuple(misfits)


def _wrong(
    report: FileReport, waiver: Waiver, allowed: set[tuple[str, int | None]]
) -> tuple[str, str] | None:
    code = waiver.rule
    if code in NEVER:
        return f"{code} can never be waived: {NEVER[code]}", "mend the file and delete the waiver"
    if code not in dict(report.verdicts):
        return f"there is no check {code}", "correct the code; `disclosurelog rules` lists them"
    if waiver.sha256 != report.sha256:
        return (
            "this waiver is for another version of the file",
            f"look at the file as it is now, whose SHA-256 is {report.sha256}, and decide again",
        )
    if (code, waiver.page) in allowed:
        return "this waiver is given twice", "delete one of the two"
    if not any((one.rule, one.page) == (code, waiver.page) for one in report.findings):
        where = "about the whole file" if waiver.page is None else f"on page {waiver.page}"
        return f"this waiver allows nothing: {code} finds nothing {where}", "delete it"
    return None
