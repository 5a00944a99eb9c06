"""Turns the filters of a tree into what they stand for in one log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from disclosurelog.search.language import cited, dates, names
from disclosurelog.search.language.near import distance
from disclosurelog.search.language.nodes import (
    And,
    Days,
    Filter,
    Flag,
    Node,
    Not,
    Number,
    Or,
    Problem,
    Provisions,
    Reference,
    Value,
    Word,
)
from disclosurelog.search.language.read import plain_words, readable, reference_key
from disclosurelog.search.language.signs import QUOTE, WHITE
from disclosurelog.search.language.tables import Tables
from disclosurelog.search.words import cut

_NAMED = ("department", "topic", "law", "outcome", "reviewed")
_CALLED = {"reviewed": "outcome of a review"}
_SIMPLE = re.compile("[A-Za-z0-9-]+")


def resolve(tree: Node | None, tables: Tables, text: str = "") -> Node | tuple[Problem, ...] | None:
    """Look up the filters of a tree.

    Args:
        tree: What `read` gave.
        tables: The laws and values of the log.
        text: The query; without it, problems come without offers.

    Returns:
        A tree without filters, or every problem with them.
    """
    if tree is None:
        return None
    resolver = _Resolver(tables, text)
    found = resolver.node(tree)
    return tuple(resolver.problems) or found


class _Resolver:
    def __init__(self, tables: Tables, text: str) -> None:
        self.tables = tables
        self.text = text
        self.problems: list[Problem] = []

    def node(self, node: Node) -> Node:
        if isinstance(node, And):
            return self._all(node)
        if isinstance(node, Or):
            return replace(node, of=tuple(map(self.node, node.of)))
        if isinstance(node, Not):
            return replace(node, of=(self.node(node.of[0]),))
        return self._filter(node, ())[0] if isinstance(node, Filter) else node

    def _all(self, node: And) -> Node:
        """`topic:body worn video`: a value goes on in the words that follow it."""
        found: list[Node] = []
        at = 0
        while at < len(node.of):
            here = node.of[at]
            at += 1
            inner = here.of[0] if isinstance(here, Not) else here
            if not isinstance(inner, Filter):
                found.append(self.node(here))
                continue
            made, used = self._filter(inner, _plain_from(node.of, at))
            at += used
            found.append(Not((made,), here.start, made.end) if here is not inner else made)
        return replace(node, of=tuple(found)) if len(found) > 1 else found[0]

    def _filter(self, node: Filter, after: Sequence[Word]) -> tuple[Node, int]:
        """What a filter stands for, and how many of the words after it belong to it."""
        if node.name == "exemption":
            return self._cited(node, after)
        if node.name in _NAMED:
            return self._named(node, after)
        if node.name == "reference":
            return Reference(reference_key(node.text), node.start, node.end), 0
        if node.name in ("late", "documents"):
            return self._flag(node), 0
        try:
            if node.name == "taken":
                low, high = dates.numbers(node.text)
                return Number("taken", low, high, node.start, node.end), 0
            low, high = dates.days(node.text)
        except dates.NotADay as wrong:
            value = f"{node.name}:{wrong.near}" if wrong.near else plain_words(node.text)
            what = f"'{node.text}' can't be read after '{node.name}:'. {wrong.what}"
            return self._problem(node, what, value), 0
        name = "responded" if node.name == "year" else node.name
        return Days(name, low, high, node.start, node.end), 0

    def _flag(self, node: Filter) -> Node:
        answer = names.YES.get(node.text.strip(WHITE).lower())
        if answer is None:
            what = f"After '{node.name}:' goes yes or no."
            return self._problem(node, what, f"{node.name}:yes")
        return Flag(node.name, answer, node.start, node.end)

    # Citations

    def _cited(self, node: Filter, after: Sequence[Word]) -> tuple[Node, int]:
        try:
            found = cited.provisions(node.text, self.tables.laws)
        except cited.NotCited as wrong:
            if node.bare:
                return _as_words(node), 0
            if longest := self._longest(node, after):
                used, values = longest
                return Provisions(values, node.start, _end(node, after, used)), used
            what = f"'{node.text}' is no exemption of the laws cited here: {wrong.what}."
            near = cited.nearest(node.text, self.tables.laws)
            value = f"exemption:{_quoted(near)}" if near else plain_words(node.text)
            return self._problem(node, what, value), 0
        if node.bare and not self.tables.provisions.intersection(found):
            return _as_words(node), 0
        return Provisions(found, node.start, node.end), 0

    # Values with names

    def _named(self, node: Filter, after: Sequence[Word]) -> tuple[Node, int]:
        if longest := self._longest(node, after):
            used, values = longest
            return Value(node.name, values, node.start, _end(node, after, used)), used
        answer = names.YES.get(node.text.strip(WHITE).lower())
        if node.name == "reviewed" and answer is not None:
            any_review = Value("reviewed", self.tables.reviews, node.start, node.end)
            return (any_review if answer else Not((any_review,), node.start, node.end)), 0
        return self._unknown(node, after), 0

    def _longest(self, node: Filter, after: Sequence[Word]) -> tuple[int, tuple[Any, ...]] | None:
        """The longest known name that starts here: words of it used, and what it stands for."""
        known = self.tables.named(node.name)
        head = tuple(cut(node.text))
        for used in range(len(after), -1, -1):
            values = known.get((*head, *(one.word for one in after[:used])))
            if values:
                return used, values
        return None

    def _unknown(self, node: Filter, after: Sequence[Word]) -> Node:
        head = cut(node.text)
        best: tuple[int, int, str] | None = None
        for words, values in self.tables.named(node.name).items():
            used = min(max(0, len(words) - len(head)), len(after))
            typed = " ".join([*head, *(one.word for one in after[:used])])
            name = " ".join(words)
            begun = name.startswith(" ".join(head))
            far = 0 if begun else distance(typed, name)
            if (begun or far <= max(2, len(name) // 3)) and (
                best is None or (far, -used) < (best[0], -best[1])
            ):
                best = (far, used, str(values[0]))
        what = f"There is no {_CALLED.get(node.name, node.name)} '{node.text}' here."
        if not best:
            return self._problem(node, what, plain_words(node.text))
        what += f" Is '{best[2]}' meant?"
        value = f"{node.name}:{_quoted(best[2])}"
        return self._problem(replace(node, end=_end(node, after, best[1])), what, value)

    # Problems

    def _problem(self, node: Filter, what: str, instead: str) -> Node:
        offer = None
        if self.text:
            whole = f"{self.text[: node.start]}{instead}{self.text[node.end :]}"
            offer = readable(whole) or readable(plain_words(whole))
        self.problems.append(Problem(what, node.start, node.end, offer))
        return node


def _plain_from(nodes: Sequence[Node], at: int) -> list[Word]:
    found = []
    for node in nodes[at:]:
        plain = isinstance(node, Word) and node.boost == 1 and not (node.edits or node.wild)
        if not plain:
            break
        found.append(node)
    return found  # type: ignore[return-value]


def _end(node: Filter, after: Sequence[Word], used: int) -> int:
    return after[used - 1].end if used else node.end


def _quoted(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else '"' + QUOTE.sub(" ", text) + '"'


def _as_words(node: Filter) -> Node:
    """A bare citation that names nothing: its words, side by side."""
    words = tuple(Word(word, None, 1, 0, False, node.start, node.end) for word in cut(node.text))
    return And(words, node.start, node.end) if len(words) > 1 else words[0]
