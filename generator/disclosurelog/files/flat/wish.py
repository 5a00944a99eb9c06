"""What a safe copy is asked to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for.

    Attributes:
        pages: The pages to redraw, counted from 1; all where there are none.
        dpi: Dots an inch.
        title: Of the copy, the only metadatum; "" for none.
        language: Of its text, as BCP 47 names it.
        wordless: Pages whose text is not what is seen: they get no words.
    """

    pages: tuple[int, ...] = ()
    dpi: int = 200
    title: str = ""
    language: str = "en"
    wordless: tuple[int, ...] = ()


def spelt(numbers: Iterable[int]) -> str:
    """Page numbers as the command line takes them: 3,7-9."""
    parts: list[list[int]] = []
    for number in sorted(set(numbers)):
        if parts and parts[-1][-1] == number - 1:
            parts[-1][1:] = [number]
        else:
            parts.append([number])
    return ",".join("-".join(map(str, part)) for part in parts)
