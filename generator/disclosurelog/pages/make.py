"""Every page of a log, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

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
    reasons,
    record,
    rules,
    scripts,
    searching,
    statistics,
    styles,
    viewer,
    withdrawn,
)
from disclosurelog.pages.items import Items
from disclosurelog.pages.keeping import PageKeep, way
from disclosurelog.pages.keys import record_key
from disclosurelog.pages.page import Download, Made, Page, Store, Undrawn
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
    undrawn: Undrawn = MappingProxyType({}),
    kept: Path | None = None,
    keep: PageKeep | None = None,
) -> Iterator[Made]:
    """Yield every page of the log, in an order that depends on the content alone.

    Pages are made as they are asked for, so one at a time is in memory.

    Args:
        checked: The log that passed the gate.
        shells: The chrome for each depth from 0 to `MAX_DEPTH`.
        site_url: The site's own address; without it there are no sitemap, no canonical address and
            no feeds.
        written: The uris of pages written by hand, for the sitemap.
        store: Writes pages in the helper processes that a long log is made with.
        downloads: The files of the data.
        undrawn: The pages of documents that could not be drawn.
        keep: The pages of the build before; None to make every page.
        kept: The folder where drawings are kept from build to build; None to keep none.
    """
    with speaking(checked.log.settings.language):
        if keep is not None:
            keep.open(
                way(shells.values(), checked.log.settings, checked.log.laws.values(), site_url)
            )
        site = Site(checked, shells, site_url, undrawn, keep)
        items = Items(site)
        yield home.home_page(site, items)
        positions = range(len(site.index.entries))
        yield from many.make_many(site, _record_pages, positions, store, unit=_record_unit)
        yield from browse.browse_pages(site, items)
        yield from exemptions.exemption_pages(site, items)
        yield from reasons.ReasonPages(site)(store)
        yield from rules.rule_pages(site)
        yield statistics.statistics_page(site, kept)
        yield data.data_page(site, downloads)
        yield from cookies.cookies_pages(site)
        yield searching.search_page(site)
        yield from searching.opensearch(site)
        yield from styles.stylesheets()
        yield from scripts.scripts()
        yield from fixed.certificates(site)
        yield fixed.robots(site)
        yield from fixed.sitemaps(site, written)


def _record_unit(site: Site, position: int) -> tuple[str, str]:
    return f"record {site.index.entries[position].slug}", record_key(site, position)


def _record_pages(site: Site, position: int) -> Iterator[Page]:
    if site.index.entries[position].withdrawn:
        yield withdrawn.withdrawn_page(site, position)
        return
    yield record.record_page(site, position)
    yield from viewer.viewer_pages(site, position)
