"""Citations in a query: which provisions of which of the log's laws they name."""

from __future__ import annotations

import re
from typing import Final

from disclosurelog.errors import CitationError
from disclosurelog.law import Law, parse, search_aliases
from disclosurelog.law.statutes import named_in

Pairs = tuple[tuple[str, str], ...]

LONGEST: Final = 200
"""Characters. Three times the longest citation seen; what is longer may take long to refuse."""

# Beyond U+FFFF the browser counts otherwise; the other four fold to i, s and k in one of the two
# languages only. None of them stands in a citation.
_STRANGE: Final = re.compile("[\U00010000-\U0010ffff\ud800-\udfff\u0130\u0131\u017f\u212a]")
# Letters that scanning and careless typing put in the place of digits.
_ONE: Final = re.compile("(?<=[0-9])[lI]|[lI](?=[0-9])")
_ZERO: Final = re.compile("(?<=[0-9])[Oo]|[Oo](?=[0-9])")
_MOST_PARTS: Final = 5
_LAST_PART: Final = re.compile(r"[\s,&]*\([^()]*\)[^()]*$")


class NotCited(Exception):
    """A text that names no provision of these laws. Args: why, in words."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def provisions(text: str, laws: tuple[Law, ...]) -> Pairs:
    """What a citation names: of the law it names, or of every law that has such a provision.

    Older ids of the same provision follow each one: s40(3) and s40(3A) find each other.

    Raises:
        NotCited: It names nothing.
    """
    if len(text) > LONGEST:
        raise NotCited("it is too long, so cite each provision by itself")
    tame = _STRANGE.sub("\ufffd", text)
    found: list[tuple[str, str]] = []
    furthest: CitationError | None = None
    foreign = False
    for law in named_in(tame, laws) or laws:
        try:
            read = parse(tame, law)
        except CitationError as error:
            if furthest is None or error.column > furthest.column:
                furthest = error
            continue
        foreign = foreign or not read.provisions
        for one in read.provisions:
            found += [(law.id, name) for name in (one, *sorted(search_aliases(one, law)))]
    if found:
        return tuple(dict.fromkeys(found))
    if furthest and not foreign:
        raise NotCited(furthest.what)
    raise NotCited("it is of a law that no response here cites")


def nearest(text: str, laws: tuple[Law, ...]) -> str | None:
    """The nearest citation that can be read: digits for letters, or without its last brackets."""
    text = _ZERO.sub("0", _ONE.sub("1", text))
    for _ in range(_MOST_PARTS):
        try:
            provisions(text, laws)
        except NotCited:
            text, cut = _LAST_PART.subn("", text)
            if not cut:
                return None
        else:
            return text
    return None
