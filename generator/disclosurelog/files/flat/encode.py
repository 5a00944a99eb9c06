"""Pixels as a picture in a PDF, in the form that takes the least room and looks the same."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, JpegImagePlugin, TiffImagePlugin

from disclosurelog.files.pdf.canvas import Pixels

CCITT, FLATE, PREDICTED, JPEG = "ccitt", "flate", "predicted", "jpeg"

#: Brought in here, so that nothing has to be opened once the walls are up.
_PLUGINS = (JpegImagePlugin, TiffImagePlugin)

#: A page has colour when more than this share of its pixels has channels further apart than
#: `_GREY`: a red stamp of a centimetre on A4 covers 0.2 %.
_COLOURED, _GREY = 0.0001, 24

#: A page is black and white when no square of `_SQUARE` pixels gets lighter or darker by more
#: than this on average, of 255, and the page as a whole by `_WHOLE`. At 200 dots an inch a
#: square is 1 mm across: a grey box of 80 % is 51 from white.
_SQUARE, _SHIFT, _WHOLE = 8, 40, 4

#: Grey pages keep this many levels, 17 of 255 apart: fewer than the eye tells on paper at the
#: edge of a letter, and no trace of 1 % of a black box is left. Pages in colour keep as many
#: colours, unless that moves a pixel by more than `_OFF`, as it does on photographs: letters with
#: coloured headings move by 26 at most, and take a third of the room.
_LEVELS, _OFF = 16, 40

#: Larger than this without loss, in bytes, a picture is a photograph or a dirty scan, and a JPEG
#: of `_QUALITY` is tried. At 80 the largest error on text of a scan is 20 of 255.
_LARGE, _QUALITY = 150_000, 80


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture's bytes, and what a PDF says of them.

    Attributes:
        filter: How they are packed, one of the names above.
        colours: "Gray" or "RGB".
        bits: Of a value.
        palette: The colours that values stand for, three bytes each; b"" for none.
    """

    data: bytes
    columns: int
    rows: int
    filter: str
    colours: str
    bits: int
    palette: bytes = b""


def encode(pixels: Pixels) -> Encoded:
    """Encode rows, columns and (blue, green, red) without a date, a name or anything else."""
    rgb = pixels[..., 2::-1]
    if _is_coloured(pixels):
        return _colour(np.ascontiguousarray(rgb))
    grey = np.asarray(Image.fromarray(np.ascontiguousarray(rgb)).convert("L"))
    black = grey < 128
    if _looks_like(grey, black):
        return _bilevel(black)
    return _grey(grey)


def _is_coloured(pixels: Pixels) -> bool:
    spread = pixels.max(axis=2) - pixels.min(axis=2)
    return bool((spread > _GREY).sum() > spread.size * _COLOURED)


def _looks_like(grey: npt.NDArray[np.uint8], black: npt.NDArray[np.bool_]) -> bool:
    lost = grey.astype(np.float32) - np.where(black, np.float32(0), np.float32(255))
    return bool(
        abs(float(lost.mean())) <= _WHOLE and np.abs(squares(lost, _SQUARE)).max() <= _SHIFT
    )


def squares(values: npt.NDArray[np.float32], side: int) -> npt.NDArray[np.float32]:
    """The mean of each square of `side` values; those at the edge may be smaller."""
    down = np.arange(0, values.shape[0], side)
    across = np.arange(0, values.shape[1], side)
    sums = np.add.reduceat(np.add.reduceat(values, down, axis=0), across, axis=1)
    high = np.diff(np.append(down, values.shape[0]))
    wide = np.diff(np.append(across, values.shape[1]))
    return np.asarray(sums / np.outer(high, wide), np.float32)


def _bilevel(black: npt.NDArray[np.bool_]) -> Encoded:
    """CCITT group 4 (ITU-T T.6), as fax machines and scanners write it."""
    rows, columns = black.shape
    out = io.BytesIO()
    # libtiff takes a bit of 0 for white paper, whatever the TIFF says that it means.
    image = Image.fromarray(black)
    # One strip: a TIFF may cut a picture into many, a PDF may not.
    image.save(out, "TIFF", compression="group4", strip_size=1 << 30)
    with Image.open(io.BytesIO(out.getvalue())) as written:
        tags = written.tag_v2  # type: ignore[attr-defined]
        offsets, lengths = tags[273], tags[279]
    if len(offsets) != 1:
        raise ValueError("a picture in more than one strip")
    data = out.getvalue()[offsets[0] : offsets[0] + lengths[0]]
    return Encoded(data, columns, rows, CCITT, "Gray", 1)


def _grey(grey: npt.NDArray[np.uint8]) -> Encoded:
    rows, columns = grey.shape
    levels = ((grey.astype(np.uint16) * (_LEVELS - 1) + 127) // 255).astype(np.uint8)
    made = Encoded(_halved(levels), columns, rows, FLATE, "Gray", 4)
    return _smaller(Image.fromarray(grey), made) if len(made.data) > _LARGE else made


def _colour(rgb: npt.NDArray[np.uint8]) -> Encoded:
    rows, columns = rgb.shape[:2]
    image = Image.fromarray(rgb)
    few = image.quantize(_LEVELS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    error = np.abs(np.asarray(few.convert("RGB")).astype(np.int16) - rgb).max(axis=2)
    if (error > _OFF).sum() <= error.size * _COLOURED:
        palette = bytes(few.getpalette() or ())[: 3 * _LEVELS]
        return Encoded(_halved(np.asarray(few)), columns, rows, FLATE, "RGB", 4, palette)
    plain = zlib.compress(_predicted(rgb), 9)
    made = Encoded(plain, columns, rows, PREDICTED, "RGB", 8)
    return _smaller(image, made) if len(plain) > _LARGE else made


def _halved(values: npt.NDArray[np.uint8]) -> bytes:
    """Values of 4 bits, two a byte, compressed."""
    if values.shape[1] % 2:
        values = np.pad(values, ((0, 0), (0, 1)))
    return zlib.compress(((values[:, 0::2] << 4) | values[:, 1::2]).tobytes(), 9)


def _predicted(rgb: npt.NDArray[np.uint8]) -> bytes:
    """Each row as its difference from the one above: PNG's filter "up", 2 (RFC 2083, 6.4)."""
    flat = rgb.reshape(rgb.shape[0], -1)
    above = np.vstack((np.zeros_like(flat[:1]), flat[:-1]))
    rows = np.empty((flat.shape[0], flat.shape[1] + 1), np.uint8)
    rows[:, 0] = 2
    rows[:, 1:] = flat - above
    return rows.tobytes()


def _smaller(image: Image.Image, plain: Encoded) -> Encoded:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=_QUALITY, optimize=True)
    data = out.getvalue()
    if len(data) >= len(plain.data):
        return plain
    return Encoded(data, plain.columns, plain.rows, JPEG, plain.colours, 8)
