"""All requests of a period, as the authority counts them: `totals.yaml`, beside `records/`.

A log knows what is published and nothing else. With the totals it can say what share that is, and
why the rest is not.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import Field

from disclosurelog.errors import Problem
from disclosurelog.records.base import Line, Part
from disclosurelog.records.problems import build
from disclosurelog.records.record import Record
from disclosurelog.records.yamlfile import Path_, YamlFile, read_yaml

TOTALS_FILE: Final = "totals.yaml"


class Period(NamedTuple):
    """A year, or a quarter of one: January to March is quarter 1. Quarter 0 is the whole year."""

    year: int
    quarter: int = 0

    @property
    def label(self) -> str:
        """Its name in tables: 2024, 2024-Q1."""
        return f"{self.year}-Q{self.quarter}" if self.quarter else f"{self.year}"


def quarter_of(day: datetime.date) -> Period:
    """Return the quarter of the calendar year that a day is in."""
    return Period(day.year, (day.month + 2) // 3)


class NotPublished(Part):
    """Why some responses are not published, and how many."""

    reason: Line
    """Why, in words for the public: They are about the requester's own affairs."""
    count: int = Field(ge=1)
    """How many."""


class PeriodTotals(Part):
    """The requests that were received in one period, and what had become of them when counted."""

    year: int = Field(ge=1766, le=9999)
    """The calendar year."""
    quarter: int | None = Field(default=None, ge=1, le=4)
    """The quarter of it, 1 for January to March; the whole year where there is none."""
    received: int = Field(ge=0)
    """Requests received."""
    open: int = Field(default=0, ge=0)
    """Those of them that had not been answered."""
    in_time: int | None = Field(default=None, ge=0)
    """Those answered within the time the law gives."""
    extended: int | None = Field(default=None, ge=0)
    """Those answered in time only thanks to an extension."""
    late: int | None = Field(default=None, ge=0)
    """Those answered late."""
    not_published: tuple[NotPublished, ...] = ()
    """The answered ones that are not published, by reason."""

    @property
    def period(self) -> Period:
        """The period."""
        return Period(self.year, self.quarter or 0)

    @property
    def answered(self) -> int:
        """Requests that had been answered."""
        return self.received - self.open

    @property
    def kept(self) -> int:
        """Answers that are not published for a reason given."""
        return sum(one.count for one in self.not_published)


class Totals(Part):
    """The file: one entry a period."""

    periods: tuple[PeriodTotals, ...] = Field(min_length=1)
    """The periods, each once."""


class GivenTotals(NamedTuple):
    """What a content folder says of all requests. Empty where it says nothing."""

    periods: tuple[PeriodTotals, ...] = ()
    source: YamlFile | None = None

    def against(self, records: Iterable[Record]) -> Iterator[Problem]:
        """Yield where more responses are published than the authority says there are."""
        if self.source is None:
            return
        days = [record.received for record in records]
        for number, one in enumerate(self.periods):
            published = sum(1 for day in days if _holds(one.period, day))
            where = ("periods", number)
            if published > one.answered:
                what = (
                    f"more is published of {one.period.label} than was answered: "
                    f"{published} published, {one.answered} answered"
                )
                remedy = "count again: received less open is what was answered"
                yield self.source.problem((*where, "received"), what, remedy)
            elif published + one.kept > one.answered:
                what = (
                    f"published and not published make more than was answered in "
                    f"{one.period.label}: {published} and {one.kept}, {one.answered} answered"
                )
                remedy = "lower the counts by what was published since"
                yield self.source.problem((*where, "not_published"), what, remedy)


NO_TOTALS: Final = GivenTotals()


def load_totals(content: Path) -> tuple[GivenTotals, list[Problem]]:
    """Read the totals of a content folder. None are given where there is no such file."""
    path = content / TOTALS_FILE
    if path.is_symlink():
        what = "is a link, and links are not followed"
        return NO_TOTALS, [Problem(TOTALS_FILE, 0, 0, what, "copy the file")]
    if not path.exists():
        return NO_TOTALS, []
    try:
        source = read_yaml(path, TOTALS_FILE)
    except OSError:
        what = "the file cannot be opened"
        return NO_TOTALS, [Problem(TOTALS_FILE, 0, 0, what, "check its permissions")]
    totals, problems = build(Totals, source)
    if totals is None:
        return NO_TOTALS, problems
    wrong = [source.problem(*one) for one in _wrong(totals.periods)]
    return (NO_TOTALS, wrong) if wrong else (GivenTotals(totals.periods, source), [])


def _holds(period: Period, day: datetime.date) -> bool:
    return period in {Period(day.year), quarter_of(day)}


def _wrong(periods: tuple[PeriodTotals, ...]) -> Iterator[tuple[Path_, str, str]]:
    """Yield what does not add up: the place, what is wrong, what to do."""
    seen: set[Period] = set()
    whole = {one.year for one in periods if one.quarter is None}
    for number, one in enumerate(periods):
        where: Path_ = ("periods", number)
        if one.period in seen:
            yield where, f"{one.period.label} is given twice", "keep one of the two"
        seen.add(one.period)
        if one.quarter is not None and one.year in whole:
            what = f"{one.year} is given as a whole and by quarter too"
            yield where, what, "keep the year or its quarters"
        if one.open > one.received:
            yield (*where, "open"), "more are open than were received", "correct the numbers"
            continue
        timely = sum(count or 0 for count in (one.in_time, one.extended, one.late))
        if timely > one.answered:
            what = f"in_time, extended and late make {timely}, but {one.answered} were answered"
            yield where, what, "each answer counts under one of the three"
        if one.kept > one.answered:
            what = f"{one.kept} are not published, but only {one.answered} were answered"
            yield (*where, "not_published"), what, "correct the numbers"
