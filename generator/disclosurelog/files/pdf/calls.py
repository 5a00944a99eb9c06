"""PDFium's functions that are asked once for every object or character of a page.

The same functions as in `pypdfium2.raw`, by other descriptions: addresses go in and come out as
plain numbers, and what is written is written into arrays of a whole page. Asked so, a character
costs 1 microsecond; with an object made for each address and each result, 7.
"""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint


def _bound(function: Any, gives: Any, *takes: Any) -> Any:
    return ctypes.CFUNCTYPE(gives, *takes)(address(function))


def address(pointer: Any) -> int:
    """Where a pointer leads; 0 for nowhere."""
    return ctypes.cast(pointer, _ADDRESS).value or 0


#: (text page, place) to a code point.
unicode_of = _bound(pdfium.FPDFText_GetUnicode, _UINT, _ADDRESS, _INT)

#: (text page, place) to the address of the object that draws the character; None for none.
drawn_by = _bound(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)

#: (text page, place, left, right, bottom, top): writes four doubles.
char_box = _bound(
    pdfium.FPDFText_GetCharBox, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)

#: (text page, place, rectangle): writes four floats: left, top, right, bottom.
loose_box = _bound(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)

#: (object) to its kind, marks, clip path and render mode.
kind_of = _bound(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
marks_of = _bound(pdfium.FPDFPageObj_CountMarks, _INT, _ADDRESS)
clip_of = _bound(pdfium.FPDFPageObj_GetClipPath, _ADDRESS, _ADDRESS)
mode_of = _bound(pdfium.FPDFTextObj_GetTextRenderMode, _INT, _ADDRESS)

#: (clip path) to how many paths it is of.
paths_of = _bound(pdfium.FPDFClipPath_CountPaths, _INT, _ADDRESS)

#: (object, matrix): writes six floats.
matrix_of = _bound(pdfium.FPDFPageObj_GetMatrix, _INT, _ADDRESS, _ADDRESS)

#: (object, left, bottom, right, top): writes four floats.
bounds_of = _bound(
    pdfium.FPDFPageObj_GetBounds, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS
)

#: (object, size): writes a float.
size_of = _bound(pdfium.FPDFTextObj_GetFontSize, _INT, _ADDRESS, _ADDRESS)
