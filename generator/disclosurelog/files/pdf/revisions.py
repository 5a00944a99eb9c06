"""Earlier revisions: what a file said before it was saved again over itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pypdfium2

from disclosurelog.files.facts import Metadatum, Revision
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.body import gather
from disclosurelog.files.pdf.canvas import Canvas
from disclosurelog.files.pdf.judged import gather as gather_words
from disclosurelog.files.pdf.opening import PRINT_AGAIN, open_pypdf
from disclosurelog.files.pdf.orphans import where
from disclosurelog.files.pdf.scene import read_scene
from disclosurelog.files.refusal import Unreadable

#: The end of a revision (ISO 32000-2, 7.5.5 and 7.5.6).
_END = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF[\r\n]{0,2}")

#: What a cross-reference section starts with: a table, or the object that is a stream.
_SECTION = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")


def ends(data: bytes) -> list[int]:
    """Where each revision ends, in bytes from the start; the last is the file as it stands.

    The first section of a linearised file ends in `startxref 0`, or points ahead of itself
    (ISO 32000-2, annex F.3.4): it is no revision.
    """
    start = max(0, data.find(b"%PDF-", 0, 1024))
    found = []
    for match in _END.finditer(data):
        offset = int(match[1]) + start
        if int(match[1]) > 0 and offset < match.start() and _SECTION.match(data, offset):
            found.append(match.end())
    return found


@dataclass(slots=True)
class Earlier:
    """The earlier revisions, their metadata, and where the objects lie that they reach."""

    revisions: list[Revision] = field(default_factory=list)
    metadata: list[Metadatum] = field(default_factory=list)
    places: set[tuple[int, int]] = field(default_factory=set)


def earlier(data: bytes, limits: ReadLimits) -> Earlier:
    """What each earlier revision holds.

    Raises:
        Unreadable: More revisions than the limits allow.
    """
    cuts = ends(data)[:-1]
    if len(cuts) > limits.revisions:
        raise Unreadable(
            "the file holds more earlier versions of itself than can be looked at", PRINT_AGAIN
        )
    found = Earlier()
    for index, cut in enumerate(cuts):
        found.revisions.append(_read(data[:cut], index + 1, limits, found))
    return found


def _read(data: bytes, number: int, limits: ReadLimits, found: Earlier) -> Revision:
    try:
        pages = _texts(data, limits)
        reader = open_pypdf(data, limits)
        body = gather(reader, (), limits)
        places = where(reader)
    except Unreadable:
        raise
    except Exception as error:  # whatever a library raises: the revision is told as unread
        return Revision(number, len(data), (), (), (), (), type(error).__name__)
    found.places.update(places[one] for one in body.reached if one in places)
    found.metadata.extend(
        Metadatum(one.where, one.key, one.value, one.page, number) for one in body.metadata
    )
    return Revision(
        number=number,
        end=len(data),
        pages=pages,
        strings=body.texts,
        images=tuple(sorted(body.images)),
        attachments=body.hashes,
    )


def _texts(data: bytes, limits: ReadLimits) -> tuple[str, ...]:
    """All words of each page, by the same reading as those of the file as it stands."""
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for index in range(len(document)):
            page = document[index]
            scene = read_scene(page.raw, Canvas(page.raw, None, limits.pixels), limits)
            texts.append(" ".join(word.text for word in gather_words(scene)))
            page.close()
        return tuple(texts)
    finally:
        document.close()
