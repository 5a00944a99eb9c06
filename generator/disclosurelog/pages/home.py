"""The front page: search, the latest responses, and the ways to browse."""

from __future__ import annotations

from dataclasses import dataclass

from disclosurelog.languages import _, ngettext
from disclosurelog.pages import words
from disclosurelog.pages.browse import Row, rows, topic_rows, year_rows
from disclosurelog.pages.items import Items
from disclosurelog.pages.markup import website
from disclosurelog.pages.page import Made
from disclosurelog.pages.provisions import SHOWN_KINDS, cited_as, described
from disclosurelog.pages.site import Site

SHOWN = 6
"""Rows of each way to browse."""


@dataclass(slots=True)
class OutcomeShare:
    """How many responses had an outcome."""

    outcome: words.OutcomeWord
    uri: str
    count: int


@dataclass(slots=True)
class BrowseGroup:
    """A way to browse, in short."""

    id: str
    heading: str
    rows: list[Row]
    uri: str
    more: str


def home_page(site: Site, items: Items) -> Made:
    """Return the front page."""
    name = site.settings.authority.name
    live = site.index.live
    lede = ngettext(
        "{number} response that {authority} has sent and published.",
        "{number} responses that {authority} has sent and published.",
        len(live),
        authority=name,
    )
    if live:
        more = _("Read what people asked, what they were told, and why anything was held back.")
        lede = f"{lede} {more}"
    heading = _("Freedom of information responses")
    values = {
        "website_facts": website(site),
        "heading": heading,
        "lede": lede,
        "example": example(site),
        "outcomes": [
            OutcomeShare(words.OUTCOMES[g.label], f"outcomes/{g.label}/", len(g.members))
            for g in site.index.outcomes
        ],
        "items": items(live[: site.settings.latest]),
        "total": len(site.index.entries),
        "groups": [group for group in _groups(site) if group.rows],
    }
    return site.page("index.html", "home", values, title=heading, description=lede, section="home")


def example(site: Site) -> str:
    """Return a provision to try in a search: the one most used."""
    for law in site.laws:
        for found, _members in site.index.headlines(law):
            return cited_as(law, found)
    return _("section {number}", number="40")


def _groups(site: Site) -> list[BrowseGroup]:
    used = [
        (site.provisions(law, name).short_html, site.provisions(law, name).uri, len(members))
        for law in site.laws
        for name, members in site.index.headlines(law)
        if (found := described(law, name)) and found.kind in SHOWN_KINDS
    ]
    used.sort(key=lambda row: -row[2])
    topics = sorted(topic_rows(site), key=lambda row: -row.count)[:SHOWN]
    topics_shown = rows([(row.label, row.uri, row.count) for row in topics])
    return [
        BrowseGroup(
            "exemptions",
            _("Held back, by rule"),
            rows(used[:SHOWN]),
            "exemptions/",
            _("All exemptions"),
        ),
        BrowseGroup("topics", _("Topics"), topics_shown, "topics/", _("All topics")),
        BrowseGroup("years", _("Years"), year_rows(site)[:SHOWN], "years/", _("All years")),
    ]
