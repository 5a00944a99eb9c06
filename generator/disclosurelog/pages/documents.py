"""The files of a record, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from disclosurelog.gate import CheckedDocument
from disclosurelog.pages.site import Site
from disclosurelog.pages.words import ROLES, count, language, page_ranges, size
from disclosurelog.records import Document, Entry, Redaction, Waiver
from disclosurelog.records.document import Change


@dataclass(slots=True)
class FileLink:
    """A file in short: its address, its title and what it is."""

    uri: str
    label: str
    facts: str
    lang: Markup


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
    """What the component `document` shows."""

    number: int
    title: str
    lang: Markup
    uri: str
    kind: str
    facts: str
    redactions_heading: str
    redactions: tuple[RedactionRow, ...]
    replaced: Change | None
    withdrawn: Change | None
    alternative: FileLink | None
    certificate: str
    source: str | None
    waivers: tuple[WaiverNote, ...]


def document_views(site: Site, entry: Entry) -> list[DocumentView]:
    """Return the record's files, in its order, withdrawn ones among them."""
    by_name = {document.file: document for document in entry.record.documents}
    return [_view(site, entry, by_name, n, d) for n, d in enumerate(entry.record.documents, 1)]


def file_link(site: Site, entry: Entry, document: Document) -> FileLink:
    """Return a published file in short."""
    return FileLink(
        uri=f"records/{entry.slug}/{document.file}",
        label=document.title,
        facts=_short_facts(_checked(site, entry, document)),
        lang=site.lang(document.language or entry.record.language),
    )


def _view(
    site: Site, entry: Entry, by_name: dict[str, Document], number: int, document: Document
) -> DocumentView:
    checked = _checked(site, entry, document)
    other = by_name.get(document.accessible_alternative or "")
    shown = other is not None and other.withdrawn is None
    return DocumentView(
        number=number,
        title=document.title,
        lang=site.lang(document.language or entry.record.language),
        uri=f"records/{entry.slug}/{document.file}",
        kind=checked.kind.upper() if checked else "Gone",
        facts=_facts(entry, document, checked),
        redactions_heading=f"What was taken out, in {_places(document.redactions)}",
        redactions=_schedule(document.redactions),
        replaced=document.replaced,
        withdrawn=document.withdrawn,
        alternative=file_link(site, entry, other) if other and shown else None,
        certificate=f"certificates/{checked.sha256}.json" if checked else "",
        source=document.source,
        waivers=tuple(_note(waiver) for waiver in document.waivers),
    )


def _checked(site: Site, entry: Entry, document: Document) -> CheckedDocument | None:
    return site.checked.documents.get((entry.slug, document.file))


def _short_facts(checked: CheckedDocument | None) -> str:
    if checked is None:
        return ""
    pages = f", {count(checked.page_count, 'page')}" if checked.page_count else ""
    return f"{checked.kind.upper()}, {size(checked.size)}{pages}"


def _facts(entry: Entry, document: Document, checked: CheckedDocument | None) -> str:
    found = [ROLES[document.role], _short_facts(checked)]
    tag = document.language or entry.record.language
    found.append(f"in {language(tag)}")
    if document.redacted and not document.redactions:
        found.append("parts taken out")
    return " · ".join(filter(None, found))


def _schedule(redactions: Iterable[Redaction]) -> tuple[RedactionRow, ...]:
    rows: dict[str, list[Redaction]] = {}
    for one in redactions:
        rows.setdefault(one.provision, []).append(one)
    return tuple(
        RedactionRow(name, page_ranges(r.page for r in found), sum(r.count for r in found))
        for name, found in rows.items()
    )


def _places(redactions: Iterable[Redaction]) -> str:
    return count(sum(one.count for one in redactions), "place")


def _note(waiver: Waiver) -> WaiverNote:
    where = f" on page {waiver.page}" if waiver.page else ""
    what = f"Check {waiver.rule} stopped this file{where}; a person looked and let it pass."
    return WaiverNote(what, waiver.approved_by, waiver.date, waiver.reason)


def ask(site: Site, entry: Entry) -> str:
    """Return a mail link that asks for a file in another format; empty without an address."""
    address = site.settings.authority.email
    if not address:
        return ""
    subject = quote(f"Another format: {entry.record.reference}")
    return f"mailto:{quote(address, safe='@')}?subject={subject}"
