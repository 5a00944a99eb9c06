"""`_headers`: read by Netlify, Cloudflare Pages and the hosts that took it over from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from disclosurelog.publish.hosting.rules import ALWAYS, RULES

NAME: Final = "_headers"
"""Its place in the site."""


def plain_headers(below: str = "") -> bytes:
    """Return the file.

    It says nothing of how long pages are kept: those hosts ask each time by themselves, and some
    would join two values into one.

    Args:
        below: The folder that the site lies in, empty or as "/foi".
    """
    lines = list(_block(f"{below}/*", ALWAYS))
    for rule in RULES:
        lines += _block(below + rule.path, rule.headers)
    return "".join(f"{line}\n" for line in lines).encode()


def _block(path: str, headers: Mapping[str, str]) -> Iterator[str]:
    yield path
    for name, value in headers.items():
        yield f"  {name}: {value}"
