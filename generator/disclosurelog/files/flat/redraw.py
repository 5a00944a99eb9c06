"""A page drawn once more, as a person sees it and with no trace of the words that nobody sees."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from disclosurelog.files import facts
from disclosurelog.files.facts import Word
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.canvas import Canvas, Pixels
from disclosurelog.files.pdf.judged import Judged, gather
from disclosurelog.files.pdf.picture import LEAST_CHANGE
from disclosurelog.files.pdf.scene import NOT_DRAWN, TEXT, Scene, read_scene

#: Most pixels of one drawing: 64 MB at 4 bytes each. A sheet of A2 at 200 dots an inch has 15.5
#: million; a larger page is drawn with fewer dots.
MOST_PIXELS = 16_000_000

#: Reasons for which a hidden word leaves nothing in a drawing.
_NOWHERE = frozenset({facts.OFF_PAGE, facts.CROPPED, facts.LAYER, facts.CLIPPED})

#: How far the ink of a letter reaches past its box, in pixels: the soft edge on either side.
_EDGE = 2


@dataclass(frozen=True, slots=True)
class Redrawn:
    """A page as pixels.

    Attributes:
        width, height: Of the page as shown, in points.
        pixels: Rows, columns, and (blue, green, red).
        hidden: Boxes, in points, of words that left a trace and leave none now.
        erased: How many of them showed in part.
    """

    width: float
    height: float
    pixels: Pixels
    hidden: tuple[facts.Box, ...]
    erased: int


def redraw(
    document: pypdfium2.PdfDocument,
    number: int,
    words: Sequence[Word],
    dpi: int,
    limits: ReadLimits,
) -> Redrawn:
    """Draw a page with its annotations and form fields, over white.

    A word that is hidden may still have left a trace: a box of 99 % changes what lies under it by
    3 of 255, and a stretch of the contrast brings it back. So the page is drawn without those
    words too, and that drawing is taken wherever the two are alike to the eye, and wherever such
    a word lies.

    Args:
        document: An open PDFium document with its forms.
        number: The page, counted from 1.
        words: Its words, as `read_facts` gives them.
        dpi: Pixels an inch; fewer where the page would have more than `MOST_PIXELS`.
        limits: How much to look at.

    Raises:
        Unreadable: The page is over the limits.
    """
    page = document[number - 1]
    try:
        canvas = _canvas(page.raw, document.formenv, dpi, limits)
        scene = read_scene(page.raw, canvas, limits)
        # After the words of the page follow those of annotations and of no size: not drawn here.
        hidden = [
            judged
            for judged, word in zip(gather(scene), words, strict=False)
            if not word.visible and word.why_hidden not in _NOWHERE and word.mode not in NOT_DRAWN
        ]
        (view,) = canvas.views()
        full = canvas.draw(view, annotations=True)[..., :3]
        if hidden:
            _hide(scene, hidden)
            bare = canvas.draw(view, annotations=True)[..., :3]
            full = _without_traces(full, bare, _places(canvas, scene, hidden))
        boxes = tuple(one.box for one in hidden)
        erased = sum(one.why_hidden == facts.PARTLY for one in words)
        return Redrawn(canvas.width, canvas.height, np.ascontiguousarray(full), boxes, erased)
    finally:
        page.close()


def _canvas(page: Any, forms: Any, dpi: int, limits: ReadLimits) -> Canvas:
    canvas = Canvas(page, forms, max(MOST_PIXELS, limits.pixels))
    area = max(1.0, canvas.width * canvas.height)
    scale = min(dpi / 72, math.sqrt(MOST_PIXELS / area))
    canvas.columns = max(1, math.floor(canvas.width * scale))
    canvas.rows = max(1, math.floor(canvas.height * scale))
    return canvas


def _hide(scene: Scene, hidden: Sequence[Judged]) -> None:
    """Leave out every object that draws a hidden word."""
    for place in {scene.characters.items[one] for word in hidden for one in word.span}:
        if scene.items[place].kind == TEXT:
            pdfium.FPDFPageObj_SetIsActive(scene.items[place].handle, False)


def _places(
    canvas: Canvas, scene: Scene, hidden: Sequence[Judged]
) -> Iterator[tuple[int, int, int, int]]:
    """Where the letters of hidden words lie, in pixels."""
    letters = np.array([place for word in hidden for place in word.span], np.int64)
    boxes = canvas.pixels(scene.characters.boxes[letters])
    low = (boxes[:, :2] - _EDGE).clip(0)
    high = (boxes[:, 2:] + _EDGE).clip(0)
    for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist(), strict=True):
        yield x0, y0, x1, y1


def _without_traces(
    full: Pixels, bare: Pixels, places: Iterator[tuple[int, int, int, int]]
) -> Pixels:
    change: npt.NDArray[np.int16] = np.abs(full.astype(np.int16) - bare).max(axis=2)
    gone = change <= LEAST_CHANGE
    for x0, y0, x1, y1 in places:
        gone[y0:y1, x0:x1] = True
    return np.where(gone[..., None], bare, full)
