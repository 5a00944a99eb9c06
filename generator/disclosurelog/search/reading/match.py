"""Which records a query that was read and looked up is true for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from disclosurelog.search.language.nodes import (
    And,
    Days,
    Fields,
    Flag,
    Node,
    Not,
    Number,
    Or,
    Phrase,
    Provisions,
    Reference,
    Value,
    Word,
)
from disclosurelog.search.language.read import reference_key
from disclosurelog.search.numerals import Numbers, decode
from disclosurelog.search.reading.engine import Clause, Engine, Mask
from disclosurelog.search.reading.phrase import steps, with_phrase
from disclosurelog.search.terms import term_of
from disclosurelog.search.words import cut


class Matcher:
    """Evaluates the tree of a query.

    Args:
        engine: Finds what words stand for.
        text: The query as it was typed.
    """

    def __init__(self, engine: Engine, text: str = "") -> None:
        self.engine = engine
        self.text = text
        self.store = engine.store

    def matches(self, node: Node | None) -> Mask:
        """The records for which a tree is true; all of them for no tree.

        Words that the index leaves out, such as "the", restrict nothing unless they are all there
        is.
        """
        everything = np.ones(self.store.records, bool)
        if node is None:
            return everything
        found = self._matches(node)
        return ~everything if found is None else found

    def clauses(self, node: Node | None) -> Iterator[Clause]:
        """The words that count for the score: all that are not under a `not`."""
        if isinstance(node, Word):
            yield self._clause(node)
        elif isinstance(node, Phrase):
            for word in node.words:
                yield Clause(word, self._fields(node.within), node.boost)
        elif isinstance(node, (And, Or)):
            for one in node.of:
                yield from self.clauses(one)

    def _matches(self, node: Node) -> Mask | None:
        """None for what restricts nothing: a stop word, or a group of them."""
        if isinstance(node, Word):
            clause = self._clause(node)
            return None if clause.left_out else self.engine.matches(clause)
        if isinstance(node, Phrase):
            if not steps(node.words):
                return None
            return self._mask(with_phrase(self.store, node.words, self._fields(node.within)))
        if isinstance(node, (And, Or, Not)):
            return self._joined(node)
        return self._looked_up(node)

    def _joined(self, node: And | Or | Not) -> Mask | None:
        parts = [one for one in map(self._matches, node.of) if one is not None]
        if not parts:
            return None
        if isinstance(node, Not):
            return ~parts[0]
        join = np.logical_and if isinstance(node, And) else np.logical_or
        found: Mask = join.reduce(parts)
        return found

    def _looked_up(self, node: Node) -> Mask:
        if isinstance(node, Provisions):
            return self._cites(node.any)
        if isinstance(node, Value):
            column = self.store.column("values")[node.name]
            chosen = {place for place, name in enumerate(column["names"]) if name in node.any}
            return _with_any(column["sets"], decode(column["column"]), chosen)
        if isinstance(node, Flag):
            wanted: Mask = decode(self.store.column("values")[node.name]) == int(node.is_)
            return wanted
        if isinstance(node, (Days, Number)):
            return _between(self._numbers(node.name), node.from_, node.to)
        if isinstance(node, Reference):
            return self._named(node)
        raise TypeError(f"a {type(node).__name__} was not looked up")

    def _cites(self, wanted: Sequence[tuple[str, str]]) -> Mask:
        table = self.store.column("provisions")
        laws = [law["id"] for law in table["laws"]]
        chosen: set[int] = set()
        for place, row in enumerate(table["provisions"]):
            # What holds a provision comes before it.
            if (laws[row[0]], row[1]) in wanted or row[4] in chosen:
                chosen.add(place)
        return _with_any(table["sets"], decode(table["column"]), chosen)

    def _numbers(self, name: str) -> Numbers:
        dates = self.store.column("dates")
        if name == "taken":
            return decode(dates["taken"]) - 1
        responded = np.cumsum(decode(dates["responded"]))
        return responded if name == "responded" else responded - decode(dates["age"])

    def _named(self, node: Reference) -> Mask:
        """The records with a reference, now or earlier: its words must stand in that field."""
        typed = self.text[node.start : node.end].partition(":")[2] or self.text
        words = [word for word in cut(typed) if term_of(word) is not None]
        if not words:
            return self._mask(np.empty(0, np.int64))
        field = (self.store.fields.index("reference"),)
        near = np.logical_and.reduce([self.engine.matches(Clause(one, field)) for one in words])
        keys = {int(n): self._key(int(n)) for n in np.flatnonzero(near)}
        same = [number for number, key in keys.items() if key == node.text]
        if not same:
            # An earlier reference is in the index, and not on the card: its words stand together.
            together = set(with_phrase(self.store, cut(typed), field).tolist())
            same = [n for n, key in keys.items() if n in together and node.text not in key]
        return self._mask(np.array(same, np.int64))

    def _key(self, record: int) -> str:
        return reference_key(self.store.card(record)["reference"])

    def _mask(self, records: Numbers) -> Mask:
        found = np.zeros(self.store.records, bool)
        found[records] = True
        return found

    def _clause(self, node: Word) -> Clause:
        return Clause(
            node.word, self._fields(node.within), node.boost, node.edits, stemmed=not node.wild
        )

    def _fields(self, within: Fields) -> tuple[int, ...]:
        names = self.store.fields
        return tuple(range(len(names))) if within is None else tuple(map(names.index, within))


def _with_any(sets: Sequence[Sequence[int]], column: Numbers, chosen: set[int]) -> Mask:
    wanted = np.array([not chosen.isdisjoint(one) for one in sets], bool)
    return wanted[column] if len(wanted) else np.zeros(len(column), bool)


def _between(numbers: Numbers, start: int | None, end: int | None) -> Mask:
    found: Mask = numbers >= (0 if start is None else start)
    return found if end is None else found & (numbers <= end)
