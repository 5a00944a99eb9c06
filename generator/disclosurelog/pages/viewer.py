"""A document page by page: each page's picture with its text beside it.

A long document is cut into parts, so that no page of the site is heavy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from disclosurelog.gate import CheckedDocument, image_sizes
from disclosurelog.languages import _
from disclosurelog.pages.applied import (
    Applied,
    AppliedRow,
    OnPage,
    applied,
    applied_rows,
    on_page,
)
from disclosurelog.pages.documents import DocumentView, ask, document_views
from disclosurelog.pages.page import Page
from disclosurelog.pages.record import trail
from disclosurelog.pages.shell import ROOT
from disclosurelog.pages.site import NOT_INDEXED, Link, Site
from disclosurelog.pages.vetted import Vetted, vetted
from disclosurelog.pages.words import DASH
from disclosurelog.records import (
    Document,
    Entry,
    image_uri,
    part_of,
    parts_of,
    viewer_name,
    viewer_uri,
)
from disclosurelog.records.base import UNSAFE
from disclosurelog.records.viewer import PART

_CONTROLS: Final = re.compile(UNSAFE.pattern)
"""What no text of a page may hold and a document's can. One of them stands for the site's root."""

_FULL_LINE: Final = 40
"""Characters. Where a line at least so long is followed by a small letter, the page was too narrow:
nobody meant a new line there. A row of a table or an address begins otherwise."""


@dataclass(slots=True)
class ImageView:
    """The picture of a page; width and height in pixels."""

    uri: str
    width: int
    height: int


@dataclass(slots=True)
class PageView:
    """What the component `document-page` shows: one page of a document."""

    number: int
    of: int
    image: ImageView | None
    undrawn: bool
    text: str
    lang: Markup
    taken: list[OnPage]
    file: str
    ask: str


@dataclass(slots=True)
class ViewerView:
    """What the template `viewer` shows."""

    title: str
    lang: Markup
    trail: tuple[Link, ...]
    span: str
    document: DocumentView
    ask: str
    sensitive: bool
    rows: list[AppliedRow]
    vetted: Vetted
    parts: tuple[Link, ...]
    part: int
    numbers: range
    pages: list[PageView]
    before: Link | None
    after: Link | None


def viewer_pages(site: Site, position: int) -> Iterator[Page]:
    """Yield the pages that show the files of the entry at this position in the log."""
    entry = site.index.entries[position]
    for document, view in zip(entry.record.documents, document_views(site, entry), strict=True):
        checked = site.documents.get((entry.slug, document.file))
        if checked is not None:
            yield from _Viewer(site, entry, document, view, checked).pages()


class _Viewer:
    """One document, shown in as many parts as it takes."""

    def __init__(
        self,
        site: Site,
        entry: Entry,
        document: Document,
        view: DocumentView,
        checked: CheckedDocument,
    ) -> None:
        self._site, self._entry, self._document = site, entry, document
        self._view, self._checked = view, checked
        self._name = viewer_name(entry.record, document.file)
        self._count = checked.page_count
        self._tag = document.language or entry.record.language
        self._firsts = parts_of(self._count)

    def pages(self) -> Iterator[Page]:
        """Yield one page for each part."""
        site, entry, checked = self._site, self._entry, self._checked
        found = applied(site, entry, self._document, self._count)
        shown = self._shown(found)
        said = vetted(checked)
        record = entry.record
        for place, first in enumerate(self._firsts):
            numbers = range(first, min(first + PART, self._count + 1))
            span, title = "", self._document.title
            if len(self._firsts) > 1:
                span = _("pages {pages}", pages=_span(first, numbers[-1]))
                title = f"{title}, {span}"
            view = ViewerView(
                title=self._document.title,
                lang=self._view.lang,
                trail=(
                    *trail(entry),
                    Link(record.title, f"records/{entry.slug}/", site.lang(record.language)),
                ),
                span=span,
                document=self._view,
                ask=ask(site, entry),
                sensitive=record.sensitive,
                rows=applied_rows(entry, found, partial(self._address, part=first)),
                vetted=said,
                parts=tuple(self._part(one) for one in self._firsts) if span else (),
                part=place,
                numbers=numbers,
                pages=[next(shown) for _number in numbers],
                before=self._part(first - PART) if place else None,
                after=self._part(first + PART) if place + 1 < len(self._firsts) else None,
            )
            yield site.pour(
                f"{viewer_uri(entry.slug, self._name, first)}index.html",
                "viewer",
                {"v": view},
                title=title,
                description=_(
                    "{document}: published with the response “{response}”.",
                    document=title,
                    response=record.title,
                ),
                section="records",
                lang=self._tag,
                robots=NOT_INDEXED if record.noindex else None,
                changed=(record.updated or record.published).isoformat(),
                sensitive=record.sensitive,
            )

    def _shown(self, found: list[Applied]) -> Iterator[PageView]:
        checked, pictures = self._checked, self._site.settings.page_images
        undrawn = self._site.undrawn.get(checked.sha256, ())
        sizes = image_sizes(checked) if pictures else [None] * self._count
        mail = ask(self._site, self._entry)
        for number, (size, text) in enumerate(zip(sizes, checked.visible_text, strict=True), 1):
            missing = pictures and (size is None or number in undrawn)
            uri = image_uri(self._entry.slug, self._name, number)
            yield PageView(
                number=number,
                of=self._count,
                image=ImageView(uri, *size) if size is not None and not missing else None,
                undrawn=missing,
                text=_flowing(_CONTROLS.sub("", text)),
                lang=self._view.lang,
                taken=on_page(found, number),
                file=self._view.uri,
                ask=mail,
            )

    def _part(self, first: int) -> Link:
        last = min(first + PART - 1, self._count)
        return Link(_span(first, last), viewer_uri(self._entry.slug, self._name, first))

    def _address(self, page: int, part: int) -> str:
        """Where a page is shown, as seen from the part that starts at page `part`."""
        if page > self._count:
            return ""
        there = viewer_uri(self._entry.slug, self._name, page)
        return f"#page-{page}" if part_of(page) == part else f"{ROOT}{there}#page-{page}"


def _span(first: int, last: int) -> str:
    return f"{first:,}{DASH}{last:,}" if last > first else f"{first:,}"


def _flowing(text: str) -> str:
    """Return a page's text without the line breaks that the width of the paper made."""
    lines = text.split("\n")
    parts = [lines[0]]
    for before, line in pairwise(lines):
        wrapped = len(before) >= _FULL_LINE and line[:1].islower()
        parts += (" " if wrapped else "\n", line)
    return "".join(parts)
