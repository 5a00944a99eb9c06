"""The small files of the export: one for each record, and the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosurelog.export.feeds import feed_files
from disclosurelog.export.products import Products
from disclosurelog.gate import CheckedLog
from disclosurelog.records.feeds import feeds_at


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file: its address in the site and its bytes."""

    uri: str
    data: bytes


def export_files(products: Products) -> Iterator[ExportFile]:
    """Yield `records/<slug>/record.json` for every record, then the feeds.

    Args:
        products: What is made of each record. Without the site's own address there are no feeds.
    """
    for run in products.runs:
        for entry, line in zip(run.entries, products.lines(run), strict=True):
            yield ExportFile(f"records/{entry.slug}/record.json", line)
    for uri, data in feed_files(products):
        yield ExportFile(uri, data)


def planned_files(checked: CheckedLog, site_url: str) -> Iterator[str]:
    """Yield the address of each of these files, before any of them is made."""
    for entry in checked.log.entries:
        yield f"records/{entry.slug}/record.json"
    for feed in feeds_at(checked.log, site_url):
        yield f"{feed.uri}.atom"
        yield f"{feed.uri}.json"
