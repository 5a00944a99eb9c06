"""How far one spelling is from another."""

from __future__ import annotations

from collections.abc import Iterable


def distance(one: str, other: str) -> int:
    """The letters to put in, take out, change or swap to get from one text to the other."""
    earlier: list[int] = []
    above = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, beside in enumerate(other, 1):
            best = min(above[to - 1] + (letter != beside), above[to] + 1, row[to - 1] + 1)
            if at > 1 and to > 1 and letter == other[to - 2] and beside == one[at - 2]:
                best = min(best, earlier[to - 2] + 1)
            row.append(best)
        earlier, above = above, row
    return above[-1]


def nearest(text: str, names: Iterable[str]) -> tuple[str, int] | None:
    """The name nearest to a text and how far it is; the first of several alike."""
    best: tuple[str, int] | None = None
    for name in names:
        far = distance(text, name)
        if best is None or far < best[1]:
            best = (name, far)
    return best
