"""From words to terms: lunr's stop words are left out, lunr's stemmer does the rest."""

from __future__ import annotations

from typing import Final

from lunr.stop_word_filter import WORDS

from disclosurelog.search.stem import stem
from disclosurelog.search.words import LONGEST

STOP_WORDS: Final = tuple(sorted(WORDS))
"""lunr's own, alike in lunr.py and lunr.js. A word's number counts from 1 in this order."""

RUN_BASE: Final = len(STOP_WORDS) + 1
RUN_LONGEST: Final = 3
"""Of the stop words before a word, so many are remembered: "not in the public"."""

STOP_NUMBER: Final = {word: number for number, word in enumerate(STOP_WORDS, 1)}
_FULL = RUN_BASE**RUN_LONGEST


def term_of(word: str) -> str | None:
    """The term that a folded word stands for, or None where the index leaves it out."""
    if word in STOP_NUMBER or len(word) > LONGEST:
        return None
    return stem(word)


def run_after(run: int, stop_word: str) -> int:
    """The run of stop words once one more has followed: the nearest counts least."""
    return (STOP_NUMBER[stop_word] + RUN_BASE * run) % _FULL
