"""Links that start a mail."""

from __future__ import annotations

from urllib.parse import quote


def mailto(address: str, subject: str) -> str:
    """Return the link that starts a mail to an address, with a subject (RFC 6068)."""
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}"
