"""The log in numbers: what was decided, when, how fast, and what became of it.

Everything is counted of published responses only, withdrawn ones left out, and every count has
three names: what is counted (`measure`), when (`period`) and which (`group`). What a page shows
and what the data hold are the same counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import Final, NamedTuple

from disclosurelog.law import Clock
from disclosurelog.law.headlines import headline
from disclosurelog.records.entry import Entry
from disclosurelog.records.log import Log
from disclosurelog.records.totals import Period, PeriodTotals, quarter_of

MARGINS: Final = {
    "11 or more to spare": -11,
    "6 to 10 to spare": -6,
    "1 to 5 to spare": -1,
    "on the last day": 0,
    "1 to 5 late": 5,
    "6 to 10 late": 10,
    "11 to 20 late": 20,
    "21 or more late": None,
}
"""How a response stood to its limit, in days of the kind that its law counts, with the most days
that fall under each: below nought where there was time left."""

REVIEWS: Final = ("internal-review", "regulator", "tribunal")
"""The stages that look at a decision again."""

MEASURES: Final = {
    "outcome": "Responses by the year they were sent, and what was decided.",
    "timeliness": "The same by whether they were in time, extended (in time thanks to it) or late.",
    "margin": "The same by the days between the response and the last day for it.",
    "median-days": "The days that half of the responses took at most, for each unit of time.",
    "exemption": "Responses by the year they were sent, and the rule relied on. One response may "
    "rely on several.",
    "internal-review": "Responses by the year they were sent, and what an internal review decided.",
    "regulator": "The same for the regulator.",
    "tribunal": "The same for a tribunal.",
    "received-outcome": "Responses by the quarter in which the request was received, and what was "
    "decided.",
    "received-timeliness": "The same by whether they were in time, extended or late.",
    "received-review": "Those of them that an internal review was asked for.",
    "all-requests": "All requests of a period as the authority counts them: received, open, "
    "answered, in time, extended, late.",
    "not-published": "Answers that are not published, by the reason that the authority gives.",
}
"""What is counted, and what its periods and groups are."""

Key = tuple[str, Period, str]


class Figure(NamedTuple):
    """One number."""

    measure: str
    period: Period
    group: str
    value: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The counts of a log.

    Attributes:
        counts: Every number that is not nought, by measure, period and group.
        years: The years in which responses were sent, oldest first.
        quarters: The quarters in which their requests were received, oldest first.
        totals: What the authority says of all requests, oldest period first.
    """

    counts: Mapping[Key, int]
    years: tuple[Period, ...]
    quarters: tuple[Period, ...]
    totals: tuple[PeriodTotals, ...]

    def get(self, measure: str, period: Period, group: str) -> int:
        """Return one count. Of a year, what is counted by quarter is added up."""
        found = self.counts.get((measure, period, group), 0)
        if not found and not period.quarter:
            quarters = (Period(period.year, number) for number in range(1, 5))
            return sum(self.counts.get((measure, one, group), 0) for one in quarters)
        return found

    def total(self, measure: str, group: str) -> int:
        """Return a count over all periods."""
        return sum(
            n for (name, _, which), n in self.counts.items() if (name, which) == (measure, group)
        )

    def groups(self, measure: str) -> list[str]:
        """Return the groups of a measure that occur, by name."""
        return sorted({group for name, _, group in self.counts if name == measure})

    def published(self, period: Period) -> int:
        """Return how many responses to requests received in a period are published."""
        return sum(
            self.get("received-outcome", period, one) for one in self.groups("received-outcome")
        )

    def figures(self) -> Iterator[Figure]:
        """Yield every number, in the order of `MEASURES`, then by period and group."""
        order = list(MEASURES)
        for key in sorted(self.counts, key=lambda key: (order.index(key[0]), *key[1:])):
            yield Figure(*key, self.counts[key])


def count_log(log: Log) -> Statistics:
    """Count a log."""
    entries = [entry for entry in log.entries if not entry.withdrawn]
    counts = Counter(key for entry in entries for key in _keys(entry))
    counts.update(_totals(log.totals.periods))
    found = {**counts, **_medians(entries)}
    years = sorted({Period(entry.record.responded.year) for entry in entries})
    quarters = sorted({quarter_of(entry.record.received) for entry in entries})
    totals = sorted(log.totals.periods, key=lambda one: one.period)
    return Statistics(found, tuple(years), tuple(quarters), tuple(totals))


def margin_of(clock: Clock) -> str:
    """Return how an answer stood to its limit: a key of `MARGINS`.

    The verdict decides on which side it is: where calendar days are counted, an answer may take
    more days than the limit and be in time, since the last day moves on past days off.
    """
    over = (clock.taken or 0) - clock.limit
    over = max(1, over) if clock.verdict == "late" else min(0, over)
    for name, most in MARGINS.items():
        if most is None or over <= most:
            return name
    raise AssertionError("the last margin has no end")


def _keys(entry: Entry) -> Iterator[Key]:
    """Yield everything that one response counts under."""
    record, clock = entry.record, entry.clock
    year, quarter = Period(record.responded.year), quarter_of(record.received)
    yield "outcome", year, record.outcome
    yield "timeliness", year, clock.verdict
    yield "margin", year, margin_of(clock)
    for rule in rules_of(entry):
        yield "exemption", year, rule
    stages = (record.internal_review, record.regulator, record.tribunal)
    for name, stage in zip(REVIEWS, stages, strict=True):
        if stage is not None:
            yield name, year, stage.outcome
    yield "received-outcome", quarter, record.outcome
    yield "received-timeliness", quarter, clock.verdict
    if record.internal_review is not None:
        yield "received-review", quarter, "asked for"


def rules_of(entry: Entry) -> tuple[str, ...]:
    """Return the rules that a response relies on, each once: `uk-foia-2000 s31`."""
    named = (
        f"{cited.law.id} {headline(cited.law, name)}"
        for cited in entry.cited
        for name in cited.provisions
        if cited.law.has(name)
    )
    return tuple(dict.fromkeys(named))


def _medians(entries: Iterable[Entry]) -> dict[Key, int]:
    days: dict[Key, list[int]] = {}
    for entry in entries:
        if entry.clock.taken is not None:
            key = "median-days", Period(entry.record.responded.year), entry.clock.unit
            days.setdefault(key, []).append(entry.clock.taken)
    return {key: median_low(taken) for key, taken in days.items()}


def _totals(periods: Iterable[PeriodTotals]) -> Counter[Key]:
    found: Counter[Key] = Counter()
    for one in periods:
        told = {
            "received": one.received,
            "open": one.open,
            "answered": one.answered,
            "in time": one.in_time,
            "extended": one.extended,
            "late": one.late,
        }
        found.update({("all-requests", one.period, name): n for name, n in told.items() if n})
        for kept in one.not_published:
            found["not-published", one.period, kept.reason] += kept.count
    return found
