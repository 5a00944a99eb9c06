"""Exemptions relied on, one by one, as a record's page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from disclosurelog.languages import _, later
from disclosurelog.pages import theme
from disclosurelog.pages.site import Site
from disclosurelog.pages.text import paragraphs, rich
from disclosurelog.pages.words import DASH, LIKELIHOODS, MODES, listed, plain_day
from disclosurelog.records import AppliedCitation, Cited, Entry


@dataclass(slots=True)
class Reason:
    """One reason: its heading, its text as HTML, and what it is called in a list of reasons."""

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
    reasons = tuple(_reasons(given))
    names = dict.fromkeys(one.called for group in reasons for one in group)
    component = theme.component("provision")
    return CitationView(
        number=number,
        as_written=f"{site.provisions.prefix(cited.law)}{given.cite}",
        mode=_(MODES[given.mode]),
        applies_to=_applies_to(given, titles),
        provisions=tuple([component(one, differ) for one in found]),
        test="" if differ else found[0].test,
        reasons=reasons,
        reasons_heading=_("Reasons: {reasons}", reasons=listed(names)) if names else "",
        lang=lang,
    )


STEPS: Final = {
    "purpose": later("Legitimate interest: purpose"),
    "necessity": later("Legitimate interest: necessity"),
    "balance": later("Legitimate interest: balance"),
}


def _reasons(given: AppliedCitation) -> Iterator[tuple[Reason, ...]]:
    if given.reason:
        yield (Reason(_("Why it applies"), rich(given.reason, 5), _("why it applies")),)
    if given.harm:
        heading = _(LIKELIHOODS[given.likelihood]) if given.likelihood else _("Harm")
        yield (Reason(heading, rich(given.harm, 5), _("harm")),)
    if given.public_interest:
        called = _("public interest")
        for_, against = given.public_interest.for_, given.public_interest.against
        yield (
            Reason(_("For disclosure"), paragraphs(for_), called),
            Reason(_("Against disclosure"), paragraphs(against), called),
        )
        balance = paragraphs(given.public_interest.balance)
        yield (Reason(_("Where the balance lies"), balance, called),)
    if given.legitimate_interest:
        for step, heading in STEPS.items():
            html = paragraphs(getattr(given.legitimate_interest, step))
            yield (Reason(_(heading), html, _("legitimate interest")),)
    yield from _authorities(given)


def _authorities(given: AppliedCitation) -> Iterator[tuple[Reason, ...]]:
    """Yield what others decided that the citation rests on."""
    if given.qualified_person:
        person = given.qualified_person
        html = paragraphs(
            _("Given by the {office} on {day}.", office=person.office, day=plain_day(person.date))
        )
        if person.opinion:
            html += paragraphs(person.opinion)
        yield (Reason(_("Qualified person’s opinion"), html, _("qualified person’s opinion")),)
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
        yield (Reason(_("Ministerial certificate"), html, _("certificate")),)
    if given.other_statute:
        html = paragraphs(given.other_statute)
        yield (Reason(_("The other law that forbids disclosure"), html, _("other law")),)


def _applies_to(given: AppliedCitation, titles: dict[str, str]) -> str:
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
