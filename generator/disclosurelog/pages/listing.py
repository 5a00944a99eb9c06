"""Lists of responses, cut into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from disclosurelog.languages import _, ngettext
from disclosurelog.pages.index import chunks
from disclosurelog.pages.items import Items
from disclosurelog.pages.page import Made
from disclosurelog.pages.site import Link, Site
from disclosurelog.pages.words import EMPTY, thousands

AROUND = 1
"""Page numbers shown on each side of the current one, beside the first and the last."""


@dataclass(slots=True)
class PageLink:
    """A page's number and address; `uri` is None for a gap."""

    number: int
    uri: str | None


@dataclass(slots=True)
class PageOf:
    """Where a reader is in a list of several pages."""

    number: int
    total: int
    previous: str | None
    next: str | None
    links: tuple[PageLink, ...]


@dataclass(slots=True)
class Listing:
    """A list of responses.

    Attributes:
        uri: Its address, ending in a slash.
        html: Its heading as HTML, where that is more than the plain one.
        before: HTML above the list on the first page.
        after: HTML below the list on the first page.
    """

    uri: str
    heading: str
    lede: str
    trail: tuple[Link, ...]
    members: Sequence[int]
    section: str
    html: Markup = EMPTY
    before: Markup = EMPTY
    after: Markup = EMPTY


def listing_pages(site: Site, items: Items, listing: Listing) -> Iterator[Made]:
    """Yield a listing's pages: `<uri>index.html`, `<uri>page/2/index.html` and so on."""
    size = site.settings.page_size
    total = page_count(len(listing.members), size)
    for number, members in enumerate(chunks(listing.members, size), 1):
        first = number == 1
        title, description = listing.heading, listing.lede or listing.heading
        if not first:
            title, description = (_paged(words, number, total) for words in (title, description))
        values = {
            "trail": listing.trail,
            "heading": listing.html or listing.heading,
            "lede": listing.lede if first else "",
            "before": listing.before if first else "",
            "after": listing.after if first else "",
            "counted": _counted(len(listing.members), number, size),
            "items": items(members),
            "feed": site.feed_of.get(listing.uri, ""),
            "page": page_of(listing.uri, number, total),
        }
        yield site.page(
            f"{page_uri(listing.uri, number)}index.html",
            "listing",
            values,
            title=title,
            description=description,
            section=listing.section,
        )


def page_count(members: int, size: int) -> int:
    """Return how many pages a list has."""
    return max(1, -(-members // size))


def page_uri(uri: str, number: int) -> str:
    """Return the address of one page of a list."""
    return uri if number == 1 else f"{uri}page/{number}/"


def page_of(uri: str, number: int, total: int) -> PageOf:
    """Return the way through a list: first, last, those around the current one, and gaps."""
    shown = {1, total, *range(number - AROUND, number + AROUND + 1)} & set(range(1, total + 1))
    links: list[PageLink] = []
    last = 0
    for one in sorted(shown):
        if one == last + 2:
            links.append(PageLink(one - 1, page_uri(uri, one - 1)))
        elif one > last + 1:
            links.append(PageLink(0, None))
        links.append(PageLink(one, page_uri(uri, one)))
        last = one
    return PageOf(
        number,
        total,
        page_uri(uri, number - 1) if number > 1 else None,
        page_uri(uri, number + 1) if number < total else None,
        tuple(links),
    )


def _counted(members: int, number: int, size: int) -> str:
    if members <= size:
        return ngettext("{number} response", "{number} responses", members)
    first = (number - 1) * size + 1
    last = min(number * size, members)
    return ngettext(
        "{first} to {last} of {number} response",
        "{first} to {last} of {number} responses",
        members,
        first=thousands(first),
        last=thousands(last),
    )


def _paged(words: str, number: int, total: int) -> str:
    return _("{heading}, page {number} of {total}", heading=words, number=number, total=total)
