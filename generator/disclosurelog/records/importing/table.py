"""A table as it was read: named columns, rows with the numbers that a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosurelog.errors import CannotRun
from disclosurelog.records.importing.template import column_name

MOST_COLUMNS = 500
"""More is no log of requests; it is a sheet whose cells run to the end of the world."""

ROW, REASON = "rejected row", "reason"
"""Columns that a list of rejected rows has before those of its source."""


@dataclass(frozen=True, slots=True)
class Line:
    """Cells as they stand in the file.

    Attributes:
        number: The row's number as a spreadsheet shows it, the heading counted.
        cells: The text of each cell; days as 2024-01-31.
        broken: Positions of cells that hold an error, or a formula without its value.
    """

    number: int
    cells: tuple[str, ...]
    broken: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the heading.

    Attributes:
        number: The row's number as a spreadsheet shows it, the heading counted.
        cells: The text of each cell by its column's name.
        broken: Columns whose cell holds an error, or a formula without its value.
        misfit: What is wrong with the row as a whole; "" where nothing is.
        rest: Cells beyond the last column.
    """

    number: int
    cells: dict[str, str]
    broken: frozenset[str] = frozenset()
    misfit: str = ""
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table.

    Attributes:
        columns: The names of the columns, each once.
        rows: Every row that holds anything.
        empty: How many rows between them hold nothing.
        said: How the file was read, in words.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: int
    said: str


def table_of(
    lines: Iterable[Line], skip_rows: int, heading_rows: int, said: str, *, ragged: bool
) -> Table:
    """Put a table together.

    Args:
        lines: All rows of the file, in order.
        skip_rows: Rows above the heading.
        heading_rows: Rows of the heading. A cell of an upper one counts for those right of it
            that are empty, as merged cells are written.
        said: How the file was read, in words.
        ragged: Whether a row may end before the last column.

    Raises:
        CannotRun: There is no heading.
    """
    rest = iter(lines)
    heading = [line.cells for line in _first(rest, skip_rows + heading_rows)][skip_rows:]
    if len(heading) < heading_rows or not any(any(cells) for cells in heading):
        raise CannotRun(
            "the file has no heading", "say under table in the mapping where the heading stands"
        )
    columns = tuple(_names(heading))
    if len(columns) > MOST_COLUMNS:
        raise CannotRun(f"the file has more than {MOST_COLUMNS} columns", "keep those that matter")
    rows, empty = [], 0
    for line in rest:
        if any(cell.strip() for cell in line.cells) or line.broken:
            rows.append(_row(line, columns, ragged))
        else:
            empty += 1
    return Table(columns, tuple(rows), empty, said)


def _first(lines: Iterator[Line], count: int) -> list[Line]:
    found = []
    for line in lines:
        found.append(line)
        if len(found) == count:
            break
    return found


def _names(heading: Sequence[Sequence[str]]) -> Iterator[str]:
    width = max(len(cells) for cells in heading)
    rows = [[_plain(cell) for cell in cells] + [""] * (width - len(cells)) for cells in heading]
    while width > 1 and not any(cells[width - 1] for cells in rows):
        width -= 1
    for upper in rows[:-1]:
        for at in range(1, width):
            upper[at] = upper[at] or upper[at - 1]
    seen: set[str] = set()
    for at in range(width):
        parts = dict.fromkeys(cells[at] for cells in rows if cells[at])
        name = " / ".join(parts) or f"column {letters(at)}"
        unique, times = name, 1
        while unique in seen:
            times += 1
            unique = f"{name} ({times})"
        seen.add(unique)
        yield unique


def _plain(cell: str) -> str:
    """A heading as the mapping can name it, where braces mark a column."""
    return column_name(cell).replace("{", "(").replace("}", ")")


def letters(at: int) -> str:
    """Return a column's letters as spreadsheets show them: 0 is A, 26 is AA."""
    found = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        found = chr(ord("A") + digit) + found
    return found


def _row(line: Line, columns: tuple[str, ...], ragged: bool) -> Row:
    width = len(columns)
    cells = line.cells + ("",) * (width - len(line.cells))
    rest = cells[width:]
    misfit = ""
    if any(cell.strip() for cell in rest):
        misfit = "the row has more cells than the heading"
    elif len(line.cells) < width and not ragged:
        misfit = "the row has fewer cells than the heading"
    broken = frozenset(columns[at] for at in line.broken if at < width)
    return Row(line.number, dict(zip(columns, cells, strict=False)), broken, misfit, rest)
