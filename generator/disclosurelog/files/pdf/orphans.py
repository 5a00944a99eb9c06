"""Objects that no page reaches: left behind by editing, still in the file."""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    read_object,
)

from disclosurelog.files.facts import Orphan
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.content import written
from disclosurelog.files.pdf.opening import PRINT_AGAIN
from disclosurelog.files.pdf.walk import name, resolve, strings
from disclosurelog.files.refusal import Unreadable

#: Where an object starts (ISO 32000-2, 7.3.10).
_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})[ \t\r\n\f]+(\d{1,5})[ \t\r\n\f]+obj\b")

_SPACE = re.compile(rb"[\0\t\n\f\r ]*")

#: A dictionary and the start of its stream, and how much of a damaged one is looked at.
_STREAM = re.compile(rb"\s*<<.{0,4096}?>>\s*stream\r?\n", re.DOTALL)
_SALVAGED = 4 * 1024 * 1024

#: Keys of dictionaries whose strings are words for people.
_WORDS = frozenset({"/Contents", "/RC", "/V", "/DV", "/ActualText", "/Alt", "/E", "/JS", "/Subj"})

#: What a file is made of, and holds no words of its own.
_MACHINERY = frozenset({"ObjStm", "XRef", "FontDescriptor", "Encoding", "CMap"})


@dataclass(frozen=True, slots=True)
class _Left:
    number: int
    offset: int
    stale: bool
    value: Any


def where(reader: PdfReader) -> dict[int, tuple[int, int]]:
    """Where the file's table says each object is: (offset, 0), or (object stream, place + 1)."""
    places: dict[int, tuple[int, int]] = {}
    for generation in sorted(reader.xref):
        for number, offset in reader.xref[generation].items():
            if not reader.xref_free_entry.get(generation, {}).get(number, False):
                places[number] = (offset, 0)
    for number, (container, place) in reader.xref_objStm.items():
        places.setdefault(number, (container, place + 1))
    return places


def orphans_of(
    data: bytes,
    reader: PdfReader,
    reached: Collection[int],
    known: Collection[tuple[int, int]],
    images: Collection[str],
    limits: ReadLimits,
) -> Iterator[Orphan]:
    """Objects that hold words or a picture and that nothing reaches.

    Args:
        data: The whole file.
        reader: The file, open.
        reached: Numbers of the objects that the trailer reaches.
        known: Where the objects are that an earlier revision reaches: those are compared there.
        images: SHA-256 of the pictures that are reached.
        limits: How far to look.

    Raises:
        Unreadable: More objects than the limits allow.
    """
    candidates = [
        left for left in _left(data, reader, reached, known, limits) if _holds(left.value)
    ]
    if not candidates:
        return
    live = _live(reader, reached)
    for left in candidates:
        yield from _told(left, live, images)


def _left(
    data: bytes,
    reader: PdfReader,
    reached: Collection[int],
    known: Collection[tuple[int, int]],
    limits: ReadLimits,
) -> Iterator[_Left]:
    places = where(reader)
    taken = {place: number for number, place in places.items()}
    for number, place in sorted(places.items()):
        if number not in reached and place not in known:
            left = _Left(number, place[0], False, _quietly(reader, number))
            yield left
            yield from _members(left, number, taken, known, reader)
    for count, match in enumerate(_OBJECT.finditer(data)):
        if count > limits.objects:
            raise Unreadable("the file holds more objects than any honest release", PRINT_AGAIN)
        place = (match.start(), 0)
        if place not in taken and place not in known:
            left = _Left(int(match[1]), match.start(), True, _parse(data, match.end(), reader))
            yield left
            yield from _members(left, 0, taken, known, reader)


def _members(
    left: _Left,
    container: int,
    taken: Collection[tuple[int, int]],
    known: Collection[tuple[int, int]],
    reader: PdfReader,
) -> Iterator[_Left]:
    """What an object stream holds that the table does not look for there (7.5.7)."""
    value = left.value
    if not isinstance(value, StreamObject) or name(value.get("/Type")) != "ObjStm":
        return
    try:
        data = value.get_data()
        first, count = int(resolve(value["/First"])), int(resolve(value["/N"]))
        numbers = [int(one) for one in data[:first].split()[: 2 * count]]
    except Exception:  # damaged beyond decoding
        return
    for index, (number, offset) in enumerate(zip(numbers[::2], numbers[1::2], strict=False)):
        place = (container, index + 1)
        if not container or (place not in taken and place not in known):
            yield _Left(number, left.offset, True, _parse(data, first + offset, reader))


def _quietly(reader: PdfReader, number: int) -> Any:
    try:
        return IndirectObject(number, 0, reader).get_object()
    except Exception:  # an object that nothing reaches and no one can read tells nothing
        return None


def _parse(data: bytes, start: int, reader: PdfReader) -> Any:
    """An object that the table has forgotten; None where those bytes are none."""
    stream = io.BytesIO(data)
    space = _SPACE.match(data, start)
    stream.seek(space.end() if space else start)
    try:
        return read_object(stream, reader)
    except Exception:  # bytes of a compressed stream may look like the start of an object
        return _salvaged(data, start)


def _salvaged(data: bytes, start: int) -> Any:
    """The stream that stands there, whatever its dictionary says; None without one."""
    match = _STREAM.match(data, start)
    if match is None:
        return None
    body = data[match.end() : max(match.end(), data.find(b"endstream", match.end()))]
    value = DecodedStreamObject()
    try:
        value.set_data(zlib.decompressobj().decompress(body, _SALVAGED))
    except zlib.error:
        value.set_data(body)
    return value


def _holds(value: Any) -> bool:
    if not isinstance(value, DictionaryObject) or name(value.get("/Type")) in _MACHINERY:
        return False
    return isinstance(value, StreamObject) or bool(_WORDS & set(value))


@dataclass(frozen=True, slots=True)
class _Live:
    """What the reached part of the file writes, and says in strings."""

    content: str
    texts: frozenset[str]


def _live(reader: PdfReader, reached: Collection[int]) -> _Live:
    content: list[str] = []
    texts: set[str] = set()
    for number in sorted(reached):
        value = _quietly(reader, number)
        if isinstance(value, StreamObject):
            if not _is_picture(value):
                content.append(written(_data(value)).text)
        elif isinstance(value, DictionaryObject):
            texts.update(strings(value, depth=2))
    return _Live("\n".join(content), frozenset(texts))


def _told(left: _Left, live: _Live, images: Collection[str]) -> Iterator[Orphan]:
    value = left.value
    if isinstance(value, StreamObject):
        if _is_picture(value):
            digest = hashlib.sha256(value._data).hexdigest()
            if digest not in images:
                yield Orphan(left.number, "image", "", len(value._data), left.stale, left.offset)
            return
        data = _data(value)
        if name(value.get("/Type")) == "EmbeddedFile":
            yield Orphan(left.number, "file", "", len(data), left.stale, left.offset)
            return
        text = "\n".join(
            part for part in written(data).text.split("\n") if part.strip() not in live.content
        )
        if text.strip():
            yield Orphan(left.number, "content", text, len(data), left.stale, left.offset)
        return
    said = [
        text
        for key in sorted(_WORDS & set(value))
        for text in strings(value.get(key), depth=1)
        if text not in live.texts
    ]
    if said:
        yield Orphan(left.number, "string", "\n".join(said), 0, left.stale, left.offset)


def _is_picture(value: StreamObject) -> bool:
    return str(resolve(value.get("/Subtype"))) == "/Image"


def _data(value: StreamObject) -> bytes:
    try:
        return value.get_data()
    except Exception:  # damaged beyond decoding: whoever finds it can read no more of it
        return b""
