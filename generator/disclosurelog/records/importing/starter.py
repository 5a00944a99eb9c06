"""Writes a first mapping: what could be guessed filled in, the rest marked, with comments."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from disclosurelog.records.base import FILL_IN
from disclosurelog.records.importing.guess import Guess, guess
from disclosurelog.records.importing.table import Table

_OUTCOMES = "one of granted-in-full, granted-in-part, refused, not-held … (docs/records.md)"


def start_mapping(table: Table, skip_rows: int, name: str, laws: Iterable[str]) -> str:
    """Return the text of a first mapping for a table.

    Args:
        table: The table.
        skip_rows: Rows above its heading.
        name: The name of its file.
        laws: The ids of the laws that are described here.
    """
    found = guess(table)
    parts = (
        _head(table, name),
        _shape(skip_rows),
        _days(found),
        _which(found),
        _text(found, laws),
        _rest(found),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(table: Table, name: str) -> Iterator[str]:
    yield "# How the rows of a spreadsheet become records: see docs/import.md."
    yield f"# It was made for {_comment(name)}: {table.said}, {len(table.rows):,} rows."
    yield f"# Write what belongs at each {FILL_IN}: …], look at all that was guessed, then:"
    yield "#   disclosurelog import FILE --mapping THIS --preview 5   shows what rows become"
    yield "#   disclosurelog import FILE --mapping THIS --dry-run     checks every row"
    yield "# {Name} stands for what the row has in that column. The columns are:"
    for column in table.columns:
        yield f"#   {_comment(column)}"
    yield "schema: 1"


def _shape(skip_rows: int) -> Iterator[str]:
    if skip_rows:
        yield "# Rows above the heading. A heading of two rows: {skip_rows: …, heading_rows: 2}"
        yield f"table: {{skip_rows: {skip_rows}}}"


def _days(found: Guess) -> Iterator[str]:
    yield ""
    yield "# How days are written: D/M/YYYY, YYYY-MM-DD, D MMMM YYYY, D-MMM-YY, excel (a number)."
    yield "dates:"
    if len(found.patterns) > 1:
        yield f"  # All of these fit, so nothing tells them apart: {', '.join(found.patterns)}."
        yield "  # Keep the one that is right."
    patterns = found.patterns or (_mark("how the days are written"),)
    yield f"  written: [{', '.join(map(_quoted, patterns))}]"
    yield "  # Days outside of these are slips, such as the year 1301: their rows are rejected."
    yield f"  earliest: {_quoted(_mark('the first day that can be right, as 2011-01-31'))}"
    yield f"  latest: {_quoted(_mark('the last day that can be right'))}"


def _which(found: Guess) -> Iterator[str]:
    yield ""
    yield "# Several rows with one reference: reject them, or join them into one record."
    yield "same_reference: reject"
    if found.who_asked:
        names = ", ".join(map(_comment, found.who_asked))
        yield f"# Left out, since records never tell who asked: {names}"
    yield "# Rows that are no responses to publish:"
    yield "# leave_out:"
    yield '#   - {column: "…", words: ["…"], reason: "…"}'


def _text(found: Guess, laws: Iterable[str]) -> Iterator[str]:
    reference = _column(found, "reference", "the column with your own reference")
    request = _column(found, "request", "the column with the request's words")
    title = _column(found, "title", "the column with what it is about")
    decision = _column(found, "outcome", "the column with the decision")
    yield ""
    yield f"# The law of all rows: {', '.join(sorted(laws))},"
    yield "# or your own under content/laws/. Where a column tells it: law_by_column."
    yield f"law: {_quoted(_mark('the id of the law'))}"
    yield ""
    yield f"reference: {_quoted(reference)}"
    yield f"title: {_quoted(title)}"
    yield f"summary: {_quoted(f'Decision: {decision}. Request: {request}')}"
    yield "# Longer ones are cut at a word. The request keeps all of it."
    yield "shorten: {title: 160, summary: 400}"
    for part, what in (
        ("received", "the column with the day of the request"),
        ("responded", "the column with the day of the response"),
        ("published", "the column with the day of publication, or a day such as 2026-01-31"),
    ):
        yield f"{part}: {_quoted(_column(found, part, what))}"
    yield f"request: {_quoted(request)}"
    yield "# The response's own words. Where the file does not hold them, say so in a sentence that"
    yield "# your body stands behind. It is published with every record."
    yield (
        "response: "
        + _quoted(
            _mark(
                "the column with the answer, or a sentence such as: The log that this record was "
                f"taken from gives the decision ({decision}) and not the letter"
            )
        )
    )
    yield ""
    yield "# What the words for a decision mean. Rows with any other word are rejected: take lines"
    yield "# out that have no honest meaning here."
    yield "outcome:"
    yield f"  column: {_quoted(found.columns.get('outcome') or _mark('the column'))}"
    yield "  words:"
    for word, meaning in (found.words or {"…": ""}).items():
        yield f"    {_quoted(word)}: {meaning or _quoted(_mark(_OUTCOMES))}"


def _rest(found: Guess) -> Iterator[str]:
    cited = found.columns.get("citations")
    yield ""
    yield "# Where something was refused, the law wants the provision and the reasons."
    yield "citations:" if cited else "# citations:"
    mark = "" if cited else "# "
    yield f"{mark}  cite: {{value: {_quoted('{' + (cited or '…') + '}')}, separator: ';'}}"
    yield f"{mark}  before: Section"
    yield f"{mark}  nothing: [none, n/a, '-']"
    yield "#   by_outcome: {granted-in-part: ['…']}   # where the row itself cites nothing"
    yield "#   reason: The log that this record was taken from does not give the reasons."
    yield "# refusal_notice:"
    yield "#   provision: Section 17(1)"
    yield "#   review: How to ask for a review."
    yield "#   regulator: How to complain."
    for part in ("topics", "department"):
        name = found.columns.get(part)
        value = _quoted("{" + (name or "…") + "}")
        shown = f"{{value: {value}, separator: ';'}}" if part == "topics" else value
        yield f"{'' if name else '# '}{part}: {shown}"
    name = _quoted(f"{{{found.columns.get('files', '…')}}}")
    yield "# documents:"
    yield f"#   {{folder: files, file: {{value: {name}}}, title: '…'}}"
    if found.unused:
        yield f"# Not used: {', '.join(map(_comment, found.unused))}"


def _column(found: Guess, part: str, what: str) -> str:
    name = found.columns.get(part)
    return f"{{{name}}}" if name else _mark(what)


def _mark(what: str) -> str:
    return f"{FILL_IN}: {what}]"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=not text.isprintable())


def _comment(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
