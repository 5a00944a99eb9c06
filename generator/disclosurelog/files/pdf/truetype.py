"""What a TrueType font says of its own glyphs: their letters and their outlines.

Sources: the OpenType specification 1.9, tables cmap, glyf, head, loca, maxp and post.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosurelog.files.pdf.glyphnames import letter_of

#: More glyphs than this a font can't have.
_MOST = 65_536

#: Glyphs of Apple's standard order, by which `post` names them: 3 to 97 are those of ASCII.
_FIRST, _LAST, _STANDARD = 3, 97, 258

#: (platform, encoding) of the maps from codes that are not Unicode, and where symbols start.
_SYMBOL, _ROMAN, _SYMBOLS = (3, 0), (1, 0), 0xF000


@dataclass(slots=True)
class TrueType:
    """A font's glyphs by their numbers.

    `letters`: the characters that each draws, as the font says. `codes`: the glyphs of
    one-byte codes, where the font has a map for those.
    """

    letters: dict[int, set[str]] = field(default_factory=dict)
    codes: dict[int, int] = field(default_factory=dict)
    _outlines: bytes = b""
    _places: tuple[int, ...] = ()

    def outline(self, glyph: int) -> bytes:
        """What draws it; b"" where it draws nothing, or the font does not have it."""
        if not 0 <= glyph < len(self._places) - 1:
            return b""
        return self._outlines[self._places[glyph] : self._places[glyph + 1]]


def truetype(data: bytes) -> TrueType:
    """Read a font program; a font that can't be read says nothing.

    Args:
        data: The font file, decoded.
    """
    font = TrueType()
    try:
        tables = _tables(data)
        for platform, code, glyph in _maps(tables.get("cmap", b"")):
            if platform in (_SYMBOL, _ROMAN):
                font.codes.setdefault(code & 0xFF if code >= _SYMBOLS else code, glyph)
            elif code < 0x110000:
                font.letters.setdefault(glyph, set()).add(chr(code))
        for glyph, letter in _names(tables.get("post", b"")):
            font.letters.setdefault(glyph, set()).add(letter)
        if "glyf" in tables:
            font._outlines = tables["glyf"]
            font._places = _loca(tables)
    except (struct.error, IndexError, ValueError):
        return TrueType()
    return font


def _tables(data: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", data, 4)[0]
    found = {}
    for index in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * index)
        found[tag.decode("latin-1")] = data[start : start + length]
    return found


def _loca(tables: dict[str, bytes]) -> tuple[int, ...]:
    long = struct.unpack_from(">h", tables["head"], 50)[0]
    count = struct.unpack_from(">H", tables["maxp"], 4)[0] + 1
    if long:
        return struct.unpack_from(f">{count}I", tables["loca"])
    return tuple(place * 2 for place in struct.unpack_from(f">{count}H", tables["loca"]))


def _maps(table: bytes) -> Iterator[tuple[tuple[int, int], int, int]]:
    """(platform and encoding, code, glyph) of every map of a kind that is known here."""
    if not table:
        return
    for index in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, start = struct.unpack_from(">HHI", table, 4 + 8 * index)
        kind = struct.unpack_from(">H", table, start)[0]
        if (platform, encoding) in (_SYMBOL, _ROMAN, (3, 1), (3, 10)) or platform == 0:
            for code, glyph in _KINDS.get(kind, _unknown)(table[start:]):
                if glyph:
                    yield (platform, encoding), code, glyph


def _unknown(table: bytes) -> Iterator[tuple[int, int]]:
    return iter(())


def _bytes(table: bytes) -> Iterator[tuple[int, int]]:
    return enumerate(table[6:262])


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, 14)
    starts = struct.unpack_from(f">{count}H", table, 16 + 2 * count)
    shifts = struct.unpack_from(f">{count}H", table, 16 + 4 * count)
    places = struct.unpack_from(f">{count}H", table, 16 + 6 * count)
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if places[index]:
                at = 16 + 6 * count + 2 * index + places[index] + 2 * (code - first)
                glyph = struct.unpack_from(">H", table, at)[0]
                if not glyph:
                    continue
            yield code, (glyph + shifts[index]) & 0xFFFF


def _trimmed(table: bytes) -> Iterator[tuple[int, int]]:
    first, count = struct.unpack_from(">HH", table, 6)
    return enumerate(struct.unpack_from(f">{count}H", table, 10), first)


def _groups(table: bytes) -> Iterator[tuple[int, int]]:
    for index in range(min(struct.unpack_from(">I", table, 12)[0], _MOST)):
        first, last, glyph = struct.unpack_from(">III", table, 16 + 12 * index)
        for code in range(first, min(last, first + _MOST) + 1):
            yield code, glyph + code - first


_KINDS = {0: _bytes, 4: _segments, 6: _trimmed, 12: _groups}


def _names(table: bytes) -> Iterator[tuple[int, str]]:
    """Glyphs that have the names of letters, where the font names them (version 2)."""
    if table[:4] != b"\0\2\0\0":
        return
    count = struct.unpack_from(">H", table, 32)[0]
    places = struct.unpack_from(f">{count}H", table, 34)
    names, at = [], 34 + 2 * count
    while at < len(table):
        names.append(table[at + 1 : at + 1 + table[at]].decode("latin-1"))
        at += 1 + table[at]
    for glyph, place in enumerate(places):
        letter = ""
        if _FIRST <= place <= _LAST:
            letter = chr(place - _FIRST + 32)
        elif _STANDARD <= place < _STANDARD + len(names):
            letter = letter_of(names[place - _STANDARD])
        if letter.isalnum():
            yield glyph, letter
