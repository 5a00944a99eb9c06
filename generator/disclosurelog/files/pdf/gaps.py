"""Gaps in running text that are as wide as the word which was taken out of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, median, pstdev

import numpy as np

from disclosurelog.files.facts import Box, Gap
from disclosurelog.files.pdf.canvas import Canvas
from disclosurelog.files.pdf.judged import Judged
from disclosurelog.files.pdf.scene import NOT_DRAWN, TEXT, Scene

#: A gap of one word, in sizes of the font: from "Ann" to a double-barrelled surname.
NARROW, WIDE = 1.5, 9.0

#: A gap stands out when it is this many times as wide as the line's others, which a justified
#: line stretches alike; and so much of the font's size more, as other gaps differ by less.
OUT = 3.0

#: Letters of a typewriter's font are as wide as one another: measured on words of four letters
#: and more, widths a letter differ by 3 % (standard deviation over mean) in Courier, by 12 % in
#: Helvetica.
PROPORTIONAL = 0.07

#: The fewest other gaps by which a line is judged, and words by which a font is.
LEAST = 2
_WORDS = 6

#: An adjustment of a size and a half and more (ISO 32000-2, 9.4.3). A row of spaces, as typists
#: set columns with, makes gaps of the same look.
_ADJUSTMENT = re.compile(rb"[)>]\s*(?:-\d+\s+)*-(?:1[5-9]\d\d|[2-9]\d{3}|\d{5,})[.\d]*\s*[(<\-]")

#: How much of the gap a box fills, and how high it is in sizes of the font.
_FILLS, _LOW, _HIGH = 0.5, 0.5, 3.0


def gaps_of(words: Sequence[Judged], scene: Scene, canvas: Canvas) -> Iterator[Gap]:
    """The gaps of a page that a box or an adjustment (TJ) keeps open, with neighbours unmoved.

    Args:
        words: The page's words, judged.
        scene: Its objects.
        canvas: The page.
    """
    drawn = [word for word in words if not word.why and word.mode not in NOT_DRAWN]
    if not _proportional(drawn):
        return
    found = [pair for line in _lines(drawn) for pair in _standing_out(line)]
    if not found:
        return
    shown = canvas.shown(np.array([item.box for item in scene.items]))
    starts = [after.box[0] for _, after in found]
    boxes = [
        box for item, box in zip(scene.items, shown.tolist(), strict=True) if item.kind != TEXT
    ]
    for before, after in found:
        if sum(abs(after.box[0] - start) < 1 for start in starts) > 1:
            continue  # a column
        gap = (before.box[2], min(before.box[1], after.box[1]), after.box[0],
               max(before.box[3], after.box[3]))  # fmt: skip
        boxed = any(_fills(box, gap, before.size) for box in boxes)
        if boxed or before.last == after.first:
            x0, y0, x1, y1 = (round(edge, 2) for edge in gap)
            yield Gap((x0, y0, x1, y1), boxed)


def adjusts(content: bytes) -> bool:
    """Whether a page's own content keeps a gap of a word open by an adjustment."""
    return _ADJUSTMENT.search(content) is not None


def _proportional(words: Sequence[Judged]) -> bool:
    widths = [
        (word.box[2] - word.box[0]) / len(word.text) / word.size
        for word in words
        if len(word.text) >= 4 and word.size > 0
    ]
    return len(widths) >= _WORDS and pstdev(widths) > PROPORTIONAL * fmean(widths)


def _lines(words: Sequence[Judged]) -> Iterator[list[Judged]]:
    line: list[Judged] = []
    for word in words:
        if line and not _follows(line[-1], word):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _follows(word: Judged, following: Judged) -> bool:
    _, y0, x1, y1 = word.box
    a0, b0, _, b1 = following.box
    shared = min(y1, b1) - max(y0, b0)
    return (
        a0 >= x1 - word.size
        and shared * 2 > min(y1 - y0, b1 - b0)
        and abs(word.size - following.size) < word.size / 10
    )


def _standing_out(line: list[Judged]) -> Iterator[tuple[Judged, Judged]]:
    pairs = list(pairwise(line))
    widths = [after.box[0] - before.box[2] for before, after in pairs]
    for place, (before, after) in enumerate(pairs):
        width, size = widths[place], before.size
        if not NARROW * size <= width <= WIDE * size:
            continue
        others = widths[:place] + widths[place + 1 :]
        usual = [other for other in others if other < NARROW * size]
        if (
            len(usual) >= LEAST
            and len(others) - len(usual) <= 1
            and width > OUT * max(usual)
            and max(usual) < 2 * median(usual) + size / 4
        ):
            yield before, after


def _fills(box: Sequence[float], gap: Box, size: float) -> bool:
    x0, y0, x1, y1 = box
    across = min(x1, gap[2]) - max(x0, gap[0])
    down = min(y1, gap[3]) - max(y0, gap[1])
    return (
        across >= _FILLS * (gap[2] - gap[0])
        and x1 - x0 <= gap[2] - gap[0] + size
        and down > 0
        and _LOW * size <= y1 - y0 <= _HIGH * size
    )
