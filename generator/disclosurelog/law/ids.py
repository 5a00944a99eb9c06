"""Provision ids: taking them apart, putting them together, slugs and the order of the statute.

An id is what a lawyer would write without spaces: `s31(1)(a)`, `reg12(5)(b)`, `(b)(7)(E)`. What
has no number in its law (`not-held`, `glomar`) is a lower-case word. Nothing here knows any law.
"""

from __future__ import annotations

import re
from typing import Literal

from disclosurelog.errors import LawError

PartKind = Literal["number", "lower", "upper", "roman", "word"]
SortKey = tuple[tuple[int, int, str], ...]

_HEAD = re.compile(r"[a-z]+[0-9]+[A-Z]*")
_ID = re.compile(r"([a-z]+[0-9]+[A-Z]*)?((?:\((?:[0-9]+[A-Z]*|[a-z]{1,5}|[A-Z]{1,2})\))*)")
_PART = re.compile(r"\(([0-9A-Za-z]+)\)")
_NUMBER = re.compile(r"[a-z]*([0-9]+)([A-Z]*)")
_WORD = re.compile(r"[a-z]{4,}(?:-[a-z]+)*|[a-z]+(?:-[a-z]+)+")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}


def is_word(provision: str) -> bool:
    """Whether an id is a bare word such as `not-held`, for what the statute does not number."""
    return bool(_WORD.fullmatch(provision))


def split(provision: str) -> tuple[str, ...]:
    """Cut an id into its parts: `s31(1)(a)` gives `("s31", "1", "a")`.

    Raises:
        LawError: The text is not a provision id.
    """
    if is_word(provision):
        return (provision,)
    found = _ID.fullmatch(provision)
    if not provision or not found:
        raise LawError(f"'{provision}' is not a provision id", "write it like s31(1)(a)")
    parts = tuple(_PART.findall(found[2]))
    return (found[1], *parts) if found[1] else parts


def join(parts: tuple[str, ...]) -> str:
    """Put parts back together; the opposite of `split`."""
    head = parts[0]
    if not _HEAD.fullmatch(head) and not is_word(head):
        head = f"({head})"
    return head + "".join(f"({part})" for part in parts[1:])


def ancestors(provision: str) -> tuple[str, ...]:
    """The ids that hold this one, nearest first: `s31(1)(a)` gives `("s31(1)", "s31")`."""
    found = []
    shorter = provision
    while shorter.endswith(")") and (shorter := shorter[: shorter.rindex("(")]):
        found.append(shorter)
    return tuple(found)


def parent(provision: str) -> str | None:
    """The id one level up, or None for a whole section."""
    return next(iter(ancestors(provision)), None)


def slug(provision: str) -> str:
    """The id as part of an address: `reg12(5)(b)` gives `reg12-5-b`, `(b)(7)(E)` gives `b-7-e`."""
    return "-".join(split(provision)).lower()


def roman_value(text: str) -> int:
    """The value of a lower-case roman numeral up to 39, or 0 where the text is none.

    Lists in statutes are short: reading `c` or `l` as 100 or 50 would only turn letters into
    numbers.
    """
    if not text or not _ROMAN.fullmatch(text):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def kind_of(part: str, under: PartKind | None) -> PartKind:
    """What sort of list item a part is, given the kind of the part it stands under.

    Letters under letters are roman numerals: that is how British, Irish, Australian, New Zealand
    and United States drafters all nest.
    """
    if part[0].isdigit():
        return "number"
    if part.isupper():
        return "upper"
    if under in ("lower", "upper") and roman_value(part):
        return "roman"
    return "lower"


def kinds(parts: tuple[str, ...]) -> tuple[PartKind, ...]:
    """The kind of each part, the head included."""
    found: list[PartKind] = []
    for part in parts:
        if found:
            found.append(kind_of(part, found[-1]))
        elif _HEAD.fullmatch(part):
            found.append("number")
        else:
            found.append("word" if is_word(part) else kind_of(part, None))
    return tuple(found)


def sort_key(provision: str) -> SortKey:
    """A key that puts ids in the order of the statute.

    s22 < s22A < s23; (a) < (aa) < (ab) < (b); i < ii < iv < v < ix. Bare words come last.
    """
    parts = split(provision)
    return tuple(_part_key(part, kind) for part, kind in zip(parts, kinds(parts), strict=True))


def _part_key(part: str, kind: PartKind) -> tuple[int, int, str]:
    if kind == "number":
        found = _NUMBER.fullmatch(part)
        return (0, int(found[1]), found[2]) if found else (0, 0, part)
    if kind == "roman":
        return (1, roman_value(part), "")
    return (3 if kind == "word" else 2, 0, part.lower())
