"""What the finished page shows at a place: the own-ink test."""

from __future__ import annotations

import math
from dataclasses import dataclass

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

#: Where a box is looked at for a second colour, as shares of its breadth and height: of letters
#: and the paper between them each takes its part.
_SPOTS_ACROSS, _SPOTS_DOWN = (np.arange(10) + 0.5) / 10, (np.arange(4) + 0.5) / 4

#: A shade that ink is darker than and that paper is lighter than by more than `SCAN_FLAT`.
_DARK = 100

#: How many rows are looked at together: what they take lies in the processor's cache.
_BAND = 64
_WEIGHTS = np.array([29, 150, 77], np.uint16)

#: A recognised word's box is made at least this wide and high, in points, before it is judged:
#: OCR gives boxes as thin as a pixel. A line of 8-point text.
LEAST_BOX = 8.0


Shades = npt.NDArray[np.uint8]


@dataclass(slots=True)
class _Part:
    """A part of a finished page, with what is made of it when it is first asked for."""

    view: View
    pixels: Pixels
    _shades: Shades | None = None
    sums: npt.NDArray[np.int32] | None = None

    @property
    def shades(self) -> Shades:
        """Its luma."""
        if self._shades is None:
            self._shades = _luma(self.pixels)
        return self._shades


#: Where a shown box lies: a part of the page, and the rows and columns of it.
_Place = tuple[_Part, slice, slice]


class Finish:
    """A finished page in colour and in grey, kept for as long as its words are judged."""

    def __init__(self, canvas: Canvas, *, annotations: bool = False) -> None:
        self._across = canvas.columns / canvas.width
        self._down = canvas.rows / canvas.height
        self._parts = [
            _Part(view, canvas.draw(view, annotations=annotations)) for view in canvas.views()
        ]
        self._ground: int | None = None

    def pixels(self, view: View) -> Pixels:
        """The finished page in one view."""
        return next(part.pixels for part in self._parts if part.view == view)

    def varied(self, boxes: Boxes) -> npt.NDArray[np.bool_]:
        """Of which boxes a few pixels suffice to tell that they have more than one colour.

        Nothing is said of the others: see `flat`.
        """
        if len(self._parts) > 1:
            return np.zeros(len(boxes), np.bool_)
        pixels = whole(self._parts[0].pixels)
        rows, columns = pixels.shape
        # Spots inside each box, box by box: so many down and so many across.
        x = boxes[:, [0]] + (boxes[:, [2]] - boxes[:, [0]]) * _SPOTS_ACROSS
        y = boxes[:, [1]] + (boxes[:, [3]] - boxes[:, [1]]) * _SPOTS_DOWN
        x_in = np.nan_to_num(x * self._across, posinf=-1, neginf=-1).astype(np.int64)
        y_in = np.nan_to_num(y * self._down, posinf=-1, neginf=-1).astype(np.int64)
        on_page = ((x_in >= 0) & (x_in < columns)).all(axis=1)
        on_page &= ((y_in >= 0) & (y_in < rows)).all(axis=1)
        x_in, y_in = x_in.clip(0, columns - 1), y_in.clip(0, rows - 1)
        spots = pixels[y_in[:, :, None], x_in[:, None, :]].reshape(len(boxes), -1)
        shades = spots.view(np.uint8).reshape(len(boxes), -1, 4)[..., :3]
        spread = shades.max(axis=1).astype(np.int16) - shades.min(axis=1)
        return np.asarray(on_page & (spread.max(axis=1) > LEAST_CHANGE), np.bool_)

    def flat(self, box: Box) -> bool:
        """Whether the place has one colour to the eye, a pixel around it included.

        A pixel around it, because a letter such as "l" fills its own tight box.
        """
        place = self._place(box, margin=1)
        if place is None:
            return True
        part, rows, columns = place
        pixels = part.pixels[rows, columns]
        return all(
            int(pixels[..., channel].max()) - int(pixels[..., channel].min()) <= LEAST_CHANGE
            for channel in range(3)
        )

    def blank(self, box: Box) -> bool:
        """Whether a picture has one colour there, noise of a scan aside."""
        place = self._place(at_least(box, LEAST_BOX))
        return place is None or self._spread(_shades(place)) < SCAN_FLAT

    def empty(self, box: Box) -> tuple[bool, bool]:
        """Whether a picture has one colour there; else whether a short mark stands alone there."""
        place = self._place(at_least(box, LEAST_BOX))
        if place is None:
            return True, False
        shades = _shades(place)
        if self._spread(shades) < SCAN_FLAT:
            return True, False
        return False, self._off_paper(shades) and self.labelled(box)

    def _spread(self, shades: Shades) -> int:
        """How far shades lie apart at a place; `SCAN_FLAT` where it is that or more."""
        last = shades.size - 1
        low, high = round(last * _LOW), round(last * _HIGH)
        # Most places are ink on paper, and counting is quicker than putting in order.
        if (
            np.count_nonzero(shades <= _DARK) > low
            and np.count_nonzero(shades >= _DARK + SCAN_FLAT) > last - high
        ):
            return SCAN_FLAT
        ordered = shades.flatten()
        ordered.partition((low, high))
        return int(ordered[high]) - int(ordered[low])

    def _off_paper(self, shades: Shades) -> bool:
        """Whether the most usual of some shades lies far from the paper's."""
        middle, paper = (shades.size - 1) // 2, self._paper()
        darker, lighter = paper - GROUND, paper + GROUND
        # The middle one in order is at most X where more than `middle` of them are.
        return bool(
            (darker >= 0 and np.count_nonzero(shades <= darker) > middle)
            or (lighter <= 255 and np.count_nonzero(shades >= lighter) >= shades.size - middle)
        )

    def labelled(self, box: Box) -> bool:
        """Whether a box on a scan holds a mark too short for a word that fills it.

        The ground of the place is far from paper, and its ink leaves more than a third of its
        breadth free: a word that was recognised there once is not what stands there now.
        """
        place = self._place(box)
        if place is None:
            return False
        shades = _shades(place).astype(np.int16)
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
            every = [_luma(part.pixels[::_EVERY, ::_EVERY]).ravel() for part in self._parts]
            self._ground = int(np.median(np.concatenate(every)))
        return self._ground

    def _place(self, box: Box, margin: int = 0) -> _Place | None:
        """Where a shown box and some around it lie; None off the page."""
        x0 = int(box[0] * self._across + 0.01) - margin
        y0 = int(box[1] * self._down + 0.01) - margin
        x1 = max(math.ceil(box[2] * self._across - 0.01) + margin, x0 + 1)
        y1 = max(math.ceil(box[3] * self._down - 0.01) + margin, y0 + 1)
        across, down = (x0 + x1) // 2, (y0 + y1) // 2
        for part in self._parts:
            view = part.view
            if 0 <= across - view.left < view.width and 0 <= down - view.top < view.height:
                rows = slice(max(0, y0 - view.top), y1 - view.top)
                return part, rows, slice(max(0, x0 - view.left), x1 - view.left)
        return None

    def ink(self, boxes: Boxes) -> float:
        """How much ink a scan has inside shown boxes, in pixels.

        Ink is whatever differs from the paper, and paper is what most of the page is.
        """
        total = 0.0
        for part in self._parts:
            view, marks = part.view, self._marks(part)
            edges = np.rint(boxes * np.array([self._across, self._down] * 2)).astype(np.int64)
            edges -= np.array([view.left, view.top] * 2)
            x0, x1 = edges[:, 0].clip(0, view.width), edges[:, 2].clip(0, view.width)
            y0, y1 = edges[:, 1].clip(0, view.height), edges[:, 3].clip(0, view.height)
            total += float((marks[y1, x1] - marks[y0, x1] - marks[y1, x0] + marks[y0, x0]).sum())
        return total

    def _marks(self, part: _Part) -> npt.NDArray[np.int32]:
        """The count of inked pixels above and left of each pixel."""
        if part.sums is None:
            paper = int(np.median(part.shades))
            inked = np.abs(part.shades.astype(np.int16) - paper) >= SCAN_FLAT
            sums = np.zeros((part.view.height + 1, part.view.width + 1), np.int32)
            sums[1:, 1:] = inked.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32)
            part.sums = sums
        return part.sums


def _shades(place: _Place) -> Shades:
    part, rows, columns = place
    return part.shades[rows, columns]


def whole(pixels: Pixels) -> npt.NDArray[np.uint32]:
    """Pixels as one number each. Moved so, they take a third of the time."""
    numbers: npt.NDArray[np.uint32] = pixels.view(np.uint32)[..., 0]
    return numbers


def _luma(pixels: Pixels) -> Shades:
    """Luma of (blue, green, red, ...) pixels, ITU-R BT.601 in 256ths."""
    shades = np.empty(pixels.shape[:2], np.uint8)
    for top in range(0, len(pixels), _BAND):
        band = pixels[top : top + _BAND]
        numbers = whole(band)
        # Of equal colours the luma is that colour, since the weights add up to 256.
        if not ((numbers ^ (numbers >> 8)) & 0xFFFF).any():
            shades[top : top + _BAND] = band[..., 0]
            continue
        wide = band[..., :3].astype(np.uint16)
        wide *= _WEIGHTS
        shades[top : top + _BAND] = wide.sum(axis=2, dtype=np.uint16) >> 8
    return shades


def at_least(box: Box, extent: float) -> Box:
    """A box grown about its middle to at least this extent both ways, in points."""
    x0, y0, x1, y1 = box
    across = max(0.0, extent - (x1 - x0)) / 2
    down = max(0.0, extent - (y1 - y0)) / 2
    return (x0 - across, y0 - down, x1 + across, y1 + down)
