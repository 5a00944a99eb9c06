"""Days as spreadsheets write them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.records.importing.days import pattern_of, read_day

SOME_DAY = datetime.date(2024, 9, 3)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("03/09/2024", "D/M/YYYY"),
        ("3/9/2024 14:05", "D/M/YYYY"),
        ("9/3/2024", "M/D/YYYY"),
        ("3.9.24", "D.M.YY"),
        ("3 September 2024", "D MMMM YYYY"),
        ("03-Sep-24", "DD-MMM-YY"),
        ("3 Sept. 2024", "D MMM YYYY"),
        ("September 3, 2024", "MMMM D, YYYY"),
        ("2024/09/03", "YYYY/MM/DD"),
        ("2024-09-03T23:59:59Z", "D/M/YYYY"),
        ("2024-09-03", "excel"),
        ("45538", "excel"),
    ],
)
def test_a_day_is_read(text, pattern) -> None:
    assert read_day(text, [pattern]) == SOME_DAY


@pytest.mark.parametrize(
    "text",
    ["31/02/2024", "1/13/2024", "yesterday", "2024", "45538", "3/9/2024/1", "", "2024-13-01"],
)
def test_what_is_no_day(text) -> None:
    assert read_day(text, ["D/M/YYYY", "D MMMM YYYY"]) is None


def test_a_day_that_may_be_two_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="two different days"):
        read_day("3/9/2024", ["D/M/YYYY", "M/D/YYYY"])
    assert read_day("9/9/2024", ["D/M/YYYY", "M/D/YYYY"]) == datetime.date(2024, 9, 9)
    assert read_day("23/9/2024", ["D/M/YYYY", "M/D/YYYY"]) == datetime.date(2024, 9, 23)


@pytest.mark.parametrize("pattern", ["", "D/M", "D/M/YYYY/D", "dd/mm/yyyy", "YYYY-DD-MM", "soon"])
def test_what_is_no_pattern(pattern) -> None:
    with pytest.raises(ValueError, match=r"pattern|program"):
        pattern_of(pattern)


@given(st.dates(datetime.date(1900, 3, 1), datetime.date(2100, 1, 1)))
def test_serial_days_are_counted_as_spreadsheets_do(day) -> None:
    serial = (day - datetime.date(1899, 12, 30)).days
    assert read_day(str(serial), ["excel"]) == day


@given(st.text(), st.sampled_from(["D/M/YYYY", "D MMMM YYYY", "excel", "D-MMM-YY"]))
def test_no_text_stops_the_reader(text, pattern) -> None:
    day = read_day(text, [pattern])
    assert day is None or isinstance(day, datetime.date)
