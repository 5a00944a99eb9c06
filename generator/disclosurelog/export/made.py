"""A file of the data that was written aside, since it may be too large to hold in memory."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Made:
    """A file of the data.

    Attributes:
        uri: Its address in the site.
        path: Where its bytes lie until they are copied.
        media: Its media type.
        title: What it is called.
        says: What it is, in a sentence.
        read: Reads out of it all that a person can read, in pieces: nothing that belongs together
            lies in two of them.
        size: In bytes.
        sha256: Of its bytes.
    """

    uri: str
    path: Path
    media: str
    title: str
    says: str
    read: Callable[[Path], Iterator[str]]
    size: int = field(init=False)
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        with self.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        object.__setattr__(self, "size", self.path.stat().st_size)
        object.__setattr__(self, "sha256", digest)

    @property
    def name(self) -> str:
        """Its name in the folder of the data."""
        return self.uri.removeprefix("data/")

    def pieces(self) -> Iterator[str]:
        """Yield all that a person can read in it."""
        return self.read(self.path)


def whole(path: Path) -> Iterator[str]:
    """Read a small text file in one piece."""
    yield path.read_text(encoding="utf-8")


def rows_of(path: Path) -> Iterator[str]:
    """Read a CSV file row by row. Inside a cell, lines end in a line feed alone."""
    with path.open(encoding="utf-8", newline="\r\n") as file:
        yield from file
