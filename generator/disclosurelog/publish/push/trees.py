"""What git keeps, taken apart: the entries of a tree, the parts of a commit and of a tag."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from disclosurelog.errors import CannotRun

FOLDER, LINK, SUBMODULE = 0o040000, 0o120000, 0o160000
FILES = frozenset({0o100644, 0o100755, 0o100664})
"""Modes of plain files. Git has written 100664 in its early days (gitformat-index(5))."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a tree.

    `name` is UTF-8 where it can be; other bytes are kept as lone surrogates.
    """

    mode: int
    name: str
    oid: str


def entries(data: bytes, oid_bytes: int) -> Iterator[Entry]:
    """Take a tree object apart.

    Args:
        data: Its bytes.
        oid_bytes: The length of an object's name: 20, or 32 in a SHA-256 repository.

    Raises:
        CannotRun: It is not as git writes it.
    """
    at = 0
    while at < len(data):
        space, nul = data.find(b" ", at), data.find(b"\0", at)
        end = nul + 1 + oid_bytes
        if not at < space < nul or end > len(data):
            raise CannotRun("a folder of this push is not as git writes it", "push with git")
        try:
            mode = int(data[at:space], 8)
        except ValueError:
            raise CannotRun("a file of this push has no mode", "push with git") from None
        name = data[space + 1 : nul].decode("utf-8", "surrogateescape")
        yield Entry(mode, name, data[nul + 1 : end].hex())
        at = end


@dataclass(frozen=True, slots=True)
class Written:
    """A commit or a tag: `heads` are its lines before the message, by name, in order."""

    heads: tuple[tuple[str, str], ...]
    messages: tuple[str, ...]

    def head(self, name: str) -> str:
        """The first line of a name; "" where there is none."""
        return next((value for key, value in self.heads if key == name), "")

    @property
    def words(self) -> str:
        """Everything in it that a person could have written."""
        return "\n".join([*(value for _, value in self.heads), *self.messages])


def written(data: bytes) -> Written:
    """Take a commit or a tag apart.

    The message is given in every way it may be meant: as UTF-8, and as its `encoding` says.
    """
    top, _, message = data.partition(b"\n\n")
    heads: list[tuple[str, str]] = []
    for line in top.decode("utf-8", "replace").split("\n"):
        if line.startswith(" ") and heads:
            name, value = heads.pop()
            heads.append((name, f"{value}\n{line[1:]}"))
        else:
            name, _, value = line.partition(" ")
            heads.append((name, value))
    made = Written(tuple(heads), ())
    ways = dict.fromkeys([_decoded(message, "utf-8"), _decoded(message, made.head("encoding"))])
    return Written(made.heads, tuple(way for way in ways if way))


def _decoded(data: bytes, encoding: str) -> str:
    if not encoding:
        return ""
    try:
        codec = codecs.lookup(encoding)
        return codec.decode(data, "replace")[0] if codec._is_text_encoding else ""
    except (LookupError, ValueError):
        return data.decode("latin-1")
