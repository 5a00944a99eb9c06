"""Days as spreadsheets write them, read by patterns that the mapping names."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable

from disclosurelog.records.base import ISO_DATE

SERIAL = "excel"
"""Stands for the number of days that spreadsheets count from the end of 1899."""

_EPOCH = datetime.date(1899, 12, 30)
_SERIAL = re.compile(r"\d{1,6}(?:\.\d+)?\Z")
_TIME = re.compile(
    r"[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?(?:Z|[+-]\d\d:?\d\d)?\Z"
)
_TOKEN = re.compile(r"YYYY|YY|MMMM|MMM|MM|M|DD|D")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_READS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short>\d{2})",
    "MMMM": r"(?P<name>[A-Za-z]{3,9})\.?",
    "MMM": r"(?P<name>[A-Za-z]{3,9})\.?",
    "MM": r"(?P<month>\d{2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{2})",
    "D": r"(?P<day>\d{1,2})",
}


@functools.cache
def pattern_of(written: str) -> re.Pattern[str]:
    """Return the regular expression of a pattern such as D/M/YYYY or D MMMM YYYY.

    Raises:
        ValueError: It does not say where day, month and year stand, each once.
    """
    parts = {token[0] for token in _TOKEN.findall(written)}
    if parts != {"D", "M", "Y"} or len(_TOKEN.findall(written)) != 3:
        raise ValueError(
            f"is no pattern of a day; write D/M/YYYY, YYYY-MM-DD, D MMMM YYYY or {SERIAL}"
        )
    if written.startswith("Y") and written.index("D") < written.index("M"):
        raise ValueError("has the day before the month behind a year, which no program writes")
    at = 0
    reads = ""
    for found in _TOKEN.finditer(written):
        reads += re.escape(written[at : found.start()]) + _READS[found[0]]
        at = found.end()
    return re.compile(reads + re.escape(written[at:]) + r"\Z")


def read_day(text: str, patterns: Iterable[str]) -> datetime.date | None:
    """Return the day that a cell holds; a time of day behind it is passed over.

    A cell of a workbook that is a date comes as 2024-01-31, which is read whatever the patterns.

    Args:
        text: What the cell says.
        patterns: As `pattern_of` reads them, or `SERIAL`.

    Returns:
        None where it fits none of them.

    Raises:
        ValueError: It fits several and they give different days.
    """
    plain = " ".join(_TIME.sub("", text.strip()).split())
    if ISO_DATE.match(plain):
        return _day(*map(int, plain.split("-")))
    found = {day for written in patterns if (day := _read(plain, written)) is not None}
    if len(found) > 1:
        raise ValueError("may be read as two different days")
    return found.pop() if found else None


def _read(text: str, written: str) -> datetime.date | None:
    if written == SERIAL:
        # Spreadsheets believe that 1900 had a 29 February: before March 1900 all is one off.
        number = int(float(text)) if _SERIAL.match(text) else 0
        return _EPOCH + datetime.timedelta(days=number) if number > 60 else None
    found = pattern_of(written).match(text)
    if found is None:
        return None
    given = found.groupdict()
    year = int(given.get("year") or 2000 + int(given["short"]))
    month = int(given["month"]) if "month" in given else _month(given["name"])
    return _day(year, month, int(given["day"]))


def _month(name: str) -> int:
    lower = name.lower()
    names = [n for n, full in enumerate(_MONTHS, 1) if lower in {full, full[:3], full[:4]}]
    return names[0] if names else 0


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
