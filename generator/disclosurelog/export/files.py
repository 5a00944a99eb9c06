"""The small files of the export: one for each record, and the feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosurelog.export.data import place_of
from disclosurelog.export.feeds import feed_files
from disclosurelog.export.plain import line_of, plain_record
from disclosurelog.gate import CheckedLog
from disclosurelog.records.feeds import feeds_at


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file: its address in the site and its bytes."""

    uri: str
    data: bytes


def export_files(checked: CheckedLog, site_url: str) -> Iterator[ExportFile]:
    """Yield `records/<slug>/record.json` for every record, then the feeds.

    Args:
        checked: The log.
        site_url: The site's own address; without it there are no feeds.
    """
    place, documents = place_of(checked, site_url), checked.documents
    for entry in checked.log.entries:
        text = line_of(plain_record(place, entry, documents))
        yield ExportFile(f"records/{entry.slug}/record.json", f"{text}\n".encode())
    for uri, data in feed_files(checked, site_url):
        yield ExportFile(uri, data)


def planned_files(checked: CheckedLog, site_url: str) -> Iterator[str]:
    """Yield the address of each of these files, before any of them is made."""
    for entry in checked.log.entries:
        yield f"records/{entry.slug}/record.json"
    for feed in feeds_at(checked.log, site_url):
        yield f"{feed.uri}.atom"
        yield f"{feed.uri}.json"
