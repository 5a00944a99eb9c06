"""Reads one sheet of an XLSX workbook, row by row, values and no formulas."""

from __future__ import annotations

import datetime
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from disclosurelog.errors import CannotRun
from disclosurelog.records.importing.mapping import TableShape
from disclosurelog.records.importing.table import Line

_MOST_BYTES = 1024 * 1024 * 1024  # unpacked
_SAVE = "open it in a spreadsheet program and save it as XLSX again"


def read_workbook(path: Path, shape: TableShape) -> tuple[Iterator[Line], str]:
    """Return a sheet's rows, and which sheet it is, in words.

    Raises:
        CannotRun: It is no workbook, or has no such sheet. The rows raise it too.
    """
    values, formulas = _open(path, data_only=True), _open(path, data_only=False)
    names = [sheet.title for sheet in values.worksheets]
    if not names:
        raise CannotRun("the workbook has no sheet with cells", _SAVE)
    name = shape.sheet or names[0]
    if name not in names:
        raise CannotRun(
            "the workbook has no sheet of the name that the mapping gives",
            f"it has {', '.join(map(repr, names))}",
        )
    more = f", the first of {len(names)}" if shape.sheet is None and len(names) > 1 else ""
    return _lines(values[name], formulas[name]), f"workbook, sheet {name!r}{more}"


def _open(path: Path, *, data_only: bool) -> Any:
    try:
        with zipfile.ZipFile(path) as parts:
            size = sum(part.file_size for part in parts.infolist())
        if size <= _MOST_BYTES:
            with _quiet():
                return load_workbook(path, read_only=True, data_only=data_only, keep_links=False)
    except Exception:
        # The library raises whatever its parsers raise; each means the same here.
        raise CannotRun("the workbook cannot be read", _SAVE) from None
    raise CannotRun("the workbook unpacks to more than 1 GB", "cut it into several")


@contextmanager
def _quiet() -> Iterator[None]:
    """Within this, the library does not speak of styles and extensions that it passes over."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _lines(values: Any, formulas: Any) -> Iterator[Line]:
    for sheet in (values, formulas):
        # Some programs write a size that is not the sheet's.
        sheet.reset_dimensions()
    rows = enumerate(zip(values.iter_rows(), formulas.iter_rows(), strict=True), 1)
    try:
        with _quiet():
            for number, (cells, sources) in rows:
                yield _line(number, cells, sources)
    except Exception:
        raise CannotRun("the sheet cannot be read to its end", _SAVE) from None


def _line(number: int, cells: Sequence[Any], sources: Sequence[Any]) -> Line:
    texts = [_text(cell.value) for cell in cells]
    broken = frozenset(
        at
        for at, (cell, source) in enumerate(zip(cells, sources, strict=True))
        if cell.data_type == "e" or (source.data_type == "f" and cell.value is None)
    )
    while texts and not texts[-1] and len(texts) - 1 not in broken:
        texts.pop()
    return Line(number, tuple(texts), broken)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unescape(value) if isinstance(value, str) else str(value)
