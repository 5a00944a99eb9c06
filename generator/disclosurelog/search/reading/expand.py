"""The terms of the index that a term of a query stands for: by lunr's own automata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lunr.token_set import TokenSet


def expanded(term: str, edits: int, vocabulary: Sequence[str]) -> Iterator[str]:
    """Yield the terms that match, in order.

    Args:
        term: A term, which may hold `*` for any letters.
        edits: How many letters may differ, be missing or too many; lunr ignores `*` then.
        vocabulary: Every term of the index, in order.
    """
    start = TokenSet.from_fuzzy_string(term, edits) if edits else TokenSet.from_string(term)
    # Neighbours in the vocabulary begin alike: what was found for a beginning is kept.
    path: list[dict[int, TokenSet]] = [{id(start): start}]
    before = ""
    for candidate in vocabulary:
        depth = _shared(before, candidate, len(path) - 1)
        del path[depth + 1 :]
        for character in candidate[depth:]:
            states = _after(path[-1], character)
            if not states:
                break
            path.append(states)
        else:
            if any(state.final for state in path[-1].values()):
                yield candidate
        before = candidate


def _shared(one: str, two: str, most: int) -> int:
    """How many characters two terms begin with alike, as far as was walked."""
    depth = 0
    for a, b in zip(one[:most], two, strict=False):
        if a != b:
            break
        depth += 1
    return depth


def _after(states: dict[int, TokenSet], character: str) -> dict[int, TokenSet]:
    found: dict[int, TokenSet] = {}
    for state in states.values():
        for edge in {character, "*"}:
            following = state.edges.get(edge)
            if following is not None:
                found[id(following)] = following
    return found
