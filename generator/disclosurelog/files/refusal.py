"""The one error of the readers."""

from __future__ import annotations

from disclosurelog.errors import Refused


class Unreadable(Refused):
    """A file that could not be read to its end. It may not be published.

    Args:
        what: Why, in words an officer understands.
        remedy: The way out.
    """
