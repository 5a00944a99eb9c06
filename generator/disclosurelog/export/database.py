"""The whole log as one SQLite file, which Datasette opens as it is.

The same content gives the same bytes: rows go in one order, nothing tells the time, and the file is
packed at the end. (Another version of SQLite may lay out its pages in another way.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
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
from disclosurelog.export.products import Rows
from disclosurelog.export.rows import Row

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
_AT_ONCE: Final = 16_000_000
"""Bytes of full text that wait in memory and are written together. The usual number has more
written, and merged again: that took half as long once more (measured with 10,000 records)."""
_AT_ONCE_USUALLY: Final = 1_048_576
"""SQLite's own number: it is left to who goes on with the file."""
_PRAGMAS: Final = (
    # Rows are of some KB: pages of 4096 bytes leave a quarter of the file empty (measured); of
    # 16384, the file is a fiftieth longer than of these, and of 65536 as well.
    *("page_size = 32768", "encoding = 'UTF-8'", "auto_vacuum = NONE"),
    # Nobody else reads the file before it is whole; if this fails, it is thrown away.
    *("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"),
    *("cache_size = -16000", "foreign_keys = OFF"),
)
_TYPES: Final = {"string": "TEXT", "date": "TEXT", "integer": "INTEGER", "boolean": "INTEGER"}


def write_database(path: Path, runs: Iterable[Rows], slugs: Mapping[str, str]) -> None:
    """Write the database.

    Args:
        path: Where to; nothing may be there, nor under its name with `.draft` at the end.
        runs: The rows, some records after others in the order of the log.
        slugs: The last part of each topic's address, by its name in small letters.

    Raises:
        CannotRun: This Python's SQLite has no full text (FTS5), or the disk is full.
    """
    draft = path.with_name(f"{path.name}.draft")
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as base:
            for pragma in _PRAGMAS:
                base.execute(f"PRAGMA {pragma}")
            _create(base)
            base.execute("BEGIN")
            for rows in runs:
                topics = ((*row, slugs[str(row[1]).casefold()]) for row in rows.topics)
                _insert(base, _WITH_TEXTS, rows.records)
                _insert(base, CITATIONS, rows.citations)
                _insert(base, DOCUMENTS, rows.documents)
                _insert(base, TOPICS, topics)
                _insert(base, PAGES, rows.pages)
            for name in _SEARCHED:
                _tell(base, name, "hashsize", _AT_ONCE)
                _tell(base, name, "rebuild")
                _tell(base, name, "optimize")
                _tell(base, name, "hashsize", _AT_ONCE_USUALLY)
            base.execute("COMMIT")
            # Puts the tables one after another: their rows came mixed.
            base.execute("VACUUM INTO ?", (str(path),))
        draft.unlink()
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


def _tell(base: sqlite3.Connection, name: str, command: str, value: int | None = None) -> None:
    """Give the full text of a table a command (SQLite, "FTS5", 6: Special INSERT Commands)."""
    table = f"{name}_fts"
    base.execute(f"INSERT INTO {table} ({table}, rank) VALUES (?, ?)", (command, value))  # noqa: S608 - our own name
