"""Cells of a page or a picture: a few points across, compared one by one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from disclosurelog.files.facts import Box
from disclosurelog.files.pdf.canvas import Canvas, Pixels
from disclosurelog.files.pdf.picture import LEAST_CHANGE

Bits = npt.NDArray[np.bool_]

#: The grid on which placements of one picture are compared.
GRID = 64

#: A covered cell keeps less than this of the picture's pattern (correlation, 1 is the same).
ALIKE = 0.3


def cells(pixels: Pixels, side: int, chosen: Bits) -> npt.NDArray[np.int16]:
    """The green of some cells, which is most of what the eye sees, an array for each."""
    rows, columns = chosen.shape
    green = pixels[: rows * side, : columns * side, 1]
    parts = green.reshape(rows, side, columns, side).transpose(0, 2, 1, 3)[chosen]
    return np.asarray(parts, np.int16)


def alike(before: npt.NDArray[np.int16], after: npt.NDArray[np.int16]) -> bool:
    """Whether a cell still shows the pattern of the picture."""
    one, other = before - before.mean(), after - after.mean()
    power = float((one * one).sum()) * float((other * other).sum())
    if float(np.ptp(after)) <= LEAST_CHANGE or power <= 0:
        return False
    return bool(float((one * other).sum()) >= ALIKE * power**0.5)


def inner(grid: Bits) -> Bits:
    """Cells whose neighbours are all set too; beyond the edge counts as set."""
    padded = np.pad(grid, 1, constant_values=True)
    rows, columns = grid.shape
    result = grid.copy()
    for down in range(3):
        for across in range(3):
            result &= padded[down : down + rows, across : across + columns]
    return result


def on_grid(hidden: Bits) -> Bits:
    """Cells of a picture on the grid that all its placements share."""
    rows, columns = hidden.shape
    grid: Bits = hidden[np.ix_(np.arange(GRID) * rows // GRID, np.arange(GRID) * columns // GRID)]
    return grid


def clamped(box: tuple[float, ...], canvas: Canvas) -> Box | None:
    """A box cut to the page; None where it lies outside."""
    x0, y0 = max(0.0, box[0]), max(0.0, box[1])
    x1, y1 = min(canvas.width, box[2]), min(canvas.height, box[3])
    if x1 <= x0 or y1 <= y0:
        return None
    return (round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
