"""The files published with a record."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from disclosurelog.records.base import Date, FileName, Language, Line, Part, Sha256, Text, Url

Role = Literal[
    "response-letter", "refusal-notice", "disclosed", "annex", "accessible-copy", "translation"
]


class Redaction(Part):
    """What was taken out of one page under one provision."""

    page: int = Field(ge=1)
    """The page, counted from 1."""
    provision: Line
    """The provision, as written."""
    law: str | None = None
    """The law it belongs to; needed where the record names several."""
    count: int = Field(default=1, ge=1)
    """How many places on the page."""


class Waiver(Part):
    """A narrow, reasoned exception from one check, for this very file."""

    rule: str = Field(pattern=r"^[A-Z]\d{3}$", examples=["P106"])
    """The check's code: P106."""
    page: int | None = Field(default=None, ge=1)
    """The page it was found on; left out for a finding about the whole file."""
    sha256: Sha256
    """The SHA-256 of the file as it was looked at: a changed file needs a new decision."""
    reason: Text = Field(min_length=15)
    """Why publication is safe all the same."""
    approved_by: Line
    """The role of who decided, never a name."""
    date: Date
    """The day of the decision."""


class Change(Part):
    """When and why a file was replaced or withdrawn."""

    date: Date
    """The day."""
    reason: Text
    """The reason, in words for the public."""


class Document(Part):
    """A file published with the record."""

    file: FileName
    """The file's name beside the record."""
    title: Line
    """What the file is, for a reader."""
    role: Role = "disclosed"
    """What part it plays."""
    language: Language | None = None
    """Its language where that is not the record's."""
    redacted: bool = False
    """Whether anything was taken out of it."""
    redactions: tuple[Redaction, ...] = ()
    """What was taken out, page by page and provision by provision."""
    accessible_alternative: FileName | None = None
    """The file name of an accessible copy among the record's documents."""
    source: Url | None = None
    """Where the same file was first published, if it was."""
    replaced: Change | None = None
    """Set when an earlier version of this file was replaced."""
    withdrawn: Change | None = None
    """Set when the file is no longer published; the file itself must be gone from the folder."""
    waivers: tuple[Waiver, ...] = ()
    """Narrow exceptions from checks."""
