"""Cuts the log into runs of records, and names all that is made of each.

What is made of a record for the data and the feeds depends on nothing but what stands in its key.
So what was made of a run is of use again for as long as the run has the same name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from disclosurelog.export.rows import Place
from disclosurelog.gate import CheckedLog
from disclosurelog.recipe import recipe
from disclosurelog.records import Entry
from disclosurelog.records.runs import starts

LEAST: Final = 32
"""Records in a run before it may end."""
ONE_IN: Final = 64
"""From there on, one slug in so many starts a run: it then has 96 records on average.

What is made of so many takes 50 ms (measured); that is what one changed record costs.
"""
MOST: Final = 512

_PACKAGES: Final = ("export", "languages", "law", "records")
_LIBRARIES: Final = ("holidays", "pydantic", "PyYAML")


@dataclass(frozen=True, slots=True)
class Run:
    """Some records, one after another in the order of the log.

    Attributes:
        entries: The records.
        keys: Of each: a name for all that is made of it.
    """

    entries: Sequence[Entry]
    keys: Sequence[str]

    @property
    def name(self) -> str:
        """A name for all that is made of the run."""
        return hashlib.sha256("".join(self.keys).encode()).hexdigest()


def cut(checked: CheckedLog, place: Place) -> list[Run]:
    """Cut a log into runs.

    Args:
        checked: The log.
        place: Where its data stand.
    """
    entries = checked.log.entries
    keys = list(_keys(checked, place))
    slugs = [entry.slug for entry in entries]
    bounds = [*starts(slugs, LEAST, ONE_IN, MOST), len(entries)]
    return [Run(entries[a:b], keys[a:b]) for a, b in pairwise(bounds)]


def _keys(checked: CheckedLog, place: Place) -> Iterator[str]:
    """Yield a name for all that is made of each record.

    A document's hash, with what read it, stands for its size, its pages and their text.
    """
    documents: dict[str, list[tuple[str, str]]] = {}
    for (slug, file), sha256 in checked.hashes.items():
        documents.setdefault(slug, []).append((file, sha256))
    basis = _basis(checked.ruleset, place)
    laws: dict[str, str] = {}
    for entry in checked.log.entries:
        for law in (*entry.laws, *(one.law for one in entry.cited)):
            if law.id not in laws:
                laws[law.id] = law.sha256
        clock = entry.clock
        said = (
            basis,
            entry.slug,
            entry.sha256,
            # The rest of the clock follows from the record, its law and the program.
            (clock.due.toordinal(), clock.limit, clock.taken, clock.unit, clock.verdict),
            [laws[law.id] for law in entry.laws],
            [(laws[one.law.id], one.provisions) for one in entry.cited],
            documents.get(entry.slug, ()),
        )
        yield hashlib.sha256(repr(said).encode()).hexdigest()


def _basis(ruleset: str, place: Place) -> str:
    """A name for what is the same of all records: the program, the settings, the address."""
    program = recipe(_PACKAGES, _LIBRARIES)
    # Nothing is made in another way where more or less of it may be kept.
    settings = place.settings.model_dump_json(exclude={"cache_mb"})
    said = [program, ruleset, place.base, settings]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
