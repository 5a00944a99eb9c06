"""What stands around every page: the quick exit, the beta banner, feedback, and counting readers.

All of it is off unless the authority turns it on. None of it may lead a reader's visit to a third
party, so where something is sent it is sent to a path of the log's own host.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from disclosurelog.records.base import Line, Part

MAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+\Z")
_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9._~/-]*\Z")


def _secure(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname:
        raise ValueError("is not a secure web address; write it whole, starting with https://")
    return value


def _path(value: str) -> str:
    if not _PATH.match(value):
        raise ValueError("is no path of this site's own host; write it as /feedback")
    return value


def _reachable(value: str) -> str:
    return value if MAIL.match(value) else _secure(value)


def _own(value: str) -> str:
    return value if MAIL.match(value) else _path(value)


Secure = Annotated[Line, AfterValidator(_secure)]
Path = Annotated[Line, AfterValidator(_path)]
Reachable = Annotated[Line, AfterValidator(_reachable)]
Own = Annotated[Line, AfterValidator(_own)]


class QuickExit(Part):
    """A way to leave the site at once, for who must not be seen on it."""

    where: Literal["never", "sensitive", "everywhere"] = "never"
    """On no page, on those of records marked as sensitive, or on all."""
    url: Secure = "https://www.bbc.co.uk/weather"
    """Where it leads: a page that nobody wonders at."""


class Beta(Part):
    """A banner that says the site is new."""

    show: bool = False
    """Whether it is shown."""
    text: Line | None = Field(default=None, max_length=200)
    """What it says, where that is not "This site is new, and still being built"."""
    feedback: Reachable | None = None
    """A mail address or a web address for what people think; the authority's mail if not given."""


class Feedback(Part):
    """“Was this page useful?” at the end of each page."""

    to: Own | None = None
    """A mail address, or the path on this host that takes the answer. Nothing: do not ask."""
    remember: bool = False
    """Whether a reader who agrees is not asked again about a page that they answered for."""

    @model_validator(mode="after")
    def _remembers_answers(self) -> Feedback:
        if self.remember and not (self.to and _PATH.match(self.to)):
            raise ValueError(
                "remembers which pages were rated, and rates none; "
                "write in feedback.to the path of this host that takes the answers, as /feedback"
            )
        return self


class Counting(Part):
    """Counting visits, on the log's own host, of readers who agree."""

    to: Path | None = None
    """The path on this host that is told of each page looked at. Nothing: do not count."""
