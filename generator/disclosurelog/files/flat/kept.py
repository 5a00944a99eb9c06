"""A page kept as it is drawn: its operators and what they use, and nothing else of its file.

Everything is copied by name from lists of what drawing needs. What is not on a list stays behind:
metadata, private data, tags, layers, thumbnails, links, names, and resources that nothing uses.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    PdfObject,
    StreamObject,
)

from disclosurelog.files.facts import FileFacts
from disclosurelog.files.flat.jpeg import bare_jpeg

Add = Callable[[PdfObject], IndirectObject]

#: Nesting of resources: forms in forms, fonts in forms. As deep as `ReadLimits.depth` goes.
_DEPTH = 24

#: Operators that mark content and draw nothing (ISO 32000-2, 14.6), and compatibility brackets.
_MARKS = frozenset([b"BMC", b"BDC", b"EMC", b"MP", b"DP", b"BX", b"EX"])

#: Which operator names a resource of which category, as its last operand.
_USES = {
    b"Do": "/XObject",
    b"gs": "/ExtGState",
    b"cs": "/ColorSpace",
    b"CS": "/ColorSpace",
    b"sh": "/Shading",
    b"scn": "/Pattern",
    b"SCN": "/Pattern",
}

# Keys that drawing needs, by what they belong to (tables of ISO 32000-2).
# Forms, groups and patterns (tables 93, 145, 74).
_FORMS = (
    "BBox Matrix Group S CS I K PatternType PaintType TilingType XStep YStep Shading ExtGState "
)
# Pictures and their filters (tables 87, 7 to 13).
_PICTURES = (
    "Width Height ColorSpace BitsPerComponent Decode ImageMask Mask SMask Intent Interpolate "
    "Matte SMaskInData Filter DecodeParms Columns Rows BlackIs1 EncodedByteAlign EndOfLine "
    "EndOfBlock Predictor Colors EarlyChange ColorTransform JBIG2Globals "
)
# Fonts (tables 109 to 122).
_FONTS = (
    "BaseFont Encoding FirstChar LastChar Widths FontDescriptor ToUnicode DescendantFonts "
    "CIDSystemInfo DW W DW2 W2 CIDToGIDMap FontBBox FontMatrix BaseEncoding Differences "
    "Registry Ordering Supplement CMapName WMode UseCMap FontName Flags ItalicAngle Ascent "
    "Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile "
    "FontFile2 FontFile3 Length1 Length2 Length3 "
)
# Graphics states and soft masks (tables 57 and 142).
_STATES = "LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM CA ca AIS TK BC G "
# Shadings, functions and colour spaces (tables 76 to 84, 38 to 41, 62 to 70).
_COLOURS = (
    "ShadingType Background AntiAlias Domain Function Coords Extend BitsPerCoordinate "
    "BitsPerFlag VerticesPerRow FunctionType Range Size BitsPerSample Order Encode C0 C1 N "
    "Functions Bounds Alternate WhitePoint BlackPoint Gamma "
)
_KEYS = frozenset(f"Type Subtype {_FORMS}{_PICTURES}{_FONTS}{_STATES}{_COLOURS}".split())


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of the original, by number, with its size as shown, in points."""

    number: int
    width: float
    height: float


class NotKeepableError(Exception):
    """The page can't be kept: why, in words an officer understands (and before it, which page)."""


def hindrance(facts: FileFacts, number: int) -> str:
    """Why a page can't be kept as far as its facts tell; "" where it may be."""
    page = facts.pages[number - 1]
    if any(word.hidden for word in page.words):
        return "it has words that can't be seen"
    if any(one.page == number and one.subtype not in _UNDRAWN for one in facts.annotations):
        return "it has notes, stamps or other annotations"
    if any(one.page == number for one in facts.fields):
        return "it has form fields"
    return ""


_UNDRAWN = frozenset(["Link", "/Link"])


class Keeper:
    """Copies pages out of a file.

    Args:
        data: The file.
    """

    def __init__(self, data: bytes) -> None:
        self._reader = PdfReader(io.BytesIO(data), strict=False)

    def copied(self, page: KeptPage, add: Add) -> dict[str, PdfObject]:
        """The entries of a page of its own.

        Args:
            page: Which.
            add: Adds an object to the new file.

        Raises:
            NotKeepableError: It can't be kept.
        """
        source = self._reader.pages[page.number - 1]
        copier = _Copier(self._reader, add)
        made: dict[str, PdfObject] = {}
        for key in ("/MediaBox", "/CropBox"):
            box = source.get(key)  # inherited entries are found too
            if box is not None:
                made[key] = copier.copy(resolved(box), 0)
        for key in ("/Rotate", "/UserUnit"):
            if key in source:
                made[key] = copier.copy(resolved(source[key]), 0)
        if "/Group" in source:
            made["/Group"] = copier.copy(resolved(source["/Group"]), 0)
        content = source.get_contents()
        drawn, resources = copier.drawing(content, resolved(source.get("/Resources")), 0)
        made["/Resources"] = resources
        wrapped = b"/P <</MCID 0>> BDC\nq\n" + drawn + b"\nQ\nEMC\n"
        made["/Contents"] = add(_stream(wrapped))
        return made


class _Copier:
    def __init__(self, reader: PdfReader, add: Add) -> None:
        self._reader, self._add = reader, add
        self._known: dict[int, IndirectObject] = {}
        self._open: set[int] = set()

    def drawing(self, content: Any, resources: Any, depth: int) -> tuple[bytes, DictionaryObject]:
        """A content stream without its marks, and the resources that it uses."""
        if content is None:
            return b"", DictionaryObject()
        parsed = content if isinstance(content, ContentStream) else self._parsed(content)
        kept, used = [], set()
        for operands, operator in parsed.operations:
            if operator == b"BDC" and operands and operands[0] == "/OC":
                raise NotKeepableError("it has layers")
            if operator in _MARKS:
                continue
            used |= set(_used(operands, operator))
            kept.append((operands, operator))
        parsed.operations = kept
        return parsed.get_data(), self._resources(resources, used, depth)

    def _parsed(self, content: Any) -> ContentStream:
        return ContentStream(content, self._reader)

    def _resources(
        self, resources: Any, used: Iterable[tuple[str, str]], depth: int
    ) -> DictionaryObject:
        made = DictionaryObject()
        if not isinstance(resources, DictionaryObject):
            return made
        for category, name in sorted(set(used)):
            known = resolved(resources.get(category))
            if isinstance(known, DictionaryObject) and name in known:
                into = made.setdefault(NameObject(category), DictionaryObject())
                into[NameObject(name)] = self._shared(known.raw_get(name), depth + 1, resources)
        return made

    def _shared(self, one: Any, depth: int, around: Any) -> PdfObject:
        """A copy that is made once for each object of the original."""
        if not isinstance(one, IndirectObject):
            return self.copy(one, depth, around)
        known = self._known.get(one.idnum)
        if known is None:
            if one.idnum in self._open:
                raise NotKeepableError("its parts go round in a circle")
            self._open.add(one.idnum)
            copied = self.copy(resolved(one), depth, around)
            known = copied if isinstance(copied, IndirectObject) else self._add(copied)
            self._known[one.idnum] = known
            self._open.discard(one.idnum)
        return known

    def copy(self, one: Any, depth: int, around: Any = None) -> PdfObject:
        """A copy of a value with the keys that drawing needs."""
        if depth > _DEPTH:
            raise NotKeepableError("its parts are nested too deep")
        if isinstance(one, StreamObject):
            return self._add(self._stream(one, depth, around))
        if isinstance(one, DictionaryObject):
            return self._dictionary(one, depth, around)
        if isinstance(one, ArrayObject):
            return ArrayObject(self._shared(part, depth + 1, around) for part in list.__iter__(one))
        if isinstance(one, IndirectObject):
            return self._shared(one, depth, around)
        if one is None or isinstance(one, NullObject):
            return NullObject()
        # Numbers, names, strings and truth values have nothing inside.
        return one  # type: ignore[no-any-return]

    def _dictionary(self, one: DictionaryObject, depth: int, around: Any) -> DictionaryObject:
        if "/OC" in one:
            raise NotKeepableError("it has layers")
        made = DictionaryObject()
        for key in one:
            if key[1:] in _KEYS:
                made[NameObject(key)] = self._shared(one.raw_get(key), depth + 1, around)
        if one.get("/Subtype") == "/Type3":
            self._procedures(one, made, depth, around)
        return made

    def _procedures(
        self, font: DictionaryObject, made: DictionaryObject, depth: int, around: Any
    ) -> None:
        """The drawings of a Type 3 font (ISO 32000-2, 9.6.4), and what they use."""
        own = resolved(font.get("/Resources")) or around
        resources, drawings = DictionaryObject(), DictionaryObject()
        procedures = resolved(font.get("/CharProcs"))
        for name in procedures or ():
            drawn, used = self.drawing(resolved(procedures[name]), own, depth + 1)
            drawings[NameObject(name)] = self._add(_stream(drawn))
            for category, entries in used.items():
                resources.setdefault(NameObject(category), DictionaryObject()).update(entries)
        made[NameObject("/CharProcs")] = drawings
        made[NameObject("/Resources")] = resources

    def _stream(self, one: StreamObject, depth: int, around: Any) -> StreamObject:
        entries = self._dictionary(one, depth, around)
        if one.get("/Subtype") == "/Form" or one.get("/PatternType") == 1:
            own = resolved(one.get("/Resources")) or around
            drawn, resources = self.drawing(one, own, depth + 1)
            made = _stream(drawn)
            entries[NameObject("/Resources")] = resources
            for key in ("/Filter", "/DecodeParms"):
                entries.pop(key, None)
        elif one.get("/Subtype") == "/Image":
            made = StreamObject()
            made._data = bare_jpeg(one._data) if _is_jpeg(one) else one._data
        else:
            # Fonts, maps, functions and profiles are packed anew: nothing can hide behind the end.
            made = _stream(one.get_data())
            for key in ("/Filter", "/DecodeParms"):
                entries.pop(key, None)
        made.update({key: entries.raw_get(key) for key in entries})
        return made


def _used(operands: Any, operator: bytes) -> Iterable[tuple[str, str]]:
    if operator == b"Tf" and operands:
        yield "/Font", str(operands[0])
    elif operator in _USES and operands and isinstance(operands[-1], NameObject):
        yield _USES[operator], str(operands[-1])
    elif operator == b"INLINE IMAGE":
        settings = operands["settings"]
        for key in ("/CS", "/ColorSpace"):
            if isinstance(settings.get(key), NameObject):
                yield "/ColorSpace", str(settings[key])


def _is_jpeg(one: StreamObject) -> bool:
    kind = resolved(one.get("/Filter"))
    if isinstance(kind, ArrayObject):
        kind = resolved(kind[0]) if len(kind) == 1 else None
    return bool(kind == "/DCTDecode")


def _stream(content: bytes) -> StreamObject:
    made = StreamObject()
    made._data = zlib.compress(content, 9)
    made[NameObject("/Filter")] = NameObject("/FlateDecode")
    return made


def resolved(one: Any) -> Any:
    """What a reference stands for."""
    return one.get_object() if isinstance(one, IndirectObject) else one
