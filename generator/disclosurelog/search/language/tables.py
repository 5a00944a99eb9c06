"""What a query is looked up in: the laws and the values of one log."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from disclosurelog.law import Law
from disclosurelog.search import lawtable
from disclosurelog.search.words import cut

Words = tuple[str, ...]

OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "granted-in-full": ("granted", "full", "in full", "disclosed", "released in full"),
    "granted-in-part": ("granted", "part", "in part", "partial", "partly", "part refused"),
    "refused": ("withheld", "refused in full"),
    "not-held": ("no information held",),
    "partly-held": (),
    "neither-confirm-nor-deny": ("ncnd", "neither confirmed nor denied"),
    "withdrawn-by-requester": ("withdrawn",),
    "lapsed": (),
    "transferred": (),
}
REVIEWS: Final[Mapping[str, tuple[str, ...]]] = {
    "pending": ("open",),
    "upheld": (),
    "partly-overturned": ("partly upheld", "overturned in part"),
    "overturned": (),
    "withdrawn": (),
}


@dataclass(frozen=True, eq=False)
class Tables:
    """What a query is looked up in.

    Args:
        laws: The laws of the log, in the order of its table.
        provisions: Those cited, with all that hold them, as (law, id).
        outcomes: The outcomes that occur.
        departments: Names, in order.
        topics: Names, in order.
        reviews: The outcomes of reviews that occur.
    """

    laws: tuple[Law, ...]
    provisions: frozenset[tuple[str, str]]
    outcomes: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()

    @classmethod
    def from_files(
        cls, laws: Mapping[str, Any], values: Mapping[str, Any], provisions: Mapping[str, Any]
    ) -> Tables:
        """The tables of a built site: its files `laws/`, `columns/` values and provisions."""
        names = [one["id"] for one in provisions["laws"]]

        def of(column: str) -> tuple[str, ...]:
            return tuple(values.get(column, {}).get("names", ()))

        return cls(
            lawtable.read_table(laws),
            frozenset((names[row[0]], row[1]) for row in provisions["provisions"]),
            of("outcome"),
            of("department"),
            of("topic"),
            of("reviewed"),
        )

    def named(self, name: str) -> Mapping[Words, tuple[Any, ...]]:
        """For a filter, what its values are called, as words, and what they stand for."""
        return _named(self, name)


@functools.lru_cache(maxsize=64)
def _named(tables: Tables, name: str) -> Mapping[Words, tuple[Any, ...]]:
    found: dict[Words, list[Any]] = {}
    for text, value in _spellings(tables, name):
        words = tuple(cut(text))
        if words and value not in found.setdefault(words, []):
            found[words].append(value)
    return {words: tuple(values) for words, values in found.items()}


def _spellings(tables: Tables, name: str) -> Iterator[tuple[str, Any]]:
    """What a value may be called, and the value."""
    if name == "outcome":
        yield from _spelt(OUTCOMES, tables.outcomes)
    elif name == "reviewed":
        yield from _spelt(REVIEWS, tables.reviews)
    elif name == "law":
        yield from (
            (text, law.short_title) for law in tables.laws for text in lawtable.spellings(law)
        )
    elif name == "exemption":
        yield from _provisions(tables.laws)
    else:
        values = tables.departments if name == "department" else tables.topics
        yield from ((value, value) for value in values)


def _spelt(
    known: Mapping[str, tuple[str, ...]], present: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for value in (*known, *present):
        yield from ((text, value) for text in (value, *known.get(value, ())))


def _provisions(laws: tuple[Law, ...]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Titles, and the names of what has no number."""
    for law in laws:
        for one in law.provisions.values():
            yield one.title, (law.id, one.id)
            if lawtable.is_word(one.id):
                yield one.id, (law.id, one.id)
