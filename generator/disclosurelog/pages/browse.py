"""Browsing by year, outcome, topic and department."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from disclosurelog.languages import _
from disclosurelog.pages import theme
from disclosurelog.pages.items import Items
from disclosurelog.pages.listing import Listing, listing_pages
from disclosurelog.pages.page import Made
from disclosurelog.pages.site import HOME, RECORDS, WAYS, Link, Site
from disclosurelog.pages.words import EMPTY, OUTCOMES
from disclosurelog.records.groups import Group


@dataclass(slots=True)
class Row:
    """Something to browse by. `share` is its part of the largest, in percent."""

    label: str
    uri: str
    count: int
    share: int
    lang: Markup = EMPTY


def rows(groups: Sequence[tuple[str, str, int]]) -> list[Row]:
    """Return the rows of a tally, made from labels, addresses and counts."""
    most = max((count for _, _, count in groups), default=1) or 1
    return [Row(label, uri, count, max(1, 100 * count // most)) for label, uri, count in groups]


def year_rows(site: Site) -> list[Row]:
    """Return the years, newest first."""
    return _rows("years", site.index.years)


def outcome_rows(site: Site) -> list[Row]:
    """Return the outcomes, those that gave most first."""
    found = [
        (OUTCOMES[g.label].label, f"outcomes/{g.label}/", len(g.members))
        for g in site.index.outcomes
    ]
    return rows(found)


def topic_rows(site: Site) -> list[Row]:
    """Return the topics by name."""
    return _rows("topics", site.index.topics)


def _rows(folder: str, groups: Sequence[Group]) -> list[Row]:
    return rows([(g.label, f"{folder}/{g.slug}/", len(g.members)) for g in groups])


def browse_pages(site: Site, items: Items) -> Iterator[Made]:
    """Yield every way of browsing but that by exemption."""
    name = site.settings.authority.name
    everything = Listing(
        "records/",
        _("Responses"),
        _("Every response that {authority} has published, newest first.", authority=name),
        (HOME,),
        range(len(site.index.entries)),
        "records",
        before=theme.fragment("ways", {"links": WAYS}),
    )
    yield from listing_pages(site, items, everything)
    kinds = (
        ("years", _("Years"), _("Responses by the year in which they were sent."), year_rows(site)),
        ("outcomes", _("Decisions"), _("Responses by what was decided."), outcome_rows(site)),
        ("topics", _("Topics"), _("Responses by subject."), topic_rows(site)),
        (
            "departments",
            _("Departments"),
            _("Responses by the part of the authority that answered."),
            _rows("departments", site.index.departments),
        ),
    )
    for folder, heading, lede, found in kinds:
        section = folder if folder in {"years", "topics"} else "records"
        yield site.page(
            f"{folder}/index.html",
            "browse",
            {"trail": (HOME, RECORDS), "heading": heading, "lede": lede, "rows": found},
            title=heading,
            description=lede,
            section=section,
        )
        up = (HOME, Link(heading, f"{folder}/"))
        for group in getattr(site.index, folder):
            title, words = _heading(folder, group)
            place = Listing(f"{folder}/{group.slug}/", title, words, up, group.members, section)
            yield from listing_pages(site, items, place)


def _heading(folder: str, group: Group) -> tuple[str, str]:
    """Return a group's heading and the sentence below it."""
    if folder == "outcomes":
        word = OUTCOMES[group.label]
        return word.label, word.plain
    if folder == "years":
        return group.label, _("Responses sent in {year}.", year=group.label)
    if folder == "departments":
        return group.label, _("Responses from {department}.", department=group.label)
    return group.label, _("Responses about {topic}.", topic=group.label)
