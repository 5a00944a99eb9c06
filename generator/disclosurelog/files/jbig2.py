"""Which symbols of a JBIG2 picture (ITU-T T.88) it shows: its dictionaries against its text.

A symbol-coded scan keeps the shape of each character once, in a dictionary, and a text region
says which shape stands where. A shape that no text region names was on a page once.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from disclosurelog.files.arithmetic import Decoder, Integers

#: Segment types (T.88, 7.3).
_DICTIONARY, _TEXT, _EXTENSION = 0, (4, 6, 7), 62

#: A length that is not told (T.88, 7.2.7): only generic regions have one, and no symbols.
_UNKNOWN = 0xFFFFFFFF

#: The most symbols a text region is followed through: some 20 dense pages.
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: its number, type, the segments it refers to, and its data."""

    number: int
    kind: int
    refers: tuple[int, ...]
    data: bytes


@dataclass(slots=True)
class Shapes:
    """A symbol dictionary and what the text regions show of it.

    Attributes:
        count: How many symbols it exports.
        shown: The places of those that a text region names.
        most: How many more may be shown by text regions that can't be followed.
        lent: Whether another dictionary takes symbols from it.
    """

    count: int
    shown: set[int] = field(default_factory=set)
    most: int = 0
    lent: bool = False

    @property
    def unshown(self) -> int:
        """How many symbols no page shows, for certain."""
        return 0 if self.lent else max(0, self.count - len(self.shown) - self.most)


def segments(data: bytes) -> Iterator[Segment]:
    """The segments of an embedded stream (T.88, 7.2 and ISO 32000-2, 7.4.7).

    Raises:
        ValueError: They do not follow one another as they should.
    """
    at = 0
    try:
        while at + 11 <= len(data):
            number, flags, count = struct.unpack_from(">IBB", data, at)
            at += 5
            if count >> 5 == 7:
                (count,) = struct.unpack_from(">I", data, at)
                count &= 0x1FFFFFFF
                at += 4 + (count + 8) // 8
            else:
                count >>= 5
                at += 1
            width = 1 if number <= 256 else 2 if number <= 65536 else 4
            if count * width > len(data) - at:
                raise ValueError("a segment refers to more than there is")
            refers = tuple(
                int.from_bytes(data[at + n * width : at + (n + 1) * width], "big")
                for n in range(count)
            )
            at += count * width + (4 if flags & 0x40 else 1)
            (length,) = struct.unpack_from(">I", data, at)
            at += 4
            if length == _UNKNOWN:
                length = len(data) - at
            yield Segment(number, flags & 0x3F, refers, data[at : at + length])
            at += length
    except struct.error as error:
        raise ValueError("a segment is cut short") from error


def comments(found: list[Segment]) -> Iterator[str]:
    """The comments that extension segments hold (T.88, 7.4.16)."""
    for one in found:
        if one.kind == _EXTENSION and len(one.data) > 4:
            wide = one.data[3] == 2
            text = one.data[4:].decode("utf-16-be" if wide else "latin-1", "replace")
            yield " ".join(text.split("\0")).strip()


def dictionaries(found: list[Segment]) -> dict[int, Shapes]:
    """The symbol dictionaries among segments, by number."""
    made: dict[int, Shapes] = {}
    for one in found:
        if one.kind == _DICTIONARY:
            made[one.number] = Shapes(_exported(one.data))
    return made


def follow(found: list[Segment], known: dict[int, Shapes]) -> None:
    """Note in the dictionaries what the segments of one picture show of them.

    Args:
        found: The segments.
        known: Dictionaries of the picture and of its globals, by number; changed.

    Raises:
        ValueError: A segment is cut short.
    """
    for one in found:
        parts = [(number, known[number]) for number in one.refers if number in known]
        if one.kind == _DICTIONARY:
            for _, part in parts:
                part.lent = True
        elif one.kind in _TEXT and parts:
            _note(one.data, [part for _, part in parts])


def _note(data: bytes, parts: list[Shapes]) -> None:
    count = sum(part.count for part in parts)
    shown, instances = _text(data, count)
    if shown is None:
        for part in parts:
            part.most += instances
        return
    first = 0
    for part in parts:
        part.shown.update(one - first for one in shown if first <= one < first + part.count)
        first += part.count


def _exported(data: bytes) -> int:
    """How many symbols a dictionary exports (T.88, 7.4.2.1)."""
    try:
        (flags,) = struct.unpack_from(">H", data)
        at = 2
        if not flags & 1:
            at += 8 if (flags >> 10) & 3 == 0 else 2
        if flags & 2 and not flags & 0x1000:
            at += 4
        (count,) = struct.unpack_from(">I", data, at)
    except struct.error as error:
        raise ValueError("a dictionary is cut short") from error
    return int(count)


def _text(data: bytes, symbols: int) -> tuple[set[int] | None, int]:
    """The symbols a text region names, None where they can't be told, and how many it draws.

    Only arithmetic coding without refinement is followed (T.88, 6.4.5): of Huffman codes and
    refined symbols the number of instances is known, which bounds what can be shown.
    """
    try:
        (flags,) = struct.unpack_from(">H", data, 17)
        at = 19 + (2 if flags & 1 else 0)
        if flags & 2 and not flags & 0x8000:
            at += 4
        (instances,) = struct.unpack_from(">I", data, at)
    except struct.error as error:
        raise ValueError("a text region is cut short") from error
    if flags & 1 or flags & 2 or instances > _MOST:
        return None, instances
    return _named(data[at + 4 :], instances, symbols, (flags >> 2) & 3), instances


def _named(data: bytes, instances: int, symbols: int, strips: int) -> set[int]:
    decoder = Decoder(data)
    rows, firsts, steps, places = (Integers(decoder) for _ in range(4))
    width = max(0, symbols - 1).bit_length()
    contexts = bytearray(2 << width)
    named: set[int] = set()
    drawn = 0
    rows.next()
    while drawn < instances:
        rows.next()
        firsts.next()
        step: int | None = 0
        while step is not None and drawn < instances:
            if strips:
                places.next()
            place = 1
            for _ in range(width):
                place = place << 1 | decoder.bit(contexts, place)
            named.add(place - (1 << width))
            drawn += 1
            step = steps.next()
    return named
