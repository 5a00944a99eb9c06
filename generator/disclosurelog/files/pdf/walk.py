"""A bounded walk over everything that a file's trailer reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.refusal import Unreadable

#: Keys that mostly lead back up. From a page they are followed last, so that what other pages
#: hold counts to those.
_UPWARD = frozenset({"/Parent", "/P", "/Dest", "/D", "/SD", "/T", "/N", "/V"})


#: Dictionaries whose keys are names of the file's own choosing (ISO 32000-2, table 34), or those
#: of an annotation's looks (table 170).
_NAMED = frozenset(
    {"/XObject", "/Font", "/Pattern", "/Properties", "/ExtGState", "/CharProcs", "/AP"}
)

#: One thing to look at: the value, its object number, the keys to it, the dictionary above it.
_Step = tuple[Any, int, tuple[str, ...], DictionaryObject | None]


@dataclass(frozen=True, slots=True)
class Found:
    """One dictionary or stream that was reached.

    Attributes:
        value: The dictionary.
        number: Its object number, 0 where it is part of another object.
        page: The page from which it was reached first, 0 for none.
        keys: The keys that led to it, the last one last; arrays count for nothing.
        owner: The dictionary that holds it, None at the top.
    """

    value: DictionaryObject
    number: int
    page: int
    keys: tuple[str, ...]
    owner: DictionaryObject | None

    @property
    def key(self) -> str:
        """The key under which it was found."""
        return self.keys[-1] if self.keys else ""

    @property
    def subtype(self) -> str:
        """Its /Subtype, "" without one."""
        return name(self.value.get("/Subtype"))

    @property
    def type(self) -> str:
        """Its /Type, "" without one."""
        return name(self.value.get("/Type"))


class Walk:
    """The walk: pages first, so that each thing counts to its page, then the rest.

    Args:
        reader: The file.
        limits: How far.

    Attributes:
        reached: The numbers of all objects reached so far.
    """

    def __init__(self, reader: PdfReader, limits: ReadLimits) -> None:
        self._reader = reader
        self._limits = limits
        self._count = 0
        self.reached: set[int] = set()
        self._pages: dict[int, int] = {}
        self._later: list[_Step] = []
        for index, page in enumerate(reader.pages):
            reference = page.indirect_reference
            if reference is not None:
                self._pages[reference.idnum] = index + 1

    def __iter__(self) -> Iterator[Found]:
        for index, page in enumerate(self._reader.pages):
            reference = page.indirect_reference
            if reference is not None:
                self.reached.add(reference.idnum)
            number = reference.idnum if reference else 0
            yield from self._from([(page, number, ("/Page",), None)], index + 1)
        yield from self._from([(self._reader.trailer, 0, (), None)], 0)
        yield from self._from(self._later[::-1], 0)

    def _from(self, stack: list[_Step], page: int) -> Iterator[Found]:
        while stack:
            value, number, keys, owner = stack.pop()
            if isinstance(value, IndirectObject):
                number = value.idnum
                if number in self.reached or (page and self._pages.get(number, page) != page):
                    if page and number not in self.reached:
                        self._later.append((value, 0, keys, owner))
                    continue
                self.reached.add(number)
                value = value.get_object()
            if isinstance(value, ArrayObject):
                self._tick()
                stack.extend((one, 0, keys, owner) for one in reversed(value) if _may_hold(one))
            elif isinstance(value, DictionaryObject):
                self._tick()
                yield Found(value, number, self._page_of(value, page), keys, owner)
                for key, child in reversed(value.items()):
                    if _may_hold(child):
                        step = (child, 0, (*keys, key)[-_KEYS:], value)
                        up = page and key in _UPWARD and (keys or ("",))[-1] not in _NAMED
                        (self._later if up else stack).append(step)

    def _page_of(self, value: DictionaryObject, page: int) -> int:
        """The page that an annotation names as its own, else the one it was reached from."""
        own = value.raw_get("/P") if "/P" in value and "/Rect" in value else None
        return self._pages.get(own.idnum, page) if isinstance(own, IndirectObject) else page

    def _tick(self) -> None:
        self._count += 1
        if self._count > self._limits.objects:
            raise Unreadable(
                "the file holds more objects than any honest release",
                "print the document to a new PDF and publish that one",
            )


#: How many keys of the way are remembered.
_KEYS = 8


#: The most characters of one string that are kept: far above any comment, title or script.
MOST_TEXT = 1_000_000


def _may_hold(value: Any) -> bool:
    return isinstance(value, (IndirectObject, ArrayObject, DictionaryObject))


def name(value: Any) -> str:
    """A name without its slash; "" for anything else."""
    value = resolve(value)
    return str(value)[1:] if isinstance(value, NameObject) else ""


def resolve(value: Any) -> Any:
    """What a reference stands for."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def text(value: Any, most: int = MOST_TEXT) -> str:
    """A text string (ISO 32000-2, 7.9.2.2); "" for anything else. Cut at `most` characters."""
    value = resolve(value)
    if isinstance(value, TextStringObject):
        return str(value)[:most]
    if isinstance(value, ByteStringObject):
        raw = bytes(value)
        for encoding in ("utf-8", "latin-1"):
            try:
                return raw.decode(encoding)[:most]
            except UnicodeDecodeError:
                continue
    if isinstance(value, DictionaryObject) and hasattr(value, "get_data"):
        return bytes(value.get_data()).decode("utf-8", "replace")[:most]
    return ""


def strings(value: Any, most: int = MOST_TEXT, depth: int = 6) -> list[str]:
    """Every text string inside a value, in order."""
    value = resolve(value)
    if depth < 0:
        return []
    if isinstance(value, DictionaryObject):
        parts: list[Any] = list(value.values())
    elif isinstance(value, ArrayObject):
        parts = list(value)
    else:
        found = text(value, most)
        return [found] if found.strip() else []
    return [found for part in parts[:1000] for found in strings(part, most, depth - 1)]


def filters(stream: StreamObject) -> list[str]:
    """The names of a stream's filters, in the order in which they decode."""
    value = resolve(stream.get("/Filter"))
    parts = list(value) if isinstance(value, ArrayObject) else [value]
    return [str(resolve(part)) for part in parts if part is not None]


def encoded(stream: StreamObject, last: str) -> bytes | None:
    """A stream's bytes before its last filter, when that is this one; None otherwise.

    Raises:
        Exception: Whatever pypdf raises for a broken stream.
    """
    names = filters(stream)
    if not names or names[-1] not in (last, _SHORT.get(last)):
        return None
    if len(names) == 1:
        return bytes(stream._data)
    parameters = resolve(stream.get("/DecodeParms"))
    before = EncodedStreamObject()
    before[NameObject("/Filter")] = ArrayObject(NameObject(name) for name in names[:-1])
    if isinstance(parameters, ArrayObject):
        before[NameObject("/DecodeParms")] = ArrayObject(parameters[:-1])
    before._data = stream._data
    return before.get_data()


#: Filters by the short names that inline pictures use (ISO 32000-2, table 92).
_SHORT = {"/DCTDecode": "/DCT"}


def inherited(at: Any, key: str) -> Any:
    """A value of a field or page, or of the nearest one above it, 32 levels up at most."""
    for _ in range(32):
        if not isinstance(at, DictionaryObject):
            return None
        if key in at:
            return at.get(key)
        at = resolve(at.get("/Parent"))
    return None
