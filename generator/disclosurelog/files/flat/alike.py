"""Whether two files look the same, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pypdfium2

from disclosurelog.files.facts import Box
from disclosurelog.files.flat.encode import squares
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.canvas import Canvas, Pixels
from disclosurelog.files.pdf.opening import open_pdfium

#: Pages are compared at 72 dots an inch in squares of this many points: the mean of a square may
#: differ by `_SHIFT` of 255 in any channel, and that of the page by `_WHOLE`. Measured on released
#: scans: dense specks on dirty paper differ by up to 49, pages by up to 0.4. A missing letter of
#: 12 points makes more than 70, a missing word or box more than 100.
_SQUARE, _SHIFT, _WHOLE = 6, 64, 3

_MOST = 4_000_000  # pixels of one drawing


def differs(
    one: bytes, other: bytes, ignored: Mapping[int, Sequence[Box]], limits: ReadLimits
) -> Iterator[int]:
    """The pages, counted from 1, that do not look the same in both files.

    Args:
        one: A PDF.
        other: A PDF with as many pages.
        ignored: Places, by page, that may differ.
        limits: How much to look at.
    """
    first, second = open_pdfium(one, limits), open_pdfium(other, limits)
    try:
        for index in range(len(first)):
            gap = difference(first, second, index, ignored.get(index + 1, ()))
            if gap is None or gap[0] > _SHIFT or gap[1] > _WHOLE:
                yield index + 1
    finally:
        first.close()
        second.close()


def difference(
    first: pypdfium2.PdfDocument,
    second: pypdfium2.PdfDocument,
    index: int,
    ignored: Sequence[Box],
) -> tuple[float, float] | None:
    """The largest difference of a square and the mean of all; None where the sizes differ."""
    one, other = _drawn(first, index), _drawn(second, index)
    if one.shape != other.shape:
        return None
    gap = one.astype(np.float32) - other
    height, width = gap.shape[:2]
    across, down = width / first[index].get_width(), height / first[index].get_height()
    for x0, y0, x1, y1 in ignored:
        gap[
            max(0, int(y0 * down) - 2) : int(y1 * down) + 3,
            max(0, int(x0 * across) - 2) : int(x1 * across) + 3,
        ] = 0
    worst = max(
        float(np.abs(squares(np.ascontiguousarray(gap[..., part]), _SQUARE)).max())
        for part in range(3)
    )
    return worst, float(np.abs(gap.mean(axis=(0, 1))).max())


def _drawn(document: pypdfium2.PdfDocument, index: int) -> Pixels:
    page: Any = document[index]
    try:
        canvas = Canvas(page.raw, document.formenv, _MOST)
        shrink = min(1.0, (_MOST / max(1.0, canvas.width * canvas.height)) ** 0.5)
        canvas.columns = max(1, int(canvas.width * shrink))
        canvas.rows = max(1, int(canvas.height * shrink))
        (view,) = canvas.views()
        return canvas.draw(view, annotations=True)[..., :3]
    finally:
        page.close()
