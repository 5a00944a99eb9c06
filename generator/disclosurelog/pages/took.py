"""How long an answer took against the time allowed, in words."""

from __future__ import annotations

from disclosurelog.law import Clock
from disclosurelog.pages.words import plain_day

UNITS = {"working-days": "working day", "calendar-days": "calendar day"}


def took(clock: Clock) -> str:
    """Return the time used: `in 18 of 20 working days`. Empty where nothing was counted."""
    if clock.taken is None:
        return ""
    limit = _days(clock.limit, clock.unit)
    if clock.verdict == "late":
        return f"late: {_days(clock.taken, clock.unit)}, limit {clock.limit}"
    extended = ", extended" if clock.verdict == "extended" else ""
    return f"in {clock.taken} of {limit}{extended}"


def late_notice(clock: Clock) -> str:
    """Return a plain sentence on a late answer; empty where it came in time."""
    if clock.verdict != "late" or clock.taken is None:
        return ""
    limit = _days(clock.limit, clock.unit)
    return (
        f"This response was late. It took {_days(clock.taken, clock.unit)}; the limit was {limit}, "
        f"which ended on {plain_day(clock.due)}."
    )


def _days(number: int, unit: str) -> str:
    return f"{number} {UNITS[unit]}{'' if number == 1 else 's'}"
