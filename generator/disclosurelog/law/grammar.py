"""Reads the tokens of one citation from left to right into the provisions it names.

Every token is either used or refused: a citation that is read in part would drop an exemption
from the index, which is worse than an error the officer can mend.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn

from disclosurelog.errors import CitationError
from disclosurelog.law import ids, prose, statutes
from disclosurelog.law.laws import Law
from disclosurelog.law.places import Path, Places
from disclosurelog.law.tokens import Cursor, Token, TokenKind, scan


class Reader:
    """Reads one citation of one law.

    `path` is the provision just read, which what comes next may continue; `touching` says that
    nothing stands between; `joined` is the connective since then; `marked` says that a word such
    as "section" has been seen.

    Args:
        text: The citation as written.
        law: The law whose provisions it names.
    """

    def __init__(self, text: str, law: Law) -> None:
        self.text = text
        self.law = law
        self.places = Places(law)
        self.cursor = Cursor(text, scan(text, law))
        self.found: list[Path] = []
        self.others: list[str] = []
        self.ranges: list[tuple[int, int]] = []
        self.path: Path = ()
        self.joined: Token | None = None
        self.marked = False
        self.touching = False

    def read(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The provision ids in the order written, and the references to other laws.

        Raises:
            CitationError: Something in the text can't be read.
        """
        steps: Mapping[TokenKind, Callable[[Token], None]] = {
            "number": self._number,
            "word": self._word,
            "open": self._bracket,
            "dash": self._dash,
            "join": self._join,
            "sign": self._number_word,
            "point": self._point,
            "own": self._own,
            "foreign": self._foreign,
        }
        while token := self.cursor.take():
            step = steps.get(token.kind)
            if not step:
                self._fail(f"'{token.text}' can't be read here", token.start)
            step(token)
        if self.joined:
            self._fail(f"nothing follows '{self.joined.text}'", self.joined.start)
        if not self.found and not self.others:
            self._fail(f"no {self.law.unit} is named", 0, "write one, such as " + self._example())
        raw = self.places.expand(self.found, self.ranges)
        return tuple(dict.fromkeys(map(self.law.canonical, raw))), tuple(self.others)

    # Numbers

    def _number(self, token: Token) -> None:
        letters = self._letters()
        if not self.touching or self.joined or not self.path:
            self._head(token, letters)
        elif len(self.path) > 1:
            self._fail(f"something is missing before '{token.text}'", token.start, "put a comma")
        elif self.law.id_prefix:
            self._part(token.text + letters, token.start)
        else:
            for part in filter(None, (token.text, letters)):
                self._part(part, token.start)

    def _letters(self) -> str:
        """The letters stuck to the number just taken: the A of 22A."""
        token = self.cursor.peek()
        if not token or token.kind != "word" or token.spaced:
            return ""
        lower = token.text.lower()
        if lower in prose.CONNECTIVES | prose.RANGE_WORDS - {"i"}:
            return ""
        if len(token.text) > 2 or not token.text.isascii():
            self._fail(f"'{token.text}' is stuck to the number", token.start, "put a space")
        self.cursor.take()
        return token.text

    def _head(self, token: Token, letters: str) -> None:
        coming = self.cursor.coming_item()
        path = self.places.head(token.text, letters, coming, marked=self.marked)
        if not path:
            self._no_head(token, letters)
        if self.joined and self.path:
            self._check_twin(path, token, letters, coming)
        self._add(path)

    def _check_twin(self, path: Path, token: Token, letters: str, coming: str) -> None:
        """Refuse "section 40, 2": it may be sections 40 and 2, or sections 40 and 40(2)."""
        number = token.text + letters.upper()
        twin = (*self.path[:1], number)
        whole = (*twin, coming) if coming else twin
        if self.law.id_prefix and path != twin and self.places.is_listed(whole):
            what = f"'{number}' may be {ids.join(path)} or {ids.join(twin)}"
            self._fail(what, token.start, f"write '{self.law.unit} {number}' or '({number})'")

    def _no_head(self, token: Token, letters: str) -> NoReturn:
        if letters in prose.LOOKALIKES:
            meant = token.text + prose.LOOKALIKES[letters]
            self._lookalike(letters, token.end, f"is it {meant}?")
        advice = "check the number"
        if self.joined and self.path:
            before = self.law.cited_as(ids.join(self.path))
            advice = f"if it goes with {before}, put it in brackets"
        name = f"{self.law.unit} {token.text}{letters.upper()}"
        self._fail(f"{self.law.title} has no {name}", token.start, advice)

    def _part(self, text: str, place: int) -> None:
        coming = self.cursor.coming_item()
        placed = self.places.part(self.path, text, coming, joined=self.joined is not None)
        if isinstance(placed, str):
            self._fail(placed, place, f"see {self.law.statute}")
        if len(placed) > len(self.path) and not self.joined:
            self.found.pop()
        self._add(placed)

    def _add(self, path: Path) -> None:
        self.found.append(path)
        self.path = path
        self.joined = None
        self.touching = True

    # Words

    def _word(self, token: Token) -> None:
        lower = token.text.lower()
        if self._unnumbered(token) or self._letter_head(token) or self._own_title(token):
            return
        if lower in self.law.number_words:
            self._number_word(token)
        elif lower in prose.RANGE_WORDS and self.path and self._starts_item():
            self._range(token)
        elif lower in prose.CONNECTIVES or self._is_welsh_and(lower):
            self._join(token)
        elif lower in prose.FILLERS:
            self.touching = False
        else:
            self._stray(token)

    def _number_word(self, token: Token) -> None:
        self.cursor.skip(".")
        following = self.cursor.peek()
        if not self._starts_item():
            if following and following.text[0] in prose.LOOKALIKES:
                self._lookalike(following.text[0], following.start, "write the digit")
            place = following.start if following else token.end
            self._fail(f"a number should follow '{token.text}'", place)
        self.marked = True
        self.touching = False
        self.path = ()

    def _unnumbered(self, token: Token) -> bool:
        """Read the name of a provision that has no number, such as "not held"."""
        found = self.places.unnumbered(self.text[token.start :])
        if not found:
            return False
        name, length = found
        self.cursor.jump(token.start + length)
        self._add((name,))
        self.path = ()
        self.touching = False
        return True

    def _letter_head(self, token: Token) -> bool:
        """Read the letter of `b6` or `b(6)`, where the law's first level is a letter."""
        following = self.cursor.peek()
        head = token.text.lower()
        if not self.places.is_letter_head(head) or not following:
            return False
        if following.kind not in ("number", "open"):
            return False
        self._add((head,))
        return True

    def _own_title(self, token: Token) -> bool:
        """Take the provision's own title where it ends the citation, though no dash is there."""
        rest = self.text[token.start :].strip().rstrip(".").lower()
        if self.joined or rest not in {title.lower() for title in self._titles()}:
            return False
        self.cursor.finish()
        return True

    def _stray(self, token: Token) -> NoReturn:
        following = self.cursor.peek()
        digits = following and following.kind == "number" and not following.spaced
        if digits and token.text in prose.LOOKALIKES:
            self._lookalike(token.text, token.start, "write the digit")
        if token.text.lower() in statutes.UNITS:
            what = f"{self.law.title} is cited by {self.law.unit}, not by '{token.text}'"
            self._fail(what, token.start, "check which law it is of")
        advice = "put a dash before a title, or correct the word"
        if not self.found:
            advice = "start with the number, such as " + self._example()
        self._fail(f"'{token.text}' can't be read here", token.start, advice)

    # Marks

    def _join(self, token: Token) -> None:
        if not self.found and not self.others and token.text.lower() != "both":
            self._fail(f"nothing stands before '{token.text}'", token.start)
        if token.text != ";" or self.cursor.peek():
            self.joined = self.joined or token
            self.touching = False

    def _dash(self, token: Token) -> None:
        following = self.cursor.peek()
        if not self.found and not self.others:
            return
        if self.joined:
            self._fail(f"'{token.text}' can't follow '{self.joined.text}'", token.start)
        if following and following.kind in ("number", "open") and self._starts_item():
            self._range(token)
        else:
            self._title_from(token)

    def _range(self, token: Token) -> None:
        if not self.path or self.joined:
            self._fail(f"nothing stands before '{token.text}'", token.start)
        self.ranges.append((len(self.found) - 1, token.start))
        self.joined = token
        self.touching = False

    def _point(self, token: Token) -> None:
        following = self.cursor.peek()
        if token.text == ":" and self.found and following and following.kind == "word":
            self._title_from(token)
        elif token.text == "." and self.found and following and following.kind == "number":
            self._fail("a point can't stand inside a number", token.start, "use brackets")
        elif token.text == "[" and self.found:
            self._fail("'[' can't be read here", token.start, "use round brackets")
        elif token.text == "]" and following and following.text not in ("]", "."):
            self._fail("something follows ']'", following.start)
        else:
            self.touching = False

    def _own(self, _token: Token) -> None:
        self.touching = False

    def _foreign(self, token: Token) -> None:
        self.others.append(" ".join(token.text.split()))
        self.path = ()
        self.joined = None
        self.touching = False

    def _bracket(self, token: Token) -> None:
        close = self.cursor.closing()
        if not close:
            self._fail("this bracket is never closed", token.start)
        inner = self.text[token.end : close.start]
        item = prose.item(inner)
        if not item:
            self._words_in_brackets(inner, token)
        elif self.path:
            self._part(item, token.end)
        elif self.places.is_letter_head(item.lower()):
            self._add((item.lower(),))
        elif self.law.id_prefix:
            self._fail(f"'({item})' has no {self.law.unit} before it", token.start)
        else:
            self._fail(f"{self.law.title} has no {self.law.unit} ({item})", token.end)

    def _words_in_brackets(self, inner: str, token: Token) -> None:
        if not prose.is_words(inner):
            advice = "put each letter or number in brackets of its own"
            self._fail(f"'({inner})' can't be read", token.start, advice)
        self._check_title(inner, token.end)
        self.touching = False

    # Titles

    def _title_from(self, token: Token) -> None:
        self._check_title(self.text[token.end :], token.end)
        self.cursor.finish()

    def _check_title(self, text: str, start: int) -> None:
        place = prose.suspicious(text, self._titles(), self.law.number_words)
        if place is not None:
            advice = "write it as a citation of its own"
            self._fail("the title holds what looks like another citation", start + place, advice)

    def _titles(self) -> set[str]:
        """The titles of what has been read, and of what holds it."""
        every = {self.law.canonical(ids.join(path)) for path in self.found}
        every |= {above for one in every for above in ids.ancestors(one)}
        return {self.law.provisions[one].title for one in every if one in self.law.provisions}

    # Small questions

    def _is_number_word(self, token: Token) -> bool:
        return token.kind == "sign" or token.text.lower() in self.law.number_words

    def _is_welsh_and(self, lower: str) -> bool:
        return lower in prose.WELSH_CONNECTIVES and bool(self.path) and self._starts_item()

    def _starts_item(self) -> bool:
        token = self.cursor.peek()
        if token is None:
            return False
        if token.kind == "open":
            return bool(self.cursor.coming_item())
        letter = token.kind == "word" and self.places.is_letter_head(token.text.lower())
        return token.kind == "number" or letter or self._is_number_word(token)

    def _example(self) -> str:
        every = self.law.provisions.values()
        return next((one.cited_as for one in every if one.is_exemption), self.law.unit)

    def _lookalike(self, letter: str, place: int, advice: str) -> NoReturn:
        self._fail(f"'{letter}' is a letter where a digit may be meant", place, advice)

    def _fail(self, what: str, start: int, remedy: str = "") -> NoReturn:
        raise CitationError(what, remedy, column=start + 1)
