"""Looks for withheld words in what is not a document: names, addresses, pages, data.

Pages of one log have most of their lines in common. What was seen once to be clean is not looked
at again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from urllib.parse import unquote

from disclosurelog.checks.looker import Looker, Sighting
from disclosurelog.checks.policy import Policy, Withheld
from disclosurelog.errors import Refused

MASK = "[withheld words]"

#: Kinds of file that hold words. Documents are checked by the gate; the rest is the theme's own.
_MARKED_UP = frozenset({"html", "htm", "xml", "svg", "rss", "atom"})
#: Of a database, the text that was read out of it is looked at.
_PLAIN = frozenset({"txt", "csv", "md", "yaml", "yml", "tsv", "sqlite"})
_JSON = frozenset({"json", "jsonl", "jsonld", "webmanifest", "geojson"})

_TAG = re.compile(r"<[^>]*>")
_MOST = 200_000  # lines and tags remembered

_REMEDY = (
    "take the words out of the record or the page that they come from; if they are common words "
    "that tell nothing, delete their line from the list under content/withheld"
)


class Screen:
    """Refuses what holds withheld words. Without a list it lets everything through.

    Args:
        withheld: What must never be published.

    Attributes:
        name: Stands for what is looked for; for this machine alone. "" where that is nothing.
    """

    def __init__(self, withheld: Withheld | None) -> None:
        self._looker = None if withheld is None else Looker(withheld)
        self.name = "" if withheld is None else Policy(withheld=withheld).private_digest
        self._lines: set[tuple[str, str]] = set()
        self._tags: set[str] = set()

    @property
    def idle(self) -> bool:
        """Whether there is nothing to look for."""
        return self._looker is None

    def sightings(self, text: str) -> list[Sighting]:
        """Every place of a text in which withheld words stand."""
        return [] if self._looker is None else self._looker.sightings(text)

    def holds(self, text: str) -> bool:
        """Whether withheld words stand in a text."""
        return self._looker is not None and self._looker.holds(text)

    def masked(self, path: str) -> str:
        """A path as it may be printed: a part that holds withheld words is not."""
        if not self.holds(path):
            return path
        parts = [MASK if self.holds(part) else part for part in path.split("/")]
        masked = "/".join(parts)
        return MASK if self.holds(masked) else masked

    def __call__(self, uri: str, data: bytes = b"") -> None:
        """Look at a file of the site before it is written.

        Raises:
            Refused: Withheld words stand in it or in its address.
        """
        if self._looker is None:
            return
        if self.holds(uri) or self.holds(unquote(uri)):
            raise Refused("the address of a page would hold words that were withheld", _REMEDY)
        suffix = uri.rpartition(".")[2].casefold()
        if any(self._looker.holds(text) for text in self._texts(suffix, data)):
            raise Refused(f"{uri} would hold words that were withheld", _REMEDY)

    def _texts(self, suffix: str, data: bytes) -> Iterator[str]:
        """What has to be looked at: everything that was not seen before."""
        if suffix in _JSON:
            yield from _strings(data)
        elif suffix in _PLAIN:
            yield data.decode("utf-8", "replace")
        elif suffix in _MARKED_UP:
            yield from self._new(data.decode("utf-8", "replace"))

    def _new(self, text: str) -> Iterator[str]:
        tags = set(_TAG.findall(text)) - self._tags
        for tag in tags:
            plain = unescape(tag)
            yield plain
            if "%" in plain:
                yield unquote(plain)
        lines = list(filter(None, map(str.strip, _TAG.sub(" ", text).split("\n"))))
        # Words may run from one line to the next, so lines are looked at two by two.
        pairs = set(pairwise(["", *lines, ""]))
        if not pairs <= self._lines:
            for run in _runs(lines, self._lines):
                yield unescape("\n".join(run))
        if len(self._lines) > _MOST or len(self._tags) > _MOST:
            self._lines.clear()
            self._tags.clear()
        self._lines |= pairs
        self._tags |= tags


def _runs(lines: list[str], known: set[tuple[str, str]]) -> Iterator[list[str]]:
    """The lines of which two in a row were not seen before, as long as they go on."""
    run: list[str] = []
    for two in pairwise(["", *lines, ""]):
        if two in known:
            if run:
                yield run
            run = []
        else:
            run = run or [two[0]]
            run.append(two[1])
    if run:
        yield run


def _strings(data: bytes) -> Iterator[str]:
    """The strings and numbers of a JSON file, its keys among them; else all of it as text."""
    text = data.decode("utf-8", "replace")
    yield text
    if "\\u" in text or "\\n" in text or "%" in text:
        try:
            pending = [json.loads(text)]
        except (ValueError, RecursionError):
            return
        while pending:
            value = pending.pop()
            if isinstance(value, str):
                yield value
                if "%" in value:
                    yield unquote(value)
            elif isinstance(value, dict):
                pending += [*value.keys(), *value.values()]
            elif isinstance(value, list):
                pending += value
