"""Exemptions relied on, one by one, as a record's page shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from disclosurelog.languages import _, later
from disclosurelog.pages import theme
from disclosurelog.pages.site import Link, Site
from disclosurelog.pages.text import paragraphs, rich
from disclosurelog.pages.words import DASH, LIKELIHOODS, MODES, listed, plain_day
from disclosurelog.records import AppliedCitation, Cited, Entry


@dataclass(slots=True)
class Reason:
    """One reason: its heading, its text as HTML, and what it is called in a list of reasons.

    `step` says which reason it is, as part of a class: the same for the same reason elsewhere.
    """

    step: str
    heading: str
    html: Markup
    called: str


@dataclass(slots=True)
class CitationView:
    """What the component `citation` shows. Reasons of one group stand side by side."""

    number: int
    as_written: str
    mode: str
    applies_to: str
    provisions: tuple[Markup, ...]
    test: str
    reasons: tuple[tuple[Reason, ...], ...]
    reasons_heading: str
    compare: tuple[Link, ...]
    lang: Markup


def citation_views(site: Site, entry: Entry, lang: Markup) -> list[CitationView]:
    """Return the record's citations, in its order."""
    titles = {document.file: document.title for document in entry.record.documents}
    return [_view(site, number, one, titles, lang) for number, one in enumerate(entry.cited, 1)]


def _view(
    site: Site, number: int, cited: Cited, titles: dict[str, str], lang: Markup
) -> CitationView:
    given = cited.given
    found = [site.provisions(cited.law, one) for one in cited.provisions]
    differ = len({one.test for one in found}) > 1
    reasons = tuple(reasons_of(given))
    names = dict.fromkeys(one.called for group in reasons for one in group)
    component = theme.component("provision")
    return CitationView(
        number=number,
        as_written=f"{site.provisions.prefix(cited.law)}{given.cite}",
        mode=_(MODES[given.mode]),
        applies_to=applies_to(given, titles),
        provisions=tuple([component(one, differ) for one in found]),
        test="" if differ else found[0].test,
        reasons=reasons,
        reasons_heading=_("Reasons: {reasons}", reasons=listed(names)) if names else "",
        compare=_compare(site, cited) if reasons else (),
        lang=lang,
    )


STEPS: Final = {
    "purpose": later("Legitimate interest: purpose"),
    "necessity": later("Legitimate interest: necessity"),
    "balance": later("Legitimate interest: balance"),
}


def _compare(site: Site, cited: Cited) -> tuple[Link, ...]:
    """Return a link for each provision to all the reasons ever given under it."""
    words = (site.provisions(cited.law, name) for name in cited.provisions)
    return tuple(Link(one.name, reasons_uri(one.uri)) for one in words)


def reasons_uri(provision: str) -> str:
    """Return the address of the reasons given under a provision, from that of its own page."""
    return f"{provision}reasons/"


def reasons_of(
    given: AppliedCitation, cut: Callable[[str], str] = str
) -> Iterator[tuple[Reason, ...]]:
    """Yield the reasons of a citation. Those of one group stand side by side.

    Args:
        given: The citation.
        cut: Shortens a text, where the place asks for it.
    """
    if given.reason:
        html = rich(cut(given.reason), 5)
        yield (Reason("why", _("Why it applies"), html, _("why it applies")),)
    if given.harm:
        heading = _(LIKELIHOODS[given.likelihood]) if given.likelihood else _("Harm")
        yield (Reason("harm", heading, rich(cut(given.harm), 5), _("harm")),)
    if given.public_interest:
        called = _("public interest")
        for_, against = given.public_interest.for_, given.public_interest.against
        yield (
            Reason("for", _("For disclosure"), paragraphs(cut(for_)), called),
            Reason("against", _("Against disclosure"), paragraphs(cut(against)), called),
        )
        balance = paragraphs(cut(given.public_interest.balance))
        yield (Reason("balance", _("Where the balance lies"), balance, called),)
    if given.legitimate_interest:
        called = _("legitimate interest")
        for step, heading in STEPS.items():
            html = paragraphs(cut(getattr(given.legitimate_interest, step)))
            yield (Reason(f"interest-{step}", _(heading), html, called),)
    yield from _authorities(given, cut)


def _authorities(given: AppliedCitation, cut: Callable[[str], str]) -> Iterator[tuple[Reason, ...]]:
    """Yield what others decided that the citation rests on."""
    if given.qualified_person:
        person = given.qualified_person
        html = paragraphs(
            _("Given by the {office} on {day}.", office=person.office, day=plain_day(person.date))
        )
        if person.opinion:
            html += paragraphs(cut(person.opinion))
        called = _("qualified person’s opinion")
        yield (Reason("person", _("Qualified person’s opinion"), html, called),)
    if given.certificate:
        paper = given.certificate
        html = paragraphs(
            _(
                "Signed by the {office} on {day} under {provision}.",
                office=paper.office,
                day=plain_day(paper.date),
                provision=paper.provision,
            )
        )
        yield (Reason("certificate", _("Ministerial certificate"), html, _("certificate")),)
    if given.other_statute:
        heading = _("The other law that forbids disclosure")
        yield (Reason("law", heading, paragraphs(given.other_statute), _("other law")),)


def applies_to(given: AppliedCitation, titles: dict[str, str]) -> str:
    """Say what a citation applies to; nothing given means the whole of what was asked."""
    places = []
    for target in given.applies_to:
        words = []
        if target.part is not None:
            words.append(_("part {part}", part=target.part))
        if target.document is not None:
            words.append(f"“{titles.get(target.document, target.document)}”")
        if target.pages is not None:
            pages = target.pages.replace("-", DASH)
            one = target.pages.isdecimal()
            words.append(_("page {page}", page=pages) if one else _("pages {pages}", pages=pages))
        if words:
            places.append(", ".join(words))
    if not places:
        return _("applies to the whole request")
    return _("applies to {places}", places=listed(places))
