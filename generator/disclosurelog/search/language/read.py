"""From what a person typed to a tree, or a problem with an offer that can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from disclosurelog.search.language import signs
from disclosurelog.search.language.nodes import And, Node, Phrase, Problem, Word
from disclosurelog.search.language.reader import Reader
from disclosurelog.search.language.stop import Stop
from disclosurelog.search.words import cut, fold

LONGEST: Final = 2000
"""Characters. What is longer was pasted by mistake."""

_TRIES = 8  # mistakes mended one after the other before only the words are offered
_PLAIN_WORDS = 30
_ALNUM = re.compile(r"[^\W_]+")
_LIKE_REFERENCE = re.compile(r"(?=.*\d)(?=.*(?:[./-]|[^\W\d_]))[^*~^:]+", re.DOTALL)


def read(text: str) -> Node | Problem | None:
    """Read a query.

    Args:
        text: What was typed.

    Returns:
        The tree; a problem where it can't be read; None where it holds no word.
    """
    if len(text) > LONGEST:
        what = f"The search is too long: {len(text)} characters, and no more than {LONGEST} are "
        what += "read. Is its beginning enough?"
        return Problem(what, LONGEST, len(text), _offer(_beginning(text), text[:LONGEST]))
    try:
        return _going(Reader(text).read(), text)
    except Stop as stop:
        return Problem(stop.what, stop.start, stop.end, _offer(stop.fix, text))


def readable(text: str | None) -> str | None:
    """The text, if it can be read as a query and holds a word."""
    if text is None or len(text) > LONGEST:
        return None
    try:
        return text if Reader(text).read() else None
    except Stop:
        return None


def plain_words(text: str) -> str:
    """The first words of a text, with nothing that means anything to the reader."""
    return " ".join(word[:64] for word in cut(text)[:_PLAIN_WORDS])


def reference_key(text: str) -> str:
    """A reference as it is compared: folded, letters and digits only."""
    return "".join(_ALNUM.findall(fold(text)))


def _beginning(text: str) -> str:
    whole = text[:LONGEST]
    places = [found.start() for found in signs.SPACES.finditer(whole)]
    return whole[: places[-1]] if places and places[-1] else whole


def _offer(fix: str | None, text: str) -> str | None:
    """The nearest query that can be read: one mistake after the other mended, or the words."""
    for _ in range(_TRIES):
        if fix is None or len(fix) > LONGEST:
            break
        try:
            if Reader(fix).read():
                return fix.strip(signs.WHITE)
            break
        except Stop as stop:
            fix = stop.fix
    return readable(plain_words(text))


def _going(node: Node | None, text: str) -> Node | None:
    """Mark the root of a query that is one reference and nothing else."""
    if not isinstance(node, Word | Phrase | And):
        return node
    alone = signs.ALONE.fullmatch(text)
    if not alone or not _LIKE_REFERENCE.fullmatch(alone[1]):
        return node
    return replace(node, go=reference_key(alone[1]))
