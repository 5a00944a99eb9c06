"""A PDF's bytes in, its facts out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pypdfium2

from disclosurelog.files.facts import Attachment, FileFacts, PageFacts
from disclosurelog.files.kinds import HEAD, NAMES, PDF, kind_of
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.body import Body, gather
from disclosurelog.files.pdf.canvas import Canvas, Frame
from disclosurelog.files.pdf.carried import Carried
from disclosurelog.files.pdf.opening import PRINT_AGAIN, open_pdfium, open_pypdf, refuse_early
from disclosurelog.files.pdf.orphans import orphans_of
from disclosurelog.files.pdf.outside import outside_of
from disclosurelog.files.pdf.revisions import earlier
from disclosurelog.files.pdf.scene import IMAGE, Scene
from disclosurelog.files.pdf.sight import see
from disclosurelog.files.refusal import Unreadable

#: How deep files attached to attached files are read.
_ATTACHED_DEPTH = 3

#: A page is a scan when one picture covers this share of it.
_SCAN_SHARE = 0.5


def read_pdf(data: bytes, suffix: str, limits: ReadLimits, depth: int = 0) -> FileFacts:
    """Read a PDF with both libraries and put together what they see.

    Args:
        data: The whole file.
        suffix: Of its name, with the dot, in lower case; "" for an attached file.
        limits: How far to look.
        depth: How many files it is attached inside of.

    Raises:
        Unreadable: For anything wrong. A library's own exception becomes one.
    """
    try:
        refuse_early(data, limits)
        pages, frames = _pages(data, limits)
        reader = open_pypdf(data, limits)
        if len(reader.pages) != len(pages):
            raise Unreadable(
                "two readers do not agree on how many pages the file has: its structure is broken",
                PRINT_AGAIN,
            )
        body = gather(reader, frames, limits)
        before = earlier(data, limits)
        orphans = tuple(orphans_of(data, reader, body.reached, before.places, body.images, limits))
        outside = tuple(outside_of(data))
    except (Unreadable, MemoryError):
        raise
    except RecursionError as error:
        raise Unreadable("the file is nested too deep to be read", PRINT_AGAIN) from error
    except Exception as error:  # whatever a library raises for a broken file
        raise Unreadable("the file's structure is broken", PRINT_AGAIN) from error
    catalogue = reader.root_object
    return FileFacts(
        kind=PDF,
        suffix=suffix,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        page_count=len(pages),
        pages=tuple(_with_thumbnails(pages, body)),
        tagged="/MarkInfo" in catalogue and "/StructTreeRoot" in catalogue,
        language=str(catalogue.get("/Lang", "")),
        annotations=tuple(body.annotations),
        fields=tuple(body.fields),
        xfa=body.xfa,
        attachments=tuple(_attached(one, body.portfolio, limits, depth) for one in body.carried),
        attachment_hashes=body.hashes,
        actions=tuple(body.actions),
        links=tuple(body.links),
        metadata=(*body.metadata, *before.metadata),
        names=tuple(body.names),
        tags=tuple(body.tags),
        images=tuple(sorted(body.images)),
        strings=body.texts,
        revisions=tuple(before.revisions),
        orphans=orphans,
        outside=outside,
    )


def _pages(data: bytes, limits: ReadLimits) -> tuple[list[PageFacts], list[Frame]]:
    document = open_pdfium(data, limits)
    try:
        pages, frames = [], []
        for index in range(len(document)):
            facts, frame = _page(document, index, limits)
            pages.append(facts)
            frames.append(frame)
        return pages, frames
    finally:
        document.close()


def _page(
    document: pypdfium2.PdfDocument, index: int, limits: ReadLimits
) -> tuple[PageFacts, Frame]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {index + 1} can't be read", PRINT_AGAIN) from error
    try:
        canvas = Canvas(page.raw, document.formenv, limits.pixels)
        if canvas.width <= 0 or canvas.height <= 0:
            raise Unreadable(f"page {index + 1} has no size", PRINT_AGAIN)
        words, scene = see(page.raw, canvas, limits)
        facts = PageFacts(
            number=index + 1,
            width=round(canvas.width, 2),
            height=round(canvas.height, 2),
            words=tuple(words),
            scan=_is_scan(scene, canvas),
        )
        return facts, canvas.frame
    finally:
        page.close()


def _is_scan(scene: Scene, canvas: Canvas) -> bool:
    area = canvas.width * canvas.height * _SCAN_SHARE
    return any(
        item.kind == IMAGE and (item.box[2] - item.box[0]) * (item.box[3] - item.box[1]) >= area
        for item in scene.items
    )


def _with_thumbnails(pages: list[PageFacts], body: Body) -> Iterator[PageFacts]:
    for page in pages:
        if page.number in body.thumbnails:
            yield PageFacts(page.number, page.width, page.height, page.words, page.scan, True)
        else:
            yield page


def _attached(one: Carried, portfolio: bool, limits: ReadLimits, depth: int) -> Attachment:
    kind = kind_of(one.data[:HEAD])
    facts, trouble = None, ""
    if kind != PDF:
        trouble = f"no reader knows {NAMES[kind]}"
    elif depth >= _ATTACHED_DEPTH:
        trouble = "files are attached to attached files too deep"
    else:
        try:
            facts = read_pdf(one.data, "", limits, depth + 1)
        except Unreadable as error:
            trouble = error.what
    where = "portfolio" if portfolio and one.where == "name tree" else one.where
    return Attachment(where, one.page, kind, len(one.data), one.name, facts, trouble)
