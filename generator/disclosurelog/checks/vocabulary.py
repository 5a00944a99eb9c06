"""Telling whether words can be seen in a document."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from disclosurelog.files.facts import FileFacts

_WORD = re.compile(r"[^\W_]+")

#: Words of this length or more may be found inside a longer run of letters: PDFs break words.
_INSIDE = 4


def words_of(text: str) -> list[str]:
    """The words of a text without case, compatibility forms and soft hyphens."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    return _WORD.findall(plain)


class Vocabulary:
    """The words that a person can see in a document.

    Args:
        texts: What can be seen, in any number of parts.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        found = [words_of(text) for text in texts]
        self._words = {word for part in found for word in part}
        self._run = "\0".join("".join(part) for part in found)

    @classmethod
    def visible(cls, facts: FileFacts) -> Vocabulary:
        """The words that can be seen on the pages of a file."""
        return cls(facts.visible_text)

    def shows(self, text: str) -> bool:
        """Whether the whole text stands somewhere, its words side by side."""
        return "".join(words_of(text)) in self._run

    def unseen(self, text: str) -> list[str]:
        """The words of a text that can't be seen; none where the whole text stands somewhere."""
        if self.shows(text):
            return []
        return [
            word
            for word in words_of(text)
            if word not in self._words and not (len(word) >= _INSIDE and word in self._run)
        ]


def lost(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """The words that stood more often before than after, each as often as it is missing."""
    missing = Counter(word for text in before for word in words_of(text))
    missing.subtract(Counter(word for text in after for word in words_of(text)))
    return sorted((+missing).elements())
