"""JPEGs that a PDF keeps as they were, and what they carry."""

from __future__ import annotations

from collections.abc import Iterator

from pypdf.generic import StreamObject

from disclosurelog.files.facts import Extra, Metadatum
from disclosurelog.files.jpeg import asides_of
from disclosurelog.files.pdf.metadata import packet
from disclosurelog.files.pdf.walk import Found, encoded


def extras_of(found: Found) -> Iterator[Extra | Metadatum]:
    """What a picture's own JPEG carries; XMP in it becomes metadata of the picture."""
    if found.subtype != "Image" or not isinstance(found.value, StreamObject):
        return
    data = encoded(found.value, "/DCTDecode")
    if data is None:
        return
    for one in asides_of(data):
        if one.what == "xmp":
            yield from packet(one.data, "image XMP", found.page)
        else:
            yield Extra(found.page, one.what, one.text, one.size)
