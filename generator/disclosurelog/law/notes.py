"""What the clock has to say, kept apart from the language it is said in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from disclosurelog.languages import later
from disclosurelog.languages.speech import fill
from disclosurelog.law import spans
from disclosurelog.law.laws import Law

LIMIT: Final = later("The limit is {limit} ({source}).")
LIMIT_ALONE: Final = later("The limit is {limit}.")
"""For pages in a language that the statute's source is not written in."""


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of time: a number of units, where a unit is `working-days` and the like."""

    number: int
    unit: str


Value = dt.date | Days | str | tuple[Law, str]
"""What fills a place of a note; a pair is a provision of a law."""


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence of an explanation: its English, and what fills its places."""

    english: str
    places: Mapping[str, Value]


def note(english: str, **places: Value) -> Note:
    """Return a note."""
    return Note(english, places)


def in_english(one: Note) -> str:
    """Return a note as English, for data and for whoever publishes."""
    return fill(one.english, {name: _said(value) for name, value in one.places.items()})


def _said(value: Value) -> str:
    if isinstance(value, dt.date):
        return spans.words(value)
    if isinstance(value, Days) and value.unit == "weeks":
        return f"{value.number} weeks, which is {value.number * spans.WEEK} working days"
    if isinstance(value, Days):
        unit = "day" if value.unit == "calendar-days" else "working day"
        return f"{value.number} {unit}{'' if value.number == 1 else 's'}"
    if isinstance(value, tuple):
        law, provision = value
        return law.cited_as(provision)
    return value
