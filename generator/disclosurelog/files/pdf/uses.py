"""Which content and pictures a file's pages make use of, and which lie there for nothing.

PDFium tells what a page draws. It does not tell of a form that is only kept among a page's
resources, of the other states of a button, or of what a mask is made from.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from disclosurelog.files.facts import Inlaid, Orphan, Unseen
from disclosurelog.files.pdf.annotations import NOT_SHOWN
from disclosurelog.files.pdf.content import written
from disclosurelog.files.pdf.tags import is_content
from disclosurelog.files.pdf.walk import Found, inherited, name, resolve

#: What names a resource in content (ISO 32000-2, 8.4.5, 8.7.3.2, 8.8.1 and 9.3.1), and what may
#: look as if it did: strings, comments and pictures in the line.
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"
    rb"|%[^\r\n]*"
    rb"|(?<![^\s])BI\s.*?\sEI(?![^\s])"
    rb"|/(?P<name>[^\s/<>\[\]()%{}]+)\s+(?:(?P<does>Do|scn|SCN|gs)\b|[-+.\d]+\s+(?P<font>Tf)\b)",
    re.DOTALL,
)
_INLINE = re.compile(rb"(?<![^\s])BI\s[^%()]{0,400}?\sID\s")
_CATEGORY = {b"Do": "/XObject", b"scn": "/Pattern", b"SCN": "/Pattern", b"gs": "/ExtGState"}
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")

#: Streams that are no content, by the key that leads to them, or by a key or type of their own.
_KEYS = frozenset(
    """/FontFile /FontFile2 /FontFile3 /ToUnicode /Metadata /JBIG2Globals /CIDToGIDMap /CIDSet
    /Encoding /DestOutputProfile /JS /RC /V /DV /XFA /RV""".split()  # noqa: SIM905
)
_OWN = frozenset({"/FunctionType", "/ShadingType"})
_TYPES = frozenset({"EmbeddedFile", "Metadata", "ObjStm", "XRef", "CMap"})

#: Content is written in printed characters, the codes of some fonts aside. What a program keeps
#: for itself and for pictures is not: of its first bytes more than this share are others.
_PRINTED = bytes(range(32, 127)) + b"\t\n\f\r"
_BINARY, _START = 0.2, 4096

#: Pictures that belong to another, and those that a form offers to whoever fills it in.
_NO_PICTURES = frozenset({"/SMask", "/Mask", "/Thumb"})
_OFFERED = frozenset({"/MK", "/DR"})

#: What a program keeps for itself (14.5): P206 tells of it.
_PRIVATE = "/PieceInfo"

#: What is drawn where PDFium lists no words.
_ASIDE = frozenset({"/Pattern", "/CharProcs", "/SMask"})


#: Less than this is the tick of a box, or the number of a page.
_LEAST = re.compile(r"[^\W_]{2}|[^\x20-\x7e\n]")


@dataclass(frozen=True, slots=True)
class Kept:
    """A stream that writes, or a picture or what holds one, and where it was met first.

    `picture`: SHA-256 of the picture, or another name for one that stands in the line.
    """

    value: StreamObject
    number: int
    page: int
    aside: bool
    text: str = ""
    picture: str = ""


def kept_of(found: Found, picture: str) -> Iterator[Kept]:
    """The stream that a dictionary is, if it may hold words or a picture that no page draws.

    Args:
        found: Something that was reached.
        picture: The SHA-256 of the picture that it is; "" for anything else.
    """
    value = found.value
    if not isinstance(value, StreamObject) or found.keys == ("/Page", "/Contents"):
        return
    if _PRIVATE in found.keys:
        return
    aside = bool(_ASIDE & set(found.keys))
    if picture:
        # A mask shows through the picture that it belongs to.
        if found.key not in _NO_PICTURES and not _OFFERED & set(found.keys):
            yield Kept(value, found.number, found.page, aside, picture=picture)
    elif is_content(found) or _looks_written(found):
        data = value.get_data()
        text = written(data).text
        if text.strip():
            yield Kept(value, found.number, found.page, aside, text)
        if _INLINE.search(data):
            key = f"in the line of {found.number}"
            yield Kept(value, found.number, found.page, aside, picture=key)


def _looks_written(found: Found) -> bool:
    """Whether a stream that says of itself that it is no content looks like content anyhow."""
    if found.key in _KEYS or found.type in _TYPES or _OWN & set(found.value):
        return False
    if "/ColorSpace" in found.keys or not isinstance(found.value, StreamObject):
        return False
    data = found.value.get_data()
    if b"BT" not in data:
        return False
    start = data[:_START]
    return len(start.translate(None, _PRINTED)) <= len(start) * _BINARY


@dataclass(slots=True)
class Uses:
    """What content draws, by the identity of its streams.

    `drawn`: what pages draw by themselves. `aside`: what is drawn by way of patterns, glyphs and
    masks. `looks`: what annotations look like. `off`: layers that are switched off: what hangs on
    one is drawn by nothing.
    """

    drawn: set[int] = field(default_factory=set)
    aside: set[int] = field(default_factory=set)
    looks: set[int] = field(default_factory=set)
    off: set[int] = field(default_factory=set)
    _waiting: list[tuple[bytes, Any, set[int]]] = field(default_factory=list)

    @property
    def all(self) -> set[int]:
        """Whatever is drawn in any way."""
        return self.drawn | self.aside | self.looks

    def follow(self, reader: PdfReader) -> None:
        """Follow every page and what it draws, as long as anything new is met."""
        for page in reader.pages:
            contents = page.get_contents()
            if contents is not None:
                resources = resolve(inherited(page, "/Resources"))
                self._waiting.append((contents.get_data(), resources, self.drawn))
            for annotation in resolve(page.get("/Annots")) or ():
                self._look(resolve(annotation))
        while self._waiting:
            data, resources, into = self._waiting.pop()
            for match in _TOKEN.finditer(data):
                if match["name"] is not None:
                    category = "/Font" if match["font"] else _CATEGORY[match["does"]]
                    self._meet(_named(resources, category, match["name"]), resources, into)

    def _meet(self, value: Any, resources: Any, into: set[int]) -> None:
        if not isinstance(value, DictionaryObject):
            return
        if isinstance(value, StreamObject):
            self._take(value, resources, self.aside if "/PatternType" in value else into)
            return
        glyphs, mask = resolve(value.get("/CharProcs")), resolve(value.get("/SMask"))
        if isinstance(glyphs, DictionaryObject):
            for glyph in glyphs.values():
                self._take(resolve(glyph), resolve(value.get("/Resources")), self.aside)
        if isinstance(mask, DictionaryObject):
            self._take(resolve(mask.get("/G")), resources, self.aside)

    def _take(self, value: Any, resources: Any, into: set[int]) -> None:
        if not isinstance(value, StreamObject) or id(value) in into or self._is_off(value):
            return
        into.add(id(value))
        if name(value.get("/Subtype")) != "Image":
            own = resolve(value.get("/Resources"))
            self._waiting.append((value.get_data(), own or resources, into))

    def _is_off(self, value: DictionaryObject) -> bool:
        """Whether it hangs on a layer that is switched off, or on several (8.11.3.3)."""
        layer = resolve(value.get("/OC")) if self.off else None
        if not isinstance(layer, DictionaryObject):
            return False
        several = resolve(layer.get("/OCGs", layer))
        layers = several if isinstance(several, ArrayObject) else [several]
        return bool(layers) and all(id(resolve(one)) in self.off for one in layers)

    def _look(self, annotation: Any) -> None:
        """What an annotation looks like: one stream, or the one of its state (12.5.5)."""
        if not isinstance(annotation, DictionaryObject) or self._is_off(annotation):
            return
        flags = resolve(annotation.get("/F"))
        if isinstance(flags, int) and flags & NOT_SHOWN and annotation.get("/FT") is None:
            return
        look = resolve(annotation.get("/AP"))
        normal = resolve(look.get("/N")) if isinstance(look, DictionaryObject) else None
        if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
            normal = resolve(normal.get(str(annotation.get("/AS", "/Off"))))
        self._take(normal, None, self.looks)


def _switched_off(reader: PdfReader) -> set[int]:
    """The layers that are off when the file is opened, by identity (8.11.4.3)."""
    layers = resolve(reader.root_object.get("/OCProperties"))
    first = resolve(layers.get("/D")) if isinstance(layers, DictionaryObject) else None
    off = resolve(first.get("/OFF")) if isinstance(first, DictionaryObject) else None
    return {id(resolve(one)) for one in off} if isinstance(off, ArrayObject) else set()


@dataclass(slots=True)
class LeftOver:
    """What no page draws by itself.

    `contents`: drawn by nothing. `inlaid`: drawn by way of a pattern, glyph or mask, where it
    can't be told whether it shows. `pictures`: drawn by nothing.
    """

    contents: list[Orphan] = field(default_factory=list)
    inlaid: list[Inlaid] = field(default_factory=list)
    pictures: list[Unseen] = field(default_factory=list)


def left_over(kept: list[Kept], drawn: Collection[str], reader: PdfReader) -> LeftOver:
    """Sort what was met by what draws it.

    Args:
        kept: What was met.
        drawn: SHA-256 of the pictures that pages are known to draw.
        reader: The file in which it was met.
    """
    found = LeftOver()
    uses = Uses(off=_switched_off(reader))
    # What a page draws on a layer that is off is known to be drawn, and can't be seen.
    kept = [one for one in kept if uses.off or one.picture not in drawn]
    if kept:
        uses.follow(reader)
    for one in kept:
        place = id(one.value)
        if one.picture:
            if place not in uses.all:
                found.pictures.append(Unseen(one.page, None, "unused", "picture", 1.0))
        elif place in uses.aside or (one.aside and place not in uses.drawn):
            found.inlaid.append(Inlaid(one.page, one.text))
        elif place not in uses.all and _LEAST.search(one.text):
            orphan = Orphan(one.number, "content", one.text, 0, stale=False, offset=0)
            found.contents.append(orphan)
    return found


def _named(resources: Any, category: str, key: bytes) -> Any:
    known = resolve(resources.get(category)) if isinstance(resources, DictionaryObject) else None
    if not isinstance(known, DictionaryObject):
        return None
    plain = _HEX.sub(lambda digits: bytes([int(digits[1], 16)]), key)
    for encoding in ("utf-8", "latin-1"):
        try:
            value = resolve(known.get("/" + plain.decode(encoding)))
        except UnicodeDecodeError:
            continue
        if value is not None:
            return value
    return None
