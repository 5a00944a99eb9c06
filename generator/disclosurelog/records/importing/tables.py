"""Reads a file as the table it is: CSV, or a sheet of a workbook."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.records.importing.csvfile import read_csv
from disclosurelog.records.importing.mapping import TableShape
from disclosurelog.records.importing.table import Line, Table, table_of
from disclosurelog.records.importing.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"
_SAMPLE = 30  # rows in which the heading is looked for
_MOST = 0.6  # of the cells of the fullest row


def read_table(path: Path, shape: TableShape) -> Table:
    """Read a CSV file or a workbook, told apart by how they begin.

    Raises:
        CannotRun: It cannot be opened or made out.
    """
    with _opened(path, shape) as (lines, said, ragged):
        return table_of(lines, shape.skip_rows, shape.heading_rows, said, ragged=ragged)


def guess_shape(path: Path) -> TableShape:
    """Find the heading: the first row that has most of the cells that any has.

    Raises:
        CannotRun: The file cannot be opened or made out.
    """
    with _opened(path, TableShape()) as (lines, _, _):
        filled = [sum(map(bool, line.cells)) for line in itertools.islice(lines, _SAMPLE)]
    enough = max(2, _MOST * max(filled, default=0))
    heading = next((at for at, count in enumerate(filled) if count >= enough), 0)
    return TableShape(skip_rows=heading)


@contextmanager
def _opened(path: Path, shape: TableShape) -> Iterator[tuple[Iterator[Line], str, bool]]:
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start == _OLD:
            raise CannotRun(
                "this is a workbook of the old kind (XLS), or one with a password",
                "save it as XLSX without a password, or as CSV",
            )
        is_book = start == _ZIP
        yield *(read_workbook if is_book else read_csv)(path, shape), is_book
    except OSError:
        raise CannotRun("the file to import cannot be opened", "check its name") from None
