"""What stops the reader, and how a tree is told where to look."""

from __future__ import annotations

from dataclasses import replace

from disclosurelog.search.language.nodes import And, Fields, Node, Not, Or, Phrase, Word


class Stop(Exception):
    """The query can't be read.

    Args:
        what: See `Problem`.
        start: Where it is, from 0.
        end: Where it ends.
        fix: The query without this mistake; it may hold another.
    """

    def __init__(self, what: str, start: int, end: int, fix: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.start = start
        self.end = end
        self.fix = fix


def spread(node: Node, within: Fields) -> Node:
    """The same tree with words that may stand anywhere looked for in these fields."""
    if isinstance(node, Word | Phrase):
        return replace(node, within=within) if node.within is None else node
    if isinstance(node, And | Or):
        return replace(node, of=tuple(spread(one, within) for one in node.of))
    if isinstance(node, Not):
        return replace(node, of=(spread(node.of[0], within),))
    return node
