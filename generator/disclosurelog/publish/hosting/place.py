"""Where a site will stand."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site will stand.

    Attributes:
        host: Its name on the Internet.
        below: The folder of that host that it lies in, empty or as "/foi".
        root: The folder of the server's disk that the host shows.
    """

    host: str
    below: str
    root: str


def place_of(site_url: str, root: str = "") -> Place:
    """Return where a site stands.

    Args:
        site_url: Its address; an invented one stands in where there is none.
        root: The folder of the server's disk; a usual one where it is not given.
    """
    parts = urlsplit(site_url or "https://foi.example/")
    host = parts.hostname or "foi.example"
    return Place(host, parts.path.rstrip("/"), root or f"/var/www/{host}")
