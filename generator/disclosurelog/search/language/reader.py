"""Reads a query from left to right, once. Raises `Stop` at the first thing that can't be read."""

from __future__ import annotations

import re
from typing import Final

from disclosurelog.search.language import chunk, names, signs
from disclosurelog.search.language.near import nearest
from disclosurelog.search.language.nodes import And, Fields, Filter, Node, Not, Or, Phrase
from disclosurelog.search.language.stop import Stop, spread
from disclosurelog.search.words import cut

DEEPEST: Final = 50
MOST_WORDS: Final = 100

_COMPARED = ("year", "received", "responded", "taken")


class Reader:
    """Reads one query.

    Args:
        text: The query.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.words = 0

    def read(self) -> Node | None:
        """The tree of the whole query; None where it holds no word.

        Raises:
            Stop: It can't be read.
        """
        node = self._alternatives(None)
        if self.at < len(self.text):
            what = f"The bracket at character {self.at + 1} closes nothing. Take it out."
            raise Stop(what, self.at, self.at + 1, self._without(self.at, self.at + 1))
        return node

    # Groups

    def _alternatives(self, within: Fields) -> Node | None:
        """What stands up to the closing bracket or the end: the sides of `OR`."""
        sides: list[Node] = []
        last: re.Match[str] | None = None
        while True:
            side = self._together(within, after=last is not None)
            within = side[1]
            found = self._take(signs.OR)
            if side[0] is None and (found or last):
                self._one_sided(found, last)
            if side[0]:
                sides.append(side[0])
            if not found:
                break
            last = found
        if len(sides) > 1:
            return Or(tuple(sides), sides[0].start, sides[-1].end)
        return sides[0] if sides else None

    def _one_sided(self, found: re.Match[str] | None, last: re.Match[str] | None) -> None:
        mark = last or found
        assert mark
        side = "after" if last else "before"
        what = f"Nothing stands {side} '{mark[0]}' at character {mark.start() + 1}. "
        what += "It needs a word on either side; write 'or' small to look for the word."
        raise Stop(what, mark.start(), mark.end(), self._without(mark.start(), mark.end()))

    def _together(self, within: Fields, *, after: bool) -> tuple[Node | None, Fields]:
        """What stands side by side, and where the words after it are to be looked for."""
        found: list[Node] = []
        place: tuple[int, int] | None = None
        while not self._at_end() and not signs.OR.match(self.text, self.at):
            if self._take(signs.AND):
                continue
            if look := self._place():
                within, place = look[0], look[1]
                continue
            if node := self._item(within):
                found.append(node)
                place = None
        if place and not found and not after:
            what = "Write what to look for after 'in:' and the place, as in 'in:request drone'."
            raise Stop(what, *place, self._without(*place))
        if place:
            # "drone in:request": nothing follows, so what went before is meant.
            found = [spread(node, within) for node in found]
        if len(found) > 1:
            return And(tuple(found), found[0].start, found[-1].end), within
        return (found[0] if found else None), within

    def _group(self, within: Fields) -> Node | None:
        start = self.at
        self.depth += 1
        if self.depth > DEEPEST:
            what = f"There are more than {DEEPEST} brackets inside each other. Use fewer."
            raise Stop(what, start, start + 1)
        self.at += 1
        node = self._alternatives(within)
        if self.at >= len(self.text):
            what = f"The bracket at character {start + 1} is never closed. Close it with )."
            raise Stop(what, start, len(self.text), self.text + ")")
        self.at += 1
        self.depth -= 1
        return node

    # Items

    def _item(self, within: Fields) -> Node | None:
        start, negative, told = self.at, False, None
        while True:
            self._space()
            if found := self._take(signs.NOT):
                negative, told = not negative, found
            elif self._starts() and (found := self._take(signs.SIGNS)):
                negative ^= bool(sum(sign not in "+" for sign in found[0]) % 2)
            else:
                break
        ended = self._at_end() or signs.OR.match(self.text, self.at)
        node = None if ended else self._one(within)
        if told and not node:
            what = f"Nothing stands after 'NOT' at character {told.start() + 1}. Write the word "
            what += "to leave out after it; write 'not' small to look for the word."
            raise Stop(what, told.start(), told.end(), self._without(told.start(), told.end()))
        return Not((node,), start, node.end) if node and negative else node

    def _one(self, within: Fields) -> Node | None:
        if signs.QUOTE.match(self.text, self.at):
            return self._phrase(within)
        if found := signs.NAME.match(self.text, self.at):
            taken, node = self._named(found, within)
            if taken:
                return node
        if within is None and self._starts() and (found := signs.BARE.match(self.text, self.at)):
            self.at = found.end()
            return self._counted(Filter("exemption", found[0], found.start(), found.end(), True))
        if self.text[self.at] == "(":
            return self._group(within)
        return self._chunk(within)

    def _phrase(self, within: Fields) -> Node | None:
        start = self.at
        words = tuple(cut(self._quoted()))
        boost = 1
        if found := signs.CHUNK.match(self.text, self.at):
            rest, tail = self._suffix(found)
            if not rest:
                boost = tail.boost
                self.at = found.end()
                if tail.edits:
                    what = "Only single words can end in ~. Take it away after the phrase."
                    raise Stop(what, *found.span(), self._without(*found.span()))
        return self._counted(Phrase(words, within, boost, start, self.at)) if words else None

    def _quoted(self) -> str:
        """The text between two quotation marks."""
        start = self.at
        close = signs.QUOTE.search(self.text, start + 1)
        if not close:
            what = f"The quotation mark at character {start + 1} is never closed. "
            what += 'Close it with ".'
            more = bool(cut(self.text[start:]))
            fix = self.text + '"' if more else self._without(start, start + 1)
            raise Stop(what, start, len(self.text), fix)
        self.at = close.end()
        return self.text[start + 1 : close.start()]

    def _chunk(self, within: Fields) -> Node | None:
        found = signs.CHUNK.match(self.text, self.at)
        assert found
        try:
            node = chunk.nodes(found[0], within, found.start(), found.end())
        except chunk.WrongSuffix as wrong:
            raise self._wrong(wrong, found) from None
        self.at = found.end()
        return self._counted(node) if node else None

    def _suffix(self, found: re.Match[str]) -> tuple[str, chunk.Suffix]:
        try:
            return chunk.suffix(found[0])
        except chunk.WrongSuffix as wrong:
            raise self._wrong(wrong, found) from None

    def _wrong(self, wrong: chunk.WrongSuffix, found: re.Match[str]) -> Stop:
        fix = self.text[: found.start()] + wrong.text + self.text[found.end() :]
        return Stop(wrong.what, found.start(), found.end(), fix)

    # Names before a colon

    def _place(self) -> tuple[Fields, tuple[int, int]] | None:
        """Take `in:request`."""
        start = self.at
        found = signs.NAME.match(self.text, start)
        if not found or found[1].lower() != "in":
            return None
        self.at = found.end()
        self._space()
        chosen: list[str] = []
        value = signs.CHUNK.match(self.text, self.at)
        for name in (value[0].lower() if value else "").split(","):
            if name in names.EVERYWHERE:
                self.at = value.end() if value else self.at
                return None, (start, self.at)
            if name not in names.PLACES:
                near = nearest(name, names.PLACES) if name else None
                fits = value and near and near[1] <= 2
                what = "After 'in:' goes the part to look in: title, summary, request, response, "
                what += "reasons or documents."
                end = value.end() if value else found.end()
                with_near = f"{self.text[:start]}in:{near[0] if near else ''}{self.text[end:]}"
                raise Stop(what, start, end, with_near if fits else self._without(start, end))
            if names.PLACES[name] not in chosen:
                chosen.append(names.PLACES[name])
        self.at = value.end() if value else self.at
        return tuple(chosen), (start, self.at)

    def _named(self, found: re.Match[str], within: Fields) -> tuple[bool, Node | None]:
        """Read `name:value`; the first of the answer is false where it is no name."""
        name, start = found[1].lower(), found.start()
        field, kind = names.FIELDS.get(name), names.FILTERS.get(name)
        if not field and not kind:
            self._misspelt(found)
            return False, None
        self.at = found.end()
        self._space()
        if self._at_end() or signs.OR.match(self.text, self.at):
            what = f"Nothing stands after '{found[0]}'. Write what to look for behind the colon."
            raise Stop(what, start, found.end(), self._without(start, found.end()))
        if field and kind:
            value = signs.CHUNK.match(self.text, self.at)
            if value and value[0].lower() in names.YES:
                field = None
        if field:
            return True, self._in_field((field,))
        assert kind
        return True, self._filter(kind, start, found[0])

    def _in_field(self, field: tuple[str, ...]) -> Node | None:
        if signs.QUOTE.match(self.text, self.at):
            return self._phrase(field)
        return self._group(field) if self.text[self.at] == "(" else self._chunk(field)

    def _filter(self, kind: str, start: int, written: str) -> Node:
        begin = self.at
        if signs.QUOTE.match(self.text, begin):
            value = self._quoted()
        else:
            value = self._value(kind, start, written)
        if not cut(value):
            what = f"Nothing stands after '{written}'. Write what to look for behind it."
            raise Stop(what, start, self.at, self._without(start, self.at))
        return self._counted(Filter(kind, value, start, self.at))

    def _value(self, kind: str, start: int, written: str) -> str:
        found = None
        if kind == "exemption":
            found = signs.CITED.match(self.text, self.at)
        elif kind in _COMPARED:
            found = signs.RANGE.match(self.text, self.at)
        found = found or signs.CHUNK.match(self.text, self.at)
        if not found:
            what = f"Write '{written}' before each, without brackets, with OR between them."
            raise Stop(what, start, self.at + 1, self._shared_out(start, written))
        self.at = found.end()
        return found[0]

    def _shared_out(self, start: int, written: str) -> str | None:
        """`year:(2021 OR 2022)` with the name before each value."""
        close = self.text.find(")", self.at)
        if close < 0:
            return None
        values = [one for one in self.text[self.at + 1 : close].split(" OR ") if cut(one)]
        shared = " OR ".join(f'{written}"{one.strip(signs.WHITE)}"' for one in values)
        return f"{self.text[:start]}({shared}){self.text[close + 1 :]}"

    def _misspelt(self, found: re.Match[str]) -> None:
        after = self.text[found.end() : found.end() + 1]
        near = names.meant(found[1].lower())
        if not near or not after or not (cut(after) or after in "(<>=" + signs.QUOTES):
            return
        what = f"'{found[0]}' is not known. Is '{near}:' meant?"
        fix = f"{self.text[: found.start()]}{near}:{self.text[found.end() :]}"
        raise Stop(what, found.start(), found.end(), fix)

    # Small things

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        self._space()
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _space(self) -> None:
        if found := signs.SPACES.match(self.text, self.at):
            self.at = found.end()

    def _at_end(self) -> bool:
        self._space()
        return self.at >= len(self.text) or self.text[self.at] == ")"

    def _starts(self) -> bool:
        """Whether a word may start here: "e-mail" leaves out no "mail"."""
        before = self.text[self.at - 1 : self.at]
        return not before or before in "(|-!+\u2212" or bool(signs.SPACES.match(before))

    def _without(self, start: int, end: int) -> str:
        before, after = self.text[:start], self.text[end:]
        return f"{before.strip(signs.WHITE)} {after.strip(signs.WHITE)}"

    def _counted(self, node: Node) -> Node:
        """Keep the query short: every word is a file or two for the browser to fetch."""
        parts = node.of if isinstance(node, And) else (node,)
        self.words += sum(len(one.words) if isinstance(one, Phrase) else 1 for one in parts)
        if self.words > MOST_WORDS:
            what = f"A search takes up to {MOST_WORDS} words. Leave some out."
            raise Stop(what, node.start, len(self.text), self.text[: node.start])
        return node
