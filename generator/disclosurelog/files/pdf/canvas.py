"""Drawing a page, or a part of it, into an array of pixels."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

Pixels = npt.NDArray[np.uint8]
Boxes = npt.NDArray[np.float64]

#: Pixels a point: 144 dots an inch. Measured on Helvetica: the least letter covers 13 pixels at 8
#: points and 2.9 at 4 points.
SCALE = 2.0


#: The most parts a page is drawn in at `SCALE`; a larger one is drawn smaller. An A0 sheet takes
#: 6. The largest page there can be, 14,400 points square (ISO 32000-1, annex C), has 0.48 pixels
#: a point then, at which all letters of 12 points but "l" cover 1.5 pixels (`ink.LEAST_INK`);
#: smaller words there are taken for unseen. All parts together take 200 MB.
MOST_PARTS = 8


@dataclass(frozen=True, slots=True)
class View:
    """A part of a page in pixels: its top left corner and size."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page is shown: its box in its own space, quarter turns clockwise, size in points."""

    box: tuple[float, float, float, float]
    turn: int
    width: float
    height: float

    @classmethod
    def of(cls, page: Any) -> Frame:
        """The frame of a loaded PDFium page: its CropBox within its MediaBox, then /Rotate."""
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page, box)
        return cls(
            (box.left, box.bottom, box.right, box.top),
            pdfium.FPDFPage_GetRotation(page),
            float(pdfium.FPDF_GetPageWidthF(page)),
            float(pdfium.FPDF_GetPageHeightF(page)),
        )

    def shown(self, boxes: Boxes) -> Boxes:
        """Boxes of the page's own space, (left, bottom, right, top), as boxes of the shown page.

        /Rotate turns clockwise (ISO 32000-2, table 31).
        """
        left, bottom, right, top = self.box
        x0, y0, x1, y1 = boxes.T
        if self.turn == 0:
            parts = (x0 - left, top - y1, x1 - left, top - y0)
        elif self.turn == 1:
            parts = (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        elif self.turn == 2:
            parts = (right - x1, y0 - bottom, right - x0, y1 - bottom)
        else:
            parts = (top - y1, right - x1, top - y0, right - x0)
        return np.stack(parts, axis=1)


class Canvas:
    """One page, drawn as often as asked, over white or over nothing.

    Args:
        page: A loaded PDFium page.
        forms: Its form environment, None where the file has no form.
        most: The most pixels of one drawing. A larger page is drawn in parts.
    """

    def __init__(self, page: Any, forms: Any, most: int) -> None:
        self._page = page
        self._forms = forms
        self._most = most
        self.frame = Frame.of(page)
        self.width, self.height = self.frame.width, self.frame.height
        area = max(1.0, self.width * self.height)
        scale = min(SCALE, math.sqrt(most * MOST_PARTS / area))
        self.columns = max(1, math.ceil(self.width * scale))
        self.rows = max(1, math.ceil(self.height * scale))

    def views(self) -> Iterator[View]:
        """The page in parts that each fit one drawing: nearly always a single one."""
        if self.columns * self.rows <= self._most:
            yield View(0, 0, self.columns, self.rows)
            return
        side = math.isqrt(self._most)
        for top in range(0, self.rows, side):
            for left in range(0, self.columns, side):
                yield View(left, top, min(side, self.columns - left), min(side, self.rows - top))

    def shown(self, boxes: Boxes) -> Boxes:
        """Boxes of the page's own space as boxes of the shown page (see `Frame.shown`)."""
        return self.frame.shown(boxes)

    def pixels(self, boxes: Boxes) -> npt.NDArray[np.int64]:
        """Shown boxes as whole pixels (left, top, right, bottom) that hold them."""
        scale = np.array(
            [self.columns / self.width, self.rows / self.height] * 2 if self.width else [SCALE] * 4
        )
        scaled = np.nan_to_num(boxes * scale, posinf=1e9, neginf=-1e9).clip(-1e9, 1e9)
        low = np.floor(scaled[:, :2] + 0.01).astype(np.int64)
        high = np.maximum(np.ceil(scaled[:, 2:] - 0.01).astype(np.int64), low + 1)
        return np.concatenate((low, high), axis=1)

    def draw(self, view: View, *, annotations: bool = False, over_white: bool = True) -> Pixels:
        """The page as an array of rows, columns and (blue, green, red, alpha).

        Args:
            view: Which part.
            annotations: Whether annotations and form fields are drawn too.
            over_white: False leaves alpha as the share of each pixel that is covered.
        """
        shape = (view.height, view.width, 4)
        array = np.full(shape, 255, np.uint8) if over_white else np.zeros(shape, np.uint8)
        kind = pdfium.FPDFBitmap_BGRx if over_white else pdfium.FPDFBitmap_BGRA
        bitmap = pdfium.FPDFBitmap_CreateEx(
            view.width, view.height, kind, array.ctypes.data_as(ctypes.c_void_p), view.width * 4
        )
        if not bitmap:
            raise MemoryError
        try:
            place = (-view.left, -view.top, self.columns, self.rows, 0)
            flags = pdfium.FPDF_ANNOT if annotations else 0
            pdfium.FPDF_RenderPageBitmap(bitmap, self._page, *place, flags)
            if annotations and self._forms:
                pdfium.FPDF_FFLDraw(self._forms, bitmap, self._page, *place, flags)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return array
