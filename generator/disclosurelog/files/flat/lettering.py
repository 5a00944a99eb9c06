"""The layer of words over a redrawn page: the words that are seen, where they are seen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from disclosurelog.files.facts import Box, Word
from disclosurelog.files.flat.glyphless import ADVANCE, DESCENT, Letters

#: A line starts a new paragraph when the gap above it is more than this share of its height.
_GAP = 0.8

#: Words of a line get one height together unless that is more than this many times their middle
#: height: the line is skewed, or no line.
_TALL = 1.8

#: Least width and height of a word, in points.
_LEAST = 1.0

#: Words of so many letters tell whether a line runs across the page or up it.
_TELLS = 4

_RIGHT_TO_LEFT = frozenset({"R", "AL"})
_SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        """The box of them all."""
        boxes = [word.box for word in self.words]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )


def legible(word: Word) -> str:
    """What a word says, without control characters, which no font can hold."""
    return "".join(one for one in word.text if unicodedata.category(one) not in ("Cc", "Cs"))


def paragraphs(words: Sequence[Word]) -> list[list[Line]]:
    """The words put to lines, as the file ends them, and the lines to paragraphs by their gaps."""
    found: list[list[Line]] = []
    for line in _lines(words):
        if not found or _starts(found[-1][-1].box, line.box):
            found.append([])
        found[-1].append(line)
    return found


def _lines(words: Sequence[Word]) -> Iterator[Line]:
    row: list[Word] = []
    for word in words:
        if legible(word):
            row.append(word)
        if row and word.line_end:
            yield Line(tuple(row))
            row = []
    if row:
        yield Line(tuple(row))


def _starts(before: Box, box: Box) -> bool:
    height = max(_LEAST, min(before[3] - before[1], box[3] - box[1]))
    return not -height <= box[1] - before[3] <= height * _GAP


def lettering(blocks: Sequence[Sequence[Line]], height: float, letters: Letters) -> bytes:
    """The operators of the layer, with a marked piece (MCID) for each paragraph.

    Args:
        blocks: Paragraphs of lines.
        height: Of the page, in points: PDF counts from its foot.
        letters: Their codes. The font is /F0.
    """
    parts: list[bytes] = []
    for number, block in enumerate(blocks):
        parts.append(b"/P <</MCID %d>> BDC\nBT\n3 Tr" % number)
        for line in block:
            parts += _line(line, height, letters)
        parts.append(b"ET\nEMC")
    return b"\n".join(parts) + b"\n" if parts else b""


def _line(line: Line, height: float, letters: Letters) -> Iterator[bytes]:
    top, foot = line.box[1], line.box[3]
    middle = sorted(word.box[3] - word.box[1] for word in line.words)[len(line.words) // 2]
    upright = _is_upright(line)
    together = len(line.words) > 1 and foot - top <= middle * _TALL and not upright
    for word in line.words:
        text = legible(word)
        x0, y0, x1, y1 = word.box
        if together:
            y0, y1 = top, foot
        space = "" if text.endswith(_SOFT_HYPHEN) else " "
        yield _word(_drawn_order(text), space, (x0, y0, x1, y1), upright, height, letters)


def _is_upright(line: Line) -> bool:
    """Whether a line runs up or down the page. Short words, such as "it,", do not tell."""
    long = [word.box for word in line.words if len(word.text) >= _TELLS]
    up = sum(box[3] - box[1] > box[2] - box[0] for box in long)
    return up * 2 > len(long)


def _drawn_order(text: str) -> str:
    """Letters from left to right. Readers turn those of Hebrew and Arabic round again."""
    back = any(unicodedata.bidirectional(one) in _RIGHT_TO_LEFT for one in text)
    return text[::-1] if back else text


def _word(text: str, space: str, box: Box, upright: bool, height: float, letters: Letters) -> bytes:
    x0, y0, x1, y1 = box
    length, size = (y1 - y0, x1 - x0) if upright else (x1 - x0, y1 - y0)
    length, size = max(length, _LEAST), max(size, _LEAST)
    stretch = 100 * length / (len(text) * size * ADVANCE / 1000)
    rise = size * -DESCENT / 1000
    if upright:
        place = b"0 1 -1 0 %.2f %.2f" % (x1 - rise, height - y1)
    else:
        place = b"1 0 0 1 %.2f %.2f" % (x0, height - y1 + rise)
    written = letters.written(text + space)
    return b"/F0 %.2f Tf %.3f Tz %s Tm %s Tj" % (size, stretch, place, written)
