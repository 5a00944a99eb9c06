"""The ground every part of a record stands on: strictness, and the few kinds of text."""

from __future__ import annotations

import datetime
import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")

FILL_IN = "[FILL IN"
"""Marks what `disclosurelog new` leaves to a person. A record that holds it is refused."""
_STILL_MARKED = f"is still marked {FILL_IN}]; write what belongs there"

# Controls can hide or reorder what a reader sees (Unicode TR 36, 2.5). Tab and newline stay.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)


class Part(BaseModel):
    """A piece of a record: frozen, strict, and closed to fields it does not know."""

    model_config = ConfigDict(
        frozen=True, strict=True, extra="forbid", use_attribute_docstrings=True
    )


def _printable(value: str) -> str:
    # The plain test is some twenty times as fast, and passes nearly every text there is.
    if not value.replace("\n", "").isprintable() and UNSAFE.search(value):
        raise ValueError("holds an invisible control character; retype the text without it")
    return value


def _filled(value: str) -> str:
    if not value.strip():
        raise ValueError("is empty; write something or delete the line")
    if FILL_IN in value:
        raise ValueError(_STILL_MARKED)
    return value.strip()


def _one_line(value: str) -> str:
    if "\n" in value or "\t" in value:
        raise ValueError("runs over several lines; write it on one line")
    return value


def _web(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not a web address; write it whole, starting with https://")
    return value


def _date(value: object) -> object:
    if isinstance(value, str):
        if FILL_IN in value:
            raise ValueError(_STILL_MARKED)
        if ISO_DATE.match(value):
            return datetime.date.fromisoformat(value)
    return value


def _plain_date(value: datetime.date) -> datetime.date:
    if isinstance(value, datetime.datetime):
        raise ValueError("has a time of day; write only the date, as 2024-01-31")
    # FOI laws begin with Sweden's of 1766; an earlier year is a slip of the keyboard.
    if value.year < 1766:
        raise ValueError("is too far in the past to be right; check the year")
    return value


Text = Annotated[
    str, Field(max_length=100_000), AfterValidator(_printable), AfterValidator(_filled)
]
"""Free text in paragraphs, with blank lines between them."""

Line = Annotated[Text, Field(max_length=400), AfterValidator(_one_line)]
"""Text on one line. A field that allows fewer characters is Annotated[Line, Field(max_length=…)]:
a bare Field would come before this limit, and the last one counts."""

Date = Annotated[datetime.date, BeforeValidator(_date), AfterValidator(_plain_date)]
"""A calendar day, written 2024-01-31."""

Url = Annotated[Line, AfterValidator(_web)]
"""A web address, http or https."""

Word = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80, examples=["uk-foia-2000"])
]
"""A name in small letters, digits and single hyphens."""

Language = Annotated[
    str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35, examples=["en", "cy"])
]
"""A language tag as of BCP 47: en, cy, gd, en-GB."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", examples=["0" * 64])]
"""The SHA-256 of a file in small hexadecimal letters."""

FileName = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*\.[A-Za-z0-9]+$",
        max_length=120,
        examples=["gritting-routes.pdf"],
    ),
]
"""A plain file name beside the record: letters, digits, dots, hyphens, underscores; no folder."""
