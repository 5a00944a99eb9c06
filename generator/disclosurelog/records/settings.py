"""What the authority says of itself in mkdocs.yml."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from disclosurelog.records.base import Language, Line, Part, Text, Url, Word
from disclosurelog.records.furniture import Beta, Counting, Feedback, QuickExit
from disclosurelog.records.host import KnownHost


class Authority(Part):
    """The public body whose log this is."""

    name: Line = "The authority"
    """Its full name."""
    short_name: Line | None = None
    """How people call it."""
    url: Url | None = None
    """Its own web site."""
    email: Line | None = Field(default=None, pattern=r"^[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+$")
    """Where requests and complaints are sent."""
    postal_address: Text | None = None
    """The same by post."""


def _pattern(value: str) -> str:
    try:
        fits_all = re.compile(value).match("")
    except (re.error, RecursionError, OverflowError):
        raise ValueError("is no regular expression that can be read") from None
    if fits_all:
        raise ValueError("fits everything; write a pattern that needs at least one character")
    return value


Pattern = Annotated[Line, Field(max_length=500), AfterValidator(_pattern)]


class PersonalData(Part):
    """What the check for personal data has to know of the authority."""

    contacts: tuple[Line, ...] = ()
    """E-mail addresses, telephone numbers, postcodes and accounts that may be read by anybody."""
    numbers: dict[Line, Pattern] = Field(default_factory=dict)
    """Numbers that stand for a person here, each with its regular expression."""
    names_file: Line | None = None
    """A file of names that must not be read anywhere, one a line, outside the content."""


class Settings(Part):
    """The log's settings: the `disclosurelog` plugin's options in mkdocs.yml."""

    authority: Authority = Authority()
    """The public body."""
    laws: tuple[Word, ...] = ("uk-foia-2000", "uk-eir-2004")
    """The laws that the authority answers under, first the most used."""
    language: Language = "en"
    """The language of the site."""
    licence: Line = "Open Government Licence v3.0"
    """The licence of what is published, unless a record says otherwise."""
    licence_url: Url = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
    """The licence's text."""
    page_size: int = Field(default=50, ge=5, le=500)
    """Records on one page of a listing."""
    latest: int = Field(default=8, ge=1, le=50)
    """Responses shown on the front page."""
    page_images: bool = True
    """Whether each document's pages are shown as pictures beside their text."""
    personal_data: PersonalData = PersonalData()
    """What is nobody's secret, and what is somebody's."""
    quick_exit: QuickExit = QuickExit()
    """A way to leave the site at once."""
    beta: Beta = Beta()
    """A banner that says the site is new."""
    feedback: Feedback = Feedback()
    """Whether each page asks if it was useful, and who is told."""
    counting: Counting = Counting()
    """Whether visits are counted, of readers who agree."""
    cache_mb: int = Field(default=2_000, ge=0)
    """How much builds may keep beside the content, in MB; 0 for no limit."""
    host: KnownHost = None
    """The limits of the host that the site is put on; none where nothing is said."""

    @property
    def purposes(self) -> tuple[str, ...]:
        """What a reader has to agree to before it is done: `counting`, `remember`, or nothing."""
        found = {"counting": bool(self.counting.to), "remember": self.feedback.remember}
        return tuple(name for name, asked in found.items() if asked)
