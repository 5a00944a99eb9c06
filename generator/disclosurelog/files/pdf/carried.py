"""What the file carries besides its pages: attachments, pictures, the outline, names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from disclosurelog.files.facts import Named
from disclosurelog.files.pdf.walk import Found, name, resolve, text


@dataclass(frozen=True, slots=True)
class Carried:
    """An attached file as it was found: `data` is its bytes, decoded."""

    where: str
    page: int
    name: str
    data: bytes


def carried_of(found: Found, seen: set[int]) -> Iterator[Carried]:
    """The files that a file specification embeds (ISO 32000-2, 7.11.4), or a loose one.

    Args:
        found: A dictionary.
        seen: The identities of the streams that were given before; added to.
    """
    value = found.value
    embedded = resolve(value.get("/EF"))
    if isinstance(embedded, DictionaryObject):
        for key in sorted(embedded):
            stream = resolve(embedded.get(key))
            if isinstance(stream, StreamObject) and id(stream) not in seen:
                seen.add(id(stream))
                yield Carried(_where(found), found.page, _name(value), stream.get_data())
    elif found.type == "EmbeddedFile" and isinstance(value, StreamObject) and id(value) not in seen:
        seen.add(id(value))
        yield Carried("loose", found.page, "", value.get_data())


def _where(found: Found) -> str:
    if "/AF" in found.keys:
        return "associated file"
    if "/Annots" in found.keys:
        return "annotation"
    if "/RichMediaContent" in found.keys or "/Assets" in found.keys:
        return "rich media"
    return "name tree" if "/EmbeddedFiles" in found.keys else "loose"


def _name(specification: DictionaryObject) -> str:
    for key in ("/UF", "/F"):
        known = text(specification.get(key))
        if known:
            return known
    return ""


def image_of(found: Found) -> str:
    """The SHA-256 of a picture's encoded bytes; "" for anything else."""
    if found.subtype != "Image" or not isinstance(found.value, StreamObject):
        return ""
    return hashlib.sha256(found.value._data).hexdigest()


def named_of(found: Found) -> Iterator[Named]:
    """Texts of the outline, named destinations, page labels, article threads and layers."""
    value = found.value
    if "/Outlines" in found.keys and "/Title" in value:
        yield Named("outline", text(value.get("/Title")), found.page)
    if "/PageLabels" in found.keys and "/P" in value:
        yield Named("page label", text(value.get("/P")), found.page)
    if found.type == "OCG":
        yield Named("layer", text(value.get("/Name")), found.page)
    if found.key == "/I" and "/Threads" in found.keys:
        for key in ("/Title", "/Author", "/Subject", "/Keywords"):
            if text(value.get(key)):
                yield Named("thread", text(value.get(key)), found.page)
    if "/Dests" in found.keys:
        yield from _destinations(found)


def _destinations(found: Found) -> Iterator[Named]:
    """Names of destinations: keys of a name tree, or of the old dictionary."""
    pairs = resolve(found.value.get("/Names"))
    if isinstance(pairs, ArrayObject):
        for key in pairs[::2]:
            yield Named("destination", text(key))
    elif found.key == "/Dests" and "/Kids" not in found.value:
        for key in found.value:
            yield Named("destination", name(key))
