"""The files under `/data/`: the whole log to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.export.columns import CITATIONS, DOCUMENTS, RECORDS, STATISTICS, Table
from disclosurelog.export.database import texts_in, write_database
from disclosurelog.export.made import Made, rows_of, whole
from disclosurelog.export.metadata import catalog, csv_metadata, data_package
from disclosurelog.export.plain import line_of, plain_record
from disclosurelog.export.rows import (
    Documents,
    Place,
    Row,
    citation_rows,
    document_rows,
    record_row,
    statistics_rows,
)
from disclosurelog.export.tables import write_table
from disclosurelog.gate import CheckedLog
from disclosurelog.languages import later
from disclosurelog.records import Entry
from disclosurelog.records.feeds import changed_on
from disclosurelog.records.groups import by_topic

Read = Callable[[Path], Iterator[str]]

_FILES: Final[dict[str, tuple[str, str, str, Read]]] = {
    "records.csv": ("text/csv", RECORDS.title, RECORDS.says, rows_of),
    "citations.csv": ("text/csv", CITATIONS.title, CITATIONS.says, rows_of),
    "documents.csv": ("text/csv", DOCUMENTS.title, DOCUMENTS.says, rows_of),
    "statistics.csv": ("text/csv", STATISTICS.title, STATISTICS.says, rows_of),
    "records.jsonl": (
        "application/x-ndjson",
        later("Responses in full"),
        later("One line of JSON a response, with everything that its page says."),
        rows_of,
    ),
    "disclosurelog.sqlite": (
        "application/vnd.sqlite3",
        later("Database"),
        later(
            "All tables, the text of requests, responses and documents, and full-text search; "
            "Datasette opens it as it is."
        ),
        texts_in,
    ),
    "datapackage.json": (
        "application/json",
        later("Data Package"),
        later("What each column holds, with the size and SHA-256 of each file."),
        whole,
    ),
    "csv-metadata.json": (
        "application/csvm+json",
        later("CSV on the Web"),
        later("The same of the CSV files, in the W3C's vocabulary."),
        whole,
    ),
    "catalog.jsonld": (
        "application/ld+json",
        later("Catalogue"),
        later("The data set as data portals read it (DCAT)."),
        whole,
    ),
}
"""Media type, title and description of each file, in the order in which they are listed."""

_METADATA: Final = ("datapackage.json", "csv-metadata.json", "catalog.jsonld")
"""Those that tell of the others, and are made after them."""


def data_files(checked: CheckedLog, site_url: str, folder: Path) -> list[Made]:
    """Write the files of the data into a folder of their own, and return what they are.

    Records marked `noindex` are in them, and say so: the mark asks search engines to pass by, and
    their pages stand in every list. Withdrawn ones have only their tombstone.

    Args:
        checked: The log.
        site_url: The site's own address; without it, addresses are paths below the site's root.
        folder: An empty folder.

    Raises:
        CannotRun: The disk is full, or this Python cannot write the database.
    """
    try:
        return _write_all(checked, place_of(checked, site_url), folder)
    except OSError as error:
        raise CannotRun(
            f"the data cannot be written: {error.strerror}", "look at the space on the disk"
        ) from error


def _write_all(checked: CheckedLog, place: Place, folder: Path) -> list[Made]:
    entries, documents = checked.log.entries, checked.documents

    def write(table: Table, rows: Iterable[Row]) -> None:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            write_table(file, table, rows)

    write(RECORDS, (record_row(place, entry) for entry in entries))
    write(CITATIONS, (row for entry in entries for row in citation_rows(entry)))
    write(DOCUMENTS, (row for entry in entries for row in document_rows(place, entry, documents)))
    write(STATISTICS, statistics_rows(checked.log))
    _write_lines(folder / "records.jsonl", place, entries, documents)
    write_database(
        folder / "disclosurelog.sqlite", place, entries, documents, list(topic_rows(entries))
    )
    made = [_made(folder, name) for name in _FILES if name not in _METADATA]
    (folder / "datapackage.json").write_bytes(data_package(place, made))
    (folder / "csv-metadata.json").write_bytes(csv_metadata(place))
    (folder / "catalog.jsonld").write_bytes(catalog(place, made, _newest(entries)))
    return [*made, *(_made(folder, name) for name in _METADATA)]


def place_of(checked: CheckedLog, site_url: str) -> Place:
    """Return where the data of a log stand."""
    return Place(checked.log.settings, f"{site_url.rstrip('/')}/" if site_url else "")


def topic_rows(entries: Iterable[Entry]) -> Iterator[Row]:
    """Yield a row for each topic of each record, in the order of the log."""
    listed = tuple(entries)
    slugs = {group.label.casefold(): group.slug for group in by_topic(listed)}
    for entry in listed:
        if not entry.withdrawn:
            for topic in dict.fromkeys(entry.record.topics):
                yield entry.slug, topic, slugs[topic.casefold()]


def _write_lines(path: Path, place: Place, entries: Iterable[Entry], documents: Documents) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entry in entries:
            file.write(f"{line_of(plain_record(place, entry, documents))}\n")


def _made(folder: Path, name: str) -> Made:
    media, title, says, read = _FILES[name]
    return Made(f"data/{name}", folder / name, media, title, says, read)


def _newest(entries: Iterable[Entry]) -> str:
    return max((changed_on(entry).isoformat() for entry in entries), default="")
