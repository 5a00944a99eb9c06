"""The files of the search: named by what they hold, so that an old tab is never misled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from disclosurelog.errors import Refused

FORMAT: Final = 2
FOLDER: Final = "search"
INDEX: Final = f"{FOLDER}/index.json"
NAME_DIGITS: Final = 12
"""Hexadecimal digits: among a million files, two share a name once in 500 logs; that is refused."""


@dataclass(frozen=True, slots=True)
class SearchFile:
    """A file of the search.

    Attributes:
        uri: Its address in the site.
        data: Its bytes.
        words: What it holds that a person could read, to be looked through for withheld words: the
            numbers beside them are nobody's telephone number.
    """

    uri: str
    data: bytes
    words: str


class Shelf:
    """Where the files of one build are put, each under the name of its content."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}
        self._new: list[SearchFile] = []

    def put(self, family: str, value: object, words: str = "") -> str:
        """Take a value as JSON; returns the name of its file.

        Raises:
            Refused: Another file has this name by chance.
        """
        return self.put_text(family, dumped(value), words)

    def put_text(self, family: str, text: str, words: str = "") -> str:
        """Take JSON text. Raises as `put`."""
        data = text.encode()
        digest = hashlib.sha256(data).digest()
        name = digest.hex()[:NAME_DIGITS]
        uri = f"{FOLDER}/{family}/{name}.json"
        if uri not in self._known:
            self._known[uri] = digest
            self._new.append(SearchFile(uri, data, words))
        elif self._known[uri] != digest:
            raise Refused("two files of the search would have one name", "change any one record")
        return name

    def taken(self) -> Iterator[SearchFile]:
        """The files put since the last call."""
        new, self._new = self._new, []
        yield from new


def dumped(value: object) -> str:
    """JSON without spaces, any letter as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


LEAF: Final = 96
"""Shards listed by one leaf of a directory: about 1 KB gzipped."""


def shelve_directory(
    shelf: Shelf, first: Sequence[str], names: Sequence[str]
) -> list[tuple[str, str]]:
    """Write the leaves of a directory of terms.

    Args:
        shelf: Where to.
        first: The first term of each shard, in order.
        names: Its name.

    Returns:
        The root: the first term and the name of each leaf. A term's shards are never parted.
    """
    root = []
    start = 0
    while start < len(first):
        stop = min(start + LEAF, len(first))
        while stop < len(first) and first[stop] == first[stop - 1]:
            stop += 1
        leaf = {"first": first[start:stop], "names": names[start:stop]}
        root.append((first[start], shelf.put("leaves", leaf, "\n".join(first[start:stop]))))
        start = stop
    return root


def words_of(value: object) -> str:
    """Everything in a value that a person could read; columns of numbers are nobody's words."""
    if isinstance(value, dict):
        return "\n".join(words_of(inner) for name, inner in value.items() if name != "column")
    if isinstance(value, (list, tuple)):
        return "\n".join(map(words_of, value))
    return value if isinstance(value, str) else ""
