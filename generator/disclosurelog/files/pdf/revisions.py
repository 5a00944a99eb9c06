"""Earlier revisions: what a file said before it was saved again over itself."""

from __future__ import annotations

import re

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader

from disclosurelog.files.facts import Metadatum, Revision
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.body import gather
from disclosurelog.files.pdf.opening import open_pypdf
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


def earlier(data: bytes, limits: ReadLimits) -> tuple[list[Revision], list[Metadatum]]:
    """What each earlier revision holds, and its metadata.

    Raises:
        Unreadable: More revisions than the limits allow.
    """
    cuts = ends(data)[:-1]
    if len(cuts) > limits.revisions:
        raise Unreadable(
            "the file holds more earlier versions of itself than can be looked at",
            "print the document to a new PDF and publish that one",
        )
    revisions: list[Revision] = []
    metadata: list[Metadatum] = []
    for index, cut in enumerate(cuts):
        revision, its_metadata = _read(data[:cut], index + 1, limits)
        revisions.append(revision)
        metadata.extend(its_metadata)
    return revisions, metadata


def _read(data: bytes, number: int, limits: ReadLimits) -> tuple[Revision, list[Metadatum]]:
    try:
        pages = _texts(data)
        reader: PdfReader = open_pypdf(data, limits)
        body = gather(reader, (), limits)
    except Unreadable:
        raise
    except Exception as error:  # whatever a library raises: the revision is told as unread
        return Revision(number, len(data), (), (), (), (), type(error).__name__), []
    revision = Revision(
        number=number,
        end=len(data),
        pages=pages,
        strings=body.texts,
        images=tuple(sorted(body.images)),
        attachments=body.hashes,
    )
    metadata = [Metadatum(one.where, one.key, one.value, one.page, number) for one in body.metadata]
    return revision, metadata


def _texts(data: bytes) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(data)
    try:
        texts = []
        for index in range(len(document)):
            page = document[index]
            text_page = page.get_textpage()
            texts.append(text_page.get_text_bounded() if _words(text_page) else "")
            text_page.close()
            page.close()
        return tuple(texts)
    finally:
        document.close()


def _words(text_page: pypdfium2.PdfTextPage) -> bool:
    return bool(pdfium.FPDFText_CountChars(text_page) > 0)
