"""What a JPEG carries besides its picture: EXIF, previews, comments, captions, bytes at its end."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image, JpegImagePlugin

__all__ = ["Aside", "asides_of"]

What = Literal[
    "position",
    "maker note",
    "preview",
    "other preview",
    "comment",
    "person",
    "serial",
    "after",
    "xmp",
    "damaged",
]

#: EXIF tags (Exif 2.32, tables 4 to 8; TIFF 6.0; MakerNote and UserComment in 4.6.5).
_GPS, _EXIF, _MAKER, _THUMBNAIL, _THUMBNAIL_SIZE = 0x8825, 0x8769, 0x927C, 0x0201, 0x0202
_PEOPLE = {0x013B: "Artist", 0x8298: "Copyright", 0xA430: "CameraOwnerName", 0x9C9D: "XPAuthor"}
_COMMENTS = {0x010E: "ImageDescription", 0x9286: "UserComment", 0x9C9B: "XPTitle",
             0x9C9C: "XPComment", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject", 0x010D: "DocumentName",
             0x013C: "HostComputer"}  # fmt: skip
_SERIALS = frozenset({0xA431, 0xA435, 0xC62F})
#: A position: latitude and longitude, or those of the destination (Exif 2.32, table 15).
_POSITION = frozenset({2, 4, 20, 22})
_WIDTHS = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}

#: IPTC datasets of record 2 (IIM 4.2): who made it, and what it says.
_IPTC_PEOPLE = frozenset({80, 110, 118, 122})
_IPTC_WORDS = frozenset({5, 25, 40, 90, 92, 105, 120})

#: How far a preview may differ from its picture, of 255, in any cell of a grid: JPEG at the
#: coarse quality of previews differs by less than 20, a blacked-out line of text by 40 and more.
_SAME, _GRID = 40, 32

#: The most directories of EXIF, and entries of one: cameras write 4 and under 100.
_DIRECTORIES, _ENTRIES = 16, 512


@dataclass(frozen=True, slots=True)
class Aside:
    """One thing besides the picture. `size` is in bytes; `text` is "" where it has no words.

    `what` is "position" (GPS), "maker note", "preview" (like the picture), "other preview" (not
    like it), "comment", "person", "serial", "after" (bytes after its end), "xmp" (a packet, in
    `data`) or "damaged".
    """

    what: What
    text: str
    size: int
    data: bytes = b""


def asides_of(data: bytes) -> Iterator[Aside]:
    """Everything of that kind in a JPEG (ITU-T T.81, annex B), in the order of the file."""
    if data[:2] != b"\xff\xd8":
        return
    for marker, body in _segments(data):
        if marker == 0xFE and body.strip(b"\0 \r\n"):
            yield Aside("comment", _words(body), len(body))
        elif marker == 0xE1 and body.startswith(b"Exif\0"):
            yield from _exif(body[6:], data)
        elif marker == 0xE1 and body.startswith(b"http://ns.adobe.com/xap/1.0/\0"):
            yield Aside("xmp", "", len(body), body[29:])
        elif marker == 0xED and body.startswith(b"Photoshop 3.0\0"):
            yield from _photoshop(body[14:], data)
    end = _end(data)
    after = data[end:].strip(b"\0\r\n \xff")
    if len(after) > 2:
        yield Aside(_preview(after, data) if after[:2] == b"\xff\xd8" else "after", "", len(after))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker segments up to the first scan."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0xDA, 0xD9):
            return
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + max(2, length)


def _end(data: bytes) -> int:
    """Where the picture ends: after its EOI, scans skipped marker by marker."""
    at = 2
    while at + 2 <= len(data):
        at = data.find(b"\xff", at)
        if at < 0 or at + 2 > len(data):
            break
        marker = data[at + 1]
        if marker == 0xD9:
            return at + 2
        if marker in (0x00, 0x01, 0xFF) or 0xD0 <= marker <= 0xD8:
            at += 1 if marker == 0xFF else 2
        elif at + 4 <= len(data):
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
        else:
            break
    return len(data)


def _exif(data: bytes, whole: bytes) -> Iterator[Aside]:
    order: Literal["<", ">"] = "<" if data[:2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", data, 4)
        yield from _directories(data, first, order, whole)
    except struct.error:
        yield Aside("damaged", "", len(data))


def _directories(data: bytes, first: int, order: str, whole: bytes) -> Iterator[Aside]:
    waiting, seen = [(first, "main")], set[int]()
    while waiting and len(seen) < _DIRECTORIES:
        at, kind = waiting.pop(0)
        if at == 0 or at in seen:
            continue
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        start = length = 0
        for index in range(min(count, _ENTRIES)):
            tag, form, many = struct.unpack_from(f"{order}HHI", data, at + 2 + 12 * index)
            place = at + 10 + 12 * index
            size = _WIDTHS.get(form, 1) * many
            if size > 4:
                (place,) = struct.unpack_from(f"{order}I", data, place)
            value = data[place : place + size]
            number = int.from_bytes(value[:4], "little" if order == "<" else "big")
            if kind == "gps":
                if tag in _POSITION and any(value):
                    yield Aside("position", "", size)
            elif tag in (_EXIF, _GPS):
                waiting.append((number, "gps" if tag == _GPS else "exif"))
            elif tag == _THUMBNAIL:
                start = number
            elif tag == _THUMBNAIL_SIZE:
                length = number
            else:
                yield from _entry(tag, value)
        if start and length:
            preview = data[start : start + length]
            yield Aside(_preview(preview, whole), "", len(preview))
        if kind == "main" and at + 2 + 12 * count + 4 <= len(data):
            (following,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)
            waiting.append((following, "main"))


def _entry(tag: int, value: bytes) -> Iterator[Aside]:
    if tag == _MAKER and value.strip(b"\0 "):
        yield Aside("maker note", "", len(value))
    elif tag in _PEOPLE or tag in _COMMENTS:
        words = _words(value)
        if words:
            yield Aside("person" if tag in _PEOPLE else "comment", words, len(value))
    elif tag in _SERIALS and value.strip(b"\0 0"):
        yield Aside("serial", _words(value), len(value))


def _photoshop(data: bytes, whole: bytes) -> Iterator[Aside]:
    """Image resources: IPTC captions (0x0404) and thumbnails (0x0409, 0x040C)."""
    at = 0
    while data[at : at + 4] == b"8BIM" and at + 12 <= len(data):
        kind = int.from_bytes(data[at + 4 : at + 6], "big")
        name = data[at + 6] + 1
        start = at + 6 + name + name % 2
        size = int.from_bytes(data[start : start + 4], "big")
        body = data[start + 4 : start + 4 + size]
        if kind == 0x0404:
            yield from _iptc(body)
        elif kind in (0x0409, 0x040C) and len(body) > 28:
            yield Aside(_preview(body[28:], whole), "", len(body))
        at = start + 4 + size + size % 2


def _iptc(data: bytes) -> Iterator[Aside]:
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        record, dataset = data[at + 1], data[at + 2]
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        words = _words(data[at + 5 : at + 5 + size])
        if record == 2 and words and dataset in _IPTC_PEOPLE | _IPTC_WORDS:
            yield Aside("person" if dataset in _IPTC_PEOPLE else "comment", words, size)
        at += 5 + size


def _words(value: bytes) -> str:
    """Text of a tag: UTF-16 with EXIF's or Windows' marks, else UTF-8 or Latin-1."""
    if value[:8] in (b"ASCII\0\0\0", b"UNICODE\0", b"JIS\0\0\0\0\0", bytes(8)):
        value = value[8:]
    if len(value) > 3 and value[1::2].count(0) > len(value) // 3:
        return value.decode("utf-16-le", "replace").strip("\0 \r\n")
    try:
        return value.decode().strip("\0 \r\n")
    except UnicodeDecodeError:
        return value.decode("latin-1").strip("\0 \r\n")


def _preview(preview: bytes, whole: bytes) -> Literal["preview", "other preview"]:
    """Whether a preview shows what its picture shows."""
    one, other = _small(preview), _small(whole)
    if one is None or other is None:
        return "other preview"
    return "preview" if int(np.abs(one - other).max()) < _SAME else "other preview"


def _small(data: bytes) -> npt.NDArray[np.int16] | None:
    try:
        with JpegImagePlugin.JpegImageFile(io.BytesIO(data)) as picture:
            picture.draft("L", (_GRID * 4, _GRID * 4))
            small = picture.convert("L").resize((_GRID, _GRID), Image.Resampling.BOX)
        return np.asarray(small, np.int16)
    except Exception:  # whatever Pillow raises for a broken or huge picture
        return None
