"""Hidden words that stand together, put together to one place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from disclosurelog.files.facts import Box, FileFacts, Word

#: Two words are on one line when their boxes share at least this much of the lower one's height.
_ON_A_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Span:
    """Words on one line of one page that are hidden for one reason."""

    page: int
    box: Box
    length: int
    words: tuple[Word, ...]


def spans(facts: FileFacts, reasons: Collection[str]) -> Iterator[Span]:
    """The words hidden for any of these reasons that say something, line by line."""
    for page in facts.pages:
        row: list[Word] = []
        for word in page.words:
            if word.hidden and word.why_hidden in reasons:
                if row and not _continues(row[-1], word):
                    yield _span(page.number, row)
                    row = []
                row.append(word)
            elif word.visible and row:
                yield _span(page.number, row)
                row = []
        if row:
            yield _span(page.number, row)


def _continues(word: Word, following: Word) -> bool:
    """Whether two words stand on one line, across the page or, on a turned page, down it."""
    if word.why_hidden != following.why_hidden:
        return False
    upright = _upright(word) or _upright(following)
    return _shared(word.box, following.box, 0 if upright else 1) >= _ON_A_LINE


def _upright(word: Word) -> bool:
    """Whether a word of several letters runs up or down the page."""
    x0, y0, x1, y1 = word.box
    return len(word.text) > 2 and y1 - y0 > x1 - x0


def _shared(one: Box, other: Box, axis: int) -> float:
    """How much of the lesser extent two boxes have in common; 0 is across and 1 is down."""
    low, high = max(one[axis], other[axis]), min(one[axis + 2], other[axis + 2])
    least = min(one[axis + 2] - one[axis], other[axis + 2] - other[axis])
    return (high - low) / least if least > 0 else 0.0


def _span(page: int, words: list[Word]) -> Span:
    box = (
        min(word.box[0] for word in words),
        min(word.box[1] for word in words),
        max(word.box[2] for word in words),
        max(word.box[3] for word in words),
    )
    return Span(page, box, sum(word.hidden for word in words), tuple(words))
