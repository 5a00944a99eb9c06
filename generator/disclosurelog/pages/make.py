"""Every page of a log, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from disclosurelog.gate import CheckedLog
from disclosurelog.languages import speaking
from disclosurelog.pages import (
    browse,
    cookies,
    data,
    exemptions,
    fixed,
    home,
    many,
    record,
    rules,
    scripts,
    searching,
    styles,
    withdrawn,
)
from disclosurelog.pages.items import Items
from disclosurelog.pages.page import Download, Page, Store, Stored
from disclosurelog.pages.shell import Shell
from disclosurelog.pages.site import Site


def make_pages(
    checked: CheckedLog,
    shells: Mapping[int, Shell],
    *,
    site_url: str = "",
    written: Iterable[str] = (),
    store: Store | None = None,
    downloads: Iterable[Download] = (),
) -> Iterator[Page | Stored]:
    """Yield every page of the log, in an order that depends on the content alone.

    Pages are made as they are asked for, so one at a time is in memory.

    Args:
        checked: The log that passed the gate.
        shells: The chrome for each depth from 0 to 5.
        site_url: The site's own address; without it there are no sitemap, no canonical address and
            no feeds.
        written: The uris of pages written by hand, for the sitemap.
        store: Writes pages in the helper processes that a long log is made with.
        downloads: The files of the data.
    """
    with speaking(checked.log.settings.language):
        site = Site(checked, shells, site_url)
        items = Items(site)
        yield home.home_page(site, items)
        yield from many.make_many(site, _record_page, range(len(site.index.entries)), store)
        yield from browse.browse_pages(site, items)
        yield from exemptions.exemption_pages(site, items)
        yield from rules.rule_pages(site)
        yield data.data_page(site, downloads)
        yield from cookies.cookies_pages(site)
        yield searching.search_page(site)
        yield from searching.opensearch(site)
        yield styles.stylesheet()
        yield from scripts.scripts()
        yield from fixed.certificates(site)
        yield fixed.robots(site)
        yield from fixed.sitemaps(site, written)


def _record_page(site: Site, position: int) -> Page:
    gone = site.index.entries[position].withdrawn
    return withdrawn.withdrawn_page(site, position) if gone else record.record_page(site, position)
