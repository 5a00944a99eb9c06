"""Tells a law's own name from that of another law in the text of a citation.

"Section 21 of the Data Protection Act" must never be read as section 21 of the law at hand.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from disclosurelog.law.laws import Law

# What laws number their parts with.
UNITS = frozenset(
    {"section", "sections", "sect", "sec", "s", "ss", "regulation", "regulations", "reg", "regs"}
    | {"article", "articles", "art", "arts", "schedule", "schedules", "sch", "paragraph"}
    | {"paragraphs", "para", "paras", "rule", "rules", "part", "parts", "chapter", "adran"}
    | {"adrannau", "rheoliad", "rheoliadau"}
)
_UNIT = "(?i:" + "|".join(sorted(UNITS, key=len, reverse=True)) + r")(?![^\W\d_])|§+"
_NUMBER = r"(?:\d+[A-Za-z]{0,2}|[A-Z]\d*(?![^\W_]))"
_PART = r"\(\s*\d{0,3}[A-Za-z]{0,5}\s*\)"
_LIST = rf"{_NUMBER}(?:\s*{_PART}|\s*(?:,|&|/|and\b|or\b|to\b)\s*(?:{_NUMBER}|{_PART}))*"
_REFERENCE = rf"{_LIST}(?:\s+(?:of|to|in)\s+(?:{_UNIT})[\s.]*{_LIST})*"

_INSTRUMENT = (
    r"(?i:acts?|regulations?|order|rules|directive|convention|code|measure|constitution|charter"
    r"|ddeddf|deddf|rheoliadau)\b"
)
_ACRONYM = r"(?:(?:UK|EU)\s+)?(?:GDPR|DPA|ECHR|FOIA|FOISA|EIRs?|EISRs?|CRCA|PRA|LGA|OIA)\b"
_YEAR = r"(?:[\s,]+\(?(?:1[6-9]|20)\d\d\)?)?"
_SMALL = r"(?:of|and|the|for|in|on|to|etc\.?)\s+"
_MARKS = r"\w()&.,'\u2019-"
# "of the <up to twelve words> Act 2018", or a capitalised name or an acronym straight after.
_AFTER_OF = (
    r"(?:of|in|under|from|to|o|yn)\s+(?:(?:the|that|this|those|these)\s+)?"
    rf"(?:(?:\(?[^\W\d][{_MARKS}]*\s+){{0,12}}?{_INSTRUMENT}|{_ACRONYM}){_YEAR}"
)
_CAPITALS = rf"[A-Z(][{_MARKS}]*\s+"
_DIRECT = (
    rf"(?:{_CAPITALS}(?:{_CAPITALS}|{_SMALL}){{0,11}}(?:Act|Regulations|Order|Rules)\b|{_ACRONYM})"
    rf"{_YEAR}"
)
_FOREIGN = re.compile(rf"(?<!\w)(?:{_UNIT})[\s.]*{_REFERENCE}[\s,]*(?P<name>{_AFTER_OF}|{_DIRECT})")
_ARTICLES = re.compile(r"^(?:of|in|under|from|to|o|yn)\s+|\b(?:the|that|this|those|these)\s+", re.I)
_TRAILING_YEAR = re.compile(r"[\s,(]*(\d{4})\)?$")
_NO_OTHER_YEAR = r"(?!\s*\(?(?:1[6-9]|20)\d\d)"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a citation that names a law: `start` and `end` count from 0."""

    start: int
    end: int
    kind: Literal["own", "foreign"]


def mentions(text: str, law: Law | None) -> list[Mention]:
    """Where the text names the law itself, and where it cites another one, number and all."""
    found = []
    at = 0
    while here := _FOREIGN.search(text, at):
        if law and _is_own(here["name"], law):
            at = here.start("name")
        else:
            found.append(Mention(here.start(), here.end(), "foreign"))
            at = here.end()
    for here in _own_names(law).finditer(text) if law else ():
        if not any(one.start < here.end() and here.start() < one.end for one in found):
            found.append(Mention(here.start(), here.end(), "own"))
    return sorted(found, key=lambda one: one.start)


def named_in(text: str, laws: Iterable[Law]) -> tuple[Law, ...]:
    """The laws that the text calls by their full title or their short title.

    Years count: there are three Freedom of Information Acts. "US FOIA" is not also "FOIA".
    """
    spans = {law: found.span() for law in laws if (found := _titles(law).search(text))}
    return tuple(
        law
        for law, (start, end) in spans.items()
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans.values())
    )


def find_laws(text: str, laws: Mapping[str, Law]) -> tuple[str, ...]:
    """The ids of the laws that a text names by title or short title, in the given order.

    More than one may come back where two laws go by the same short title.
    """
    return tuple(law.id for law in named_in(text, laws.values()))


@functools.lru_cache(maxsize=64)
def _own_names(law: Law) -> re.Pattern[str]:
    """A pattern for the law's own name, with a leading "of the" and a trailing year if given."""
    names = "|".join(map(_loose, sorted(_names(law), key=len, reverse=True)))
    generic = "Regulations" if law.unit == "regulation" else "Act|Ddeddf"
    quote = "['\u2019]"
    return re.compile(
        rf"(?<!\w)(?:(?:of|under|in|from|o|o{quote}r|yn)\s+)?"
        rf"(?:(?:the|this|that|these|those)\s+)?"
        rf"(?:(?:{names}){_own_year(law)}"
        rf"|(?:(?<=the\s)|(?<=this\s)|(?<=that\s)|(?<={quote}r\s))(?:{generic}))"
        rf"(?![\w-]){_NO_OTHER_YEAR}",
        re.IGNORECASE,
    )


@functools.lru_cache(maxsize=64)
def _titles(law: Law) -> re.Pattern[str]:
    names = "|".join(map(_loose, (law.title, law.short_title)))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)


def _own_year(law: Law) -> str:
    years = "|".join(re.findall(r"\d{4}", law.title))
    return rf"(?:[\s,]*(?:(?:{years})|\((?:{years})\)))?" if years else ""


def _names(law: Law) -> set[str]:
    """The names of the law without their years."""
    return {_TRAILING_YEAR.sub("", one) for one in (law.title, law.short_title, *law.names)}


def _loose(name: str) -> str:
    """A name as a pattern that forgives spaces, dots and section signs between its words."""
    return r"[\s.,§()'\u2019-]*".join(map(re.escape, re.findall(r"\w+", name)))


def _is_own(name: str, law: Law) -> bool:
    words = " ".join(_ARTICLES.sub("", name).split()).strip(" ,").lower()
    year = _TRAILING_YEAR.search(words)
    if year and year[1] not in law.title:
        return False
    generic = {"regulations"} if law.unit == "regulation" else {"act", "ddeddf"}
    own = {_ARTICLES.sub("", one.lower()) for one in _names(law)}
    return _TRAILING_YEAR.sub("", words) in own | generic
