"""Guesses which column is which, from its heading and from what its cells look like."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from disclosurelog.records.base import ISO_DATE
from disclosurelog.records.importing.days import SERIAL, read_day
from disclosurelog.records.importing.table import Table
from disclosurelog.records.importing.template import tells_who_asked

PATTERNS = (
    "YYYY-MM-DD",
    "D/M/YYYY",
    "M/D/YYYY",
    "D.M.YYYY",
    "D-M-YYYY",
    "YYYY/MM/DD",
    "D/M/YY",
    "D MMMM YYYY",
    "D-MMM-YY",
    "D-MMM-YYYY",
    "MMMM D, YYYY",
    SERIAL,
)
_MOST_WORDS = 40  # different cells; more is free text
_DAYS = 0.8  # of the cells of a column of days are days

_HEADINGS = {
    "reference": r"ref|identifier|\bid\b|number|\bno\b",
    "received": r"received|accepted|date in|date of request|request date|date requested",
    "responded": r"respon|closed|complet|issued|released|date sent|date out|^date$",
    "published": r"publish",
    "title": r"title|subject|summary|abstract|descri|request|topic",
    "request": r"abstract|descri|request|summary|question|details|subject",
    "outcome": r"outcome|decision|disposition|result|status|disclos",
    "citations": r"exempt|exception|section|provision",
    "department": r"\bdepartments?\b|\bdivision\b|directorate|\bservice\b|business area",
    "topics": r"topic|categor|theme|tag",
    "files": r"\bfile|document|attachment|pdf",
}
_DAY_PARTS = ("received", "responded", "published")
_OUTCOMES = (
    (r"\bnothing\b|\bno\b(?! (records|information))|\bnot (?!held)|\bnon", ""),
    (r"part", "granted-in-part"),
    (r"not held|no records|no information|does not exist|do not exist", "not-held"),
    (r"withdrawn", "withdrawn-by-requester"),
    (r"abandon|lapsed|discontinued", "lapsed"),
    (r"transfer", "transferred"),
    (r"neither confirm", "neither-confirm-nor-deny"),
    (r"refus|exempt|denied|withheld", "refused"),
    (r"full|all disclosed|granted|released|disclosed$", "granted-in-full"),
)


@dataclass(slots=True)
class Guess:
    """What a table seems to hold.

    Attributes:
        columns: The column for each part of a record, where one was found.
        patterns: How its days are written; several that disagree where nothing tells them apart.
        words: The different words of the outcome's column, each with an outcome or "".
        unused: Columns that stand for nothing here.
        who_asked: Columns that tell who asked.
    """

    columns: dict[str, str] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    who_asked: tuple[str, ...] = ()


def guess(table: Table) -> Guess:
    """Guess what the columns of a table are."""
    found = Guess(who_asked=tuple(name for name in table.columns if tells_who_asked(name)))
    cells = {
        name: [row.cells[name].strip() for row in table.rows if row.cells[name].strip()]
        for name in table.columns
        if name not in found.who_asked
    }
    patterns = {name: _patterns(column) for name, column in cells.items()}
    days = [name for name in cells if patterns[name]]
    few = [name for name in cells if cells[name] and len(set(cells[name])) <= _MOST_WORDS]
    text = [name for name in cells if name not in days]
    many = [name for name in text if name not in few] or text
    for part, among in (
        ("received", days),
        ("responded", days),
        ("published", days),
        ("reference", many),
        ("outcome", [name for name in few if name not in days]),
        ("request", many),
        ("title", many),
        ("citations", text),
        ("department", text),
        ("topics", text),
        ("files", text),
    ):
        shared = {"title"} if part == "request" else {"request"} if part == "title" else set()
        taken = {name for other, name in found.columns.items() if other not in shared}
        name = _match(part, [one for one in among if one not in taken])
        if name:
            found.columns[part] = name
    read = [patterns[found.columns[part]] for part in _DAY_PARTS if part in found.columns]
    # A column with days past the twelfth tells for the others which number is the month.
    common = [one for one in PATTERNS if read and all(one in fits for fits in read)]
    found.patterns = tuple(common or dict.fromkeys(one for fits in read for one in fits))
    if "outcome" in found.columns:
        counted = Counter(" ".join(cell.split()) for cell in cells[found.columns["outcome"]])
        found.words = {word: _outcome(word) for word, _ in counted.most_common()}
    used = {*found.columns.values(), *found.who_asked}
    found.unused = tuple(name for name in table.columns if name not in used)
    return found


def _match(part: str, names: list[str]) -> str:
    shape = re.compile(_HEADINGS[part], re.IGNORECASE)
    # A heading that begins with the word says it more plainly than one that holds it somewhere.
    fits = [(found.start() > 0, at) for at, n in enumerate(names) if (found := shape.search(n))]
    return names[min(fits)[1]] if fits else ""


def _patterns(cells: list[str]) -> tuple[str, ...]:
    """The ways to read a column's days that fit the most cells; () where it holds no days."""
    if not cells:
        return ()
    fits = {one: sum(_is_day(cell, one) for cell in cells) for one in PATTERNS}
    best = max(fits.values())
    if best < _DAYS * len(cells):
        return ()
    return tuple(one for one, count in fits.items() if count == best)


def _is_day(cell: str, pattern: str) -> bool:
    if ISO_DATE.match(cell[:10]):
        return pattern == PATTERNS[0]
    day = read_day(cell, [pattern])
    # Any number may be a serial one; those of the years 1990 to 2060 are likely to be.
    return day is not None and (pattern != SERIAL or 1990 <= day.year <= 2060)


def _outcome(word: str) -> str:
    fits = (meaning for shape, meaning in _OUTCOMES if re.search(shape, word, re.IGNORECASE))
    return next(fits, "")
