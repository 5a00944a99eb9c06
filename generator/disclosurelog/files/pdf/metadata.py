"""Metadata of every kind: the Info dictionary, XMP, private data, document parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from pypdf.generic import DictionaryObject, StreamObject

from disclosurelog.files.facts import Metadatum
from disclosurelog.files.pdf.signatures import signatures_of
from disclosurelog.files.pdf.walk import Found, resolve, strings

#: The deepest XMP that is followed. Adobe's own nests 12 deep at most.
_DEPTH = 40


def metadata_of(found: Found) -> Iterator[Metadatum]:
    """The metadata that one dictionary holds."""
    value = found.value
    if found.keys == ("/Info",):
        for key in value:
            yield from _value("Info", str(key)[1:], value[key], found.page)
    if isinstance(value, StreamObject) and (found.key == "/Metadata" or found.type == "Metadata"):
        yield from _xmp(value, _whose(found), found.page)
    if found.key == "/PieceInfo":
        for string in strings(value):
            yield Metadatum("PieceInfo", "", string, found.page)
    if found.key == "/DPM":
        for string in strings(value):
            yield Metadatum("document part", "", string, found.page)
    yield from signatures_of(found)


def _value(where: str, key: str, value: Any, page: int) -> Iterator[Metadatum]:
    for string in strings(value):
        yield Metadatum(where, key, string, page)


def _whose(found: Found) -> str:
    owner = found.owner or DictionaryObject()
    if found.keys[-2:] == ("/Root", "/Metadata"):
        return "XMP"
    if str(resolve(owner.get("/Subtype"))) == "/Image":
        return "image XMP"
    if found.keys == ("/Page", "/Metadata"):
        return "page XMP"
    return "object XMP"


def _xmp(stream: StreamObject, where: str, page: int) -> Iterator[Metadatum]:
    yield from packet(stream.get_data(), where, page)


def packet(data: bytes, where: str, page: int) -> Iterator[Metadatum]:
    """The values of an XMP packet (XMP part 1), or its words where it can't be parsed."""
    root = parsed(data)
    if root is None:
        for part in re.split(r"<[^>]*>", data.decode("utf-8", "replace")):
            if part.strip():
                yield Metadatum(where, "unparsed", part.strip(), page)
        return
    yield from _element(root, (), where, page, 0)


def parsed(data: bytes) -> ElementTree.Element | None:
    """The outermost element of XML, comments kept; None where it is none."""
    try:
        builder = ElementTree.TreeBuilder(insert_comments=True)
        # Expat resolves no external entity and bounds the growth of internal ones.
        parser = ElementTree.XMLParser(target=builder)  # noqa: S314
        parser.feed(data.strip(b"\x00"))
        return parser.close()
    except ElementTree.ParseError:
        return None


def _element(
    element: ElementTree.Element, path: tuple[str, ...], where: str, page: int, depth: int
) -> Iterator[Metadatum]:
    if not isinstance(element.tag, str):
        if (element.text or "").strip():
            yield Metadatum("XML comment", "", (element.text or "").strip(), page)
        return
    here = (*path, _local(element.tag))
    for key, value in element.attrib.items():
        if value.strip() and _local(key) not in ("about", "parseType", "lang", "xmptk"):
            yield Metadatum(where, "/".join((*here, _local(key))), value.strip(), page)
    if element.text and element.text.strip():
        yield Metadatum(where, "/".join(here), element.text.strip(), page)
    if depth < _DEPTH:
        for child in element:
            yield from _element(child, here, where, page, depth + 1)
            if child.tail and child.tail.strip():
                yield Metadatum(where, "/".join(here), child.tail.strip(), page)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
