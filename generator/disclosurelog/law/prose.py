"""What a citation may say besides its numbers: lead-in words, and a title at its end.

Words are let through from a closed list, and a title only if nothing in it looks like a number
that should have been read. "Except section 40" or "Sectlon 31" must stop the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

CONNECTIVES = frozenset({"and", "or", "plus", "with", "both"})
WELSH_CONNECTIVES = frozenset({"a", "ac", "neu"})
RANGE_WORDS = frozenset({"to", "through", "hyd", "i"})

_LEAD = """
    a act also an applied applies apply are as associated been being by case conjunction contained
    data decision disclosure engaged engages exception exceptions exempt exempted exemption
    exemptions foi for from given has have in information is it its law legislation notice of on
    parts per provided provision provisions pursuant read reason redacted redaction refusal refuse
    refused relevant relied relies rely relying response seen serves set so statutory subject
    terms that the their these they this those together under upon use used virtue was well were
    which withheld withholding within accordance reliance eithriad eithriadau dan o'r yr
"""
FILLERS = frozenset(_LEAD.split())

# Letters that scanning and careless typing put in the place of digits.
LOOKALIKES = {"l": "1", "I": "1", "i": "1", "O": "0", "o": "0", "S": "5", "B": "8"}

_ITEM = r"[0-9]{1,3}\s?[A-Za-z]{0,2}|[A-Za-z]{1,2}|[ivxlIVXL]{1,5}"
_ONE_ITEM = re.compile(rf"\s*({_ITEM})\s*")
_BRACKETED_ITEM = re.compile(rf"\(\s*(?:{_ITEM})\s*\)")
_WORDS = re.compile(r"[^\W\d_]{4,}|\b[A-Z]{3,}\b|[^\W\d_]{2,}\s+[^\W\d_]{3,}")
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_MONEY = re.compile(r"[£$€]\s?[\d,.]*$")
_MEASURE = re.compile(
    r"\s*(?:%|per\s*cent|percent|(?:working|calendar|business)\s|hours?\b|days?\b|weeks?\b"
    r"|months?\b|years?\b|pages?\b|p\b|pence\b|pounds?\b|euros?\b|dollars?\b|st\b|nd\b|rd\b|th\b)",
    re.IGNORECASE,
)


def item(inner: str) -> str:
    """The list item that the inside of a pair of brackets is ("a", "3A", "ii"), or nothing."""
    found = _ONE_ITEM.fullmatch(inner)
    return "".join(found[1].split()) if found else ""


def is_words(inner: str) -> bool:
    """Whether the inside of a pair of brackets is words, and not a misspelt list item.

    Words are one of four letters or more, two in a row, or capitals such as LPP.
    """
    return bool(_WORDS.search(inner))


def suspicious(text: str, titles: Iterable[str], number_words: Iterable[str]) -> int | None:
    """Where a title holds something that reads like a citation, counted from 0; None if nowhere.

    Years, sums of money and measures ("12 weeks") are no citations, nor are the numbers in the
    provision's own title.
    """
    masked = text
    for title in titles:
        pattern = re.compile(re.escape(title), re.IGNORECASE)
        masked = pattern.sub(lambda found: "x" * len(found[0]), masked)
    words = "|".join(sorted(map(re.escape, number_words), key=len, reverse=True))
    marked = re.compile(rf"(?<!\w)(?:{words}|§)[\s.]*\(?\d", re.IGNORECASE)
    places = [found.start() for found in _BRACKETED_ITEM.finditer(masked)]
    places += [found.start() for found in marked.finditer(masked)]
    for found in _DIGITS.finditer(masked):
        before, after = masked[: found.start()], masked[found.end() :]
        year = _YEAR.fullmatch(found[0]) and not re.match(r"\s*\(", after)
        if not (year or _MONEY.search(before) or _MEASURE.match(after)):
            places.append(found.start())
    return min(places, default=None)
