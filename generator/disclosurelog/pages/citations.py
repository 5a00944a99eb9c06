"""Exemptions relied on, one by one, as a record's page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from disclosurelog.pages.provisions import ProvisionWord
from disclosurelog.pages.site import Site
from disclosurelog.pages.words import DASH, LIKELIHOODS, MODES, listed
from disclosurelog.records import AppliedCitation, Cited, Entry


@dataclass(frozen=True, slots=True)
class CitationView:
    """What the component `citation` shows."""

    number: int
    as_written: str
    mode: str
    applies_to: str
    provisions: tuple[ProvisionWord, ...]
    test: str
    tests_differ: bool
    has_reasons: bool
    reasons_heading: str
    harm_heading: str
    given: AppliedCitation
    lang: Markup


def citation_views(site: Site, entry: Entry, lang: Markup) -> list[CitationView]:
    """Return the record's citations, in its order."""
    titles = {document.file: document.title for document in entry.record.documents}
    return [_view(site, number, one, titles, lang) for number, one in enumerate(entry.cited, 1)]


def _view(
    site: Site, number: int, cited: Cited, titles: dict[str, str], lang: Markup
) -> CitationView:
    given = cited.given
    found = tuple(site.provisions(cited.law, one) for one in cited.provisions)
    reasons = _reasons(given)
    return CitationView(
        number=number,
        as_written=f"{site.provisions.prefix(cited.law)}{given.cite}",
        mode=MODES[given.mode],
        applies_to=_applies_to(given, titles),
        provisions=found,
        test=found[0].test,
        tests_differ=len({one.test for one in found}) > 1,
        has_reasons=bool(reasons),
        reasons_heading=f"Reasons: {listed(reasons)}" if reasons else "",
        harm_heading=f"Harm: {LIKELIHOODS[given.likelihood].lower()}"
        if given.likelihood
        else "Harm",
        given=given,
        lang=lang,
    )


def _reasons(given: AppliedCitation) -> list[str]:
    """Name the reasons that are given, in the order they are shown."""
    named = (
        (given.reason, "why it applies"),
        (given.harm, "harm"),
        (given.public_interest, "public interest"),
        (given.legitimate_interest, "legitimate interest"),
        (given.qualified_person, "qualified person\u2019s opinion"),
        (given.certificate, "certificate"),
        (given.other_statute, "other law"),
    )
    return [name for value, name in named if value]


def _applies_to(given: AppliedCitation, titles: dict[str, str]) -> str:
    """Say what a citation applies to; nothing given means the whole of what was asked."""
    places = []
    for target in given.applies_to:
        words = []
        if target.part is not None:
            words.append(f"part {target.part}")
        if target.document is not None:
            words.append(f"“{titles.get(target.document, target.document)}”")
        if target.pages is not None:
            several = not target.pages.isdecimal()
            words.append(f"page{'s' if several else ''} {target.pages.replace('-', DASH)}")
        if words:
            places.append(", ".join(words))
    return f"applies to {listed(places)}" if places else "applies to the whole request"
