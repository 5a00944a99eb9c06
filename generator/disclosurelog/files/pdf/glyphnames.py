"""What a glyph's name or a code of a standard encoding draws (ISO 32000-2, annex D)."""

from __future__ import annotations

import re
from functools import cache

from pypdf._codecs.adobe_glyphs import adobe_glyphs

_UNI = re.compile(r"uni([0-9A-F]{4})|u([0-9A-F]{4,6})")


def letter_of(glyph: str) -> str:
    """The letter or digit that a glyph's name stands for; "" for any other (Adobe Glyph List)."""
    match = _UNI.fullmatch(glyph)
    text = chr(int(match[1] or match[2], 16)) if match else adobe_glyphs.get("/" + glyph, "")
    return text if len(text) == 1 and text.isalnum() else ""


@cache
def standard(encoding: str) -> dict[int, str]:
    """Letters and digits of the encodings that a font may name; none for another."""
    codec = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}.get(encoding)
    if codec is None:
        return {}
    found = {}
    for code in range(32, 256):
        text = bytes([code]).decode(codec, "ignore")
        if text.isalnum():
            found[code] = text
    return found
