"""How long an answer took against the time allowed, in words."""

from __future__ import annotations

import datetime
from functools import lru_cache

from disclosurelog.languages import _, ngettext, spoken
from disclosurelog.languages.catalogue import ENGLISH
from disclosurelog.law import Clock
from disclosurelog.law.notes import LIMIT, LIMIT_ALONE, Days, Note, Value
from disclosurelog.law.spans import WEEK
from disclosurelog.pages.provisions import cited_as
from disclosurelog.pages.words import plain_day


def took(clock: Clock) -> str:
    """Return the time used: `in 18 of 20 working days`. Empty where nothing was counted."""
    if clock.taken is None:
        return ""
    if clock.verdict == "late":
        used = days(clock.taken, clock.unit)
        return _("late: {days}, limit {limit}", days=used, limit=clock.limit)
    limit = days(clock.limit, clock.unit)
    if clock.verdict == "extended":
        return _("in {taken} of {limit}, extended", taken=clock.taken, limit=limit)
    return _("in {taken} of {limit}", taken=clock.taken, limit=limit)


def late_notice(clock: Clock) -> str:
    """Return a plain sentence on a late answer; empty where it came in time."""
    if clock.verdict != "late" or clock.taken is None:
        return ""
    return _(
        "This response was late. It took {days}; the limit was {limit}, which ended on {due}.",
        days=days(clock.taken, clock.unit),
        limit=days(clock.limit, clock.unit),
        due=plain_day(clock.due),
    )


def days(number: int, unit: str) -> str:
    """Return a stretch of time in a law's unit: `20 working days`."""
    return _days(number, unit, spoken())


@lru_cache(maxsize=1024)
def _days(number: int, unit: str, tag: str) -> str:
    if unit == "working-days":
        return ngettext("{number} working day", "{number} working days", number)
    if unit == "calendar-days":
        return ngettext("{number} calendar day", "{number} calendar days", number)
    return ngettext("{number} week", "{number} weeks", number)


def explained(clock: Clock) -> str:
    """Return how the time was counted, in sentences."""
    return " ".join([_note(one) for one in clock.notes])


def _note(note: Note) -> str:
    english = LIMIT_ALONE if note.english == LIMIT and spoken() != ENGLISH else note.english
    return _(english, **{name: _place(value) for name, value in note.places.items()})


def _place(value: Value) -> str:
    if isinstance(value, datetime.date):
        return plain_day(value)
    if isinstance(value, Days) and value.unit == "weeks":
        working = days(value.number * WEEK, "working-days")
        return _("{weeks}, which is {days}", weeks=days(value.number, "weeks"), days=working)
    if isinstance(value, Days):
        return days(value.number, value.unit)
    return cited_as(*value) if isinstance(value, tuple) else value
