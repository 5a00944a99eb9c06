"""A picture of a page, from the child that drew it to the parent that shows it.

Pixels cross and nothing else: no picture format whose reader could be attacked.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from disclosurelog.files.pdf.drawing import DrawnPage, draw_page
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.wire import LONGEST, GarbageError

_HEAD = struct.Struct(">4sddII")
_MAGIC = b"draw"


def draw(path: Path, limits: Limits, wish: Mapping[str, Any]) -> bytes:
    """In the child: draw page `page` at `dpi` with at most `most` pixels. Raises Unreadable."""
    drawn = draw_page(path, int(wish["page"]), int(wish["dpi"]), int(wish["most"]), limits.read)
    head = _HEAD.pack(_MAGIC, drawn.width, drawn.height, drawn.columns, drawn.rows)
    return head + drawn.pixels


def picture_from(data: bytes, most: int) -> DrawnPage:
    """In the parent: the picture that a child sent, at most `most` pixels.

    Raises:
        GarbageError: It is not one.
    """
    if len(data) < _HEAD.size:
        raise GarbageError("no picture")
    magic, width, height, columns, rows = _HEAD.unpack_from(data)
    if magic != _MAGIC or not all(math.isfinite(s) and 0 < s <= LONGEST for s in (width, height)):
        raise GarbageError("no picture")
    pixels = data[_HEAD.size :]
    if not 0 < columns * rows <= most or len(pixels) != columns * rows * 3:
        raise GarbageError("a picture of another size than it says")
    return DrawnPage(width, height, columns, rows, pixels)
