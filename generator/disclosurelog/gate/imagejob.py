"""Pictures of pages, from the child that drew them to the parent that publishes them.

Pixels cross and nothing else, as in `picture`: for each page a byte that says how many channels
it has, then its pixels row by row. No channel means that the page can't be drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from disclosurelog.files.refusal import Unreadable
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.wire import GarbageError

_MAGIC = b"pages"
_NONE, _GREY, _COLOURED = 0, 1, 3
_MODES = {_GREY: "L", _COLOURED: "RGB"}


class Wanted(NamedTuple):
    """A page to draw: its number, counted from 1, and the size of its picture in pixels."""

    number: int
    width: int
    height: int


class Pixels(NamedTuple):
    """A drawn page. `mode` is "L" for grey alone or "RGB", as Pillow names them."""

    mode: str
    data: bytes


def images(path: Path, limits: Limits, wish: Mapping[str, Any]) -> bytes:
    """In the child: draw the pages that `wish` names, for `images_from`."""
    # Only a child needs what reads PDFs. Its server has brought that in already.
    from disclosurelog.files.pdf.drawing import WantedPage, draw_pages

    wanted = [WantedPage(*map(int, one)) for one in wish["pages"]]
    parts = [_MAGIC]
    try:
        for drawn in draw_pages(path, wanted, limits.read):
            if drawn is None:
                parts.append(bytes([_NONE]))
            else:
                parts += bytes([_GREY if drawn.ndim == 2 else _COLOURED]), drawn.tobytes()
    except Unreadable:
        return _MAGIC + bytes([_NONE]) * len(wanted)
    return b"".join(parts)


def images_wish(wanted: Iterable[Wanted]) -> dict[str, Any]:
    """Pages to draw as plain values, for `images`."""
    return {"pages": [list(one) for one in wanted]}


def images_from(data: bytes, wanted: Sequence[Wanted]) -> list[Pixels | None]:
    """In the parent: what a child drew, page by page; None for one that can't be drawn.

    Raises:
        GarbageError: It is anything else than the pictures that were asked for.
    """
    if not data.startswith(_MAGIC):
        raise GarbageError("no pictures")
    found: list[Pixels | None] = []
    at = len(_MAGIC)
    for one in wanted:
        channels = data[at] if at < len(data) else -1
        at += 1
        if channels == _NONE:
            found.append(None)
            continue
        size = one.width * one.height * channels
        if channels not in _MODES or at + size > len(data):
            raise GarbageError("a picture of another size than was asked for")
        found.append(Pixels(_MODES[channels], data[at : at + size]))
        at += size
    if at != len(data):
        raise GarbageError("more than was asked for")
    return found
