"""Which days a law counts as working days."""

from __future__ import annotations

import functools
from datetime import date, timedelta

from disclosurelog.errors import LawError
from disclosurelog.law.model import ClockRules, ClosedPeriod

DAY = timedelta(days=1)
_WEEKEND = (5, 6)


def is_working_day(rules: ClockRules, day: date) -> bool:
    """Whether a day counts: no weekend, no holiday of any place the law names, not closed.

    Source: the definition of a working day in each law (FOIA s.10(6): a bank holiday in any part
    of the United Kingdom; FOISA s.73: in Scotland; OIA 1982 s.2(1): 25 December to 15 January
    are left out too).

    Raises:
        LawError: The law names a place that the `holidays` library does not know.
    """
    return day in _working_days(rules.holidays, rules.closed, day.year)


def working_days(rules: ClockRules, year: int) -> tuple[date, ...]:
    """The working days of a year and of the next, in their order. Raises LawError as above."""
    return _in_order(rules.holidays, rules.closed, year)


def next_working_day(rules: ClockRules, day: date) -> date:
    """The day itself if it is a working day, else the next one."""
    while not is_working_day(rules, day):
        day += DAY
    return day


@functools.cache
def _working_days(
    holidays: tuple[str, ...], closed: tuple[ClosedPeriod, ...], year: int
) -> frozenset[date]:
    # A log of ten thousand records asks for the same few years half a million times.
    first = date(year, 1, 1)
    days = [first + DAY * number for number in range(date(year, 12, 31).timetuple().tm_yday)]
    off = frozenset().union(*(_days_off(code, year) for code in holidays))
    return frozenset(
        day
        for day in days
        if day.weekday() not in _WEEKEND and day not in off and not _is_closed(closed, day)
    )


@functools.cache
def _in_order(
    holidays: tuple[str, ...], closed: tuple[ClosedPeriod, ...], year: int
) -> tuple[date, ...]:
    both = (_working_days(holidays, closed, year), _working_days(holidays, closed, year + 1))
    return tuple(sorted(both[0] | both[1]))


def _is_closed(closed: tuple[ClosedPeriod, ...], day: date) -> bool:
    here = (day.month, day.day)
    for period in closed:
        if period.first <= period.last:
            inside = period.first <= here <= period.last
        else:
            inside = here >= period.first or here <= period.last
        if inside:
            return True
    return False


@functools.cache
def _days_off(code: str, year: int) -> frozenset[date]:
    # Loaded only where a clock is run: it takes longer to import than most commands run.
    from holidays import country_holidays

    country, _, place = code.partition("-")
    try:
        found = country_holidays(country, subdiv=place or None, years=[year], expand=False)
    except NotImplementedError:
        raise LawError(
            f"no holidays are known for '{code}'", "write it like GB-SCT or IE"
        ) from None
    return frozenset(found)
