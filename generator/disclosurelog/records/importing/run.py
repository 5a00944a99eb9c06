"""Carries a plan out, or sees what it would do, and counts every row."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from disclosurelog.records.importing.plan import Rejected, Taken
from disclosurelog.records.importing.writing import DIFFERS, Writer


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the rows.

    Attributes:
        rows: How many rows were taken.
        records: How many records they make.
        rejected: The rows that were not taken.
    """

    rows: int
    records: int
    rejected: tuple[Rejected, ...]

    @property
    def rejected_rows(self) -> int:
        """How many rows were not taken."""
        return sum(len(one.rows) for one in self.rejected)


def carry_out(
    plan: Iterable[Taken | Rejected],
    writer: Writer,
    *,
    dry: bool,
    told: Callable[[int], None] | None = None,
) -> Result:
    """Write each record that is taken.

    Args:
        plan: What becomes of each row.
        writer: Where records go.
        dry: Whether nothing is to be written.
        told: Called with the number of rows decided so far.

    Raises:
        CannotRun: A record cannot be written. What was written before is whole.
    """
    rejected: list[Rejected] = []
    rows = records = decided = 0
    for one in plan:
        decided += len(one.rows)
        if told is not None:
            told(decided)
        if isinstance(one, Taken) and writer.differs(one):
            one = Rejected(one.rows, (DIFFERS,), (f"see {one.folder}",))
        if isinstance(one, Rejected):
            rejected.append(one)
            continue
        if not dry:
            writer.put(one)
        rows += len(one.rows)
        records += 1
    return Result(rows, records, tuple(rejected))
