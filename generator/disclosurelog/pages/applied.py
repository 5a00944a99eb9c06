"""Which provision was applied where in a document: what was taken out, and what is cited for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from disclosurelog.languages import _, ngettext
from disclosurelog.law import Law
from disclosurelog.pages.provisions import ProvisionWord
from disclosurelog.pages.site import Link, Site
from disclosurelog.pages.words import DASH, page_runs
from disclosurelog.records import Document, Entry


@dataclass(slots=True)
class Applied:
    """One provision in one document.

    Attributes:
        word: The provision.
        uri: The address of its page; empty where no response cites it, and it has none.
        places: How many places on each page; empty where the record does not count them.
        pages: The pages it applies to; empty for the whole document.
        citation: The place of the citation with the reasons in the record, from 1; 0 for none.
    """

    word: ProvisionWord
    uri: str
    places: dict[int, int] = field(default_factory=dict)
    pages: set[int] = field(default_factory=set)
    citation: int = 0


@dataclass(slots=True)
class AppliedRow:
    """A row of the table `What was taken out`."""

    provision: Link
    pages: tuple[Link, ...]
    places: str
    reasons: Link | None


@dataclass(slots=True)
class OnPage:
    """A provision that was applied on one page, and in how many places if that is known."""

    provision: Link
    places: str


def applied(site: Site, entry: Entry, document: Document, most: int) -> list[Applied]:
    """Return every provision that the record names for this document, in its order.

    Args:
        site: Knows the provisions.
        entry: The record.
        document: One of its documents.
        most: How many pages that has. A citation may say `3-999` of a document of five.
    """
    found: dict[tuple[str, str], Applied] = {}
    for one in document.redactions:
        law = _law(entry, one.law)
        for name in site.provisions.named(law, one.provision):
            row = found.setdefault((law.id, name), _applied(site, law, name))
            row.places[one.page] = row.places.get(one.page, 0) + one.count
            row.pages.add(one.page)
    for number, cited in enumerate(entry.cited, 1):
        targets = [one for one in cited.given.applies_to if one.document == document.file]
        for name in cited.provisions:
            key = (cited.law.id, name)
            if targets:
                row = found.setdefault(key, _applied(site, cited.law, name))
                row.pages.update(page for one in targets for page in _numbers(one.pages, most))
            if key in found and not found[key].citation:
                found[key].citation = number
    return list(found.values())


def applied_rows(
    entry: Entry, found: Iterable[Applied], address: Callable[[int], str]
) -> list[AppliedRow]:
    """Return the table of a document; `address` says where a page is shown, "" for nowhere."""
    return [
        AppliedRow(
            Link(one.word.html, one.uri),
            tuple(
                Link(f"{a}" if a == b else f"{a}{DASH}{b}", address(a))
                for a, b in page_runs(one.pages)
            ),
            f"{sum(one.places.values()):,}" if one.places else "",
            Link(_("Why"), f"records/{entry.slug}/#citation-{one.citation}")
            if one.citation
            else None,
        )
        for one in found
    ]


def on_page(found: Iterable[Applied], page: int) -> list[OnPage]:
    """Return what was applied on one page."""
    return [
        OnPage(
            Link(one.word.name, one.uri),
            ngettext("{number} place", "{number} places", one.places[page])
            if page in one.places
            else "",
        )
        for one in found
        if page in one.pages
    ]


def _applied(site: Site, law: Law, name: str) -> Applied:
    word = site.provisions(law, name)
    return Applied(word, word.uri if site.index.cited(law, name) else "")


def _law(entry: Entry, name: str | None) -> Law:
    return next((law for law in entry.laws if law.id == name), entry.laws[0])


def _numbers(pages: str | None, most: int) -> Iterator[int]:
    """Yield the pages of `1, 3-5` that there are."""
    for part in (pages or "").replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first:
            yield from range(int(first), min(most, int(last or first)) + 1)
