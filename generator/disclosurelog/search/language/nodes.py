"""What a query is read into: a tree of nodes, or a problem. See docs/search-format.md."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, TypeAlias

Fields: TypeAlias = tuple[str, ...] | None
"""Names of index fields to look in; None for all."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, folded, not stemmed. `edits` is how many letters may differ."""

    word: str
    within: Fields
    boost: int
    edits: int
    wild: bool
    start: int
    end: int
    go: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side in this order, stop words among them."""

    words: tuple[str, ...]
    within: Fields
    boost: int
    start: int
    end: int
    go: str | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """`name:text`, not yet looked up. `bare`: a citation that stands alone, such as `s.31(1)`."""

    name: str
    text: str
    start: int
    end: int
    bare: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    of: tuple[Node, ...]
    start: int
    end: int
    go: str | None = None


@dataclass(frozen=True, slots=True)
class Or:
    """One of these, or more."""

    of: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Not:
    """Not the one node in `of`."""

    of: tuple[Node]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Provisions:
    """Cites one of these, as (law, provision), or what lies under it."""

    any: tuple[tuple[str, str], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    """The column `name` holds one of these."""

    name: str
    any: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Flag:
    """The column `name` is 1 or 0."""

    name: str
    is_: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Days:
    """A day in a stretch, both ends included, in days since 1970-01-01; None: open."""

    name: str
    from_: int | None
    to: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a stretch, both ends included; None: open."""

    name: str
    from_: int | None
    to: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """The record with this reference, folded, without punctuation."""

    text: str
    start: int
    end: int


Leaf: TypeAlias = Provisions | Value | Flag | Days | Number | Reference
Node: TypeAlias = Word | Phrase | Filter | And | Or | Not | Leaf


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a query can't be read.

    Args:
        what: What is wrong and what to do, for people who are no programmers.
        start: Where it is, in characters of the query counted from 0.
        end: Where it ends.
        offer: The nearest query that can be read; None where nothing is left of it.
    """

    what: str
    start: int
    end: int
    offer: str | None


_KINDS = {
    Word: "word",
    Phrase: "phrase",
    Filter: "filter",
    And: "and",
    Or: "or",
    Not: "not",
    Provisions: "provision",
    Value: "value",
    Flag: "flag",
    Days: "days",
    Number: "number",
    Reference: "reference",
}
_NAMES = {"within": "in", "is_": "is", "from_": "from"}
_ONLY_IF_SET = ("go", "bare")


def to_json(found: Node | Problem | tuple[Problem, ...] | None) -> dict[str, Any]:
    """What `read` or `resolve` gave as the browser has it: `{"tree": …}` or `{"problems": […]}`."""
    if isinstance(found, Problem):
        found = (found,)
    if isinstance(found, tuple):
        return {"problems": [{f.name: getattr(one, f.name) for f in fields(one)} for one in found]}
    return {"tree": None if found is None else _plain(found)}


def _plain(node: Node) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": _KINDS[type(node)]}
    for field in fields(node):
        value = getattr(node, field.name)
        if field.name in _ONLY_IF_SET and not value:
            continue
        if field.name == "of":
            value = [_plain(one) for one in value]
        elif isinstance(value, tuple):
            value = [list(one) if isinstance(one, tuple) else one for one in value]
        plain[_NAMES.get(field.name, field.name)] = value
    return plain
