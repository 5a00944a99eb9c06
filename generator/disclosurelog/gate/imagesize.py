"""How large the picture of a page is: known before it is drawn, so that no page jumps."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Final, NamedTuple

WIDEST: Final = 1050
"""Pixels. A4 has 127 dots an inch then: print of 6 points is legible."""

LARGEST: Final = 2.0  # pixels a point: a small page is not blown up past 144 dots an inch
MOST_PIXELS: Final = 2_000_000  # of one picture; A4 has 1.6 million
LONGEST_SIDE: Final = 16_000  # pixels; WebP holds 16,383 (its container specification, "VP8X")


class ImageSize(NamedTuple):
    """Pixels across and down."""

    width: int
    height: int


@lru_cache(maxsize=1024)
def image_size(width: float, height: float) -> ImageSize | None:
    """Return the size of a page's picture; None for a page that has no size itself.

    Args:
        width: Of the page as shown, in points.
        height: The same.
    """
    if width <= 0 or height <= 0:
        return None
    scale = min(
        LARGEST,
        WIDEST / width,
        LONGEST_SIDE / max(width, height),
        math.sqrt(MOST_PIXELS / (width * height)),
    )
    return ImageSize(max(1, int(width * scale + 1e-6)), max(1, int(height * scale + 1e-6)))
