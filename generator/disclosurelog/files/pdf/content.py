"""What a content stream writes, read without its fonts: enough to tell that it writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Strings of content (ISO 32000-2, 7.3.4) and the operators that show them (9.4.3).
_TOKEN = re.compile(
    rb"\((?P<literal>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|(?<![A-Za-z])(?P<shows>Tj|TJ|'|\")(?![A-Za-z])"
    rb"|(?<![A-Za-z])(?P<other>BT|ET|Td|TD|Tm|T\*|Tf|Do|re|BI)(?![A-Za-z0-9])",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(frozen=True, slots=True)
class Written:
    """What a stream writes: its strings as Latin-1, a line each, and how many bytes it shows."""

    text: str
    shown: int


def written(data: bytes) -> Written:
    """Read the strings that a content stream shows.

    Codes of fonts that use two bytes a glyph give no words, but they count: `shown` says that
    something is written.
    """
    if b"BT" not in data:
        return Written("", 0)
    parts: list[str] = []
    shown = 0
    pending: list[bytes] = []
    for match in _TOKEN.finditer(data):
        literal, digits = match["literal"], match["hex"]
        if literal is not None:
            pending.append(_ESCAPE.sub(_unescape, literal))
        elif digits is not None:
            clean = re.sub(rb"\s", b"", digits)
            pending.append(bytes.fromhex((clean + b"0" * (len(clean) % 2)).decode()))
        elif match["shows"]:
            shown += sum(len(part.strip()) for part in pending)
            parts.append(b"".join(pending).decode("latin-1"))
            pending = []
        else:
            pending = []
    return Written("\n".join(parts), shown)


def _unescape(match: re.Match[bytes]) -> bytes:
    what = match[1]
    if what[:1].isdigit():
        return bytes([int(what, 8) & 0xFF])
    if what in (b"\n", b"\r", b"\r\n"):
        return b""
    return _PLAIN.get(what, what)


#: An entry of a property list that is a text (14.6.2): a name, and a string right behind it.
#: Languages are marked on every page and are no words.
_MARKS = re.compile(
    rb"/(?!(?:Lang|Type|Subtype)[\s(<])[^\s/<>\[\](){}%]+\s*(?:\(|<(?!<))"
    rb"|/(?:ActualText|Alt|E|Contents|Title)\b"
)


def may_stand_for(data: bytes) -> bool:
    """Whether content may mark something with a text, so that it is worth parsing."""
    return (b"BDC" in data or b"DP" in data) and _MARKS.search(data) is not None


def printable(text: str) -> Iterator[str]:
    """The words of Latin-1 text that hold a letter or digit and nothing that can't be printed."""
    for word in text.split():
        if word.isprintable() and any(character.isalnum() for character in word):
            yield word
