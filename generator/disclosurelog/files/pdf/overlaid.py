"""What annotations write and draw, looked at as if it stood on the page itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from disclosurelog.files.facts import Box, PageFacts, Unseen, Word
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.canvas import Canvas
from disclosurelog.files.pdf.opening import open_pdfium
from disclosurelog.files.pdf.pictures import Pictures, look
from disclosurelog.files.pdf.sight import see


@dataclass(slots=True)
class Overlaid:
    """What annotations hold and do not show: words by page, and pictures."""

    words: dict[int, list[Word]] = field(default_factory=dict)
    pictures: list[Unseen] = field(default_factory=list)


def overlaid(
    data: bytes,
    numbers: Collection[int],
    pages: Sequence[PageFacts],
    known: Collection[str],
    limits: ReadLimits,
) -> Overlaid:
    """Look at pages with the looks of their annotations made part of them.

    PDFium lists what pages write, and not what annotations do: words that a stamp writes in
    white, or covers itself, are in nobody's list.

    Args:
        data: The whole file.
        numbers: The pages to look at, counted from 1.
        pages: What was seen of every page without annotations.
        known: SHA-256 of the pictures that pages draw by themselves.
        limits: How far to look.

    Raises:
        Unreadable: A page is over the limits.
    """
    found = Overlaid()
    if not numbers:
        return found
    pictures = Pictures(masked=True, stencils=True)
    document = open_pdfium(data, limits)
    try:
        for number in sorted(numbers):
            if _flattened(document, number):
                own = {(word.text, word.box) for word in pages[number - 1].words}
                found.words[number] = _words(document, number, own, pictures, limits)
    finally:
        document.close()
    pictures.placements = [one for one in pictures.placements if one.digest not in known]
    pictures.lines.clear()
    found.pictures.extend(pictures.unseen())
    return found


def _flattened(document: pypdfium2.PdfDocument, number: int) -> bool:
    page = document[number - 1]
    try:
        made = pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
        return bool(made == pdfium.FLATTEN_SUCCESS)
    finally:
        page.close()


def _words(
    document: pypdfium2.PdfDocument,
    number: int,
    own: Collection[tuple[str, Box]],
    pictures: Pictures,
    limits: ReadLimits,
) -> list[Word]:
    """Words that can't be seen and that the page does not write itself."""
    page = document[number - 1]
    try:
        canvas = Canvas(page.raw, None, limits.pixels)
        seen = see(page.raw, canvas, limits)
        look(seen.scene, canvas, number, pictures, annotated=False, finish=seen.finish)
        return [
            word for word in seen.words if not word.visible and (word.text, word.box) not in own
        ]
    finally:
        page.close()
