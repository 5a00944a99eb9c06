"""A PDF's bytes in, its facts out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2

from disclosurelog.files.facts import Attachment, FileFacts, PageFacts
from disclosurelog.files.kinds import HEAD, NAMES, PDF, XML, kind_of
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.body import Body, gather
from disclosurelog.files.pdf.canvas import Canvas, Frame
from disclosurelog.files.pdf.carried import Carried
from disclosurelog.files.pdf.metadata import parsed
from disclosurelog.files.pdf.opening import PRINT_AGAIN, open_pdfium, open_pypdf, refuse_early
from disclosurelog.files.pdf.orphans import orphans_of
from disclosurelog.files.pdf.outline import refuse_loop
from disclosurelog.files.pdf.outside import outside_of
from disclosurelog.files.pdf.overlaid import Overlaid, overlaid
from disclosurelog.files.pdf.pictures import Pictures, look
from disclosurelog.files.pdf.revisions import earlier
from disclosurelog.files.pdf.scene import IMAGE, Scene, unlisted
from disclosurelog.files.pdf.sight import has_covers, see
from disclosurelog.files.pdf.table import table_trouble
from disclosurelog.files.pdf.uses import left_over
from disclosurelog.files.refusal import Unreadable

#: How deep files attached to attached files are read.
_ATTACHED_DEPTH = 3

#: A picture's mask (ISO 32000-2, table 87), and the graphics state's.
_MASK = re.compile(rb"/S?Mask\b")

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
        pages, frames, pictures = _pages(data, limits)
        reader = open_pypdf(data, limits)
        if len(reader.pages) != len(pages):
            raise Unreadable(
                "two readers do not agree on how many pages the file has: its structure is broken",
                PRINT_AGAIN,
            )
        # Before anything else is read: a reader mends its table as it goes.
        table = table_trouble(data, reader)
        refuse_loop(reader.root_object)
        body = gather(reader, frames, limits)
        looks = _looks(body, pictures.digests)
        over = overlaid(data, looks, pages, pictures.digests, limits)
        spare = left_over(body.kept, pictures.digests, reader)
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
        pages=tuple(_completed(pages, body, over)),
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
        orphans=(*orphans, *spare.contents),
        outside=outside,
        unseen=(*pictures.unseen(), *over.pictures, *spare.pictures, *body.unseen),
        fonts=tuple(body.fonts.facts()),
        inlaid=tuple(spare.inlaid),
        extras=tuple(body.extras),
        symbols=tuple(body.symbols.facts()),
        table=table,
    )


def _pages(data: bytes, limits: ReadLimits) -> tuple[list[PageFacts], list[Frame], Pictures]:
    document = open_pdfium(data, limits)
    # A stream is never inside an object stream (7.5.7): what its dictionary says can be searched.
    pictures = Pictures(_MASK.search(data) is not None, b"/ImageMask" in data)
    try:
        pages, frames = [], []
        for index in range(len(document)):
            facts, frame = _page(document, index, limits, pictures)
            pages.append(facts)
            frames.append(frame)
        return pages, frames, pictures
    finally:
        document.close()


def _page(
    document: pypdfium2.PdfDocument, index: int, limits: ReadLimits, pictures: Pictures
) -> tuple[PageFacts, Frame]:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {index + 1} can't be read", PRINT_AGAIN) from error
    try:
        canvas = Canvas(page.raw, document.formenv, limits.pixels)
        if canvas.width <= 0 or canvas.height <= 0:
            raise Unreadable(f"page {index + 1} has no size", PRINT_AGAIN)
        seen = see(page.raw, canvas, limits)
        annotated = has_covers(page.raw)
        look(seen.scene, canvas, index + 1, pictures, annotated=annotated, finish=seen.finish)
        facts = PageFacts(
            number=index + 1,
            width=round(canvas.width, 2),
            height=round(canvas.height, 2),
            words=(*seen.words, *unlisted(seen.scene, canvas)),
            scan=_is_scan(seen.scene, canvas),
            gaps=tuple(seen.gaps),
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


def _completed(pages: list[PageFacts], body: Body, over: Overlaid) -> Iterator[PageFacts]:
    """The pages with what only the walk tells: thumbnails, gaps that were made, annotations."""
    for page in pages:
        made = page.number in body.adjusted
        yield replace(
            page,
            words=(*page.words, *over.words.get(page.number, ())),
            thumbnail=page.number in body.thumbnails,
            gaps=tuple(gap for gap in page.gaps if gap.boxed or made),
        )


def _looks(body: Body, drawn: frozenset[str]) -> set[int]:
    """Pages with an annotation that writes, or with a picture that the page does not draw."""
    pages = {one.page for one in body.annotations if one.shown and one.drawn}
    pages |= {one.page for one in body.kept if one.picture and one.picture not in drawn}
    return pages - {0}


def _attached(one: Carried, portfolio: bool, limits: ReadLimits, depth: int) -> Attachment:
    kind = kind_of(one.data[:HEAD])
    facts, trouble = None, ""
    root, texts = _xml(one.data) if kind == XML else ("", ())
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
    return Attachment(where, one.page, kind, len(one.data), one.name, facts, trouble, root, texts)


def _xml(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The outermost element of an XML file, and what its elements, notes and attributes hold."""
    root = parsed(data)
    if root is None:
        return "", ()
    held = [
        text.strip()
        for element in root.iter()
        for text in (element.text, element.tail, *element.attrib.values())
        if text and text.strip()
    ]
    return str(root.tag).rpartition("}")[2], tuple(held)
