"""What a page draws: its objects in the order they are drawn, and its characters."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

from disclosurelog.files.facts import TINY, Word
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf import calls
from disclosurelog.files.pdf.canvas import Boxes, Canvas
from disclosurelog.files.pdf.raster import size_of
from disclosurelog.files.refusal import Unreadable

TEXT, PATH, IMAGE = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE
FORM = pdfium.FPDF_PAGEOBJ_FORM

#: Render modes that draw nothing: invisible, and clip only (ISO 32000-2, table 104).
NOT_DRAWN = (3, 7)

#: Keys of marked content by which a file says what a text stands for (ISO 32000-2, 14.9).
_STANDS_FOR = ("ActualText", "Alt", "E")

#: What lies above the objects of a page: neither a layer nor a veil.
_PLAIN = (False, False)

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Item:
    """One drawn object. `box` is in the page's own space; `layered`: it hangs on a layer.

    `where` is the address that `handle` leads to. `matrix` leads from its own space to the page's.
    `veiled`: a picture, and it is not simply drawn over what lies under it (11.3).
    """

    handle: Any
    where: int
    kind: int
    box: tuple[float, float, float, float]
    layered: bool
    clipped: bool = False
    mode: int = 0
    size: float = 0.0
    matrix: Matrix = _IDENTITY
    veiled: bool = False

    def show(self, active: bool) -> None:
        """Draw it, or leave it out, in every drawing from now on."""
        pdfium.FPDFPageObj_SetIsActive(self.handle, active)


@dataclass(slots=True)
class Characters:
    """Every character of the page, in parallel. `boxes` are shown boxes; `items` -1 for none."""

    text: str
    boxes: Boxes
    items: npt.NDArray[np.int64]
    shapeless: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.text)


@dataclass(slots=True)
class Scene:
    """The page: items in drawing order without the forms that hold them, and characters."""

    items: list[Item] = field(default_factory=list)
    characters: Characters = field(
        default_factory=lambda: Characters(
            "", np.empty((0, 4)), np.empty(0, np.int64), np.empty(0, np.bool_)
        )
    )


def read_scene(page: Any, canvas: Canvas, limits: ReadLimits) -> Scene:
    """Read a loaded PDFium page.

    Raises:
        Unreadable: More objects, characters or nesting than the limits allow.
    """
    scene = Scene()
    collector = _Collector(scene.items, limits)
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        collector.collect(pdfium.FPDFPage_GetObject(page, index), _IDENTITY, 0, _PLAIN)
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        raise Unreadable("the text of a page could not be read", PRINT_AGAIN)
    try:
        scene.characters = _characters(text_page, scene.items, canvas, limits)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
    return scene


PRINT_AGAIN = "print the document to a new PDF and publish that one"


class _Collector:
    """Puts what a page draws into a list, forms taken apart."""

    def __init__(self, items: list[Item], limits: ReadLimits) -> None:
        self._items, self._limits = items, limits
        # One room for all answers: PDFium writes into it, object after object.
        self._room = (ctypes.c_float * 6)()
        start, step = ctypes.addressof(self._room), ctypes.sizeof(ctypes.c_float)
        self._places = tuple(start + step * number for number in range(4))

    def collect(self, handle: Any, parent: Matrix, depth: int, above: tuple[bool, bool]) -> None:
        """Take an object, or what a form holds. `above`: its forms are layered, and veiled."""
        if depth > self._limits.depth or len(self._items) >= self._limits.page_objects:
            raise Unreadable("a page is nested too deep or holds too many objects", PRINT_AGAIN)
        where = calls.address(handle)
        kind = calls.kind_of(where)
        layered = (calls.marks_of(where) > 0 and _strip_marks(handle)) or above[0]
        veiled = above[1]
        if kind in (FORM, IMAGE):
            veiled = bool(pdfium.FPDFPageObj_HasTransparency(handle)) or veiled
        own = self._matrix(where)
        matrix = own if parent is _IDENTITY else _times(own, parent)
        if kind == FORM:
            count = max(0, pdfium.FPDFFormObj_CountObjects(handle))
            for index in range(count):
                child = pdfium.FPDFFormObj_GetObject(handle, index)
                self.collect(child, matrix, depth + 1, (layered, veiled))
            return
        clip = calls.clip_of(where)
        clipped = bool(clip) and calls.paths_of(clip) > 0
        item = Item(handle, where, kind, self._bounds(where, parent), layered, clipped)
        item.matrix = matrix
        if kind == TEXT:
            item.mode = calls.mode_of(where)
            size = self._room[0] if calls.size_of(where, self._places[0]) else 0.0
            item.size = abs(size) * math.hypot(matrix[2], matrix[3])
        elif kind == IMAGE:
            _refuse_vast(handle, self._limits)
            item.veiled = veiled
        self._items.append(item)

    def _matrix(self, where: int) -> Matrix:
        if not calls.matrix_of(where, self._places[0]):
            return _IDENTITY
        a, b, c, d, e, f = self._room
        return (a, b, c, d, e, f)

    def _bounds(self, where: int, parent: Matrix) -> tuple[float, float, float, float]:
        if not calls.bounds_of(where, *self._places):
            return (0.0, 0.0, 0.0, 0.0)
        left, bottom, right, top = self._room[:4]
        if parent is _IDENTITY:
            return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        a, b, c, d, e, f = parent
        xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
        ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
        return (min(xs), min(ys), max(xs), max(ys))


def _refuse_vast(handle: Any, limits: ReadLimits) -> None:
    """Refuse a picture that no one can unpack: what it shows can't be looked at."""
    width, height = size_of(handle)
    if width * height > limits.picture_pixels:
        raise Unreadable(
            f"a page holds a picture of {width:,} by {height:,} pixels, more than can be looked at",
            "make the picture smaller, put it in again, and publish that file",
        )


def unlisted(scene: Scene, canvas: Canvas) -> Iterator[Word]:
    """A word for each text that is drawn without any width or size.

    PDFium lists none of its characters. Other programs read them out. Text that is empty, or
    blank, has a place and a size and no extent.
    """
    known = set(scene.characters.items.tolist())
    for place, item in enumerate(scene.items):
        if item.kind == TEXT and place not in known:
            x0, y0, x1, y1 = item.box
            if item.size <= 0 or (x1 - x0) <= 0 < (y1 - y0) or (y1 - y0) <= 0 < (x1 - x0):
                box = canvas.shown(np.array([item.box]))[0].round(2).tolist()
                shown = (box[0], box[1], box[2], box[3])
                yield Word("\ufffd", shown, 0.0, item.mode, False, TINY, 0.0, 1, True)


def _strip_marks(handle: Any) -> bool:
    """Take away what the text claims to stand for; say whether it hangs on a layer.

    PDFium gives /ActualText in place of what is drawn. A person sees what is drawn.
    """
    layered = False
    doomed = []
    for index in range(max(0, pdfium.FPDFPageObj_CountMarks(handle))):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        buffer = ctypes.create_string_buffer(16)
        length = ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetName(
            mark, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 16, length
        )
        layered = layered or buffer.raw[: length.value] == "OC\0".encode("utf-16-le")
        if any(
            pdfium.FPDFPageObjMark_GetParamValueType(mark, key.encode())
            != pdfium.FPDF_OBJECT_UNKNOWN
            for key in _STANDS_FOR
        ):
            doomed.append(mark)
    for mark in doomed:
        pdfium.FPDFPageObj_RemoveMark(handle, mark)
    return layered


def _times(first: Matrix, second: Matrix) -> Matrix:
    """First `first`, then `second` (ISO 32000-2, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _characters(
    text_page: Any,
    items: list[Item],
    canvas: Canvas,
    limits: ReadLimits,
) -> Characters:
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    if count > limits.characters:
        raise Unreadable("a page holds too many characters", PRINT_AGAIN)
    if not count:
        return Scene().characters
    page = calls.address(text_page)
    each = range(count)
    text = "".join(map(_character, map(calls.unicode_of, repeat(page), each)))
    places = {item.where: index for index, item in enumerate(items) if item.kind == TEXT}
    # A character that nothing draws, as a space between words, is told as drawn by None.
    drawn = list(map(calls.drawn_by, repeat(page), each))
    owners = np.fromiter((places.get(one, -1) for one in drawn), np.int64, count)
    boxes = np.zeros((count, 4))
    left, bottom, right, top = _columns(boxes)
    wrote = list(map(calls.char_box, repeat(page), each, left, right, bottom, top))
    real = np.fromiter(map(bool, drawn), np.bool_, count)
    boxes[~real | (np.array(wrote, np.int64) == 0)] = 0.0
    # A font without shapes, as OCR programs use, gives boxes without an extent.
    shapeless = real & ((boxes[:, 2] - boxes[:, 0] <= 0.0) | (boxes[:, 3] - boxes[:, 1] <= 0.0))
    if shapeless.any():
        chosen = np.flatnonzero(shapeless)
        loose = np.zeros((len(chosen), 4), np.float32)
        wrote = list(map(calls.loose_box, repeat(page), chosen.tolist(), _columns(loose)[0]))
        told = np.array(wrote, np.bool_)
        boxes[chosen[told]] = loose[told][:, (0, 3, 2, 1)]
    return Characters(text, canvas.shown(boxes), owners, shapeless)


def _columns(table: npt.NDArray[Any]) -> list[range]:
    """The addresses of each column's entries, from the first row to the last."""
    start, (down, across) = table.ctypes.data, table.strides
    first = [start + across * number for number in range(table.shape[1])]
    return [range(one, one + down * len(table), down) for one in first]


@lru_cache(maxsize=4096)
def _character(code: int) -> str:
    """A character, as far as it can be told: U+FFFD for a code without a meaning.

    PDFium marks a hyphen at the end of a line with U+0002.
    """
    if code in (0x02, 0xFFFE):
        return "\u00ad"
    if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return chr(code)
