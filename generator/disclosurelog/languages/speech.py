"""The language that is spoken now, and how a string is said in it.

A page is made in one language at a time, so the current language is one for the process. A part of
a page in another language is made inside `speaking`. Whatever keeps what it has made keeps it for
each language: `spoken` is part of its key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from disclosurelog.languages.catalogue import ENGLISH, Catalogue, catalogue, cut

_now: Catalogue = catalogue(ENGLISH)


def spoken() -> str:
    """Return the tag of the language that is spoken now."""
    return _now.tag


def current() -> Catalogue:
    """Return the catalogue of the language that is spoken now."""
    return _now


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Speak a language inside this block.

    Raises:
        CannotRun: There is no catalogue for the language.
    """
    global _now
    before, _now = _now, catalogue(tag)
    try:
        yield
    finally:
        _now = before


def _(english: str, **values: object) -> str:
    """Return a string in the language spoken now, with its places filled.

    Args:
        english: The string as it stands in the catalogue, a literal: `Page {number} of {total}`.
        **values: What stands in its places.
    """
    said = _now.messages.get(english, english)
    return fill(said, values) if values else said


def pgettext(context: str, english: str, **values: object) -> str:
    """Return a string that other languages say differently in different places.

    Args:
        context: Where it stands, a literal: `before a vowel`.
        english: The string, as for `_`.
        **values: What stands in its places.
    """
    return fill(_now.message(english, context), values)


def ngettext(one: str, many: str, number: int, **values: object) -> str:
    """Return a counted string in the language spoken now; `{number}` is the number, with commas.

    Args:
        one: The English singular, a literal: `{number} page`.
        many: The English plural: `{number} pages`.
        number: How many there are.
        **values: What stands in its other places.
    """
    return fill(_now.counted(one, many, number), {"number": f"{number:,}", **values})


def later(english: str) -> str:
    """Mark a string for the catalogue that is said later, by `_`. Returns it as it is."""
    return english


def fill(text: str, values: dict[str, object]) -> str:
    """Return a string with its places filled. A place is a name and nothing more."""
    parts = list(cut(text))
    parts[1::2] = [str(values[name]) for name in parts[1::2]]
    return "".join(parts)
