"""The files of the search: named by what they hold, so that an old tab is never misled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from disclosurelog.errors import Refused

FORMAT: Final = 3
FOLDER: Final = "search"
INDEX: Final = f"{FOLDER}/index.json"
NAME_DIGITS: Final = 12
"""Hexadecimal digits: among a million files, two share a name once in 500 logs; that is refused."""

_NO_WORDS: Final = ("index.json", "laws")
_BY_TERM: Final = ("postings", "places")


@dataclass(frozen=True, slots=True)
class SearchFile:
    """A file of the search.

    Attributes:
        uri: Its address in the site.
        data: Its bytes.
        sha256: Of the bytes, in hexadecimal.
    """

    uri: str
    data: bytes
    sha256: str

    @classmethod
    def of(cls, uri: str, text: str) -> SearchFile:
        """A file of JSON text. `*` in the address stands for the name that its content gives it."""
        data = text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        return cls(uri.replace("*", sha256[:NAME_DIGITS]), data, sha256)

    @property
    def name(self) -> str:
        """What other files call it."""
        return self.sha256[:NAME_DIGITS]

    @property
    def words(self) -> str:
        """What it holds that a person could read, to be looked through for withheld words.

        The numbers beside them are nobody's telephone number.
        """
        family = self.uri.split("/")[1]
        if family in _NO_WORDS:
            return ""
        value = json.loads(self.data)
        if family in _BY_TERM:
            return "\n".join(value["terms"])
        if family == "leaves":
            return "\n".join(value.get("first", ()))
        return words_of(value)


class Shelf:
    """Where the files of one build are put, each once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self._new: list[SearchFile] = []

    def put(self, family: str, value: object) -> str:
        """Take a value as JSON; returns the name of its file.

        Raises:
            Refused: Another file has this name by chance.
        """
        return self.put_text(family, dumped(value))

    def put_text(self, family: str, text: str) -> str:
        """Take JSON text. Raises as `put`."""
        return self.put_file(SearchFile.of(f"{FOLDER}/{family}/*.json", text))

    def put_file(self, file: SearchFile) -> str:
        """Take a file that was made. Raises as `put`."""
        if file.uri not in self._known:
            self._known[file.uri] = file.sha256
            self._new.append(file)
        elif self._known[file.uri] != file.sha256:
            raise Refused("two files of the search would have one name", "change any one record")
        return file.name

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
        root.append((first[start], shelf.put("leaves", leaf)))
        start = stop
    return root


def words_of(value: object) -> str:
    """Everything in a value that a person could read; columns of numbers are nobody's words."""
    if isinstance(value, dict):
        return "\n".join(words_of(inner) for name, inner in value.items() if name != "column")
    if isinstance(value, (list, tuple)):
        return "\n".join(map(words_of, value))
    return value if isinstance(value, str) else ""
