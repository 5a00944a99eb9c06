"""Stretches of days and numbers: `2022`, `2022-05`, `2022..2024`, `>=2022-01-01`, `>20`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from typing import Final

from disclosurelog.search.language.signs import SPACES

Stretch = tuple[int | None, int | None]

_EPOCH: Final = date(1970, 1, 1).toordinal()
_SIGN = re.compile("([<>]=?|=)?(.*)", re.DOTALL)
_BETWEEN = re.compile(r"\.\.+|\u2026")
_YEARS = re.compile("([0-9]{4})[-\u2013]([0-9]{4})")
_ISO = re.compile("([12][0-9]{3})(?:[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?)?")
_BRITISH = re.compile("(?:([0-9]{1,2})[-/.])?([0-9]{1,2})[-/.]([12][0-9]{3})")
_SHORT_YEAR = re.compile("[0-9]{2}")
_NUMBER = re.compile("[0-9]{1,6}")


class NotADay(Exception):
    """A date that is none; `near` is the nearest that is one, or nothing."""

    def __init__(self, what: str, near: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.near = near


def days(text: str) -> Stretch:
    """The first and the last day that a text means, in days since 1970-01-01.

    Raises:
        NotADay: It can't be read, or runs backwards.
    """
    plain = SPACES.sub("", text)
    if found := _YEARS.fullmatch(plain):
        plain = f"{found[1]}..{found[2]}"
    return _stretch(plain, _day, "2022-01-31, 2022-01, 2022, 2021..2022 or >2022-01-31")


def numbers(text: str) -> Stretch:
    """The lowest and the highest number that a text means.

    Raises:
        NotADay: It can't be read, or runs backwards.
    """
    return _stretch(SPACES.sub("", text), _number, "20, >20 or 10..20")


def _stretch(text: str, read: Callable[[str, str], tuple[int, int]], forms: str) -> Stretch:
    text = text.replace("\u2264", "<=").replace("\u2265", ">=").strip(",;")
    ends = _BETWEEN.split(text)
    if len(ends) == 2 and any(ends):
        low = read(ends[0], forms)[0] if ends[0] else None
        high = read(ends[1], forms)[1] if ends[1] else None
        if low is not None and high is not None and low > high:
            raise NotADay("The first comes after the last. Change them round.", _turned(ends))
        return low, high
    found = _SIGN.fullmatch(text)
    first, last = read(found[2] if found else "", forms)
    sign = (found and found[1]) or "="
    return {
        "=": (first, last),
        ">": (last + 1, None),
        ">=": (first, None),
        "<": (None, first - 1),
        "<=": (None, last),
    }[sign]


def _turned(ends: list[str]) -> str:
    return f"{ends[1]}..{ends[0]}"


def _day(text: str, forms: str) -> tuple[int, int]:
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _BRITISH.fullmatch(text):
        day, month, year = found.groups()
    elif _SHORT_YEAR.fullmatch(text):
        raise NotADay("Write the year in full.", f"20{text}")
    else:
        raise NotADay(f"Write a date like {forms}.")
    if month is None:
        return _ordinal(int(year), 1, 1), _ordinal(int(year), 12, 31)
    if not 1 <= int(month) <= 12:
        raise NotADay(f"There is no month {int(month)}.", year)
    last = calendar.monthrange(int(year), int(month))[1]
    if day is None:
        return _ordinal(int(year), int(month), 1), _ordinal(int(year), int(month), last)
    if not 1 <= int(day) <= last:
        what = f"There is no day {int(day)} in that month."
        raise NotADay(what, f"{year}-{int(month):02}")
    one = _ordinal(int(year), int(month), int(day))
    return one, one


def _ordinal(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal() - _EPOCH


def _number(text: str, forms: str) -> tuple[int, int]:
    if not _NUMBER.fullmatch(text):
        raise NotADay(f"Write a number of days like {forms}.")
    return int(text), int(text)
