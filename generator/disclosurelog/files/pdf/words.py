"""Characters put together to words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from disclosurelog.files.pdf.scene import Characters

SOFT_HYPHEN = "\u00ad"


@dataclass(slots=True)
class Run:
    """The characters of one word, by place, and whether a line ends after it."""

    places: list[int]
    line_end: bool = False


def runs(characters: Characters) -> list[Run]:
    """Cut the page's characters at white space, as PDFium finds it, and at hyphenated ends."""
    found: list[Run] = []
    places: list[int] = []
    owners = characters.items.tolist()
    for place, text in enumerate(characters.text):
        if owners[place] >= 0 and not text.isspace():
            places.append(place)
            if text != SOFT_HYPHEN:
                continue
        if places:
            found.append(Run(places))
            places = []
        if found and text in "\r\n":
            found[-1].line_end = True
    if places:
        found.append(Run(places))
    return found


@lru_cache(maxsize=4096)
def tells(text: str) -> bool:
    """Whether a character says something: a letter, a digit, a symbol or one without a meaning.

    Punctuation and marks do not: a covered full stop is no leak.
    """
    category = unicodedata.category(text)
    return category[0] in "LN" or category in ("Co", "Cn") or text in "\ufffd£€$@"
