"""Pages drawn for a person to look at: as a reader shows them, and nothing that a reader hides."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2

from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.canvas import Canvas, Pixels
from disclosurelog.files.pdf.opening import PRINT_AGAIN, open_pdfium
from disclosurelog.files.refusal import Unreadable


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as pixels.

    Attributes:
        width, height: Of the page as shown, in points.
        columns, rows: Of the picture, in pixels.
        pixels: Row by row from the top, three bytes each: red, green, blue.
    """

    width: float
    height: float
    columns: int
    rows: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page to draw: its number, counted from 1, and the size of the picture in pixels."""

    number: int
    columns: int
    rows: int


def draw_page(path: Path, number: int, dpi: int, most: int, limits: ReadLimits) -> DrawnPage:
    """Draw one page with its annotations and form fields, over white.

    Args:
        path: A PDF.
        number: The page, counted from 1.
        dpi: Pixels an inch.
        most: The most pixels; a larger page is drawn smaller.
        limits: How much to look at.

    Raises:
        Unreadable: It can't be opened, there is no such page, or it has no size.
    """
    with _opened(path, limits) as document, _canvas(document, number, most) as canvas:
        width, height = canvas.width, canvas.height
        scale = min(dpi / 72, math.sqrt(most / (width * height)))
        columns = max(1, min(most, math.floor(width * scale)))
        rows = max(1, min(most // columns, math.floor(height * scale)))
        pixels = _drawn(canvas, columns, rows).tobytes()
        return DrawnPage(width, height, columns, rows, pixels)


def draw_pages(
    path: Path, wanted: Sequence[WantedPage], limits: ReadLimits
) -> Iterator[Pixels | None]:
    """Draw several pages in the same way, each to a size of its own.

    Yields:
        For each page an array of rows and columns, of grey alone where the page has no colour,
        else of red, green and blue; None where the page can't be drawn.

    Raises:
        Unreadable: The file can't be opened.
    """
    with _opened(path, limits) as document:
        for one in wanted:
            try:
                with _canvas(document, one.number, one.columns * one.rows) as canvas:
                    pixels = _drawn(canvas, one.columns, one.rows)
            except Unreadable:
                yield None
            else:
                yield pixels[..., 0] if _is_grey(pixels) else pixels


@contextlib.contextmanager
def _opened(path: Path, limits: ReadLimits) -> Iterator[pypdfium2.PdfDocument]:
    document = open_pdfium(path.read_bytes(), limits)
    try:
        yield document
    finally:
        document.close()


@contextlib.contextmanager
def _canvas(document: pypdfium2.PdfDocument, number: int, most: int) -> Iterator[Canvas]:
    if not 1 <= number <= len(document):
        raise Unreadable(f"there is no page {number}", "check the file again")
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {number} can't be read", PRINT_AGAIN) from error
    try:
        canvas = Canvas(page.raw, document.formenv, most)
        if canvas.width <= 0 or canvas.height <= 0:
            raise Unreadable(f"page {number} has no size", PRINT_AGAIN)
        yield canvas
    finally:
        page.close()


def _drawn(canvas: Canvas, columns: int, rows: int) -> Pixels:
    canvas.columns, canvas.rows = columns, rows
    (view,) = canvas.views()
    return np.ascontiguousarray(canvas.draw(view, annotations=True)[..., 2::-1])


def _is_grey(pixels: Pixels) -> bool:
    red, green, blue = (pixels[..., channel] for channel in range(3))
    return bool((red == green).all() and (green == blue).all())
