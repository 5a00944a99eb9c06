"""What the authority says of itself in mkdocs.yml."""

from __future__ import annotations

from pydantic import Field

from disclosurelog.records.base import Language, Line, Part, Text, Url, Word


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
