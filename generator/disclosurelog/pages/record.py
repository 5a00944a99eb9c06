"""A record's page: at a glance first, then what was asked, answered, held back and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from disclosurelog.languages import _, later, speaking
from disclosurelog.law import Law
from disclosurelog.pages import theme, words
from disclosurelog.pages.aside import RelatedLink, related_links
from disclosurelog.pages.citations import CitationView, citation_views
from disclosurelog.pages.documents import DocumentView, ask, document_views
from disclosurelog.pages.lawwords import law_words
from disclosurelog.pages.markup import Report, report
from disclosurelog.pages.page import Page
from disclosurelog.pages.site import HOME, NOT_INDEXED, RECORDS, Link, Place, Site
from disclosurelog.pages.timeline import Event, afterwards, timeline
from disclosurelog.pages.tongues import (
    Article,
    Choice,
    Wording,
    article,
    choices,
    labels,
    tags,
    title_of,
    wording,
)
from disclosurelog.pages.took import late_notice, took
from disclosurelog.records import Entry, Record, RefusalNotice

SUMMARY_HEADINGS: Final = {
    "withhold": later("Held back under"),
    "refuse": later("Refused under"),
    "": later("Relying on"),
}
SECTION_HEADINGS: Final = {
    "withhold": later("What was held back, and why"),
    "refuse": later("Why it was refused"),
    "": later("Why nothing is confirmed or denied"),
}
"""By the mode of a record's citations; the first that fits."""

_FIRST: Final = (
    Place(later("What was asked"), "request"),
    Place(later("What was answered"), "decision"),
)
_NOTICE: Final = Place(later("Refusal notice"), "refusal-notice")
_THEN: Final = (Place(later("Documents"), "documents"), Place(later("Timeline"), "timeline"))
_RELATED: Final = Place(later("Related responses"), "related")
_CITE: Final = Place(later("Cite this response"), "cite")

SUMMARY_DOCUMENTS: Final = 4
"""Files named at the top of the page; all of them stand further down."""


@dataclass(slots=True)
class Summary:
    """What the component `summary` shows."""

    outcome: words.OutcomeWord
    received: object
    responded: object
    took: str
    late: bool
    reference: str
    earlier: tuple[str, ...]
    exemptions: tuple[Link, ...]
    exemptions_heading: str
    documents: list[DocumentView]
    more_documents: int
    afterwards: tuple[str, ...]
    laws: tuple[str, ...]
    authority: str | None


@dataclass(slots=True)
class PartView:
    """A numbered part of the request with its outcome."""

    label: str
    text: str
    outcome: words.OutcomeWord


@dataclass(slots=True)
class Filed:
    """Where else the record is found: its topics, its department."""

    heading: str
    links: tuple[Link, ...]


@dataclass(slots=True)
class RecordView:
    """What the template `record` shows."""

    record: Record
    words: Wording
    report: Report
    lang: Markup
    trail: tuple[Link, ...]
    languages: tuple[Choice, ...]
    late: str
    summary: Summary
    contents: tuple[Link, ...]
    parts: tuple[PartView, ...]
    notice: RefusalNotice | None
    notice_law: str
    citations: list[CitationView]
    citations_heading: str
    documents: list[DocumentView]
    ask: str
    timeline: list[Event]
    related: tuple[RelatedLink, ...]
    cite: str
    licence: str
    licence_url: str | None
    filed: tuple[Filed, ...]
    older: Link | None
    newer: Link | None


def record_page(site: Site, position: int) -> Page:
    """Return the page of the entry at this position in the log, which is not withdrawn."""
    entry = site.index.entries[position]
    record = entry.record
    found = tags(site, record)
    values: dict[str, object]
    if len(found) == 1:
        view = view_of(site, position, found[0])
        first, template, values = view.words, "record", {"v": view}
    else:
        first, template = wording(site, record, found[0]), "bilingual"
        values = {"articles": list(_articles(site, position, found))}
    return site.pour(
        f"records/{entry.slug}/index.html",
        template,
        values,
        title=first.title.text,
        description=first.summary.text,
        section="records",
        lang=first.tag,
        robots=NOT_INDEXED if record.noindex else None,
        changed=(record.updated or record.published).isoformat(),
        sensitive=record.sensitive,
    )


def _articles(site: Site, position: int, found: Sequence[str]) -> Iterator[Article]:
    """Yield the record in each of its languages, labels included."""
    for tag in found:
        with speaking(labels(site, tag)):
            html = theme.fragment("record", {"v": view_of(site, position, tag)})
        yield article(site, tag, html, first=tag == found[0])


def view_of(site: Site, position: int, tag: str) -> RecordView:
    """Return everything a record's page shows, in one of the record's languages."""
    entry = site.index.entries[position]
    record = entry.record
    settings = site.settings
    lang = site.lang(record.language)
    found_related = related_links(site, position)
    notice = record.refusal_notice
    documents = document_views(site, entry)
    view = RecordView(
        record=record,
        words=wording(site, record, tag),
        report=report(site, entry),
        lang=lang,
        trail=trail(entry),
        languages=choices(site, record, tag),
        late=late_notice(entry.clock),
        summary=_summary(site, entry, documents),
        contents=(),
        parts=tuple(
            PartView(part.label, part.text, words.OUTCOMES[part.outcome])
            for part in record.request.parts
        ),
        notice=notice,
        notice_law=_law_title(entry.laws, notice),
        citations=citation_views(site, entry, lang),
        citations_heading=_citations_heading(entry, SECTION_HEADINGS),
        documents=documents,
        ask=ask(site, entry) if record.documents else "",
        timeline=timeline(entry, lang),
        related=found_related,
        cite=cite(site, entry),
        licence=record.licence or settings.licence,
        licence_url=settings.licence_url if record.licence in {None, settings.licence} else None,
        filed=_filed(site, record),
        older=neighbour(site, position + 1),
        newer=neighbour(site, position - 1),
    )
    view.contents = _contents(view)
    return view


def trail(entry: Entry) -> tuple[Link, ...]:
    """Return the way back up from a record."""
    year = str(entry.record.responded.year)
    return HOME, RECORDS, Link(year, f"years/{year}/")


def neighbour(site: Site, position: int) -> Link | None:
    """Return a link to the entry at a position, or None past either end of the log."""
    if not 0 <= position < len(site.index.entries):
        return None
    entry = site.index.entries[position]
    title = title_of(site, entry.record)
    return Link(title.text, f"records/{entry.slug}/", title.lang)


def cite(site: Site, entry: Entry) -> str:
    """Return a citation of the response for somebody's footnote."""
    record = entry.record
    body = record.authority or site.settings.authority.name
    address = site.address(f"records/{entry.slug}/")
    when = words.plain_day(record.responded)
    law = entry.laws[0].short_title
    said = _(
        "{authority}, “{title}”, {law} response {reference}, {day}.",
        authority=body,
        title=record.title,
        law=law,
        reference=record.reference,
        day=when,
    )
    return f"{said} {address}" if address else said


def _summary(site: Site, entry: Entry, documents: list[DocumentView]) -> Summary:
    record = entry.record
    published = [document for document in documents if document.withdrawn is None]
    found = (site.provisions(one.law, name) for one in entry.cited for name in one.provisions)
    return Summary(
        outcome=words.OUTCOMES[record.outcome],
        received=record.received,
        responded=record.responded,
        took=took(entry.clock),
        late=entry.clock.verdict == "late",
        reference=record.reference,
        earlier=record.earlier_references,
        exemptions=tuple(dict.fromkeys(Link(one.html, one.uri) for one in found)),
        exemptions_heading=_citations_heading(entry, SUMMARY_HEADINGS),
        documents=published[:SUMMARY_DOCUMENTS],
        more_documents=max(0, len(published) - SUMMARY_DOCUMENTS),
        afterwards=tuple(afterwards(record)),
        laws=tuple(law_words(law).title for law in entry.laws),
        authority=record.authority,
    )


def _citations_heading(entry: Entry, headings: Mapping[str, str]) -> str:
    modes = {one.given.mode for one in entry.cited}
    return _(next(one for mode, one in headings.items() if mode in modes or not mode))


def _law_title(laws: tuple[Law, ...], notice: RefusalNotice | None) -> str:
    if notice is None:
        return ""
    return next((law_words(law).title for law in laws if notice.law in {None, law.id}), "")


def _filed(site: Site, record: Record) -> tuple[Filed, ...]:
    found = []
    if record.topics:
        links = tuple(Link(name, site.index.topic(name)) for name in record.topics)
        found.append(Filed(_("Topics"), links))
    if record.department:
        link = Link(record.department, site.index.department(record.department))
        found.append(Filed(_("Department"), (link,)))
    return tuple(found)


def _contents(view: RecordView) -> tuple[Link, ...]:
    why = Link(view.citations_heading, "exemptions")
    return (
        *_FIRST,
        *((_NOTICE,) if view.notice else ()),
        *((why,) if view.citations else ()),
        *_THEN,
        *((_RELATED,) if view.related else ()),
        _CITE,
    )
