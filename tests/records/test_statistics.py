"""The numbers add up, whatever is in the log."""

from __future__ import annotations

import datetime
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.law import Clock, load_laws, parse
from disclosurelog.records import Cited, Log, Settings
from disclosurelog.records.statistics import (
    MARGINS,
    MEASURES,
    REVIEWS,
    Statistics,
    count_log,
    margin_of,
)
from disclosurelog.records.totals import GivenTotals, NotPublished, Period, PeriodTotals, quarter_of

LAW = load_laws()["uk-foia-2000"]
OUTCOMES = ("granted-in-full", "granted-in-part", "refused", "not-held", "lapsed")
FATES = ("pending", "upheld", "partly-overturned", "overturned", "withdrawn")
CITES = ("Section 31(1)(a)", "Section 31(1)(a)&(b)", "Section 40(2)", "Section 12(1)")


def clock(verdict: str, taken: int, limit: int = 20, unit: str = "working-days") -> Clock:
    day = datetime.date(2024, 1, 1)
    return Clock(day, limit, unit, taken, verdict, None, "", day)  # type: ignore[arg-type]


@st.composite
def entries(draw):
    """An entry as the counting sees it."""
    received = draw(st.dates(datetime.date(1985, 1, 1), datetime.date(2030, 12, 31)))
    fate = st.none() | st.sampled_from(FATES).map(lambda one: SimpleNamespace(outcome=one))
    cites = draw(st.lists(st.sampled_from(CITES), max_size=3))
    return SimpleNamespace(
        withdrawn=draw(st.booleans()),
        record=SimpleNamespace(
            received=received,
            responded=received + datetime.timedelta(days=draw(st.integers(0, 400))),
            outcome=draw(st.sampled_from(OUTCOMES)),
            internal_review=draw(fate),
            regulator=draw(fate),
            tribunal=draw(fate),
        ),
        cited=tuple(Cited(LAW, parse(cite, LAW).provisions, None) for cite in cites),
        clock=clock(
            draw(st.sampled_from(["in time", "extended", "late"])),
            draw(st.integers(0, 400)),
            draw(st.integers(1, 60)),
            draw(st.sampled_from(["working-days", "calendar-days"])),
        ),
    )


def log_of(found, periods=()) -> Log:
    day = datetime.date(2030, 1, 1)
    return Log(Path(), Settings(), {}, tuple(found), (), day, GivenTotals(tuple(periods)))


def counted(numbers: Statistics, measure: str, period: Period) -> int:
    return sum(numbers.get(measure, period, group) for group in numbers.groups(measure))


@given(st.lists(entries(), max_size=30))
def test_the_tables_add_up(found) -> None:
    numbers = count_log(log_of(found))
    living = [one for one in found if not one.withdrawn]
    for measure in ("outcome", "timeliness", "margin"):
        of_years = [counted(numbers, measure, year) for year in numbers.years]
        assert of_years == [counted(numbers, "outcome", year) for year in numbers.years]
        assert sum(of_years) == len(living)
        assert all(of_years)
    for measure in ("received-outcome", "received-timeliness"):
        of_quarters = [counted(numbers, measure, one) for one in numbers.quarters]
        assert sum(of_quarters) == len(living)
        assert all(of_quarters)
        years = {Period(one.year) for one in numbers.quarters}
        assert sum(counted(numbers, measure, year) for year in years) == len(living)


@given(st.lists(entries(), max_size=30))
def test_no_part_is_more_than_the_whole(found) -> None:
    numbers = count_log(log_of(found))
    for year in numbers.years:
        whole = counted(numbers, "outcome", year)
        for rule in numbers.groups("exemption"):
            assert 0 <= numbers.get("exemption", year, rule) <= whole
        for stage in REVIEWS:
            assert counted(numbers, stage, year) <= whole
    for quarter in numbers.quarters:
        asked = numbers.get("received-review", quarter, "asked for")
        assert asked <= numbers.published(quarter)


@given(st.lists(entries(), max_size=30))
def test_each_count_is_what_one_would_count_by_hand(found) -> None:
    numbers = count_log(log_of(found))
    living = [one for one in found if not one.withdrawn]
    for figure in numbers.figures():
        if figure.measure == "outcome":
            year = figure.period.year
            assert figure.value == sum(
                one.record.outcome == figure.group and one.record.responded.year == year
                for one in living
            )
        if figure.measure == "received-timeliness":
            assert figure.value == sum(
                one.clock.verdict == figure.group
                and quarter_of(one.record.received) == figure.period
                for one in living
            )
        if figure.measure == "exemption":
            assert figure.group in {f"uk-foia-2000 s{n}" for n in (12, 31, 40)}


@given(st.lists(entries(), max_size=30))
def test_figures_are_in_one_order_and_each_stands_once(found) -> None:
    numbers = list(count_log(log_of(found)).figures())
    keys = [(list(MEASURES).index(one.measure), one.period, one.group) for one in numbers]
    assert all(one < two for one, two in pairwise(keys))
    assert all(one.value >= 0 for one in numbers)


@given(
    st.sampled_from(["in time", "extended", "late"]),
    st.integers(0, 500),
    st.integers(1, 60),
)
def test_the_verdict_decides_the_side_of_the_limit(verdict, taken, limit) -> None:
    late = margin_of(clock(verdict, taken, limit)).endswith("late")
    assert late == (verdict == "late")


@pytest.mark.parametrize(
    ("verdict", "taken", "margin"),
    [
        ("in time", 0, "11 or more to spare"),
        ("in time", 9, "11 or more to spare"),
        ("in time", 10, "6 to 10 to spare"),
        ("in time", 14, "6 to 10 to spare"),
        ("in time", 15, "1 to 5 to spare"),
        ("in time", 19, "1 to 5 to spare"),
        ("in time", 20, "on the last day"),
        ("in time", 22, "on the last day"),
        ("extended", 20, "on the last day"),
        ("late", 21, "1 to 5 late"),
        ("late", 25, "1 to 5 late"),
        ("late", 26, "6 to 10 late"),
        ("late", 30, "6 to 10 late"),
        ("late", 31, "11 to 20 late"),
        ("late", 40, "11 to 20 late"),
        ("late", 41, "21 or more late"),
    ],
)
def test_margins(verdict: str, taken: int, margin: str) -> None:
    assert margin_of(clock(verdict, taken)) == margin
    assert margin in MARGINS


def test_quarters() -> None:
    days = [datetime.date(2024, month, 1) for month in range(1, 13)]
    assert [quarter_of(day).quarter for day in days] == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert quarter_of(datetime.date(1999, 12, 31)).label == "1999-Q4"
    assert Period(1999).label == "1999"


def test_an_empty_log_has_no_numbers() -> None:
    numbers = count_log(log_of([]))
    assert list(numbers.figures()) == []
    assert numbers.years == numbers.quarters == numbers.totals == ()


def test_what_the_authority_gives_is_counted_beside_it() -> None:
    kept = (NotPublished(reason="Private", count=3), NotPublished(reason="Private", count=2))
    given = PeriodTotals(year=2024, quarter=2, received=20, open=1, late=0, not_published=kept)
    found = {one[:1] + one[2:]: one.period for one in count_log(log_of([], [given])).figures()}
    assert found == {
        ("all-requests", "answered", 19): Period(2024, 2),
        ("all-requests", "open", 1): Period(2024, 2),
        ("all-requests", "received", 20): Period(2024, 2),
        ("not-published", "Private", 5): Period(2024, 2),
    }
