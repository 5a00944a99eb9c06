"""What the engine hands over to be written: an address and its bytes."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site.

    Attributes:
        uri: Its path below the site's root, with forward slashes: `records/x/index.html`.
        data: Its bytes.
    """

    uri: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Stored:
    """A page that was made and written by a helper process, so that its bytes stayed there.

    Attributes:
        uri: Its path below the site's root.
        sha256: The SHA-256 of its bytes.
        size: Its size in bytes.
    """

    uri: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that an earlier build made of the same, so that it need not be made again.

    Attributes:
        uri: Its path below the site's root.
        sha256: The SHA-256 of its bytes.
        size: Its size in bytes.
    """

    uri: str
    sha256: str
    size: int


Made = Page | Stored | Kept


@dataclass(frozen=True, slots=True)
class Download:
    """A file of the data that is published beside the pages.

    Attributes:
        uri: Its path below the site's root.
        size: In bytes.
        title: What it is called.
        says: What it is, in a sentence.
        media: Its media type.
    """

    uri: str
    size: int
    title: str
    says: str
    media: str


Undrawn = Mapping[str, Container[int]]
"""The pages that could not be drawn, by the SHA-256 of their file."""

Store = Callable[[Page], Stored]
"""Writes a page where it belongs. Called in a helper process; raises what writing raises."""
