"""The whole log as one SQLite file, which Datasette opens as it is.

The same content gives the same bytes: rows go in one order, nothing tells the time, and the file is
packed at the end. (Another version of SQLite may lay out its pages in another way.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.export.columns import (
    CITATIONS,
    DOCUMENTS,
    RECORDS,
    TOPICS,
    Column,
    Table,
)
from disclosurelog.export.rows import (
    Documents,
    Place,
    Row,
    citation_rows,
    document_rows,
    record_row,
)
from disclosurelog.records import Entry

TEXTS: Final = (
    Column("request", "The request as asked."),
    Column("response", "The response's own words."),
    Column("advice", "Advice and assistance that was given."),
    Column("refusal_notice", "The refusal notice's own words."),
)
"""What the table records holds here, and the CSV does not: it would be ten times as long."""

PAGES: Final = Table(
    "pages",
    "Pages",
    "One row a page of a document, with the text that a person sees on it.",
    ("record", "file", "page"),
    (
        Column("record", "The record.", needed=True),
        Column("file", "The file's name.", needed=True),
        Column("page", "The page, from 1.", "integer", True),
        Column("text", "Its visible text.", needed=True),
    ),
)

_WITH_TEXTS: Final = Table(
    RECORDS.name, RECORDS.title, RECORDS.says, RECORDS.key, (*RECORDS.columns, *TEXTS)
)
_TABLES: Final = (_WITH_TEXTS, CITATIONS, DOCUMENTS, TOPICS, PAGES)
_SEARCHED: Final = {
    "records": ("title", "summary", *(column.name for column in TEXTS)),
    "citations": (
        *("cited_as", "reason", "harm"),
        *(f"public_interest_{side}" for side in ("for", "against", "balance")),
        *(f"legitimate_interest_{side}" for side in ("purpose", "necessity", "balance")),
        *("qualified_person_opinion", "other_statute"),
    ),
    "documents": ("title",),
    "pages": ("text",),
}
"""What each full-text table holds. It keeps no text of its own: it reads that of its table."""

_INDEXES: Final = (
    "CREATE INDEX records_responded ON records (responded)",
    "CREATE INDEX citations_provision ON citations (law, provision)",
    "CREATE INDEX topics_slug ON topics (slug)",
)
_PRAGMAS: Final = (
    # Rows are of some KB: pages of 4096 bytes leave a quarter of the file empty (measured).
    *("page_size = 16384", "encoding = 'UTF-8'", "auto_vacuum = NONE"),
    # Nobody else reads the file before it is whole; if this fails, it is thrown away.
    *("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"),
    *("cache_size = -16000", "foreign_keys = ON"),
)
_TYPES: Final = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}


def write_database(
    path: Path,
    place: Place,
    entries: Sequence[Entry],
    documents: Documents,
    topics: Iterable[Row],
) -> None:
    """Write the database.

    Args:
        path: Where to; nothing may be there.
        place: Where the data stand.
        entries: The records, in the order of the log.
        documents: Every file that may be published.
        topics: The rows of `TOPICS`.

    Raises:
        CannotRun: This Python's SQLite has no full text (FTS5), or the disk is full.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            for pragma in _PRAGMAS:
                base.execute(f"PRAGMA {pragma}")
            _create(base)
            base.execute("BEGIN")
            _insert(base, _WITH_TEXTS, (_with_texts(place, entry) for entry in entries))
            _insert(base, CITATIONS, (row for entry in entries for row in citation_rows(entry)))
            _insert(
                base,
                DOCUMENTS,
                (row for entry in entries for row in document_rows(place, entry, documents)),
            )
            _insert(base, TOPICS, topics)
            _insert(base, PAGES, _pages(entries, documents))
            for name in _SEARCHED:
                base.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')")  # noqa: S608
                base.execute(f"INSERT INTO {name}_fts ({name}_fts) VALUES ('optimize')")  # noqa: S608
            base.execute("COMMIT")
            base.execute("VACUUM")
    except sqlite3.OperationalError as error:
        raise CannotRun(
            f"the database of the data cannot be written: {error}",
            "use a Python whose SQLite has FTS5, as Debian's has; see whether the disk is full",
        ) from error


def texts_in(path: Path) -> Iterator[str]:
    """Yield all that a person can read in the database, a row at a time."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        for table in _TABLES:
            for row in base.execute(f"SELECT * FROM {table.name}"):  # noqa: S608 - our own name
                yield "\n".join(str(value) for value in row if value is not None)


def _create(base: sqlite3.Connection) -> None:
    for table in _TABLES:
        lines = [_column(column) for column in table.columns]
        lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
        if table is PAGES:
            lines.append("FOREIGN KEY (record, file) REFERENCES documents (record, file)")
        body = ",\n  ".join(lines)
        base.execute(f"CREATE TABLE {table.name} (\n  {body}\n)")
    for statement in _INDEXES:
        base.execute(statement)
    for name, columns in _SEARCHED.items():
        # Datasette finds the full text of a table by the table's name after `content`.
        base.execute(
            f'CREATE VIRTUAL TABLE {name}_fts USING fts5({", ".join(columns)}, content="{name}", '
            'tokenize="porter unicode61 remove_diacritics 2")'
        )


def _column(column: Column) -> str:
    line = f'"{column.name}" {_TYPES[column.kind]}'
    if column.needed:
        line += " NOT NULL"
    return f"{line} REFERENCES {column.refers} (record)" if column.refers else line


def _insert(base: sqlite3.Connection, table: Table, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    base.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)  # noqa: S608 - our own name


def _with_texts(place: Place, entry: Entry) -> Row:
    if entry.withdrawn:
        return (*record_row(place, entry), None, None, None, None)
    record = entry.record
    notice = record.refusal_notice.text if record.refusal_notice else None
    texts = (record.request.text, record.response.text, record.response.advice, notice)
    return (*record_row(place, entry), *texts)


def _pages(entries: Iterable[Entry], documents: Documents) -> Iterator[Row]:
    for entry in entries:
        for one in entry.record.documents:
            checked = documents.get((entry.slug, one.file))
            if checked is None or entry.withdrawn:
                continue
            for number, text in enumerate(checked.visible_text, 1):
                if text:
                    yield entry.slug, one.file, number, text
