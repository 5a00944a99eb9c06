"""What is made of each record for the data and the feeds: once, and then kept.

Unchanged records are not looked at: what was made of a whole run of them is read as it is. A run is
made or read anew each time that it is asked for, so that a log of any length takes little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from disclosurelog.export.keeping import KINDS, Keep
from disclosurelog.export.plain import line_of, plain_record
from disclosurelog.export.rows import (
    Place,
    Row,
    citation_rows,
    document_rows,
    page_rows,
    record_row,
    text_row,
    topics_of,
)
from disclosurelog.export.runs import Run, cut
from disclosurelog.export.tables import csv_of
from disclosurelog.gate import CheckedLog
from disclosurelog.records import Entry

_TABLES, _LINES, _ROWS = KINDS
_ITEMS: Final = "items"


class Tables(NamedTuple):
    """Lines of the tables of these names."""

    records: bytes
    citations: bytes
    documents: bytes


class Rows(NamedTuple):
    """Rows of the database, by table. Of topics, their addresses are left to fill in."""

    records: list[Row]
    citations: list[Row]
    documents: list[Row]
    topics: list[Row]
    pages: list[Row]


class Item(NamedTuple):
    """An entry of a feed in both forms, and the day it last changed."""

    atom: str
    json: str
    changed: str


class Products:
    """What is made of each record of a log.

    Args:
        checked: The log.
        site_url: The site's own address; without it, addresses are paths below the site's root.
        folder: Where it is kept from build to build; None to keep nothing.

    Attributes:
        checked: The log.
        site_url: The site's own address.
        place: Where the data stand.
        runs: The records in the order of the log, cut into runs.
        keys: Of each record: a name for all that is made of it.
    """

    def __init__(self, checked: CheckedLog, site_url: str, folder: Path | None = None) -> None:
        base = f"{site_url.rstrip('/')}/" if site_url else ""
        self.checked = checked
        self.site_url = site_url
        self.place = Place(checked.log.settings, base)
        self.runs = cut(checked, self.place)
        self.keys = [key for run in self.runs for key in run.keys]
        self._keep = Keep(folder)

    def tables(self, run: Run) -> Tables:
        """Return what a run adds to the tables."""
        return Tables(*self._kept(f"{run.name}{_TABLES}", self._make_tables, run))

    def lines(self, run: Run) -> list[bytes]:
        """Return of each record of a run its line of `records.jsonl`, also its `record.json`."""
        found: list[bytes] = self._kept(f"{run.name}{_LINES}", self._make_lines, run)
        return found

    def rows(self, run: Run) -> Rows:
        """Return what a run adds to the database."""
        return Rows(*self._kept(f"{run.name}{_ROWS}", self._make_rows, run))

    def items(self) -> dict[str, Item]:
        """Return the items that the feeds held last, by the keys of their records."""
        found = self._keep.load(_ITEMS) or {}
        return {key: Item(*values) for key, values in found.items()}

    def keep_items(self, items: dict[str, Item]) -> None:
        """Keep the items that the feeds hold now, in place of those before."""
        self._keep.store(_ITEMS, {key: tuple(item) for key, item in items.items()})

    def sweep(self) -> None:
        """Delete what is kept of runs that this log does not have."""
        self._keep.sweep({f"{run.name}{kind}" for run in self.runs for kind in KINDS})

    def _kept(self, name: str, make: Callable[[Sequence[Entry]], Any], run: Run) -> Any:
        found = self._keep.load(name)
        if found is None:
            found = make(run.entries)
            self._keep.store(name, found)
        return found

    def _make_tables(self, entries: Sequence[Entry]) -> tuple[bytes, ...]:
        place, documents = self.place, self.checked.documents
        return (
            csv_of(record_row(place, entry) for entry in entries),
            csv_of(row for entry in entries for row in citation_rows(entry)),
            csv_of(row for entry in entries for row in document_rows(place, entry, documents)),
        )

    def _make_lines(self, entries: Sequence[Entry]) -> list[bytes]:
        place, documents = self.place, self.checked.documents
        plain = (plain_record(place, entry, documents) for entry in entries)
        return [f"{line_of(one)}\n".encode() for one in plain]

    def _make_rows(self, entries: Sequence[Entry]) -> tuple[list[Row], ...]:
        place, documents = self.place, self.checked.documents
        return (
            [(*record_row(place, entry), *text_row(entry)) for entry in entries],
            [row for entry in entries for row in citation_rows(entry)],
            [row for entry in entries for row in document_rows(place, entry, documents)],
            [(entry.slug, topic) for entry in entries for topic in topics_of(entry)],
            [row for entry in entries for row in page_rows(entry, documents)],
        )
