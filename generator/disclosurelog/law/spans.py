"""Counting days between two dates by the rules of one law."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date

from disclosurelog.law.holidays import DAY, is_working_day, next_working_day, working_days
from disclosurelog.law.model import ClockRules

__all__ = ["WEEK", "Span", "days", "due", "next_working_day", "taken", "words"]

# Both ends belong to it.
Span = tuple[date, date]

# FOI Act 2014 (Ireland) s.2(1): a week is five weekdays, public holidays left out.
WEEK = 5

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def days(rules: ClockRules) -> int:
    """The law's time limit in days of the kind it counts."""
    return rules.limit * (WEEK if rules.unit == "weeks" else 1)


def due(rules: ClockRules, start: date, count: int, stopped: Sequence[Span]) -> date:
    """The last of `count` days after `start`.

    Calendar days that end on a day off run on to the next working day (Acts Interpretation Act
    1901 (Australia) s.36(2)).
    """
    if _is_plain(rules, stopped):
        days = working_days(rules, start.year)
        at = bisect_right(days, start) + count - 1
        if count and at < len(days):
            return days[at]
    day = start
    while count:
        day += DAY
        count -= _counts(rules, day, stopped)
    return next_working_day(rules, day)


def taken(rules: ClockRules, start: date, end: date, stopped: Sequence[Span]) -> int:
    """The days after `start` up to and with `end`; an end on a day off counts as the next day."""
    if _is_plain(rules, stopped):
        days = working_days(rules, start.year)
        if start < end <= days[-1]:
            # bisect_left: an end on a day off counts as the next working day.
            return bisect_left(days, end) + 1 - bisect_right(days, start)
    count, day = 0, start
    while day < end:
        day += DAY
        count += _counts(rules, day, stopped)
    return count + (end > start and not _counts(rules, end, stopped))


def _is_plain(rules: ClockRules, stopped: Sequence[Span]) -> bool:
    """Whether the days can be looked up: nearly always, and a log asks ten thousand times."""
    return not stopped and rules.unit != "calendar-days"


def _counts(rules: ClockRules, day: date, stopped: Sequence[Span]) -> bool:
    if stopped and any(first <= day <= last for first, last in stopped):
        return False
    return rules.unit == "calendar-days" or is_working_day(rules, day)


def words(day: date) -> str:
    """A date as people write it: 18 January 2023."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
