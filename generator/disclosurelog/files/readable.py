"""The text of a page as a person reads it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosurelog.files.facts import Word


def readable(words: Iterable[Word]) -> str:
    """The words that a person can see, in the order of the file, with its lines."""
    parts: list[str] = []
    for word in words:
        if word.visible:
            text = word.text
            if text[-1:] == "\u00ad":
                parts.append(text.rstrip("\u00ad"))
            else:
                parts += text, "\n" if word.line_end else " "
        elif word.line_end and parts and parts[-1] == " ":
            parts[-1] = "\n"
    return "".join(parts).strip()
