"""The files under `/data/`: the whole log to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.export.aside import Aside
from disclosurelog.export.columns import CITATIONS, DOCUMENTS, RECORDS, STATISTICS, TABLES
from disclosurelog.export.database import texts_in, write_database
from disclosurelog.export.made import Made, rows_of, whole
from disclosurelog.export.metadata import catalog, csv_metadata, data_package
from disclosurelog.export.products import Products
from disclosurelog.export.rows import statistics_rows
from disclosurelog.export.tables import csv_of, header_of
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

_TEXTS: Final = (*(f"{table.name}.csv" for table in TABLES), "records.jsonl")
_DATABASE: Final = "disclosurelog.sqlite"
_METADATA: Final = ("datapackage.json", "csv-metadata.json", "catalog.jsonld")
"""Those that tell of the others, and are made after them."""


class Data:
    """The files of the data while they are made, in a folder of their own. Use it as a context.

    The database is begun at once, in a process of its own.

    Records marked `noindex` are in them, and say so: the mark asks search engines to pass by, and
    their pages stand in every list. Withdrawn ones have only their tombstone.

    Args:
        products: What is made of each record.
        folder: An empty folder.
    """

    def __init__(self, products: Products, folder: Path) -> None:
        self._products = products
        self._folder = folder
        self._database = Aside(self._write_database, "the database of the data")

    def __enter__(self) -> Data:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.stop()

    def files(self) -> list[Made]:
        """Write the other files, wait for the database, and return what all of them are.

        Raises:
            CannotRun: The disk is full, or this Python cannot write the database.
        """
        try:
            return self._write_all()
        except OSError as error:
            raise CannotRun(
                f"the data cannot be written: {error.strerror}", "look at the space on the disk"
            ) from error

    def _write_all(self) -> list[Made]:
        place, log, folder = self._products.place, self._products.checked.log, self._folder
        self._write_texts()
        statistics = header_of(STATISTICS) + csv_of(statistics_rows(log))
        (folder / "statistics.csv").write_bytes(statistics)
        texts = [_made(folder, name) for name in _TEXTS]
        made = [*texts, self._database.result()]
        self._products.sweep()
        (folder / "datapackage.json").write_bytes(data_package(place, made))
        (folder / "csv-metadata.json").write_bytes(csv_metadata(place))
        (folder / "catalog.jsonld").write_bytes(catalog(place, made, _newest(log.entries)))
        return [*made, *(_made(folder, name) for name in _METADATA)]

    def _write_texts(self) -> None:
        with ExitStack() as stack:
            records, citations, documents, lines = (
                stack.enter_context((self._folder / name).open("wb"))
                for name in ("records.csv", "citations.csv", "documents.csv", "records.jsonl")
            )
            records.write(header_of(RECORDS))
            citations.write(header_of(CITATIONS))
            documents.write(header_of(DOCUMENTS))
            for run in self._products.runs:
                tables = self._products.tables(run)
                records.write(tables.records)
                citations.write(tables.citations)
                documents.write(tables.documents)
                lines.writelines(self._products.lines(run))

    def _write_database(self) -> Made:
        products = self._products
        slugs = {one.label.casefold(): one.slug for one in by_topic(products.checked.log.entries)}
        rows = (products.rows(run) for run in products.runs)
        write_database(self._folder / _DATABASE, rows, slugs)
        return _made(self._folder, _DATABASE)


def _made(folder: Path, name: str) -> Made:
    media, title, says, read = _FILES[name]
    return Made(f"data/{name}", folder / name, media, title, says, read)


def _newest(entries: Iterable[Entry]) -> str:
    return max((changed_on(entry).isoformat() for entry in entries), default="")
