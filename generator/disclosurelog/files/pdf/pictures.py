"""Which parts of a page's pictures no one sees: covered, masked, clipped, cropped, switched off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from disclosurelog.files import facts
from disclosurelog.files.facts import Unseen
from disclosurelog.files.pdf.canvas import Boxes, Canvas, Pixels, View
from disclosurelog.files.pdf.cells import GRID, Bits, alike, cells, clamped, inner, on_grid
from disclosurelog.files.pdf.picture import LEAST_CHANGE, SCAN_FLAT, Finish
from disclosurelog.files.pdf.raster import MOST_PIXELS, digest, is_thin, ranges, size_of
from disclosurelog.files.pdf.scene import IMAGE, PATH, TEXT, Item, Scene

#: The side of a cell in points.
CELL = 4.0

#: Fewer cells than this of hidden detail say nothing: a name of 8-point letters takes 12.
LEAST_CELLS = 6

#: How far pictures run over the edge of the page for the printer's knife, in points: 3 mm is
#: usual, 5 mm at most.
BLEED = 15.0

#: Pictures with less than this side, in points, are bullets and rules.
LEAST_SIDE = 12.0


#: Finer than any printer draws, in pixels a point: 2,400 dots an inch; and the fewest pixels of
#: a picture in which a name can be read, 80 by 12.
FINEST, LEAST_PIXELS = 2400 / 72, 960

#: With more covers than this a page is drawn once, and not once for each.
_FEW = 8


@dataclass(slots=True)
class Placement:
    """One drawing of a picture: what of it is hidden, on a grid from its top left."""

    digest: str
    fact: Unseen | None = None
    hidden: Bits | None = None


@dataclass(slots=True)
class Pictures:
    """All placements of a file, and what remains hidden over all of them.

    `masked`: whether any picture of the file has a mask. `stencils`: whether any is a stencil,
    which is drawn in the colour of the page's choice (8.9.6.2).
    """

    masked: bool = False
    stencils: bool = False
    placements: list[Placement] = field(default_factory=list)
    lines: list[Unseen] = field(default_factory=list)

    @property
    def digests(self) -> frozenset[str]:
        """SHA-256 of every picture that some page draws."""
        return frozenset(one.digest for one in self.placements)

    def unseen(self) -> Iterator[Unseen]:
        """What no placement shows: a part hidden here and shown there is no secret."""
        left: dict[str, Bits | None] = {}
        for one in self.placements:
            known = left.get(one.digest)
            if one.digest not in left:
                left[one.digest] = one.hidden
            elif one.hidden is None or known is None:
                left[one.digest] = None
            else:
                left[one.digest] = known & one.hidden
        for one in self.placements:
            remains = left[one.digest]
            if one.fact is not None and remains is not None and remains.any():
                yield one.fact
        yield from self.lines


def look(
    scene: Scene,
    canvas: Canvas,
    page: int,
    into: Pictures,
    *,
    annotated: bool,
    finish: Finish | None = None,
) -> None:
    """Look at every picture of a page.

    Args:
        scene: The page's objects.
        canvas: The page.
        page: Its number.
        into: Where placements are noted.
        annotated: Whether the page has annotations that draw.
        finish: The page as it stands without them, where it was drawn before.
    """
    looker = _Looker(scene, canvas, annotated, finish)
    for place, item in enumerate(scene.items):
        if item.kind == IMAGE:
            into.placements.append(looker.picture(place, item, page, into))
    if any(item.kind == PATH and item.layered for item in scene.items):
        into.lines.extend(looker.lines(page))


class _Looker:
    def __init__(
        self, scene: Scene, canvas: Canvas, annotated: bool, finish: Finish | None
    ) -> None:
        self._scene, self._canvas, self._annotated = scene, canvas, annotated
        self._before = finish
        boxes = np.array([item.box for item in scene.items] or [(0.0,) * 4])
        self._boxes: Boxes = canvas.shown(boxes)
        self._finished: dict[View, Pixels] = {}

    def picture(self, place: int, item: Item, page: int, into: Pictures) -> Placement:
        x0, y0, x1, y1 = self._boxes[place].tolist()
        key = digest(item.handle)
        if x1 - x0 < LEAST_SIDE or y1 - y0 < LEAST_SIDE:
            return self._shrunk(place, item, page, key)
        outside = (
            x0 < -BLEED
            or y0 < -BLEED
            or x1 > self._canvas.width + BLEED
            or y1 > self._canvas.height + BLEED
        )
        over, layered = self._over(place)
        if into.masked or outside or item.clipped or item.layered:
            found = self._cut(place, item, page, key, outside)
            if found is not None:
                return found
        if item.veiled and self._is_veiled(place, item):
            return self._whole(place, page, key, facts.COLOUR)
        if len(over) or self._annotated:
            return self._covered(place, page, key, over)
        if (layered or into.stencils) and not self._matters(item) and _tells(item):
            return self._whole(place, page, key, facts.COVERED)
        return Placement(key)

    def _whole(self, place: int, page: int, key: str, why: str) -> Placement:
        """All of it is hidden."""
        x0, y0, x1, y1 = self._boxes[place].tolist()
        fact = Unseen(page, clamped((x0, y0, x1, y1), self._canvas), why, "picture", 1.0)
        return Placement(key, fact, np.ones((GRID, GRID), np.bool_))

    def _shrunk(self, place: int, item: Item, page: int, key: str) -> Placement:
        """A picture as small as a bullet, and far finer than any printer draws, or thinner."""
        x0, y0, x1, y1 = self._boxes[place].tolist()
        wide, high = size_of(item.handle)
        fine = wide > FINEST * (x1 - x0) and high > FINEST * (y1 - y0)
        fine = fine or min(x1 - x0, y1 - y0) < 1 / FINEST
        if fine and wide * high >= LEAST_PIXELS and _tells(item):
            return self._whole(place, page, key, facts.TINY)
        return Placement(key)

    def _is_veiled(self, place: int, item: Item) -> bool:
        """Whether its blend or its strength hides it: it has detail where the page has none."""
        side = int(CELL * self._canvas.columns / self._canvas.width)
        count = 0
        for view in self._canvas.views():
            rows, columns = view.height // side, view.width // side
            mine = self._under(self._boxes[[place]], view, side, rows, columns)
            before = cells(self._alone({place}, view, over_white=True), side, mine)
            after = cells(self._finish(view), side, mine)
            lost = np.ptp(before, axis=(1, 2)) >= SCAN_FLAT
            count += int((lost & (np.ptp(after, axis=(1, 2)) <= LEAST_CHANGE)).sum())
        return count >= LEAST_CELLS or (not self._matters(item) and _tells(item))

    def _matters(self, item: Item) -> bool:
        """Whether the page would look different without it."""
        views = [(view, self._plain(view)) for view in self._canvas.views()]
        item.show(False)
        try:
            return any(
                np.abs(self._canvas.draw(view).astype(np.int16) - plain).max() > LEAST_CHANGE
                for view, plain in views
            )
        finally:
            item.show(True)

    def _over(self, place: int) -> tuple[Boxes, bool]:
        """Boxes of what is drawn after it and lies on it by more than a line's breadth.

        Pictures of its own extent are told apart: scans are often coded as layers, a coarse one
        for paper and others for ink that are cut out by masks or text.
        """
        box = self._boxes[place]
        later = self._boxes[place + 1 :]
        wide = np.minimum(later[:, 2], box[2]) - np.maximum(later[:, 0], box[0])
        high = np.minimum(later[:, 3], box[3]) - np.maximum(later[:, 1], box[1])
        if not len(later):
            return later, False
        items = self._scene.items[place + 1 :]
        kinds = np.array([_lies_over(item) for item in items], bool)
        twins = np.array([item.kind == IMAGE for item in items], bool)
        twins &= np.abs(later - box).max(axis=1) < LEAST_SIDE
        touching = kinds & (wide > CELL) & (high > CELL)
        return later[touching & ~twins], bool(twins.any())

    def _alone(self, places: set[int], view: View, *, over_white: bool) -> Pixels:
        hidden = [item for n, item in enumerate(self._scene.items) if n not in places]
        for item in hidden:
            item.show(False)
        try:
            return self._canvas.draw(view, over_white=over_white)
        finally:
            for item in hidden:
                item.show(True)

    def _finish(self, view: View) -> Pixels:
        if not self._annotated:
            return self._plain(view)
        if view not in self._finished:
            self._finished[view] = self._canvas.draw(view, annotations=True)
        return self._finished[view]

    def _plain(self, view: View) -> Pixels:
        if self._before is None:
            self._before = Finish(self._canvas)
        return self._before.pixels(view)

    def _cut(self, place: int, item: Item, page: int, key: str, outside: bool) -> Placement | None:
        """What mask, clip, page edge or layer hides; None where they hide nothing that tells."""
        x0, y0, x1, y1 = self._boxes[place].tolist()
        width, height = size_of(item.handle)
        columns = int(min(max(2, (x1 - x0) / CELL), width, 512))
        rows = int(min(max(2, (y1 - y0) / CELL), height, 512))
        if columns < 2 or rows < 2:
            return None
        shown = self._shown(place, item, columns, rows)
        unshown = inner(~shown)
        if unshown.sum() < LEAST_CELLS:
            return None
        why = facts.CROPPED if outside else facts.CLIPPED
        if item.layered and not shown.any():
            why = facts.LAYER
        box = clamped((x0, y0, x1, y1), self._canvas)
        if width * height > MOST_PIXELS:
            fact = Unseen(page, box, facts.UNDECIDED, "picture", 1.0)
            return Placement(key, fact, np.ones((GRID, GRID), np.bool_))
        detail = ranges(item.handle, columns, rows)
        if detail is None:
            return None
        hidden = unshown & (detail >= SCAN_FLAT)
        if hidden.sum() < LEAST_CELLS:
            return None
        fact = Unseen(page, box, why, "picture", round(float(hidden.mean()), 2))
        return Placement(key, fact, on_grid(hidden))

    def _shown(self, place: int, item: Item, columns: int, rows: int) -> Bits:
        """Which cells of the picture put any colour on the page, or lie in the bleed."""
        step = (np.arange(3) + 0.5) / 3
        u = ((np.arange(columns)[:, None] + step) / columns).ravel()
        v = 1 - ((np.arange(rows)[:, None] + step) / rows).ravel()
        a, b, c, d, e, f = item.matrix
        x = a * u[None, :] + c * v[:, None] + e
        y = b * u[None, :] + d * v[:, None] + f
        points = np.stack((x, y, x, y), axis=-1).reshape(-1, 4)
        spots = self._canvas.shown(points)[:, :2].reshape(rows * 3, columns * 3, 2)
        edge = np.array([self._canvas.width, self._canvas.height])
        off = ((spots < 0) | (spots >= edge)).any(axis=-1)
        near = off & ~((spots < -BLEED) | (spots > edge + BLEED)).any(axis=-1)
        scale = np.array(
            [self._canvas.columns / self._canvas.width, self._canvas.rows / self._canvas.height]
        )
        pixels = np.floor(spots * scale).astype(np.int64)
        seen: npt.NDArray[np.bool_] = np.array(near, np.bool_)
        for view in self._canvas.views():
            alpha = self._alone({place}, view, over_white=False)[..., 3]
            x_in = pixels[..., 0] - view.left
            y_in = pixels[..., 1] - view.top
            here = (x_in >= 0) & (x_in < view.width) & (y_in >= 0) & (y_in < view.height) & ~off
            rows_in, columns_in = y_in.clip(0, view.height - 1), x_in.clip(0, view.width - 1)
            np.logical_or(seen, here & (alpha[rows_in, columns_in] > LEAST_CHANGE), out=seen)
        return np.asarray(seen.reshape(rows, 3, columns, 3).max(axis=(1, 3)), np.bool_)

    def _covered(self, place: int, page: int, key: str, over: Boxes) -> Placement:
        """What later drawing or an annotation hides of it."""
        side = int(CELL * self._canvas.columns / self._canvas.width)
        spots: list[tuple[int, int]] = []
        for view, part in self._parts(place, over, side):
            rows, columns = part.height // side, part.width // side
            mine = self._under(self._boxes[[place]], part, side, rows, columns)
            if not self._annotated:
                mine &= self._under(over, part, side, rows, columns)
            chosen = np.argwhere(mine)
            if not len(chosen):
                continue
            top, left = part.top - view.top, part.left - view.left
            finish = self._finish(view)[top : top + part.height, left : left + part.width]
            before = cells(self._alone({place}, part, over_white=True), side, mine)
            after = cells(finish, side, mine)
            doubtful = np.ptp(before, axis=(1, 2)) >= SCAN_FLAT
            doubtful &= np.abs(before - after).max(axis=(1, 2)) >= SCAN_FLAT
            for n in np.flatnonzero(doubtful).tolist():
                if not alike(before[n], after[n]):
                    row, column = chosen[n].tolist()
                    spots.append((part.top + row * side, part.left + column * side))
        spots = sorted(set(spots))
        if len(spots) < LEAST_CELLS:
            return Placement(key)
        where = np.array(spots) * (self._canvas.width / self._canvas.columns)
        low, high = where.min(axis=0), where.max(axis=0) + CELL
        box = (float(low[1]), float(low[0]), float(high[1]), float(high[0]))
        rounded = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
        why = facts.COVERED if len(over) else facts.ANNOTATION
        x0, y0, x1, y1 = self._boxes[place].tolist()
        share = len(spots) * CELL * CELL / max(1.0, (x1 - x0) * (y1 - y0))
        hidden = np.zeros((GRID, GRID), np.bool_)
        across = ((where[:, 1] - x0) / (x1 - x0) * GRID).astype(int).clip(0, GRID - 1)
        down = ((where[:, 0] - y0) / (y1 - y0) * GRID).astype(int).clip(0, GRID - 1)
        hidden[down, across] = True
        return Placement(key, Unseen(page, rounded, why, "picture", round(share, 2)), hidden)

    def _parts(self, place: int, over: Boxes, side: int) -> Iterator[tuple[View, View]]:
        """Views, and the parts of each that are worth drawing: under small covers, or all."""
        edges = self._canvas.pixels(over) // side * side + np.array([0, 0, side, side])
        own = self._canvas.pixels(self._boxes[[place]])[0]
        wide = (edges[:, 2].clip(0, own[2]) - edges[:, 0].clip(0)).clip(0)
        high = (edges[:, 3].clip(0, own[3]) - edges[:, 1].clip(0)).clip(0)
        small = (
            len(over) <= _FEW
            and int((wide * high).sum()) * 4 < self._canvas.columns * self._canvas.rows
        )
        for view in self._canvas.views():
            if self._annotated or not small:
                yield view, view
                continue
            for x0, y0, x1, y1 in edges.tolist():
                # Cells are counted from the view's own corner, so that parts of it fit them.
                left = max(0, x0 - view.left) // side * side + view.left
                top = max(0, y0 - view.top) // side * side + view.top
                right, bottom = min(x1, view.left + view.width), min(y1, view.top + view.height)
                if right > left and bottom > top:
                    yield view, View(left, top, right - left, bottom - top)

    def _under(self, over: Boxes, view: View, side: int, rows: int, columns: int) -> Bits:
        under = np.zeros((rows, columns), np.bool_)
        edges = self._canvas.pixels(over) - np.array([view.left, view.top] * 2)
        for x0, y0, x1, y1 in edges.clip(0).tolist():
            under[y0 // side : -(-y1 // side), x0 // side : -(-x1 // side)] = True
        return under

    def lines(self, page: int) -> Iterator[Unseen]:
        """Lines and shapes on a layer that is switched off."""
        places = {
            n
            for n, item in enumerate(self._scene.items)
            if item.kind == PATH and item.layered and self._reaches(n)
        }
        for view in self._canvas.views():
            alpha = self._alone(places, view, over_white=False)[..., 3]
            edges = self._canvas.pixels(self._boxes) - np.array([view.left, view.top] * 2)
            for n in sorted(places):
                x0, y0, x1, y1 = edges[n].clip(0).tolist()
                if alpha[y0:y1, x0:x1].any():
                    places.discard(n)
        if places:
            boxes = self._boxes[sorted(places)]
            low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
            box = clamped((*low.tolist(), *high.tolist()), self._canvas)
            yield Unseen(page, box, facts.LAYER, "lines", 1.0)

    def _reaches(self, place: int) -> bool:
        x0, y0, x1, y1 = self._boxes[place].tolist()
        return bool(x1 > 0 and y1 > 0 and x0 < self._canvas.width and y0 < self._canvas.height)


def _lies_over(item: Item) -> bool:
    """Whether an object may hide what is under it: not words, nor thin lines of maps and tables."""
    if item.kind == PATH:
        scale = float(np.hypot(item.matrix[2], item.matrix[3])) or 1.0
        return not is_thin(item.handle, CELL / scale)
    return bool(item.kind != TEXT)


def _tells(item: Item) -> bool:
    """Whether a picture has any detail."""
    width, height = size_of(item.handle)
    detail = None
    if width * height <= MOST_PIXELS:
        # Cells of one pixel have no detail.
        columns, rows = (max(2, min(side // 4, GRID)) for side in (width, height))
        detail = ranges(item.handle, columns, rows)
    return detail is None or int((detail >= SCAN_FLAT).sum()) >= LEAST_CELLS
