"""The strings of one language, read from its gettext catalogue.

English is the language that the strings are written in, so it needs no catalogue. Babel reads the
others; it is loaded only for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Final

from disclosurelog.errors import CannotRun

FOLDER: Final = Path(__file__).resolve().parent
ENGLISH: Final = "en"
CONTEXT: Final = "\x04"
"""Between a string's context and the string, as in gettext's own files."""

_PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One language's strings.

    Attributes:
        tag: Its language tag, as a page's `lang` says it.
        messages: The translation of each English string; of one in a context, by both.
        plurals: The forms of each counted string, by its English singular.
        rule: Which form a number takes, as gettext writes it (`Plural-Forms`): an expression in
            `n` that C, Python's readers of it and JavaScript read alike.
    """

    tag: str
    messages: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    rule: str

    def message(self, english: str, context: str = "") -> str:
        """Return a string in this language; the English one where there is none."""
        key = f"{context}{CONTEXT}{english}" if context else english
        return self.messages.get(key, english)

    def counted(self, one: str, many: str, number: int) -> str:
        """Return the form of a counted string that this number takes."""
        forms = self.plurals.get(one)
        if forms is None:
            return one if number == 1 else many
        return forms[_form(self.rule)(number)]


def known() -> tuple[str, ...]:
    """Return the tags of the languages that the interface can be shown in."""
    return (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po")))


@cache
def catalogue(tag: str) -> Catalogue:
    """Return the catalogue for a language tag; that of `cy` serves for `cy-GB`, too.

    Raises:
        CannotRun: There is no catalogue for the language.
    """
    language = tag.partition("-")[0]
    if language == ENGLISH:
        return Catalogue(tag, {}, {}, "(n != 1)")
    path = FOLDER / f"{language}.po"
    if language not in known():
        raise CannotRun(
            f"the site cannot speak the language '{tag}'",
            f"choose one of {', '.join(known())}, or add {path.name}: docs/languages.md says how",
        )
    return _read(path, tag)


def _read(path: Path, tag: str) -> Catalogue:
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        found = read_po(file, ignore_obsolete=True, abort_invalid=True)
    messages: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for one in found:
        match one.id, one.string:
            case (str(english), _), (*forms,) if all(forms):
                plurals[english] = tuple(forms)
            case str(english), str(said) if english and said:
                messages[f"{one.context}{CONTEXT}{english}" if one.context else english] = said
    return Catalogue(tag, messages, plurals, found.plural_expr)


@cache
def _form(rule: str) -> Callable[[int], int]:
    return c2py(rule)


@cache
def cut(text: str) -> tuple[str, ...]:
    """Return a string cut at its places: text and the names of places take turns.

    `Page {number} of {total}` gives `("Page ", "number", " of ", "total", "")`.
    """
    return tuple(_PLACE.split(text))
