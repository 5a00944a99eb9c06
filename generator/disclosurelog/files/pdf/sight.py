"""Which words of a page a person can see, and why the others can't be seen."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from disclosurelog.files import facts
from disclosurelog.files.facts import Gap, Word
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.canvas import Boxes, Canvas
from disclosurelog.files.pdf.covers import Covers
from disclosurelog.files.pdf.gaps import gaps_of
from disclosurelog.files.pdf.ink import Ink, measure
from disclosurelog.files.pdf.judged import (
    LOST,
    UNSEEN_IN_A_ROW,
    WEAK,
    WEAKENED,
    Judged,
    gather,
    sums,
    unseen_row,
)
from disclosurelog.files.pdf.layers import layers
from disclosurelog.files.pdf.picture import Finish
from disclosurelog.files.pdf.recognised import judge_recognised
from disclosurelog.files.pdf.scene import NOT_DRAWN, Scene, read_scene

#: Text below this size, in points, can't be read on paper.
LEAST_SIZE = 1.0

#: Annotations that draw nothing over a page.
_SILENT = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


@dataclass(frozen=True, slots=True)
class Sight:
    """A page as it was seen.

    `words` in the order of the file; `scene` is what it draws; `finish` how it looks, None where
    it has no words; `gaps` are those that give a word's width away.
    """

    words: list[Word]
    scene: Scene
    finish: Finish | None
    gaps: list[Gap]


def see(page: Any, canvas: Canvas, limits: ReadLimits) -> Sight:
    """Look at a loaded PDFium page.

    Raises:
        Unreadable: The page is over the limits.
    """
    scene = read_scene(page, canvas, limits)
    judged = gather(scene)
    if not judged:
        return Sight([], scene, None, [])
    groups, stuck = layers(scene, limits.overlaps)
    finish = Finish(canvas)
    ink = measure(canvas, scene, groups, finish=finish)
    _first_look(judged, scene, canvas, ink, page, stuck, finish)
    Covers(canvas, scene, groups, ink).judge([word for word in judged if word.doubt], finish)
    judge_recognised([word for word in judged if word.recognised], scene, canvas, finish)
    if has_covers(page):
        _under_annotations(judged, canvas, scene, groups, ink)
    gaps = list(gaps_of(judged, scene, canvas))
    boxes = np.array([word.box for word in judged]).round(2).tolist()
    words = [
        word.word((x0, y0, x1, y1)) for word, (x0, y0, x1, y1) in zip(judged, boxes, strict=True)
    ]
    return Sight(words, scene, finish, gaps)


def _first_look(
    judged: list[Judged],
    scene: Scene,
    canvas: Canvas,
    ink: Ink,
    page: Any,
    stuck: set[int],
    finish: Finish,
) -> None:
    outside = _outside(scene.characters.boxes, canvas)
    total = sums(judged, ink, outside)
    varied = _varied(judged, total.inked.tolist(), finish)
    for word, many, own, seen, contrast, inked, unseen in zip(
        judged,
        varied,
        total.own.tolist(),
        total.seen.tolist(),
        total.contrast.tolist(),
        total.inked.tolist(),
        total.unseen.tolist(),
        strict=True,
    ):
        count = len(word.places)
        if word.size < LEAST_SIZE and word.mode not in NOT_DRAWN:
            word.hide(facts.TINY)
        elif inked * 2 < count:
            _without_ink(word, scene, canvas, page, outside)
        elif word.first in stuck or word.last in stuck:
            word.hide(facts.UNDECIDED)
        else:
            word.ink = min(1.0, seen / own)
            if unseen * 2 >= count or (
                unseen >= UNSEEN_IN_A_ROW and unseen_row(word, ink) >= UNSEEN_IN_A_ROW
            ):
                word.hidden = int(unseen) if word.telling else 0
                word.doubt = LOST
            elif count > 1 and not many and finish.flat(word.box):
                word.hidden = word.telling
                word.doubt = LOST
            elif contrast < own * WEAKENED:
                word.doubt = WEAK


def _varied(judged: list[Judged], inked: list[float], finish: Finish) -> list[bool]:
    """Of which words that draw something it is quick to tell that their place is not flat."""
    chosen = [
        n
        for n, (word, own) in enumerate(zip(judged, inked, strict=True))
        if own * 2 >= len(word.places)
    ]
    varied = [False] * len(judged)
    if chosen:
        boxes = np.array([judged[n].box for n in chosen])
        for n, told in zip(chosen, finish.varied(boxes).tolist(), strict=True):
            varied[n] = told
    return varied


def _without_ink(
    word: Judged,
    scene: Scene,
    canvas: Canvas,
    page: Any,
    outside: npt.NDArray[np.bool_],
) -> None:
    item = scene.items[word.first]
    if outside[word.places].sum() * 2 >= len(word.places):
        on_sheet = _on_sheet(scene.characters.boxes[word.places], canvas, page)
        word.hide(facts.CROPPED if on_sheet else facts.OFF_PAGE)
    elif word.mode in NOT_DRAWN or scene.characters.shapeless[word.places].any():
        word.recognised = True
        return
    elif item.layered:
        word.hide(facts.LAYER)
    elif item.clipped:
        word.hide(facts.CLIPPED)
    else:
        word.hide(facts.COLOUR)
    word.ink = 0.0


def _outside(boxes: Boxes, canvas: Canvas) -> npt.NDArray[np.bool_]:
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    return np.asarray(((middle < 0) | (middle > (canvas.width, canvas.height))).any(axis=1))


def _on_sheet(boxes: Boxes, canvas: Canvas, page: Any) -> bool:
    """Whether most of the boxes lie inside the MediaBox."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetMediaBox(page, *edges):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    sheet = canvas.shown(np.array([[left, bottom, right, top]]))[0]
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    inside = (middle >= sheet[:2]) & (middle <= sheet[2:])
    return bool(inside.all(axis=1).sum() * 2 >= len(boxes))


def has_covers(page: Any) -> bool:
    """Whether the page has an annotation that draws: any but links and pop-ups."""
    for index in range(max(0, pdfium.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        subtype = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if subtype not in _SILENT:
            return True
    return False


def _under_annotations(
    judged: list[Judged], canvas: Canvas, scene: Scene, groups: list[list[int]], before: Ink
) -> None:
    finish = Finish(canvas, annotations=True)
    after = measure(canvas, scene, groups, finish=finish, annotations=True)
    for word in judged:
        if word.why:
            continue
        if word.recognised:
            if word.telling > 1 and finish.blank(word.box):
                word.hide(facts.ANNOTATION)
            continue
        was, now = before.contrast[word.places].sum(), after.contrast[word.places].sum()
        if now < was * WEAKENED:
            word.ink = float(after.share[word.places].mean())
            word.hide(facts.ANNOTATION)
