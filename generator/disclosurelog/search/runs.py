"""Cuts the log into runs of records. What a run adds to the search is made once, and kept.

They are segments, as Lucene has them, but cut by content: see `records.runs`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from disclosurelog.gate import CheckedLog
from disclosurelog.law import Law
from disclosurelog.recipe import recipe
from disclosurelog.records import Entry
from disclosurelog.records.runs import starts
from disclosurelog.search.columns import laws_of_all

LEAST: Final = 128
"""Records in a run before it may end."""
ONE_IN: Final = 128
"""From there on, one slug in so many starts a run: it then has 256 records on average.

Half as many would make common words a fiftieth larger; twice as many, a change twice as dear.
"""
MOST: Final = 1_024

_PACKAGES: Final = ("law", "records", "search")


@dataclass(frozen=True, slots=True)
class Run:
    """Some records, one after another.

    Attributes:
        entries: The records.
        keys: Of each: a name for all that the search makes of it.
    """

    entries: Sequence[Entry]
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        """A name for all that the search makes of the run."""
        return hashlib.sha256("".join(self.keys).encode()).hexdigest()


def searched(checked: CheckedLog) -> list[Entry]:
    """The records that can be found, in the order of their numbers: the oldest response first."""
    found = (entry for entry in checked.log.entries if entry.findable)
    return sorted(found, key=lambda entry: (entry.record.responded, entry.slug))


def cut(checked: CheckedLog, entries: Sequence[Entry]) -> list[Run]:
    """Cut records into runs.

    Args:
        checked: The log.
        entries: Those of its records that can be found, in order.
    """
    documents: dict[str, list[tuple[str, str]]] = {}
    for (slug, file), sha256 in checked.hashes.items():
        documents.setdefault(slug, []).append((file, sha256))
    recipe = _recipe(checked.ruleset, laws_of_all(entries))
    keys = [_key(recipe, entry, documents.get(entry.slug, ())) for entry in entries]
    slugs = [entry.slug for entry in entries]
    bounds = [*starts(slugs, LEAST, ONE_IN, MOST), len(entries)]
    return [Run(entries[a:b], tuple(keys[a:b])) for a, b in pairwise(bounds)]


def _key(recipe: str, entry: Entry, documents: Sequence[tuple[str, str]]) -> str:
    clock = entry.clock
    laws = [law.id for law in entry.laws]
    cited = [(one.law.id, one.provisions) for one in entry.cited]
    taken = (clock.taken, clock.limit, clock.unit, clock.verdict)
    said = repr((recipe, entry.slug, entry.sha256, taken, laws, cited, documents))
    return hashlib.sha256(said.encode()).hexdigest()


def _recipe(ruleset: str, laws: Sequence[Law]) -> str:
    """A name for all that what is made depends on, beside the record.

    Args:
        ruleset: What read the documents: another reader may see other words in the same file.
        laws: Those of the log: their words are shown and searched.
    """
    said = [
        (law.id, law.short_title, [(p.id, p.cited_as, p.title) for p in law.provisions.values()])
        for law in laws
    ]
    whole = json.dumps([ruleset, program(), said]).encode()
    return hashlib.sha256(whole).hexdigest()


def program() -> str:
    """A name for the way from a record to what is made of it."""
    return recipe(_PACKAGES, ("lunr",))
