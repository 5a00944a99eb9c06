"""What a build will write, before anything is drawn or poured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from disclosurelog.export import planned_files
from disclosurelog.gate import CheckedLog, image_sizes
from disclosurelog.pages import planned_pages
from disclosurelog.publish.manifest import MANIFEST
from disclosurelog.records import image_uri, viewer_name
from disclosurelog.search import planned_search

PAGE_LEAST: Final = 4_000
"""Bytes that no page is smaller than, for its frame. The smallest of the sample log has 6,474."""

PICTURE_MOST: Final = 170_000
"""Bytes of a page's picture, estimated from above: a noisy scan (measured, docs/adopters.md)."""


def forecast(checked: CheckedLog, site_url: str, *, images: bool) -> Mapping[str, int]:
    """Return the files that a site of this log has at least, and the bytes that each has at least.

    Documents are as they are. How many pages, feeds and pictures there are is known: a page that
    turns out not to be drawable is counted all the same. Files of the search have made-up
    addresses, since theirs are made of what is in them. The data are left out: they are made first.

    Args:
        checked: The log that passed the gate.
        site_url: The site's own address.
        images: Whether pages of documents are drawn.
    """
    found = dict.fromkeys(planned_files(checked, site_url), 0)
    found |= {
        uri: PAGE_LEAST if uri.endswith(".html") else 0 for uri in planned_pages(checked, site_url)
    }
    found |= {f"search/forecast/{one}": 0 for one in range(planned_search(checked))}
    found |= {f"records/{one.slug}/{one.file}": one.size for one in checked.documents.values()}
    if images:
        found |= dict.fromkeys(_pictures(checked), 0)
    return found | {MANIFEST: 0}


def _pictures(checked: CheckedLog) -> Iterator[str]:
    for entry in checked.log.entries:
        for document in entry.record.documents:
            found = checked.documents.get((entry.slug, document.file))
            if found is not None:
                name = viewer_name(entry.record, document.file)
                for number, size in enumerate(image_sizes(found), 1):
                    if size is not None:
                        yield image_uri(entry.slug, name, number)
