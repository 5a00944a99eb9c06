"""Whether the letters that a font's map tells are those that its own glyphs draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from disclosurelog.files.pdf.truetype import TrueType, truetype
from disclosurelog.files.pdf.walk import name, resolve

#: Characters without a meaning of their own, by which fonts keep ligatures and symbols.
_PRIVATE = "Co"

#: Letters and digits that many fonts draw alike.
_TWINS = (frozenset("il1"), frozenset("o0"))


@dataclass(frozen=True, slots=True)
class Embedded:
    """A font's own program, and which of its glyphs each code draws."""

    program: TrueType
    wide: bool
    places: bytes | None

    def glyph(self, code: int) -> int | None:
        """The glyph of a code; None where it can't be told."""
        if not self.wide:
            return self.program.codes.get(code)
        if self.places is None:
            return code
        place = self.places[2 * code : 2 * code + 2]
        return int.from_bytes(place) if len(place) == 2 else None


def embedded_program(value: DictionaryObject, *, wide: bool) -> Embedded | None:
    """The TrueType program that a font brings (ISO 32000-2, 9.7.4 and 9.9); None without one.

    Args:
        value: The font.
        wide: Whether its codes take two bytes, one to one.
    """
    inner: Any = value
    if wide:
        descendants = resolve(value.get("/DescendantFonts"))
        inner = resolve(descendants[0]) if isinstance(descendants, ArrayObject) else None
    if not isinstance(inner, DictionaryObject):
        return None
    descriptor = resolve(inner.get("/FontDescriptor"))
    if not isinstance(descriptor, DictionaryObject):
        return None
    program = resolve(descriptor.get("/FontFile2"))
    if not isinstance(program, StreamObject):
        return None
    table = resolve(inner.get("/CIDToGIDMap"))
    places = table.get_data() if isinstance(table, StreamObject) else None
    if wide and places is None and name(table) not in ("", "Identity"):
        return None
    return Embedded(truetype(program.get_data()), wide, places)


def lies_of(
    font: Embedded, told: dict[int, str], used: Collection[int]
) -> Iterator[tuple[str, str]]:
    """What is drawn and what is told, for codes where the two differ.

    By the font's own map and the names of its glyphs; and where one outline is told to be
    several letters, all of them but one.

    Args:
        font: The font's program.
        told: What each code is said to mean.
        used: The codes that some content draws.
    """
    outlines: dict[bytes, str] = {}
    for code in sorted(set(used) & set(told)):
        glyph, said = font.glyph(code), told[code]
        if glyph is None or not said.strip() or unicodedata.category(said[0]) == _PRIVATE:
            continue
        known = font.program.letters.get(glyph, set())
        drawn = sorted(one for one in known if one.isalnum() and said not in known)
        if drawn:
            if not any(_alike(one, said) for one in drawn):
                yield drawn[0], said
        elif not known and len(said) == 1 and said.isalnum():
            outline = font.program.outline(glyph)
            first = outlines.setdefault(outline, said) if outline else said
            if not _look_alike(first, said):
                yield first, said


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()


def _alike(drawn: str, said: str) -> bool:
    return _plain(drawn)[0] in _plain(said)


def _look_alike(first: str, second: str) -> bool:
    """Whether two letters may share an outline: case, accents' bases and scripts aside."""
    one, other = _plain(first), _plain(second)
    if one == other or any({one, other} <= twins for twins in _TWINS):
        return True
    return _script(one) != _script(other)


def _script(letter: str) -> str:
    return "" if letter.isdigit() else unicodedata.name(letter[0], "").partition(" ")[0]
