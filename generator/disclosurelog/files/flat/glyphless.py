"""The font of words that are read and never drawn: every letter is an empty box.

The form is the one that text recognition uses: a composite font whose glyphs draw nothing, with a
ToUnicode map (ISO 32000-2, 9.7 and 9.10.3). It holds the letters of this document and no others,
in their order in Unicode.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

#: Advance of every letter, its rise above the baseline and its reach below, in thousandths of its
#: size. Viewers highlight a selected word by the last two.
ADVANCE, ASCENT, DESCENT = 500, 800, -200

_MOST = 65_535  # codes of two bytes, 0 left out


class Letters:
    """The letters of a document, each with its code.

    Raises:
        ValueError: More different letters than codes.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        found = sorted({letter for text in texts for letter in text})
        if len(found) > _MOST:
            raise ValueError("too many different letters")
        self._codes = {letter: code for code, letter in enumerate(found, 1)}

    def __len__(self) -> int:
        return len(self._codes)

    def written(self, text: str) -> bytes:
        """A text as a hexadecimal string of PDF."""
        return b"<" + b"".join(b"%04X" % self._codes[letter] for letter in text) + b">"

    def to_unicode(self) -> bytes:
        """The CMap that says what each code means (ISO 32000-2, 9.10.3)."""
        rows = [
            b"<%04X> <%s>" % (code, letter.encode("utf-16-be").hex().upper().encode())
            for letter, code in self._codes.items()
        ]
        parts = [_BEFORE]
        for start in range(0, len(rows), 100):  # at most 100 a block
            some = rows[start : start + 100]
            parts += [b"%d beginbfchar" % len(some), *some, b"endbfchar"]
        return b"\n".join([*parts, _AFTER])


_BEFORE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange"""

_AFTER = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def _glyph() -> bytes:
    """A line there and back: it has the box of a letter, by which readers find it, and no ink."""
    header = struct.pack(">hhhhhHH", 1, 0, DESCENT, ADVANCE, ASCENT, 2, 0)
    tall = ASCENT - DESCENT
    points = struct.pack(">3B6hx", 1, 1, 1, 0, ADVANCE, -ADVANCE, DESCENT, tall, -tall)
    return header + points


def font_program() -> bytes:
    """A TrueType font with two glyphs (OpenType 1.9, "The OpenType Font File"), the first empty."""
    tables = {
        b"OS/2": _os2(),
        b"cmap": struct.pack(">HHHHIHHHHHH", 0, 1, 3, 1, 12, 6, 12, 0, 0, 1, 1),
        b"glyf": _glyph(),
        b"head": struct.pack(
            ">IIIIHHqqhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 0, 0),
            *(0, DESCENT, ADVANCE, ASCENT, 0, 3, 2, 0, 0),
        ),
        b"hhea": struct.pack(
            ">IhhhHhhhhhhhhhhhH",
            *(0x10000, ASCENT, DESCENT, 0, ADVANCE, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1),
        ),
        b"hmtx": struct.pack(">Hhh", ADVANCE, 0, 0),
        b"loca": struct.pack(">HHH", 0, 0, len(_glyph()) // 2),
        b"maxp": struct.pack(">IH13H", 0x10000, 2, 3, 1, 0, 0, 1, *([0] * 8)),
        b"name": struct.pack(">HHH", 0, 0, 6),
        b"post": struct.pack(">IIhhIIIII", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    place = 12 + 16 * len(tables)
    directory = [struct.pack(">IHHHH", 0x10000, len(tables), 128, 3, len(tables) * 16 - 128)]
    bodies = []
    for tag, body in tables.items():
        directory.append(struct.pack(">4sIII", tag, _checksum(body), place, len(body)))
        bodies.append(_padded(body))
        place += len(bodies[-1])
    made = b"".join(directory + bodies)
    # The sum over the whole file is fixed by a field of "head", 8 bytes into it.
    at = made.index(_padded(tables[b"head"])) + 8
    adjustment = (0xB1B0AFBA - _checksum(made)) & 0xFFFFFFFF
    return made[:at] + struct.pack(">I", adjustment) + made[at + 4 :]


def _os2() -> bytes:
    """Version 3 of the table that Windows wants to see. Everything unsaid is 0."""
    return struct.pack(
        ">HhHHH10hh10s4I4sHHHhhhHHIIhhHHH",
        *(3, ADVANCE, 400, 5, 0),
        *([0] * 10),
        *(0, b"\0" * 10, 0, 0, 0, 0, b"\0" * 4),
        *(64, 0, 0, ASCENT, DESCENT, 0, ASCENT, -DESCENT),
        *(0, 0, 0, 0, 0, 0, 0),
    )


def _padded(body: bytes) -> bytes:
    return body + b"\0" * (-len(body) % 4)


def _checksum(body: bytes) -> int:
    body = _padded(body)
    words: tuple[int, ...] = struct.unpack(f">{len(body) // 4}I", body)
    return sum(words) & 0xFFFFFFFF
