"""What the engine hands over to be written: an address and its bytes."""

from __future__ import annotations

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
