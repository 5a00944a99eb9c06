"""The words of one run of characters: `facial`, `wo*d~1`, `stop-and-search`, `and/or`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from disclosurelog.search.language.nodes import And, Fields, Phrase, Word
from disclosurelog.search.words import WORD, fold

MOST_EDITS: Final = 2
"""Three letters more or less, and a word of eight stands for half the vocabulary."""
MOST_BOOST: Final = 100

_LETTER = r"(?:[^\W_]|\*)"
_WILD = re.compile(rf"{_LETTER}+(?:(?:(?<=\d)\.(?={_LETTER})|\.(?=\d)){_LETTER}+)*")
_STARS = re.compile(r"\*+")
# Hyphen, the Unicode hyphen, soft hyphen (the non-breaking one folds to the second).
_HYPHENS = re.compile("[-\u2010\xad]+")
_SUFFIX = re.compile("([~^])([0-9]*)")


class WrongSuffix(Exception):
    """What follows a word can't be; `text` is the nearest chunk that can."""

    def __init__(self, what: str, text: str) -> None:
        super().__init__(what)
        self.what = what
        self.text = text


@dataclass(frozen=True, slots=True)
class Suffix:
    """What stands behind a word: `~1`, `^2`."""

    edits: int = 0
    boost: int = 1


def suffix(raw: str) -> tuple[str, Suffix]:
    """Take the suffix off a chunk.

    Raises:
        WrongSuffix: The numbers are out of range.
    """
    start = len(raw)
    while start and raw[start - 1] in "0123456789^~":
        start -= 1
    marks = [place for place in (raw.find("~", start), raw.find("^", start)) if place >= 0]
    if not marks:
        return raw, Suffix()
    text, edits, boost = raw[: min(marks)], 0, 1
    for found in _SUFFIX.finditer(raw, min(marks)):
        number = _number(found[2])
        if found[1] == "~":
            edits = 1 if number is None else number
        elif number is not None:
            boost = number
    if edits > MOST_EDITS:
        what = f"No more than {MOST_EDITS} letters of a word may differ: write ~1 or ~2."
        raise WrongSuffix(what, f"{text}~{MOST_EDITS}" + (f"^{boost}" if boost > 1 else ""))
    if not 1 <= boost <= MOST_BOOST:
        what = f"How much a word counts is a number from 1 to {MOST_BOOST}."
        raise WrongSuffix(what, text + (f"~{edits}" if edits else ""))
    return text, Suffix(edits, boost)


def _number(digits: str) -> int | None:
    # Four digits are out of every range; thousands of them would take long to read.
    return int(digits[:4]) if digits else None


def nodes(raw: str, within: Fields, start: int, end: int) -> Word | Phrase | And | None:
    """What a chunk stands for; None where it holds no letter and no digit.

    Words tied by hyphens are a phrase, others go side by side.

    Raises:
        WrongSuffix: See `suffix`.
    """
    text, tail = suffix(raw)
    wild = "*" in text
    if wild and tail.edits:
        what = "A word can hold a star or end in ~, not both."
        raise WrongSuffix(what, text + (f"^{tail.boost}" if tail.boost > 1 else ""))
    made: list[Word | Phrase] = []
    for tied in _tied(text, wild):
        if len(tied) > 1 and not wild and not tail.edits:
            made.append(Phrase(tuple(tied), within, tail.boost, start, end))
            continue
        made += [
            Word(word, within, tail.boost, tail.edits, "*" in word, start, end) for word in tied
        ]
    if len(made) > 1:
        return And(tuple(made), start, end)
    return made[0] if made else None


def _tied(text: str, wild: bool) -> Iterator[list[str]]:
    """The words of a text, those with nothing but hyphens between them together."""
    folded = fold(text)
    tied: list[str] = []
    last = 0
    for found in (_WILD if wild else WORD).finditer(folded):
        word = _STARS.sub("*", found[0])
        if word == "*":
            continue
        if tied and not _HYPHENS.fullmatch(folded, last, found.start()):
            yield tied
            tied = []
        tied.append(word)
        last = found.end()
    if tied:
        yield tied
