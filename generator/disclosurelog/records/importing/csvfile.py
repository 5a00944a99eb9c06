"""Reads CSV whose encoding and delimiter nobody wrote down, and says what it took them for."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.records.importing.mapping import TableShape
from disclosurelog.records.importing.table import Line

MOST_BYTES = 1024 * 1024 * 1024
_LONGEST_CELL = 1024 * 1024  # characters
_SAMPLE = 50  # rows that are looked at to tell the delimiter
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_MARKS = {
    codecs.BOM_UTF8: ("utf-8-sig", "UTF-8"),
    codecs.BOM_UTF16_LE: ("utf-16", "UTF-16"),
    codecs.BOM_UTF16_BE: ("utf-16", "UTF-16"),
}
_SAFE = re.compile(r"'('*[=+\-@\t\r])")


def read_csv(path: Path, shape: TableShape) -> tuple[Iterator[Line], str]:
    """Return a CSV file's rows, and how they were read, in words.

    A cell that starts with one apostrophe before =, +, - or @ loses it: lists of rejected rows
    have it there, so that no spreadsheet takes the cell for a formula.

    Raises:
        CannotRun: The letters or the quotation marks cannot be made out. The rows raise it too.
    """
    data = path.read_bytes()
    if len(data) > MOST_BYTES:
        raise CannotRun("the file is larger than 1 GB", "cut it into several")
    text, letters = _decoded(data, shape.encoding)
    delimiter = "\t" if shape.delimiter == "tab" else shape.delimiter or _delimiter(text)
    return _lines(text, delimiter), f"CSV, {letters}, cells parted by {_DELIMITERS[delimiter]}"


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str]:
    marked = next((_MARKS[mark] for mark in _MARKS if data.startswith(mark)), None)
    if marked and encoding in {None, "utf-8", "utf-16"}:
        tries = [marked]
    elif encoding:
        tries = [(encoding, encoding)]
    else:
        guess = "Windows-1252, a guess: look at the accents in --preview"
        tries = [("utf-8", "UTF-8"), ("windows-1252", guess)]
    for name, said in tries:
        try:
            return data.decode(name), said
        except UnicodeDecodeError:
            continue
    raise CannotRun(
        f"the file is not written in {tries[-1][0]}",
        "save it as CSV UTF-8, or name its encoding under table in the mapping",
    )


def _delimiter(text: str) -> str:
    """The delimiter that gives most rows the same number of cells, and the most of them."""

    def fits(delimiter: str) -> tuple[bool, int]:
        widths: Counter[int] = Counter()
        # What cannot be read is told when all is read; here it ends the sample.
        with contextlib.suppress(CannotRun):
            for line in itertools.islice(_lines(text, delimiter), _SAMPLE):
                widths[len(line.cells)] += any(line.cells)
        width, alike = max(widths.items(), key=lambda item: item[1], default=(0, 0))
        return width > 1 and 2 * alike >= widths.total(), width

    return max(_DELIMITERS, key=fits)


def _lines(text: str, delimiter: str) -> Iterator[Line]:
    csv.field_size_limit(_LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error:
            raise CannotRun(
                f"row {number} cannot be read (line {rows.line_num} of the file): its quotation "
                "marks do not fit together, or the cell is endless",
                "a cell that holds a quotation mark is put in quotation marks, and its own are "
                "doubled; mend the row, or save the table as CSV again",
            ) from None
        if cells is None:
            return
        yield Line(
            number,
            tuple(_SAFE.sub(r"\1", cell, count=1) if cell[:1] == "'" else cell for cell in cells),
        )
