"""Characters put together to words."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from disclosurelog.files.pdf.scene import Characters

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Runs:
    """The words of a page, in parallel: they hold the characters from `starts` up to `ends`.

    `line_ends`: whether a line ends after it.
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    line_ends: npt.NDArray[np.bool_]


def runs(characters: Characters) -> Runs:
    """Cut the page's characters at white space, as PDFium finds it, and at hyphenated ends."""
    text, count = characters.text, len(characters)
    inside = characters.items >= 0
    inside &= ~marked(text, str.isspace)
    hyphens = inside & marked(text, (SOFT_HYPHEN,).__contains__)
    before = np.zeros(count + 2, np.bool_)
    before[1:-1] = inside & ~hyphens
    # A word begins where the character before is of no word, or ends one with its hyphen.
    begins = inside & ~before[:-2]
    after = np.zeros(count + 1, np.bool_)
    after[:-1] = inside & ~begins
    ends = inside & ~after[1:]
    line_ends = np.zeros(int(begins.sum()), np.bool_)
    breaks = np.cumsum(begins)[~inside & marked(text, "\r\n".__contains__)] - 1
    line_ends[breaks[breaks >= 0]] = True
    return Runs(np.flatnonzero(begins), np.flatnonzero(ends) + 1, line_ends)


def marked(text: str, holds: Callable[[str], bool]) -> npt.NDArray[np.bool_]:
    """For each character, what `holds` says of it. It is asked of every kind once."""
    known = {one: holds(one) for one in set(text)}
    return np.fromiter(map(known.__getitem__, text), np.bool_, len(text))


@lru_cache(maxsize=4096)
def tells(text: str) -> bool:
    """Whether a character says something: a letter, a digit, a symbol or one without a meaning.

    Punctuation and marks do not: a covered full stop is no leak.
    """
    category = unicodedata.category(text)
    return category[0] in "LN" or category in ("Co", "Cn") or text in "\ufffd£€$@"
