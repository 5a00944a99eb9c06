"""Where a number or a bracketed item of a citation belongs in a law: beside, below, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from disclosurelog.errors import CitationError
from disclosurelog.law import ids
from disclosurelog.law.laws import Law

Path = tuple[str, ...]


class Places:
    """Answers such questions for one law.

    Args:
        law: The law that is cited.
    """

    def __init__(self, law: Law) -> None:
        self.law = law

    def is_letter_head(self, letter: str) -> bool:
        """Whether the law's own first level is a letter in brackets, and this is one of them."""
        return self.law.id_prefix == "" and f"({letter})" in self.law.provisions

    def unnumbered(self, text: str) -> tuple[str, int] | None:
        """The provision without a number that a text starts with, and how long its name is."""
        for name, one in self.law.provisions.items():
            if not ids.is_word(name):
                continue
            for spelling in (one.title, name, name.replace("-", " ")):
                if re.match(re.escape(spelling) + r"(?!\w)", text, re.IGNORECASE):
                    return name, len(spelling)
        return None

    def head(self, digits: str, letters: str, coming: str, *, marked: bool) -> Path | None:
        """The path of a number that starts a citation, or None where the law has none such.

        Args:
            digits: The number.
            letters: What is stuck to it (22A), or nothing.
            coming: The bracketed item that follows.
            marked: Whether a word such as "section" stands before it.
        """
        number = digits.lstrip("0") or "0"
        short = self._shorthand(number, letters, coming)
        if self.law.id_prefix == "":
            return short
        head = f"{self.law.id_prefix}{number}{letters.upper()}"
        if short and not marked and f"{head}({coming})" not in self.law.provisions:
            return short
        return (head,) if self._known(head) else None

    def _shorthand(self, number: str, letters: str, coming: str) -> Path | None:
        """`5(e)` for regulation 12(5)(e), where the law's pack names the provision left out."""
        if not self.law.shorthand:
            return None
        base = ids.split(self.law.shorthand)
        if self.law.id_prefix:
            full = (*base, number + letters.upper(), coming)
            return full[:-1] if coming and ids.join(full) in self.law.provisions else None
        path: Path = (*base, number)
        if letters:
            path = (*path, letters.upper())
        return path if self._known(ids.join(path)) else None

    def part(self, path: Path, text: str, coming: str, *, joined: bool) -> Path | str:
        """Where a bracketed item goes after `path`: its whole path, or why it goes nowhere.

        Without a connective, what the law lists decides: an item listed below nests (`(b)(i)`),
        one listed beside is a sibling (`(a)(b)`, and `(h)(i)` in section 31(1), which has no
        list under (h)). After a connective an item is always a sibling, at the deepest level
        whose numbering it continues. Small letters may stand for capitals (`b(7)(c)`), but where
        the letter as written is a head of its own, what is `coming` after it must decide.
        """
        either = _either_case(text)
        below = [] if joined else [(*path, spelling) for spelling in either]
        # "(B)(7)" starts anew with exemption (b); a capital with no number after it does not.
        heads = either if coming.isdigit() else (text,)
        beside = [*self._beside(path, either, heads, joined=joined)]
        listed = [one for one in (*below, *beside) if self.is_listed(one)]
        if listed and listed[0] not in below and listed[0][-1] != text and (text,) in listed:
            if coming.isdigit():
                return (text,)
            first, head = ids.join(listed[0]), ids.join((text,))
            return f"({text}) may be {first} or {head}"
        if listed:
            return listed[0]
        # At an open level the law's own habit decides: (a) under a number, in the US Code (A).
        habit = text.lower() if self.law.id_prefix else text.upper()
        meant = {habit, text} if text.isalpha() else {text.upper()}
        for candidate in (*below, *beside):
            if candidate[-1] in meant and self.law.has(ids.join(candidate)):
                return candidate
        return self._reason(path, text, below, beside)

    def _reason(self, path: Path, text: str, below: list[Path], beside: list[Path]) -> str:
        last = ids.kinds(path)[-1]
        same = [one for one in beside if len(one) == len(path) and ids.kinds(one)[-1] == last]
        for candidate in (*same, *below):
            if gap := self.law.gap(ids.join(candidate)):
                return f"there is no ({text}) here: {gap}"
        return f"({text}) does not go on from {self.law.cited_as(ids.join(path))}"

    def _beside(
        self, path: Path, either: tuple[str, ...], heads: tuple[str, ...], *, joined: bool
    ) -> Iterator[Path]:
        """Siblings, deepest first. Without a connective only the last level, or a new head."""
        top = 0 if self.law.id_prefix == "" else 1
        for level in range(len(path) - 1, top - 1, -1):
            if not joined and level not in (len(path) - 1, 0):
                continue
            for spelling in either if level else heads:
                candidate = (*path[:level], spelling)
                if ids.kinds(candidate)[-1] == ids.kinds(path)[level]:
                    yield candidate

    def is_listed(self, path: Path) -> bool:
        """Whether the law's pack names this provision, as one of its own or as a legacy id."""
        name = ids.join(path)
        return name in self.law.provisions or name in self.law.aliases

    def _known(self, name: str) -> bool:
        return name in self.law.aliases or self.law.has(name)

    def expand(self, paths: Sequence[Path], ranges: Sequence[tuple[int, int]]) -> list[str]:
        """Provision ids, with what lies between the two ends of each range filled in.

        Args:
            paths: What was read, in order.
            ranges: For each range, the index of its first end and its place in the text.

        Raises:
            CitationError: The ends are not listed beside each other, or run backwards.
        """
        names = [ids.join(path) for path in paths]
        for index, start in reversed(ranges):
            first, last = names[index], names[index + 1]
            above = ids.parent(first)
            row = self.law.children(above) if above else self._heads()
            if above != ids.parent(last) or first not in row or last not in row:
                what = f"a range from {first} to {last} can't be filled in"
                raise CitationError(what, "name each provision", column=start + 1)
            low, high = row.index(first), row.index(last)
            if low >= high:
                what = "the range runs backwards"
                raise CitationError(what, "put the smaller number first", column=start + 1)
            names[index : index + 2] = row[low : high + 1]
        return names

    def _heads(self) -> tuple[str, ...]:
        return tuple(name for name, one in self.law.provisions.items() if not one.parent)


def _either_case(text: str) -> tuple[str, ...]:
    """How an item may be spelt in the statute: letters after a number are always capitals."""
    if text[0].isdigit():
        return (text.upper(),)
    return tuple(dict.fromkeys((text.lower(), text.upper())))
