"""What the finished page shows at a place: the own-ink test."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from disclosurelog.files.facts import Box
from disclosurelog.files.pdf.canvas import Boxes, Canvas, Pixels, View

#: The least change of a pixel, of 255 in its most changed channel, that counts as seen. Text
#: under a black box at alpha 0.99 changes pixels by 3, at 0.97 by 8; grey text of 10 %, as pale
#: as watermarks are, changes white paper by 25.
LEAST_CHANGE = 12

#: A place in a picture is of one colour when its pixels differ by less than this, of 255,
#: between the 2nd and the 98th percentile. Measured on 20,500 words of 12 scanned releases: the
#: pixels under recognised words differ by more than 60, save for 0.3 % whose boxes are a few
#: points across or less.
SCAN_FLAT = 40
_LOW, _HIGH = 0.02, 0.98

#: How far the ground of a box lies from the paper's shade, of 255; how much of a word's breadth
#: a mark in the box takes at most, where the word itself would take nearly all of it.
GROUND, LABEL = 100, 0.65

#: Every how many pixels the shade of the paper is sampled, both ways.
_EVERY = 8

#: A recognised word's box is made at least this wide and high, in points, before it is judged:
#: OCR gives boxes as thin as a pixel. A line of 8-point text.
LEAST_BOX = 8.0


Shades = npt.NDArray[np.uint8]


class Finish:
    """A finished page in colour and in grey, kept for as long as its words are judged."""

    def __init__(self, canvas: Canvas, *, annotations: bool = False) -> None:
        self._across = canvas.columns / canvas.width
        self._down = canvas.rows / canvas.height
        self._parts: list[tuple[View, Pixels]] = [
            (view, canvas.draw(view, annotations=annotations)) for view in canvas.views()
        ]
        self._ground: int | None = None
        self._sums: list[tuple[View, npt.NDArray[np.int32]]] | None = None

    def pixels(self, view: View) -> Pixels:
        """The finished page in one view."""
        return next(pixels for known, pixels in self._parts if known == view)

    def flat(self, box: Box) -> bool:
        """Whether the place has one colour to the eye, a pixel around it included.

        A pixel around it, because a letter such as "l" fills its own tight box.
        """
        place = self._place(box, margin=1)
        if place is None:
            return True
        return all(
            int(place[..., channel].max()) - int(place[..., channel].min()) <= LEAST_CHANGE
            for channel in range(3)
        )

    def blank(self, box: Box) -> bool:
        """Whether a picture has one colour there, noise of a scan aside."""
        spread, _ = self._spread(box)
        return spread < SCAN_FLAT

    def empty(self, box: Box) -> tuple[bool, bool]:
        """Whether a picture has one colour there; else whether a short mark stands alone there."""
        spread, ground = self._spread(box)
        if spread < SCAN_FLAT:
            return True, False
        return False, abs(ground - self._paper()) >= GROUND and self.labelled(box)

    def _spread(self, box: Box) -> tuple[int, int]:
        """How far shades lie apart at a place, and the most usual of them; 0 off the page."""
        place = self._place(at_least(box, LEAST_BOX))
        if place is None:
            return 0, 0
        shades = _luma(place).ravel()
        last = len(shades) - 1
        low, middle, high = round(last * _LOW), last // 2, round(last * _HIGH)
        shades.partition((low, middle, high))
        return int(shades[high]) - int(shades[low]), int(shades[middle])

    def labelled(self, box: Box) -> bool:
        """Whether a box on a scan holds a mark too short for a word that fills it.

        The ground of the place is far from paper, and its ink leaves more than a third of its
        breadth free: a word that was recognised there once is not what stands there now.
        """
        place = self._place(box)
        if place is None:
            return False
        shades = _luma(place).astype(np.int16)
        ground = int(np.median(shades))
        if abs(ground - self._paper()) < GROUND:
            return False
        inked = np.flatnonzero((np.abs(shades - ground) >= SCAN_FLAT).any(axis=0))
        span = int(inked[-1]) - int(inked[0]) + 1 if len(inked) else 0
        # Ink at both ends is the paper beside a box that is a little narrow.
        return span <= int(shades.shape[1]) * LABEL

    def _paper(self) -> int:
        """The shade of the paper: what most of the page is."""
        if self._ground is None:
            every = [_luma(pixels[::_EVERY, ::_EVERY]).ravel() for _, pixels in self._parts]
            self._ground = int(np.median(np.concatenate(every)))
        return self._ground

    def _place(self, box: Box, margin: int = 0) -> Pixels | None:
        """The pixels of a shown box and some around it; None where it lies off the page."""
        x0 = int(box[0] * self._across + 0.01) - margin
        y0 = int(box[1] * self._down + 0.01) - margin
        x1 = max(int(np.ceil(box[2] * self._across - 0.01)) + margin, x0 + 1)
        y1 = max(int(np.ceil(box[3] * self._down - 0.01)) + margin, y0 + 1)
        across, down = (x0 + x1) // 2, (y0 + y1) // 2
        for view, pixels in self._parts:
            if 0 <= across - view.left < view.width and 0 <= down - view.top < view.height:
                return pixels[
                    max(0, y0 - view.top) : y1 - view.top, max(0, x0 - view.left) : x1 - view.left
                ]
        return None

    def ink(self, boxes: Boxes) -> float:
        """How much ink a scan has inside shown boxes, in pixels.

        Ink is whatever differs from the paper, and paper is what most of the page is.
        """
        total = 0.0
        for view, marks in self._marks():
            edges = np.rint(boxes * np.array([self._across, self._down] * 2)).astype(np.int64)
            edges -= np.array([view.left, view.top] * 2)
            x0, x1 = edges[:, 0].clip(0, view.width), edges[:, 2].clip(0, view.width)
            y0, y1 = edges[:, 1].clip(0, view.height), edges[:, 3].clip(0, view.height)
            total += float((marks[y1, x1] - marks[y0, x1] - marks[y1, x0] + marks[y0, x0]).sum())
        return total

    def _marks(self) -> list[tuple[View, npt.NDArray[np.int32]]]:
        """For each part, the count of inked pixels above and left of each pixel."""
        if self._sums is None:
            self._sums = []
            for view, pixels in self._parts:
                shades = _luma(pixels)
                paper = int(np.median(shades))
                inked = np.abs(shades.astype(np.int16) - paper) >= SCAN_FLAT
                sums = np.zeros((view.height + 1, view.width + 1), np.int32)
                sums[1:, 1:] = inked.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
                self._sums.append((view, sums))
        return self._sums


def _luma(pixels: Pixels) -> Shades:
    """Luma of (blue, green, red, ...) pixels, ITU-R BT.601 in 256ths."""
    wide = pixels[..., :3].astype(np.uint16)
    return ((wide[..., 0] * 29 + wide[..., 1] * 150 + wide[..., 2] * 77) >> 8).astype(np.uint8)


def at_least(box: Box, extent: float) -> Box:
    """A box grown about its middle to at least this extent both ways, in points."""
    x0, y0, x1, y1 = box
    across = max(0.0, extent - (x1 - x0)) / 2
    down = max(0.0, extent - (y1 - y0)) / 2
    return (x0 - across, y0 - down, x1 + across, y1 + down)
