"""A page drawn for a person to look at: as a reader shows it, and nothing that a reader hides."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2

from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.canvas import Canvas
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
    document = open_pdfium(path.read_bytes(), limits)
    try:
        if not 1 <= number <= len(document):
            raise Unreadable(f"there is no page {number}", "check the file again")
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise Unreadable(f"page {number} can't be read", PRINT_AGAIN) from error
        canvas = Canvas(page.raw, document.formenv, most)
        width, height = canvas.width, canvas.height
        if width <= 0 or height <= 0:
            raise Unreadable(f"page {number} has no size", PRINT_AGAIN)
        scale = min(dpi / 72, math.sqrt(most / (width * height)))
        canvas.columns = max(1, min(most, math.floor(width * scale)))
        canvas.rows = max(1, min(most // canvas.columns, math.floor(height * scale)))
        (view,) = canvas.views()
        shown = canvas.draw(view, annotations=True)[..., 2::-1]
        pixels = np.ascontiguousarray(shown).tobytes()
        return DrawnPage(width, height, canvas.columns, canvas.rows, pixels)
    finally:
        document.close()
