"""Reads a file as the table it is: CSV, or a sheet of a workbook."""

from __future__ import annotations

from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.records.importing.csvfile import read_csv
from disclosurelog.records.importing.mapping import TableShape
from disclosurelog.records.importing.table import Table, table_of
from disclosurelog.records.importing.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"


def read_table(path: Path, shape: TableShape) -> Table:
    """Read a CSV file or a workbook, told apart by how they begin.

    Raises:
        CannotRun: It cannot be opened or made out.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start == _OLD:
            raise CannotRun(
                "this is a workbook of the old kind (XLS), or one with a password",
                "save it as XLSX without a password, or as CSV",
            )
        is_book = start == _ZIP
        lines, said = (read_workbook if is_book else read_csv)(path, shape)
        return table_of(lines, shape.skip_rows, shape.heading_rows, said, ragged=is_book)
    except OSError:
        raise CannotRun("the file to import cannot be opened", "check its name") from None
