"""What is a word of the search: the same here and in `theme/assets/search/words.js`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 64
"""Characters. What is longer is no word but a scrap of data, and would only bloat the index."""

#: A run of letters and digits; a full stop belongs to it beside a digit: 01.foi.22.026317.
WORD: Final = re.compile(r"[^\W_]+(?:(?:(?<=\d)\.(?=[^\W_])|\.(?=\d))[^\W_]+)*")

_APOSTROPHES = str.maketrans("", "", "'\u2019\u02bc")


def fold(text: str) -> str:
    """The text as it is compared: no case, no accents, no apostrophes. May differ in length."""
    if not text.isascii():
        apart = unicodedata.normalize("NFKD", text)
        text = "".join(one for one in apart if not unicodedata.category(one).startswith("M"))
    return text.translate(_APOSTROPHES).lower()


def cut(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return WORD.findall(fold(text))
