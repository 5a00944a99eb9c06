"""Text with columns' names in braces: "Request {Reference}, {Title}"."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from disclosurelog.records.base import Line, Text
from disclosurelog.records.problems import REQUESTER

_WHO = re.compile(r"applicant|requ?est[eo]r|complainant|enquirer")
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}\n]+)\}|[{}]")


def column_name(name: str) -> str:
    """Return a column's name without what cannot be seen: spaces at its ends, double ones."""
    return " ".join(name.split())


def columns_of(template: str) -> tuple[str, ...]:
    """Return the names of the columns that a template holds, in order."""
    return tuple(column_name(found[1]) for found in _PIECE.finditer(template) if found[1])


def filled(template: str, cells: dict[str, str]) -> str:
    """Return a template with the columns' cells in it.

    It is empty where it names columns and all of them are empty: words around nothing say nothing.
    """
    columns = columns_of(template)
    if columns and not any(cells[name] for name in columns):
        return ""

    def piece(found: re.Match[str]) -> str:
        return cells[column_name(found[1])] if found[1] else found[0][0]

    return _PIECE.sub(piece, template).strip()


def _sound(template: str) -> str:
    if any(found[0] in {"{", "}"} for found in _PIECE.finditer(template)):
        raise ValueError(
            "has a brace without its other half; write a column as {Its name}, a brace as {{ or }}"
        )
    for name in columns_of(template):
        not_who_asked(name)
    return template


def word(cell: str) -> str:
    """Return a cell's word in the form in which words are compared."""
    return " ".join(cell.split()).casefold()


def tells_who_asked(name: str) -> bool:
    """Whether a column's name says that it tells who asked."""
    plain = re.sub(r"\W+", "_", name.casefold()).strip("_")
    return plain in REQUESTER or bool(_WHO.match(plain))


def not_who_asked(name: str) -> str:
    """Refuse a column that tells who asked. Raises ValueError."""
    if tells_who_asked(name):
        raise ValueError(
            "uses a column that tells who asked, and records never do (UK GDPR Article 5(1)(c)); "
            "leave that column out"
        )
    return name


Template = Annotated[Text, AfterValidator(_sound)]
"""Text with columns' names in braces, over as many lines as needed."""

LineTemplate = Annotated[Line, AfterValidator(_sound)]
"""The same on one line."""

ColumnName = Annotated[Line, AfterValidator(column_name), AfterValidator(not_who_asked)]
"""A column's name as the heading has it."""
