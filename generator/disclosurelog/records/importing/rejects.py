"""Lists the rows that were not taken: for a person to mend, and in one look."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.records.importing.plan import Rejected
from disclosurelog.records.importing.table import REASON, ROW, Table

# As in export/tables.py, whose floor is above: a spreadsheet takes such a cell for a formula.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_VARIES = re.compile(r"'[^']*'|(?<=\[)\d+(?=\])|(?<=character )\d+")


def write_rejects(path: Path, table: Table, rejected: Iterable[Rejected]) -> None:
    """Write each rejected row with its number and reasons, in the order of the file.

    The columns are those of the source, so the list can be mended and imported in its turn.

    Raises:
        CannotRun: It cannot be written.
    """
    columns = [name for name in table.columns if name not in {ROW, REASON}]
    lines = sorted(
        ((row, one) for one in rejected for row in one.rows), key=lambda line: line[0].number
    )
    staged = path.with_name(f"{path.name}.part")
    try:
        with staged.open("w", encoding="utf-8-sig", newline="") as file:
            out = csv.writer(file, lineterminator="\r\n")
            out.writerow([_safe(cell) for cell in (ROW, REASON, *columns)])
            for row, one in lines:
                cells = [row.cells[name] for name in columns]
                number = str(row.number)
                out.writerow([_safe(cell) for cell in (number, _why(one), *cells, *row.rest)])
        staged.replace(path)
    except OSError:
        raise CannotRun(
            "the list of rejected rows cannot be written", "name another place after --rejects"
        ) from None


def summary(rejected: Iterable[Rejected]) -> Iterator[tuple[int, str]]:
    """Yield each reason with the rows that have it first, the most frequent reason first.

    What is quoted is left out, so that no cell's text gets into a log.
    """
    counts: Counter[str] = Counter()
    for one in rejected:
        counts[_VARIES.sub("…", one.reasons[0])] += len(one.rows)
    for reason, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield count, reason


def _why(one: Rejected) -> str:
    words = "; ".join(dict.fromkeys([*one.reasons, *filter(None, one.details)]))
    return words if len(one.rows) == 1 else f"{words} (rows {_numbers(one)})"


def _numbers(one: Rejected) -> str:
    return ", ".join(str(row.number) for row in one.rows)


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
