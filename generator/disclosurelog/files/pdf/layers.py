"""Which texts of a page lie over one another, so that each can be tried without the others."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from disclosurelog.files.pdf.canvas import Boxes
from disclosurelog.files.pdf.scene import NOT_DRAWN, TEXT, Characters, Scene

#: How far, as a share of its height, a character may reach into another before they count as
#: overlapping. Descenders and ascenders of tightly set lines reach into each other by less.
_TOUCH = 0.2

#: Pairs of objects compared at a time: bounds memory at 4 MB.
_BLOCK = 1024


def layers(scene: Scene, most: int) -> tuple[list[list[int]], set[int]]:
    """Put the text objects that draw something on layers on which no two overlap.

    Args:
        scene: The page.
        most: The most layers.

    Returns:
        The layers, each a list of places in `scene.items`, and the places of text objects that
        lie in so deep a pile that `most` layers do not part them: nothing can be said of those.
    """
    places = [
        place
        for place, item in enumerate(scene.items)
        if item.kind == TEXT and item.mode not in NOT_DRAWN
    ]
    if not places:
        return [], set()
    boxes = np.array([scene.items[place].box for place in places])
    owned = _by_owner(scene.characters)
    shrunk = _shrunk(scene.characters.boxes)
    chosen: dict[int, int] = {}
    clashes: dict[int, set[int]] = {}
    for first, second in _overlapping(boxes):
        one, other = places[first], places[second]
        if _clash(shrunk, owned.get(one), owned.get(other)):
            clashes.setdefault(other, set()).add(one)
    stuck: set[int] = set()
    result: list[list[int]] = [[]]
    for place in places:
        taken = {chosen[other] for other in clashes.get(place, ())}
        layer = next(number for number in range(len(taken) + 1) if number not in taken)
        if layer >= most:
            layer = most - 1
            stuck.add(place)
            stuck.update(clashes[place])
        chosen[place] = layer
        while len(result) <= layer:
            result.append([])
        result[layer].append(place)
    return result, stuck


def _by_owner(characters: Characters) -> dict[int, slice]:
    """Where each object's characters are: PDFium keeps them together, save for rare reordering."""
    owners = characters.items
    if not len(owners):
        return {}
    # Where a stretch of characters of one object begins and ends.
    starts = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    ends = np.append(starts[1:], len(owners))
    owned: dict[int, slice] = {}
    for owner, start, end in zip(
        owners[starts].tolist(), starts.tolist(), ends.tolist(), strict=True
    ):
        if owner >= 0:
            known = owned.get(owner)
            owned[owner] = slice(known.start if known else start, end)
    return owned


def _shrunk(boxes: Boxes) -> Boxes:
    if not len(boxes):
        return boxes
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    inset = np.stack((width, height, -width, -height), axis=1) * (_TOUCH / 2)
    return boxes + inset


def _overlapping(boxes: Boxes) -> Iterator[tuple[int, int]]:
    """Pairs of objects whose boxes overlap, the earlier first."""
    for start in range(0, len(boxes), _BLOCK):
        ours = boxes[start : start + _BLOCK, None, :]
        apart = (
            (ours[..., 2] <= boxes[None, :, 0])
            | (boxes[None, :, 2] <= ours[..., 0])
            | (ours[..., 3] <= boxes[None, :, 1])
            | (boxes[None, :, 3] <= ours[..., 1])
        )
        for first, second in np.argwhere(~apart).tolist():
            if first + start < second:
                yield first + start, second


def _clash(shrunk: Boxes, one: slice | None, other: slice | None) -> bool:
    if one is None or other is None:
        return False
    ours, theirs = shrunk[one][:, None, :], shrunk[other][None, :, :]
    return bool(
        np.any(
            (ours[..., 0] < theirs[..., 2])
            & (theirs[..., 0] < ours[..., 2])
            & (ours[..., 1] < theirs[..., 3])
            & (theirs[..., 1] < ours[..., 3])
        )
    )
