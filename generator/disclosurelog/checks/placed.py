"""The text of a page with the place of every character, so that what is found can be shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from disclosurelog.files.facts import Box, Word

#: A gap as wide as the letters are high parts columns; a space is a third of that.
_COLUMN = 1.0


class PlacedText:
    """Words put together to a text.

    Words of a line are parted by a space, columns by a tab, lines by a newline. A word with a
    soft hyphen at its end goes on in the next.

    Args:
        words: In the order of the page.

    Attributes:
        text: The text.
    """

    def __init__(self, words: Iterable[Word]) -> None:
        parts: list[str] = []
        self._starts: list[int] = []
        self._words: list[Word] = []
        at = 0
        before: Word | None = None
        for word in words:
            if before is not None and not before.text.endswith("\u00ad"):
                parts.append(_between(before, word))
                at += 1
            text = word.text.rstrip("\u00ad")
            self._starts.append(at)
            self._words.append(word)
            parts.append(text)
            at += len(text)
            before = word
        self.text = "".join(parts)

    def words(self, start: int, end: int) -> list[Word]:
        """The words that stand between two characters of the text."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_right(self._starts, max(start, end - 1))
        return self._words[first:last]

    def box(self, start: int, end: int) -> Box | None:
        """The box around them; where they run over lines, of those on the first."""
        words = self.words(start, end)
        for number, word in enumerate(words):
            if word.line_end:
                words = words[: number + 1]
                break
        if not words:
            return None
        boxes = [word.box for word in words]
        return (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )


def _between(one: Word, following: Word) -> str:
    if one.line_end:
        return "\n"
    height = max(one.size, one.box[3] - one.box[1], 1.0)
    gap = following.box[0] - one.box[2]
    level = min(one.box[3], following.box[3]) - max(one.box[1], following.box[1])
    return "\t" if gap > _COLUMN * height and level > 0 else " "
