"""Where the pages of a log will be, before any of them is made."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.gate import CheckedLog
from disclosurelog.languages import speaking
from disclosurelog.pages.listing import page_count, page_uri
from disclosurelog.pages.reasons import ReasonPages
from disclosurelog.pages.site import Site
from disclosurelog.records import parts_of, viewer_name, viewer_uri


def planned_pages(checked: CheckedLog, site_url: str = "") -> Iterator[str]:
    """Yield the address of every page and certificate that the content brings with it.

    The hundred or so that each site has once, whatever its content, are left out.

    Args:
        checked: The log that passed the gate.
        site_url: The site's own address.
    """
    with speaking(checked.log.settings.language):
        site = Site(checked, {}, site_url)
        yield from _records(site)
        for uri, members in _lists(site):
            for number in range(1, page_count(members, site.settings.page_size) + 1):
                yield f"{page_uri(uri, number)}index.html"
        yield from ReasonPages(site).uris()
        for sha256 in checked.certificates:
            yield f"certificates/{sha256}.json"


def _records(site: Site) -> Iterator[str]:
    for entry in site.index.entries:
        yield f"records/{entry.slug}/index.html"
        for document in entry.record.documents:
            found = site.documents.get((entry.slug, document.file))
            if found is not None:
                name = viewer_name(entry.record, document.file)
                for first in parts_of(found.page_count):
                    yield f"{viewer_uri(entry.slug, name, first)}index.html"


def _lists(site: Site) -> Iterator[tuple[str, int]]:
    """Yield the address of each list of responses, and how many are in it."""
    yield "records/", len(site.index.entries)
    for folder in ("years", "outcomes", "topics", "departments"):
        for group in getattr(site.index, folder):
            yield f"{folder}/{group.slug}/", len(group.members)
    for law in site.laws:
        for name, members in site.index.provisions.get(law.id, {}).items():
            yield site.provisions(law, name).uri, len(members)
