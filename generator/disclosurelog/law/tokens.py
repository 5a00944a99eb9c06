"""Cuts the text of a citation into tokens, each with its place. Nothing is dropped but spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from disclosurelog.law import prose, statutes
from disclosurelog.law.laws import Law

TokenKind = Literal[
    "number", "word", "open", "close", "dash", "join", "sign", "point", "own", "foreign", "other"
]

# Hyphen, non-breaking hyphen, figure dash, en dash, em dash, minus sign.
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212-"
_QUOTES = "\u2018\u2019\u201c\u201d\"'"
_TOKEN = re.compile(
    r"(?P<number>[0-9]+)|(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)*)|(?P<open>\()|(?P<close>\))"
    rf"|(?P<dash>[{_DASHES}]+)|(?P<join>[&,/;+])|(?P<sign>§+)"
    rf"|(?P<point>[.:\[\]{_QUOTES}])|(?P<other>\S)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a citation. `start` and `end` count from 0; `spaced`: white space before it."""

    kind: TokenKind
    text: str
    start: int
    end: int
    spaced: bool


def scan(text: str, law: Law | None) -> list[Token]:
    """The tokens of a citation; the name of a law, or a reference to another, is one token."""
    found: list[Token] = []
    at = 0
    for mention in statutes.mentions(text, law):
        found += _plain(text, at, mention.start)
        piece = text[mention.start : mention.end]
        found.append(Token(mention.kind, piece, mention.start, mention.end, spaced=True))
        at = mention.end
    return [*found, *_plain(text, at, len(text))]


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        spaced = match.start() == 0 or text[match.start() - 1].isspace()
        kind = cast(TokenKind, match.lastgroup)
        yield Token(kind, match[0], match.start(), match.end(), spaced)


class Cursor:
    """A place among the tokens of one citation.

    Args:
        text: The citation.
        tokens: What `scan` made of it.
    """

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.at = 0

    def peek(self) -> Token | None:
        """The next token, left where it is."""
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token | None:
        """The next token; the cursor moves past it."""
        token = self.peek()
        self.at += 1
        return token

    def skip(self, text: str) -> None:
        """Move past the next token if it is this one."""
        if (token := self.peek()) and token.text == text:
            self.at += 1

    def jump(self, place: int) -> None:
        """Move to the first token that starts at or after a place in the text."""
        while (token := self.peek()) and token.start < place:
            self.at += 1

    def finish(self) -> None:
        """Move past the last token."""
        self.at = len(self.tokens)

    def closing(self) -> Token | None:
        """The bracket that closes one just taken; the cursor moves past it. None: it is open."""
        depth = 1
        for index in range(self.at, len(self.tokens)):
            depth += {"open": 1, "close": -1}.get(self.tokens[index].kind, 0)
            if depth == 0:
                self.at = index + 1
                return self.tokens[index]
        return None

    def coming_item(self) -> str:
        """The list item in the brackets that come next ("a", "3A", "ii"), or nothing."""
        token = self.peek()
        if not token or token.kind != "open":
            return ""
        end = self.text.find(")", token.end)
        return prose.item(self.text[token.end : end]) if end > 0 else ""
