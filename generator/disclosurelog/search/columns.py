"""One number a record: what filters and facets count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date
from typing import Any, Final

import numpy as np

from disclosurelog.law import Law
from disclosurelog.records import Entry
from disclosurelog.search.files import Shelf
from disclosurelog.search.numerals import Numbers, rising, written

EPOCH: Final = date(1970, 1, 1)

_LATE: Final = {"late": 1, "in time": 0, "extended": 0}

Rows = Mapping[str, Any]
"""What the columns of some records are made of: plain numbers and names, that can be kept.

For days and yes or no, a list of numbers. For what has names, the different `sets` of them, and for
each record which it has: `of`.
"""


def rows_of(entries: Sequence[Entry], with_documents: Set[str]) -> Rows:
    """The rows of some records.

    Args:
        entries: The records, in the order of their numbers.
        with_documents: The slugs of those that publish a file.
    """
    clocks = [entry.clock for entry in entries]
    return {
        "responded": [(one.record.responded - EPOCH).days for one in entries],
        "age": [(one.record.responded - one.record.received).days for one in entries],
        "taken": [0 if one.taken is None else one.taken + 1 for one in clocks],
        "late": [_LATE.get(one.verdict, 2) for one in clocks],
        "documents": [int(entry.slug in with_documents) for entry in entries],
        "law": _sets([law.short_title for law in entry.laws] for entry in entries),
        "outcome": _sets([entry.record.outcome] for entry in entries),
        "department": _sets(_one(entry.record.department) for entry in entries),
        "topic": _sets(entry.record.topics for entry in entries),
        "reviewed": _sets(reviews(entry) for entry in entries),
        "provisions": _sets(map(list, entry.provisions) for entry in entries),
        "laws": sorted({law.id for law in laws_of_all(entries)}),
    }


def shelve_columns(shelf: Shelf, runs: Sequence[Rows], laws: Sequence[Law]) -> dict[str, str]:
    """Write the columns.

    Args:
        shelf: Where to.
        runs: The rows of all records, run by run.
        laws: The laws of the log.

    Returns:
        The name of each file.
    """
    values: dict[str, object] = {}
    for name in ("law", "outcome", "department", "topic", "reviewed"):
        names = sorted({each for run in runs for one in run[name]["sets"] for each in one})
        number = {each: place for place, each in enumerate(names)}
        values[name] = {"names": names, **_joined([run[name] for run in runs], number.__getitem__)}
    values["late"] = written(_all(runs, "late"))
    values["documents"] = written(_all(runs, "documents"))
    dates = {
        "responded": rising(_all(runs, "responded")),
        "age": written(_all(runs, "age")),
        "taken": written(_all(runs, "taken")),
    }
    made = {"dates": dates, "provisions": _provisions(runs, laws), "values": values}
    return {name: shelf.put("columns", value) for name, value in made.items()}


def laws_of_all(entries: Iterable[Entry]) -> list[Law]:
    """Every law that a record was handled under or cites, in order of its id."""
    laws = {law.id: law for entry in entries for law in entry.laws}
    laws |= {cited.law.id: cited.law for entry in entries for cited in entry.cited}
    return [laws[name] for name in sorted(laws)]


def reviews(entry: Entry) -> list[str]:
    """What became of the decision: at the review, the regulator, the tribunal."""
    record = entry.record
    looked = (record.internal_review, record.regulator, record.tribunal)
    return [one.outcome for one in looked if one is not None]


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _sets(rows: Iterable[Iterable[Any]]) -> dict[str, Any]:
    """The different sets of names, and which of them each record has."""
    numbers: dict[str, int] = {}
    sets: list[list[Any]] = []
    column = []
    for row in rows:
        names = list(row)
        number = numbers.setdefault(repr(names), len(numbers))
        if number == len(sets):
            sets.append(names)
        column.append(number)
    return {"sets": sets, "of": column}


def _joined(runs: Sequence[Mapping[str, Any]], number: Any) -> dict[str, object]:
    """The sets of all runs, by number, the most frequent first; and which of them each record has.

    Args:
        runs: The sets of each run.
        number: Gives a name's number.
    """
    rows = [[tuple(sorted({number(name) for name in one})) for one in run["sets"]] for run in runs]
    count: dict[tuple[int, ...], int] = {}
    for run, here in zip(runs, rows, strict=True):
        for row, many in zip(here, np.bincount(run["of"]).tolist(), strict=True):
            count[row] = count.get(row, 0) + many
    sets = sorted(count, key=lambda row: (-count[row], row))
    place = {row: at for at, row in enumerate(sets)}
    columns = [
        np.array([place[row] for row in here], np.int64)[run["of"]]
        for run, here in zip(runs, rows, strict=True)
    ]
    return {"sets": list(map(list, sets)), "column": written(_concatenated(columns))}


def _all(runs: Sequence[Rows], name: str) -> Numbers:
    return _concatenated([np.array(run[name], np.int64) for run in runs])


def _concatenated(lists: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int64), *lists])


def _provisions(runs: Sequence[Rows], laws: Sequence[Law]) -> dict[str, object]:
    cited = {tuple(one) for run in runs for row in run["provisions"]["sets"] for one in row}
    numbers: dict[tuple[str, str], int] = {}
    rows: list[list[object]] = []
    for place, law in enumerate(laws):
        for provision in _with_ancestors(law, {p for name, p in cited if name == law.id}):
            known = law.provision(provision)
            above = numbers.get((law.id, known.parent or ""), -1)
            numbers[law.id, provision] = len(rows)
            rows.append([place, provision, known.cited_as, known.title, above, known.slug])
    named = [
        {"id": law.id, "name": law.title, "short": law.short_title, "slug": law.id} for law in laws
    ]
    joined = _joined([run["provisions"] for run in runs], lambda one: numbers[tuple(one)])
    return {"laws": named, "provisions": rows, **joined}


def _with_ancestors(law: Law, cited: Set[str]) -> list[str]:
    above = {a for provision in cited for a in law.ancestors(provision)}
    return sorted(cited | above, key=law.sort_key)
