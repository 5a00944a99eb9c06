"""A picture's own pixels, as PDFium decodes them, without mask, clip or cover."""

from __future__ import annotations

import ctypes
import hashlib
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as pdfium

#: The most pixels of a picture that are decoded: 100 MB in colour.
MOST_PIXELS = 32_000_000

_CHANNELS = {
    pdfium.FPDFBitmap_Gray: 1,
    pdfium.FPDFBitmap_BGR: 3,
    pdfium.FPDFBitmap_BGRx: 4,
    pdfium.FPDFBitmap_BGRA: 4,
}


def digest(handle: Any) -> str:
    """SHA-256 of its encoded bytes, as `carried.image_of` gives it."""
    size = pdfium.FPDFImageObj_GetImageDataRaw(handle, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFImageObj_GetImageDataRaw(handle, buffer, size)
    return hashlib.sha256(buffer.raw).hexdigest()


def is_thin(handle: Any, thin: float) -> bool:
    """Whether a path only draws lines, and those thinner than so many of its units."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, fill, stroke) or fill.value:
        return False
    width = ctypes.c_float()
    return not stroke.value or (
        bool(pdfium.FPDFPageObj_GetStrokeWidth(handle, width)) and width.value < thin
    )


def size_of(handle: Any) -> tuple[int, int]:
    """Its width and height in pixels; (0, 0) where it can't be told."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(handle, width, height):
        return 0, 0
    return width.value, height.value


def ranges(handle: Any, columns: int, rows: int) -> npt.NDArray[np.int16] | None:
    """How far the shades of its pixels lie apart in each cell of a grid, from its top left.

    Returns:
        An array of rows and columns, 0 to 255; None where it can't be decoded.
    """
    bitmap = pdfium.FPDFImageObj_GetBitmap(handle)
    if not bitmap:
        return None
    try:
        width, height = pdfium.FPDFBitmap_GetWidth(bitmap), pdfium.FPDFBitmap_GetHeight(bitmap)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        channels = _CHANNELS.get(pdfium.FPDFBitmap_GetFormat(bitmap), 0)
        if not channels or width < columns or height < rows:
            return None
        pointer = ctypes.cast(
            pdfium.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_uint8 * (stride * height))
        )
        flat = np.frombuffer(pointer.contents, np.uint8).reshape(height, stride)
        pixels = flat[:, : width * channels].reshape(height, width, channels)[..., :3]
        down = np.arange(rows) * height // rows
        across = np.arange(columns) * width // columns
        # Channels first, then rows, then columns: the largest reduction comes first.
        low = np.minimum.reduceat(np.minimum.reduceat(pixels, down, axis=0), across, axis=1)
        high = np.maximum.reduceat(np.maximum.reduceat(pixels, down, axis=0), across, axis=1)
        return np.asarray((high.astype(np.int16) - low).max(axis=2), np.int16)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
