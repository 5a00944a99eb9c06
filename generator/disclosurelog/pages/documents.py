"""The files of a record, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from disclosurelog.languages import _, ngettext
from disclosurelog.pages.mail import mailto
from disclosurelog.pages.site import Site
from disclosurelog.pages.words import ROLES, in_language, page_ranges, size
from disclosurelog.records import (
    Document,
    Entry,
    Redaction,
    Waiver,
    viewer_name,
    viewer_uri,
)
from disclosurelog.records.document import Change


@dataclass(slots=True)
class RedactionRow:
    """What was taken out of a file under one provision."""

    provision: str
    pages: str
    places: int


@dataclass(slots=True)
class WaiverNote:
    """A finding that a person looked at and let pass."""

    what: str
    approved_by: str
    date: object
    reason: str


@dataclass(slots=True)
class DocumentView:
    """What the component `document` shows. `uri` is the file's own address."""

    number: int
    title: str
    lang: Markup
    uri: str
    viewer: str
    kind: str
    short: str
    facts: str
    redactions_heading: str
    redactions: tuple[RedactionRow, ...]
    replaced: Change | None
    withdrawn: Change | None
    alternative: DocumentView | None
    certificate: str
    source: str | None
    waivers: tuple[WaiverNote, ...]


def document_views(site: Site, entry: Entry) -> list[DocumentView]:
    """Return the record's files, in its order, withdrawn ones among them."""
    documents = entry.record.documents
    views = [_view(site, entry, number, one) for number, one in enumerate(documents, 1)]
    by_name = {one.file: view for one, view in zip(documents, views, strict=True)}
    for one, view in zip(documents, views, strict=True):
        other = by_name.get(one.accessible_alternative or "")
        if other is not None and other.withdrawn is None:
            view.alternative = other
    return views


def _view(site: Site, entry: Entry, number: int, document: Document) -> DocumentView:
    checked = site.documents.get((entry.slug, document.file))
    tag = document.language or entry.record.language
    kind, short, certificate = _("Gone"), "", ""
    if checked is not None:
        kind = checked.kind.upper()
        pages = checked.page_count
        short = f"{kind}, {size(checked.size)}"
        if pages:
            short += ngettext(", {number} page", ", {number} pages", pages)
        certificate = f"certificates/{checked.sha256}.json"
    facts = [_(ROLES[document.role]), short, in_language(tag)]
    if document.redacted and not document.redactions:
        facts.append(_("parts taken out"))
    return DocumentView(
        number=number,
        title=document.title,
        lang=site.lang(tag),
        uri=f"records/{entry.slug}/{document.file}",
        viewer=viewer_uri(entry.slug, viewer_name(entry.record, document.file)),
        kind=kind,
        short=short,
        facts=" · ".join(filter(None, facts)),
        redactions_heading=_redactions_heading(document.redactions),
        redactions=_schedule(document.redactions),
        replaced=document.replaced,
        withdrawn=document.withdrawn,
        alternative=None,
        certificate=certificate,
        source=document.source,
        waivers=tuple([_note(waiver) for waiver in document.waivers]),
    )


def _schedule(redactions: Iterable[Redaction]) -> tuple[RedactionRow, ...]:
    rows: dict[str, list[Redaction]] = {}
    for one in redactions:
        rows.setdefault(one.provision, []).append(one)
    return tuple(
        RedactionRow(name, page_ranges(r.page for r in found), sum(r.count for r in found))
        for name, found in rows.items()
    )


def _redactions_heading(redactions: Iterable[Redaction]) -> str:
    return ngettext(
        "What was taken out, in {number} place",
        "What was taken out, in {number} places",
        sum(one.count for one in redactions),
    )


def _note(waiver: Waiver) -> WaiverNote:
    if waiver.page:
        what = _(
            "Check {rule} stopped this file on page {page}; a person looked and let it pass.",
            rule=waiver.rule,
            page=waiver.page,
        )
    else:
        what = _(
            "Check {rule} stopped this file; a person looked and let it pass.", rule=waiver.rule
        )
    return WaiverNote(what, waiver.approved_by, waiver.date, waiver.reason)


def ask(site: Site, entry: Entry) -> str:
    """Return a mail link that asks for a file in another format; empty without an address."""
    address = site.settings.authority.email
    if not address:
        return ""
    return mailto(address, _("Another format: {reference}", reference=entry.record.reference))
