"""Words that draw nothing themselves and lie over a picture: what OCR adds to a scan."""

from __future__ import annotations

import numpy as np

from disclosurelog.files import facts
from disclosurelog.files.facts import Box
from disclosurelog.files.pdf.canvas import Boxes, Canvas
from disclosurelog.files.pdf.judged import Judged
from disclosurelog.files.pdf.picture import Finish
from disclosurelog.files.pdf.scene import IMAGE, TEXT, Item, Scene

#: How far recognised words are looked for above and below their ink, in whole points: from more
#: than the looseness of OCR's boxes (4 points in scanned releases) to a line of 14-point text.
NEAREST, FARTHEST = 4, 18

#: A single character over blank paper is OCR's reading of a speck. In 12 scanned releases with
#: 20,500 words, 56 with a letter or digit lie over blank paper, and none of them has two.
LEAST_WORD = 2

#: The fewest letters from which a mark in a box can be told to be no word.
LEAST_LABELLED = 4


def judge_recognised(words: list[Judged], scene: Scene, canvas: Canvas, finish: Finish) -> None:
    """Decide words without ink of their own.

    A word is seen when the picture under it is not of one colour. Where it is, the word was
    recognised before the picture was blacked out (or whited out) there, unless all words of the
    page lie off their ink.
    """
    blank = []
    for word in words:
        flat, labelled = finish.empty(word.box)
        if flat:
            blank.append(word)
        elif labelled and word.telling >= LEAST_LABELLED:
            word.hide(facts.PICTURE)
    if not blank:
        return  # and so no single character beside one that is hidden
    drawn = _boxes(canvas, [item for item in scene.items if item.kind != TEXT])
    shapes = _boxes(canvas, [item for item in scene.items if item.kind not in (TEXT, IMAGE)])
    misplaced = any(word.telling >= LEAST_WORD for word in blank) and _misplaced(words, finish)
    for word in blank:
        if not _touches(word.box, drawn):
            word.hide(facts.INVISIBLE)
        elif word.telling < LEAST_WORD:
            word.why = facts.PICTURE
        elif _touches(word.box, shapes):
            word.hide(facts.COVERED)
        elif not misplaced:
            word.hide(facts.PICTURE)
    _join(words)


def _join(words: list[Judged]) -> None:
    """A single character beside hidden words is hidden with them: an initial, not a speck."""
    for place, word in enumerate(words):
        beside = words[max(0, place - 1) : place] + words[place + 1 : place + 2]
        if (
            word.why == facts.PICTURE
            and not word.hidden
            and word.telling
            and any(
                other.hidden >= LEAST_WORD
                and other.why == facts.PICTURE
                and min(other.box[3], word.box[3]) > max(other.box[1], word.box[1])
                for other in beside
            )
        ):
            word.hidden = word.telling


def _misplaced(words: list[Judged], finish: Finish) -> bool:
    """Whether all words of the page lie off their ink by about a line.

    They do when there is one shift that puts every one of them on ink, and on no less of it.
    After a redaction there is none: what stands at the edges of the text goes off it.
    """
    telling = [word.box for word in words if word.telling >= LEAST_WORD]
    boxes = np.array(telling)
    now = finish.ink(boxes) if telling else 0.0
    for distance in range(NEAREST, FARTHEST + 1):
        for shift in (distance, -distance):
            moved = np.array([0.0, shift, 0.0, shift])
            if finish.ink(boxes + moved) > now and not any(
                finish.blank(_moved(box, shift)) for box in telling
            ):
                return True
    return False


def _moved(box: Box, shift: float) -> Box:
    x0, y0, x1, y1 = box
    return (x0, y0 + shift, x1, y1 + shift)


def _boxes(canvas: Canvas, items: list[Item]) -> Boxes:
    return canvas.shown(np.array([item.box for item in items] or [(0.0,) * 4]))


def _touches(box: Box, drawn: Boxes) -> bool:
    x0, y0, x1, y1 = box
    return bool(
        np.any((drawn[:, 0] < x1) & (drawn[:, 2] > x0) & (drawn[:, 1] < y1) & (drawn[:, 3] > y0))
    )
