"""CSV that no spreadsheet turns into formulas (RFC 4180, UTF-8)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from disclosurelog.export.columns import Table, Value
from disclosurelog.export.rows import Row

# A spreadsheet takes a cell that starts with one of these signs for a formula; an apostrophe before
# it makes it text (OWASP, "CSV Injection"). One that has apostrophes before the sign already gets
# one more as well: so the way back is always to take one away, and no text is lost.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
SAFE: Final = (
    "A cell whose text starts with =, +, -, @, a tab or a carriage return, with or without "
    "apostrophes before it, has one apostrophe put before it, so that no spreadsheet takes it for "
    "a formula. To have the text as it was, take that one apostrophe away."
)
"""What the metadata says of it."""


def header_of(table: Table) -> bytes:
    """The first line of a table."""
    return csv_of([tuple(column.name for column in table.columns)])


def csv_of(rows: Iterable[Row]) -> bytes:
    """Lines of a table, without its first."""
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Value) -> str | int:
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value
