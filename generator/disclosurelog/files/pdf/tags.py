"""Texts that stand for what is drawn: the structure tree and marked content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject, StreamObject

from disclosurelog.files.facts import TagText
from disclosurelog.files.pdf.content import may_stand_for
from disclosurelog.files.pdf.walk import Found, name, resolve, strings, text

#: Keys with a text of a structure element (ISO 32000-2, table 355).
_ELEMENT = ("/ActualText", "/Alt", "/E", "/T")

#: Keys of a property list that hold no words.
_NO_WORDS = frozenset({"/MCID", "/Lang", "/Type", "/Subtype", "/BBox", "/Attached"})


def tags_of(found: Found) -> Iterator[TagText]:
    """Texts of a structure element, or of a property list among a page's resources."""
    value = found.value
    if "/S" in value and ("/P" in value or "/K" in value) and "/StructTreeRoot" in found.keys:
        for key in _ELEMENT:
            string = text(value.get(key))
            if string.strip():
                yield TagText("structure", name(value.get("/S")), key[1:], string, found.page)
    elif "/Properties" in found.keys and found.type not in ("OCG", "OCMD"):
        for key, child in value.items():
            if key not in _NO_WORDS:
                for string in strings(child, depth=0):
                    yield TagText("marked content", "", key[1:], string, found.page)


def marked_texts(stream: Any, reader: PdfReader, role_page: int) -> Iterator[TagText]:
    """Texts that a content stream gives in its own property lists (ISO 32000-2, 14.6.2).

    Args:
        stream: A content stream, decoded by pypdf.
        reader: Its file.
        role_page: The page that it belongs to, counted from 1.
    """
    if not may_stand_for(stream.get_data()):
        return
    parsed = stream if isinstance(stream, ContentStream) else ContentStream(stream, reader)
    for operands, operator in parsed.operations:
        if operator not in (b"BDC", b"DP") or len(operands) < 2:
            continue
        properties = resolve(operands[1])
        if not isinstance(properties, DictionaryObject):
            continue
        for key, child in properties.items():
            if key not in _NO_WORDS:
                for string in strings(child, depth=2):
                    yield TagText("marked content", name(operands[0]), key[1:], string, role_page)


def is_content(found: Found) -> bool:
    """Whether a stream is content of its own: a form XObject, a pattern, a glyph of Type 3."""
    if not isinstance(found.value, StreamObject):
        return False
    return found.subtype == "Form" or "/PatternType" in found.value or "/CharProcs" in found.keys
