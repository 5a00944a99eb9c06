"""One number a record: what filters and facets count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date
from typing import Final

from disclosurelog.law import Law
from disclosurelog.records import Entry
from disclosurelog.search.files import Shelf, words_of
from disclosurelog.search.numerals import rising, written

EPOCH: Final = date(1970, 1, 1)


def shelve_columns(
    shelf: Shelf, entries: Sequence[Entry], with_documents: Set[str]
) -> dict[str, str]:
    """Write the columns.

    Args:
        shelf: Where to.
        entries: The records, in the order of their numbers.
        with_documents: The slugs of those that publish a file.

    Returns:
        The name of each file.
    """
    values = _values(entries)
    values["documents"] = written([int(entry.slug in with_documents) for entry in entries])
    made = {"dates": _dates(entries), "provisions": _provisions(entries), "values": values}
    return {name: shelf.put("columns", value, words_of(value)) for name, value in made.items()}


def _dates(entries: Sequence[Entry]) -> dict[str, str]:
    days = [(one.record.received, one.record.responded) for one in entries]
    return {
        "responded": rising([(responded - EPOCH).days for _, responded in days]),
        "age": written([(responded - received).days for received, responded in days]),
        "taken": written([0 if e.clock.taken is None else e.clock.taken + 1 for e in entries]),
    }


def _provisions(entries: Sequence[Entry]) -> dict[str, object]:
    laws = laws_of_all(entries)
    numbers: dict[tuple[str, str], int] = {}
    rows: list[list[object]] = []
    for place, law in enumerate(laws):
        for provision in _with_ancestors(law, entries):
            known = law.provision(provision)
            above = numbers.get((law.id, known.parent or ""), -1)
            numbers[law.id, provision] = len(rows)
            rows.append([place, provision, known.cited_as, known.title, above, known.slug])
    sets, column = _sets([numbers[one] for one in entry.provisions] for entry in entries)
    named = [
        {"id": law.id, "name": law.title, "short": law.short_title, "slug": law.id} for law in laws
    ]
    return {"laws": named, "provisions": rows, "sets": sets, "column": column}


def laws_of_all(entries: Sequence[Entry]) -> list[Law]:
    """Every law that a record was handled under or cites, in order of its id."""
    laws = {law.id: law for entry in entries for law in entry.laws}
    laws |= {cited.law.id: cited.law for entry in entries for cited in entry.cited}
    return [laws[name] for name in sorted(laws)]


def _with_ancestors(law: Law, entries: Sequence[Entry]) -> list[str]:
    cited = {p for entry in entries for name, p in entry.provisions if name == law.id}
    above = {a for provision in cited for a in law.ancestors(provision)}
    return sorted(cited | above, key=law.sort_key)


def _values(entries: Sequence[Entry]) -> dict[str, object]:
    late = {"late": 1, "in time": 0, "extended": 0}
    found: dict[str, object] = {
        "law": _named([law.short_title for law in entry.laws] for entry in entries),
        "outcome": _named([entry.record.outcome] for entry in entries),
        "department": _named(_one(entry.record.department) for entry in entries),
        "topic": _named(entry.record.topics for entry in entries),
        "reviewed": _named(reviews(entry) for entry in entries),
    }
    found["late"] = written([late.get(entry.clock.verdict, 2) for entry in entries])
    return found


def reviews(entry: Entry) -> list[str]:
    """What became of the decision: at the review, the regulator, the tribunal."""
    record = entry.record
    looked = (record.internal_review, record.regulator, record.tribunal)
    return [one.outcome for one in looked if one is not None]


def _one(name: str | None) -> tuple[str, ...]:
    return () if name is None else (name,)


def _named(values: Iterable[Iterable[str]]) -> dict[str, object]:
    rows = [tuple(dict.fromkeys(row)) for row in values]
    names = sorted({name for row in rows for name in row})
    number = {name: place for place, name in enumerate(names)}
    sets, column = _sets([number[name] for name in row] for row in rows)
    return {"names": names, "sets": sets, "column": column}


def _sets(rows: Iterable[Iterable[int]]) -> tuple[list[list[int]], str]:
    """The different sets, the most frequent first, and which of them each record has."""
    found = [tuple(sorted(row)) for row in rows]
    count: dict[tuple[int, ...], int] = {}
    for row in found:
        count[row] = count.get(row, 0) + 1
    sets = sorted(count, key=lambda row: (-count[row], row))
    number = {row: place for place, row in enumerate(sets)}
    return [list(row) for row in sets], written([number[row] for row in found])
