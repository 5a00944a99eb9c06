"""What fonts say of their glyphs, and which of them the pages draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)

from disclosurelog.files.facts import FontFacts
from disclosurelog.files.pdf.glyphnames import letter_of, standard
from disclosurelog.files.pdf.glyphs import embedded_program, lies_of
from disclosurelog.files.pdf.walk import Found, inherited, name, resolve

#: A font that holds a part of its letters: six capitals and a plus sign (ISO 32000-2, 9.9.2).
_SUBSET = re.compile(r"[A-Z]{6}\+")

#: Fonts and strings of content (ISO 32000-2, 7.3.4, 9.3 and 9.4.3).
_TOKEN = re.compile(
    rb"\((?P<literal>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>(?!>)"
    rb"|/(?P<font>[^\s/<>\[\]()%]+)\s+[-+.\d]+\s+Tf\b"
    rb"|/(?P<form>[^\s/<>\[\]()%]+)\s+Do\b"
    rb"|(?<![^\s\])>])(?P<saves>[qQ])(?![^\s\[(<])",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

#: Lines of a ToUnicode map (ISO 32000-2, 9.10.3).
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<\s*([0-9A-Fa-f\s]*)>|(\[)|(\])")

#: The most codes of one map, and how deep forms are followed.
_MOST, _DEPTH = 70_000, 12


@dataclass(slots=True)
class Font:
    """One font of a file, and the codes that some content shows in it."""

    value: DictionaryObject
    page: int
    used: set[int] = field(default_factory=set)

    @property
    def wide(self) -> bool:
        """Whether its codes take two bytes."""
        return name(self.value.get("/Subtype")) == "Type0"

    def facts(self) -> FontFacts | None:
        """What it says; None where it has no map, or codes that can't be told apart here."""
        value = self.value
        if self.wide and name(value.get("/Encoding")) not in ("Identity-H", "Identity-V"):
            return None
        stream = resolve(value.get("/ToUnicode"))
        if not isinstance(stream, StreamObject):
            return None
        subset = _SUBSET.match(name(value.get("/BaseFont"))) is not None and embedded(value)
        if self.wide and not embedded(value):
            return None  # nothing to compare its map with
        told = unicode_map(stream.get_data())
        unused = "".join(told[code] for code in sorted(set(told) - self.used)) if subset else ""
        lies = sorted(self._lies(told))
        used = sum(1 for code in self.used if told.get(code, " ").strip())
        return FontFacts(self.page, subset, used, unused, tuple(lies))

    def _lies(self, told: dict[int, str]) -> Iterator[tuple[str, str]]:
        """What is drawn and what is told, where names of glyphs or the font itself differ."""
        drawn = {} if self.wide else letters(self.value)
        for code in self.used & set(told) & set(drawn):
            if told[code].casefold() != drawn[code].casefold():
                yield drawn[code], told[code]
        program = None if drawn else embedded_program(self.value, wide=self.wide)
        if program is not None:
            yield from lies_of(program, told, self.used)


class FontBook:
    """The fonts of a file, by object, filled page by page."""

    def __init__(self) -> None:
        self._fonts: dict[int, Font] = {}
        self._forms: set[tuple[int, int]] = set()

    def page(self, page: DictionaryObject, data: bytes, number: int) -> None:
        """Note what a page's content shows, and what the forms show that it draws."""
        resources = resolve(inherited(page, "/Resources"))
        if isinstance(resources, DictionaryObject) and _maps(resources):
            self._content(data, resources, number, 0)

    def form(self, found: Found) -> None:
        """Note what other content shows: appearances, patterns and glyphs of Type 3."""
        resources = resolve(found.value.get("/Resources"))
        if isinstance(found.value, StreamObject) and isinstance(resources, DictionaryObject):
            self._content(found.value.get_data(), resources, found.page, _DEPTH)

    def facts(self) -> Iterator[FontFacts]:
        """What each font says that some content uses."""
        for font in self._fonts.values():
            fact = font.facts()
            if fact is not None and font.used:
                yield fact

    def _content(self, data: bytes, resources: DictionaryObject, page: int, depth: int) -> None:
        fonts, forms = resolve(resources.get("/Font")), resolve(resources.get("/XObject"))
        current: Font | None = None
        saved: list[Font | None] = []
        for match in _TOKEN.finditer(data):
            if match["font"] is not None:
                current = self._font(fonts, match["font"], page)
            elif match["form"] is not None:
                self._draw(forms, match["form"], resources, page, depth)
            elif match["saves"] == b"q":
                saved.append(current)
            elif match["saves"] == b"Q":
                current = saved.pop() if saved else current
            elif current is not None:
                codes = _bytes(match)
                if current.wide:
                    current.used.update(
                        high << 8 | low for high, low in zip(codes[::2], codes[1::2], strict=False)
                    )
                else:
                    current.used.update(codes)

    def _font(self, fonts: Any, key: bytes, page: int) -> Font | None:
        value = _named(fonts, key)
        if not isinstance(value, DictionaryObject):
            return None
        return self._fonts.setdefault(id(value), Font(value, page))

    def _draw(self, forms: Any, key: bytes, above: DictionaryObject, page: int, depth: int) -> None:
        form = _named(forms, key)
        if depth >= _DEPTH or not isinstance(form, StreamObject):
            return
        if name(form.get("/Subtype")) != "Form" or (id(form), id(above)) in self._forms:
            return
        resources = resolve(form.get("/Resources"))
        own = resources if isinstance(resources, DictionaryObject) else above
        self._forms.add((id(form), id(above)))
        self._content(form.get_data(), own, page, depth + 1)


def _maps(resources: DictionaryObject) -> bool:
    """Whether any font may have a map to compare: the rest need not be read."""
    fonts, forms = resolve(resources.get("/Font")), resolve(resources.get("/XObject"))
    known = [resolve(one) for one in fonts.values()] if isinstance(fonts, DictionaryObject) else []
    drawn = [resolve(one) for one in forms.values()] if isinstance(forms, DictionaryObject) else []
    return any(isinstance(one, DictionaryObject) and "/ToUnicode" in one for one in known) or any(
        isinstance(one, DictionaryObject) and "/Resources" in one for one in drawn
    )


def embedded(value: DictionaryObject) -> bool:
    """Whether a font brings its own glyphs."""
    inner = resolve(value.get("/DescendantFonts"))
    if isinstance(inner, ArrayObject) and inner:
        value = resolve(inner[0])
    descriptor = resolve(value.get("/FontDescriptor"))
    keys = ("/FontFile", "/FontFile2", "/FontFile3")
    return isinstance(descriptor, DictionaryObject) and any(key in descriptor for key in keys)


def letters(value: DictionaryObject) -> dict[int, str]:
    """What a simple font draws for each code, by the names of its glyphs (9.6.5)."""
    encoding = resolve(value.get("/Encoding"))
    if isinstance(encoding, NameObject):
        return standard(str(encoding)[1:])
    if not isinstance(encoding, DictionaryObject):
        return {}
    known = dict(standard(name(encoding.get("/BaseEncoding"))))
    code = 0
    for one in resolve(encoding.get("/Differences")) or []:
        part = resolve(one)
        if isinstance(part, NameObject):
            letter = letter_of(str(part)[1:])
            known.pop(code, None)
            if letter:
                known[code] = letter
            code += 1
        elif isinstance(part, int):
            code = part
    return known


def unicode_map(data: bytes) -> dict[int, str]:
    """A ToUnicode map: what each code is said to mean."""
    told: dict[int, str] = {}
    for section in _SECTION.finditer(data):
        parts = [
            match[1] if match[1] is not None else match[0] for match in _HEX.finditer(section[2])
        ]
        if section[1] == b"bfchar":
            for code, text in zip(parts[::2], parts[1::2], strict=False):
                told[_number(code)] = _text(text)
        else:
            _ranges(parts, told)
        if len(told) > _MOST:
            break
    return told


def _ranges(parts: list[bytes], told: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(parts):
        low, high, first = _number(parts[at]), _number(parts[at + 1]), parts[at + 2]
        high = min(high, low + _MOST)
        if first == b"[":
            end = parts.index(b"]", at) if b"]" in parts[at:] else len(parts)
            for code, text in zip(range(low, high + 1), parts[at + 3 : end], strict=False):
                told[code] = _text(text)
            at = end + 1
            continue
        start = _text(first)
        for code in range(low, high + 1):
            if start:
                last = ord(start[-1]) + code - low
                told[code] = start[:-1] + (chr(last) if last < 0x110000 else "")
        at += 3


def _number(digits: bytes) -> int:
    return int(re.sub(rb"\s", b"", digits) or b"0", 16)


def _text(digits: bytes) -> str:
    clean = re.sub(rb"[^0-9A-Fa-f]", b"", digits)
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode()).decode("utf-16-be", "replace")


def _bytes(match: re.Match[bytes]) -> bytes:
    if match["literal"] is not None:
        return _ESCAPE.sub(_unescape, match["literal"])
    clean = re.sub(rb"\s", b"", match["hex"])
    return bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode())


def _unescape(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if what[:1].isdigit():
        return bytes([int(what, 8) & 0xFF])
    return b"" if what in (b"\n", b"\r", b"\r\n") else _PLAIN.get(what, what)


def _named(category: Any, key: bytes) -> Any:
    if not isinstance(category, DictionaryObject):
        return None
    return resolve(category.get("/" + key.decode("latin-1")))
