"""The page of a withdrawn record: a dated tombstone with the reason."""

from __future__ import annotations

from types import SimpleNamespace

from disclosurelog.languages import _
from disclosurelog.pages.aside import related_links
from disclosurelog.pages.page import Page
from disclosurelog.pages.record import neighbour, trail
from disclosurelog.pages.site import NOT_INDEXED, Site
from disclosurelog.pages.timeline import timeline
from disclosurelog.pages.words import plain_day


def withdrawn_page(site: Site, position: int) -> Page:
    """Return the tombstone of the entry at this position in the log.

    It shows the title and reference that the record still carries, and none of its other words.
    """
    entry = site.index.entries[position]
    record, stone = entry.record, entry.record.tombstone
    lang = site.lang(record.language)
    heading = _("This response is no longer published.")
    if stone:
        heading = _(
            "This response is no longer published. It was withdrawn on {day}.",
            day=plain_day(stone.date),
        )
    values = {
        "trail": trail(entry),
        "lang": lang,
        "title": record.title,
        "reference": record.reference,
        "heading": heading,
        "reason": stone.reason if stone else "",
        "related": related_links(site, position),
        "timeline": timeline(entry, lang),
        "ask": site.settings.authority.email or "",
        "older": neighbour(site, position + 1),
        "newer": neighbour(site, position - 1),
    }
    return site.pour(
        f"records/{entry.slug}/index.html",
        "withdrawn",
        {"v": SimpleNamespace(**values)},
        title=record.title,
        description=heading,
        section="records",
        lang=record.language,
        robots=NOT_INDEXED,
        sensitive=record.sensitive,
    )
