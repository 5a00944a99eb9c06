"""How much of each character's own ink a person sees: the with-and-without drawing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from disclosurelog.files.pdf.canvas import Canvas, Pixels, View
from disclosurelog.files.pdf.picture import LEAST_CHANGE, Finish
from disclosurelog.files.pdf.scene import Characters, Scene

Floats = npt.NDArray[np.float64]

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
    with _hidden(scene, absent):
        for view in canvas.views():
            full = finish.pixels(view) if finish else canvas.draw(view, annotations=annotations)
            for group in groups:
                chosen = frozenset(group) - absent
                owners = _label(canvas, scene.characters, view, chosen)
                if owners is None:
                    continue
                with _hidden(scene, chosen):
                    bare = canvas.draw(view, annotations=annotations)
                with _hidden(scene, everything - chosen - absent):
                    # Its alpha is its ink, whatever its colour.
                    alone = canvas.draw(view, over_white=False)
                _add(ink, owners, full, bare, alone)
    return ink


def _add(
    ink: Ink, owners: npt.NDArray[np.int32], full: Pixels, bare: Pixels, alone: Pixels
) -> None:
    alpha = np.ascontiguousarray(alone[..., 3]).ravel()
    everyone = owners.ravel()
    spots = np.flatnonzero((alpha != 0) & (everyone >= 0))
    if not len(spots):
        return
    who = everyone[spots]
    weight = alpha[spots] / 255.0
    change = _change(_picked(full, spots), _picked(bare, spots))
    count = len(ink.own)
    ink.own += np.bincount(who, weight, count)
    ink.seen += np.bincount(who, weight * (change > LEAST_CHANGE), count)
    ink.contrast += np.bincount(who, weight * change / 255.0, count)


def _picked(pixels: Pixels, spots: npt.NDArray[np.intp]) -> Pixels:
    """Some pixels, four bytes each. Moved as one number each, which takes a third of the time."""
    whole = np.ascontiguousarray(pixels).reshape(-1, 4).view(np.uint32).ravel()
    return whole[spots].view(np.uint8).reshape(-1, 4)


def _change(before: Pixels, after: Pixels) -> npt.NDArray[np.uint8]:
    """The largest change of any colour of each pixel, without leaving bytes."""
    change = np.maximum(before, after)
    change -= np.minimum(before, after)
    return np.maximum(np.maximum(change[:, 0], change[:, 1]), change[:, 2])


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


def _label(
    canvas: Canvas, characters: Characters, view: View, group: Collection[int]
) -> npt.NDArray[np.int32] | None:
    """Which character each pixel belongs to, -1 for none; None where the view holds no one."""
    if not len(characters):
        return None
    boxes = canvas.pixels(characters.boxes)
    boxes -= np.array([view.left, view.top, view.left, view.top])
    inside = (
        (boxes[:, 2] > 0)
        & (boxes[:, 3] > 0)
        & (boxes[:, 0] < view.width)
        & (boxes[:, 1] < view.height)
        & np.isin(characters.items, list(group))
    )
    chosen = np.flatnonzero(inside)
    if not len(chosen):
        return None
    owners = np.full((view.height, view.width), -1, np.int32)
    for index, (x0, y0, x1, y1) in zip(
        chosen.tolist(), boxes[chosen].clip(0).tolist(), strict=True
    ):
        owners[y0:y1, x0:x1] = index
    return owners
