"""Whether a file's own table of its objects is true: its cross-reference table or stream."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, StreamObject, read_object

from disclosurelog.files.pdf.walk import name, resolve

_SPACE = rb"[\0\t\n\f\r ]"

#: Where an object starts (ISO 32000-2, 7.3.10).
_OBJECT = re.compile(
    _SPACE + rb"*(?<!\d)(\d{1,10})" + _SPACE + rb"+(\d{1,5})" + _SPACE + rb"+obj\b"
)

#: The parts of a table (7.5.4). Programs differ in how they end its lines, and may put its start
#: right behind an "endobj".
_TABLE = re.compile(_SPACE + rb"*(?<![^\0\t\n\f\rj ])xref" + _SPACE + rb"+")
_PART = re.compile(_SPACE + rb"*(\d{1,10})[ \t]+(\d{1,10})" + _SPACE + rb"+")
_ENTRY = re.compile(rb"(\d{10})[ ](\d{5})[ ]([nf])" + _SPACE + rb"{0,3}")
_TRAILER = re.compile(_SPACE + rb"*trailer" + _SPACE + rb"*(?=<<)")

#: The end of a file (7.5.5).
_END = re.compile(rb"startxref" + _SPACE + rb"+(\d{1,12})" + _SPACE + rb"+%%EOF")

#: What an entry says (7.5.8.3, table 18): free, at an offset, inside an object stream.
_FREE, _PLAIN, _PACKED = 0, 1, 2

#: Type, then offset and generation, or object stream and place in it.
_Entry = tuple[int, int, int]


class _BrokenError(Exception):
    """A table that can't be read."""


@dataclass(slots=True)
class _Section:
    entries: dict[int, _Entry]
    trailer: DictionaryObject
    table: bool


@dataclass(slots=True)
class _Table:
    """Everything that the file's sections say, the newest first. `shift`: bytes before it."""

    data: bytes
    reader: PdfReader
    shift: int
    entries: dict[int, _Entry] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    packed: dict[int, frozenset[int]] = field(default_factory=dict)


def table_trouble(data: bytes, reader: PdfReader) -> str:
    """What is wrong with a file's table of its objects.

    Readers rebuild a broken table, each in its own way: what one of them shows, another may not,
    and what was checked need not be what the public sees. No reader tells that it did.

    Args:
        data: The whole file.
        reader: The same file, open, before anything else was read from it.

    Returns:
        Some words; "" where the end of the file names a table that can be read, does not lead
        back to itself, and finds each object where it says.
    """
    start = max(0, data.find(b"%PDF-", 0, 1024))
    told = ""
    # Places count from the header (7.5.2), but not by every program that puts bytes before it.
    for shift in dict.fromkeys((start, 0)):
        told = _trouble(_Table(data, reader, shift))
        if not told:
            return ""
    return told


def _trouble(table: _Table) -> str:
    place = table.data.rfind(b"startxref")
    end = _END.match(table.data, max(0, place))
    if end is None or b"%%EOF" in table.data[end.end() :]:
        return "the file stops before its end"
    try:
        root: Any = None
        for section in _sections(table, int(end[1])):
            if root is None and "/Root" in section.trailer:
                root = section.trailer.raw_get("/Root")
            for number, entry in section.entries.items():
                table.entries.setdefault(number, entry)
        wrong = sum(not _is_true(table, number) for number in table.entries)
        if wrong:
            return f"{wrong:,} of {len(table.entries):,} entries lead to a wrong place"
        return "" if _leads_to_pages(table, root) else "it does not lead to the pages"
    except _BrokenError as error:
        return str(error)
    except Exception:  # whatever pypdf raises for a broken trailer or stream
        return "a part of it can't be read"


def _sections(table: _Table, place: int | None) -> Iterator[_Section]:
    while place is not None:
        if place in table.seen:
            raise _BrokenError("it leads back to itself")
        table.seen.add(place)
        section = _section(table, place + table.shift)
        yield section
        # Beside a table may stand a stream, for what older programs do not know (7.5.8.4).
        if section.table and "/XRefStm" in section.trailer:
            yield _stream(table, _whole(section.trailer["/XRefStm"]) + table.shift)
        place = _whole(section.trailer["/Prev"]) if "/Prev" in section.trailer else None


def _section(table: _Table, place: int) -> _Section:
    match = _TABLE.match(table.data, place)
    if match:
        return _classic(table, match.end())
    return _stream(table, place)


def _classic(table: _Table, at: int) -> _Section:
    entries: dict[int, _Entry] = {}
    while part := _PART.match(table.data, at):
        at = part.end()
        first = int(part[1])
        for number in range(first, first + int(part[2])):
            line = _ENTRY.match(table.data, at)
            if line is None:
                raise _BrokenError("an entry can't be read")
            at = line.end()
            used = line[3] == b"n" and int(line[1]) > 0
            _note(entries, number, (_PLAIN if used else _FREE, int(line[1]), int(line[2])))
    trailer = _TRAILER.match(table.data, at)
    if trailer is None:
        raise _BrokenError("it has no end")
    value = _parse(table, trailer.end())
    if not isinstance(value, DictionaryObject):
        raise _BrokenError("it has no end")
    return _Section(entries, value, table=True)


def _stream(table: _Table, place: int) -> _Section:
    match = _OBJECT.match(table.data, place)
    value: Any = _parse(table, match.end()) if match else None
    if not isinstance(value, StreamObject) or name(value.get("/Type")) != "XRef":
        raise _BrokenError("it is not where the file says")
    keys: dict[str, Any] = dict(value)
    widths = [int(one) for one in keys["/W"]]
    spans = [int(one) for one in keys.get("/Index", (0, keys["/Size"]))]
    data, at, entries = value.get_data(), 0, dict[int, _Entry]()
    for first, count in zip(spans[::2], spans[1::2], strict=True):
        for number in range(first, first + count):
            if not 0 < sum(widths) <= len(data) - at:
                raise _BrokenError("it has no end")
            parts = []
            for width in widths:
                parts.append(int.from_bytes(data[at : at + width]) if width else None)
                at += width
            kind = _PLAIN if parts[0] is None else parts[0]
            _note(entries, number, (kind, parts[1] or 0, parts[2] or 0))
    return _Section(entries, value, table=False)


def _whole(value: Any) -> int:
    return int(value)


def _note(entries: dict[int, _Entry], number: int, entry: _Entry) -> None:
    """Keep an entry. Of two in one section readers take the first or the last."""
    if entries.setdefault(number, entry) != entry:
        raise _BrokenError("it names one object twice")


def _parse(table: _Table, at: int) -> Any:
    stream = io.BytesIO(table.data)
    stream.seek(at)
    while stream.read(1) in b"\0\t\n\f\r ":
        pass
    stream.seek(-1, io.SEEK_CUR)
    return read_object(stream, table.reader)


def _is_true(table: _Table, number: int) -> bool:
    kind, place, detail = table.entries[number]
    if kind == _PLAIN:
        match = _OBJECT.match(table.data, place + table.shift)
        return match is not None and (int(match[1]), int(match[2])) == (number, detail)
    if kind == _PACKED:
        return number in _packed(table, place)
    return True


def _leads_to_pages(table: _Table, root: Any) -> bool:
    """Whether trailer, catalogue and page tree (7.5.5, 7.7.3) name the pages, and how many.

    Where they do not, some readers search the file for pages, and others show none.
    """
    kind, _, generation = table.entries.get(getattr(root, "idnum", 0), (_FREE, 0, 0))
    if kind == _FREE or (kind == _PLAIN and root.generation != generation):
        return False
    catalogue: Any = table.reader.get_object(root.idnum)
    if name(catalogue.get("/Type")) != "Catalog":
        return False
    top: Any = resolve(catalogue["/Pages"])
    waiting, count, seen = [top], 0, set[int]()
    while waiting:
        node: Any = resolve(waiting.pop())
        if not isinstance(node, DictionaryObject) or id(node) in seen:
            return False
        seen.add(id(node))
        if name(node.get("/Type")) == "Pages":
            waiting += resolve(node["/Kids"])
        elif name(node.get("/Type")) == "Page":
            count += 1
        else:
            return False
    return bool(top.get("/Count") == count)


def _packed(table: _Table, container: int) -> frozenset[int]:
    """The numbers of the objects in an object stream (7.5.7); none where it can't be read."""
    if container not in table.packed:
        numbers: frozenset[int] = frozenset()
        if table.entries.get(container, (_FREE,))[0] == _PLAIN and _is_true(table, container):
            try:
                value: Any = table.reader.get_object(container)
                words = value.get_data()[: int(value["/First"])].split()
                numbers = frozenset(int(one) for one in words[: 2 * int(value["/N"]) : 2])
            except Exception:  # whatever pypdf raises for a broken stream
                numbers = frozenset()
        table.packed[container] = numbers
    return table.packed[container]
