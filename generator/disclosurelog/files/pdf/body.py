"""Everything that pypdf sees in a file, gathered in one walk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from pypdf import PdfReader
from pypdf.generic import StreamObject

from disclosurelog.files import facts
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.annotations import actions_of, annotations_of, fields_of
from disclosurelog.files.pdf.canvas import Frame
from disclosurelog.files.pdf.carried import Carried, carried_of, image_of, named_of
from disclosurelog.files.pdf.fonts import FontBook
from disclosurelog.files.pdf.gaps import adjusts
from disclosurelog.files.pdf.jpegs import extras_of
from disclosurelog.files.pdf.metadata import metadata_of
from disclosurelog.files.pdf.samples import samples_of
from disclosurelog.files.pdf.symbols import SymbolBook
from disclosurelog.files.pdf.tags import is_content, marked_texts, tags_of
from disclosurelog.files.pdf.uses import Kept, kept_of
from disclosurelog.files.pdf.walk import Found, Walk, resolve, text

#: Content that shows letters of a font and is not drawn by that of a page.
_ELSEWHERE = frozenset({"/AP", "/Pattern", "/CharProcs", "/DR", "/MK"})


@dataclass(slots=True)
class Body:
    """What the walk gathered, in the order in which it was reached."""

    annotations: list[facts.Annotation] = field(default_factory=list)
    fields: list[facts.Field] = field(default_factory=list)
    actions: list[facts.Action] = field(default_factory=list)
    links: list[facts.Link] = field(default_factory=list)
    metadata: list[facts.Metadatum] = field(default_factory=list)
    names: list[facts.Named] = field(default_factory=list)
    tags: list[facts.TagText] = field(default_factory=list)
    images: set[str] = field(default_factory=set)
    kept: list[Kept] = field(default_factory=list)
    unseen: list[facts.Unseen] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    extras: list[facts.Extra] = field(default_factory=list)
    symbols: SymbolBook = field(default_factory=SymbolBook)
    fonts: FontBook = field(default_factory=FontBook)
    thumbnails: set[int] = field(default_factory=set)
    adjusted: set[int] = field(default_factory=set)
    xfa: str = ""
    portfolio: bool = False
    reached: set[int] = field(default_factory=set)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text of annotations, fields, outline and tags, sorted, each once."""
        found = {string for one in self.annotations for _, string in one.texts}
        found.update(one.drawn for one in self.annotations if one.shown)
        found.update(string for one in self.fields for _, string in one.values)
        found.update(one.text for one in self.names)
        found.update(one.text for one in self.tags)
        return tuple(sorted(text for text in found if text.strip()))

    @property
    def hashes(self) -> tuple[str, ...]:
        """SHA-256 of each attached file, sorted."""
        return tuple(sorted({hashlib.sha256(one.data).hexdigest() for one in self.carried}))


def gather(reader: PdfReader, frames: Sequence[Frame], limits: ReadLimits) -> Body:
    """Walk a file.

    Args:
        reader: The file, open.
        frames: How each page is shown; fewer than pages where boxes do not matter.
        limits: How far.

    Raises:
        Unreadable: More objects than the limits allow.
        Exception: Whatever pypdf raises for a broken file.
    """
    body = Body()
    seen: set[int] = set()
    walk = Walk(reader, limits)
    for found in walk:
        _take(found, body, reader, frames, seen)
    for index, page in enumerate(reader.pages):
        contents = page.get_contents()
        if contents is not None:
            data = contents.get_data()
            body.fonts.page(page, data, index + 1)
            if adjusts(data):
                body.adjusted.add(index + 1)
            body.tags.extend(marked_texts(contents, reader, index + 1))
    body.reached = walk.reached
    return body


def _take(
    found: Found, body: Body, reader: PdfReader, frames: Sequence[Frame], seen: set[int]
) -> None:
    body.annotations.extend(annotations_of(found, frames))
    body.fields.extend(fields_of(found, frames))
    for one in actions_of(found, frames):
        if isinstance(one, facts.Link):
            body.links.append(one)
        else:
            body.actions.append(one)
    body.metadata.extend(metadata_of(found))
    body.names.extend(named_of(found))
    body.tags.extend(tags_of(found))
    body.carried.extend(carried_of(found, seen))
    picture = image_of(found)
    body.kept.extend(kept_of(found, picture))
    if picture and found.key != "/Thumb":
        _take_picture(found, picture, body)
    if found.key == "/Thumb":
        body.thumbnails.add(found.page)
    if is_content(found):
        _take_content(found, body, reader)
    if found.key == "/Collection":
        body.portfolio = True
    if "/XFA" in found.value:
        body.xfa = _xfa(found)


def _take_picture(found: Found, picture: str, body: Body) -> None:
    body.images.add(picture)
    unseen = samples_of(found)
    if unseen is not None:
        body.unseen.append(unseen)
    body.extras.extend(body.symbols.take(found))
    for extra in extras_of(found):
        if isinstance(extra, facts.Extra):
            body.extras.append(extra)
        else:
            body.metadata.append(extra)


def _take_content(found: Found, body: Body, reader: PdfReader) -> None:
    body.tags.extend(marked_texts(found.value, reader, found.page))
    if _ELSEWHERE & set(found.keys):
        body.fonts.form(found)


def _xfa(found: Found) -> str:
    value = resolve(found.value.get("/XFA"))
    parts = [value] if isinstance(value, StreamObject) else list(value or [])
    return "\n".join(text(part) for part in parts)
