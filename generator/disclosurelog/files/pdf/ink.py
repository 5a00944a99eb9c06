"""How much of each character's own ink a person sees: the with-and-without drawing."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosurelog.files.pdf.canvas import Canvas, Pixels, View
from disclosurelog.files.pdf.picture import LEAST_CHANGE, Finish, whole
from disclosurelog.files.pdf.scene import IMAGE, NOT_DRAWN, PATH, Scene

Floats = npt.NDArray[np.float64]

#: With more objects beside the text the page is drawn without it, and not compared with boxes.
_FEW = 64

#: How far, in pixels, an object may draw beyond its box: a hairline is a pixel wide.
_NEAR = 2

#: A pixel (blue, green, red, alpha) as a number, from which its alpha is not 0.
_COVERED = 1 << 24 if sys.byteorder == "little" else 1

#: The least ink, in whole pixels, from which a character can be judged (see `canvas.SCALE`).
LEAST_INK = 1.5


@dataclass(slots=True)
class Ink:
    """For each character of a page, in pixels.

    `own` is what it draws; `seen` is how much of that changes the page by more than
    `LEAST_CHANGE`; `contrast` is the sum of those changes, each from 0 to 1.
    """

    own: Floats
    seen: Floats
    contrast: Floats

    @property
    def share(self) -> Floats:
        """Share of its own ink that is seen; 0 for a character without any."""
        return np.divide(self.seen, self.own, out=np.zeros_like(self.own), where=self.own > 0)

    @property
    def strength(self) -> Floats:
        """Mean change that its ink makes to the page, 0 to 1."""
        return np.divide(self.contrast, self.own, out=np.zeros_like(self.own), where=self.own > 0)


def measure(
    canvas: Canvas,
    scene: Scene,
    groups: list[list[int]],
    *,
    finish: Finish | None = None,
    annotations: bool = False,
    without: Iterable[int] = (),
) -> Ink:
    """Draw the page with and without each layer of its text, and the layer alone.

    Args:
        canvas: The page.
        scene: The page's objects.
        groups: Layers of text objects, by place (see `layers.layers`).
        finish: The page as it stands, where it was drawn before, with or without annotations as
            said.
        annotations: Whether annotations are drawn over it.
        without: Places of objects that are left out of every drawing.
    """
    count = len(scene.characters)
    ink = Ink(np.zeros(count), np.zeros(count), np.zeros(count))
    absent = frozenset(without)
    everything = frozenset(range(len(scene.items)))
    boxes = canvas.pixels(scene.characters.boxes)
    with _hidden(scene, absent):
        for view in canvas.views():
            full = finish.pixels(view) if finish else canvas.draw(view, annotations=annotations)
            for group in groups:
                chosen = frozenset(group) - absent
                others = everything - chosen - absent
                label = _label(boxes, scene.characters.items, view, chosen)
                if label is None:
                    continue
                with _hidden(scene, others):
                    # Its alpha is its ink, whatever its colour.
                    alone = canvas.draw(view, over_white=False)
                bare = None
                if annotations or _disturbed(canvas, scene, others, boxes[label.chosen]):
                    with _hidden(scene, chosen):
                        bare = canvas.draw(view, annotations=annotations)
                _add(ink, label, full, bare, alone)
    return ink


def _disturbed(
    canvas: Canvas, scene: Scene, others: Collection[int], ours: npt.NDArray[np.int64]
) -> bool:
    """Whether anything else may draw in the characters' boxes; else there is white without them.

    Text is taken to draw anywhere: its glyphs may be larger than its font says.
    """
    drawn = [scene.items[n] for n in others if scene.items[n].mode not in NOT_DRAWN]
    if not drawn:
        return False
    if len(drawn) > _FEW or any(item.kind not in (PATH, IMAGE) for item in drawn):
        return True
    theirs = canvas.pixels(canvas.shown(np.array([item.box for item in drawn])))
    low, high = theirs[:, None, :2] - _NEAR, theirs[:, None, 2:] + _NEAR
    return bool(((ours[:, :2] < high) & (ours[:, 2:] > low)).all(axis=2).any())


def _add(ink: Ink, label: _Label, full: Pixels, bare: Pixels | None, alone: Pixels) -> None:
    full, alone = full[label.rows], alone[label.rows]
    inked = whole(alone) >= _COVERED
    inked &= label.owners != 0
    spots = np.flatnonzero(inked)
    if not len(spots):
        return
    who = label.owners.ravel()[spots].astype(np.int64) - 1
    weight = _picked(alone, spots)[:, 3] / 255.0
    after = _picked(full, spots)
    change = 255 - after if bare is None else _change(after, _picked(bare[label.rows], spots))
    most = np.maximum(np.maximum(change[:, 0], change[:, 1]), change[:, 2])
    count = len(ink.own)
    ink.own += np.bincount(who, weight, count)
    ink.seen += np.bincount(who, weight * (most > LEAST_CHANGE), count)
    ink.contrast += np.bincount(who, weight * most / 255.0, count)


def _picked(pixels: Pixels, spots: npt.NDArray[np.intp]) -> Pixels:
    """Some pixels, four bytes each."""
    return whole(pixels).ravel()[spots].view(np.uint8).reshape(-1, 4)


def _change(before: Pixels, after: Pixels) -> Pixels:
    """The change of each colour of each pixel, without leaving bytes."""
    change = np.maximum(before, after)
    change -= np.minimum(before, after)
    return change


@contextmanager
def _hidden(scene: Scene, places: Collection[int]) -> Iterator[None]:
    """Leave some objects out of every drawing made meanwhile."""
    for place in places:
        scene.items[place].show(False)
    try:
        yield
    finally:
        for place in places:
            scene.items[place].show(True)


@dataclass(frozen=True, slots=True)
class _Label:
    """Whose each pixel of some rows of a view is.

    `chosen` are the characters that lie in it; `owners` has a character's place and 1 for each
    pixel, 0 for no one's.
    """

    rows: slice
    chosen: npt.NDArray[np.intp]
    owners: npt.NDArray[np.unsignedinteger]


def _label(
    boxes: npt.NDArray[np.int64], items: npt.NDArray[np.int64], view: View, group: Collection[int]
) -> _Label | None:
    """Label the part of a view that characters of some objects lie in; None where none does."""
    if not len(boxes):
        return None
    chosen = np.flatnonzero(
        (boxes[:, 2] > view.left)
        & (boxes[:, 3] > view.top)
        & (boxes[:, 0] < view.left + view.width)
        & (boxes[:, 1] < view.top + view.height)
        & np.isin(items, list(group))
    )
    if not len(chosen):
        return None
    ours = boxes[chosen] - np.array([view.left, view.top] * 2)
    ours = ours.clip(0, np.array([view.width, view.height] * 2))
    top, bottom = int(ours[:, 1].min()), int(ours[:, 3].max())
    ours -= np.array([0, top] * 2)
    kind = np.uint16 if len(boxes) < np.iinfo(np.uint16).max else np.uint32
    owners = np.zeros((bottom - top, view.width), kind)
    for number, (x0, y0, x1, y1) in zip((chosen + 1).tolist(), ours.tolist(), strict=True):
        owners[y0:y1, x0:x1].fill(number)
    return _Label(slice(top, bottom), chosen, owners)
