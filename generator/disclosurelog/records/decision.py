"""What was decided, under which provision, and why."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from disclosurelog.records.base import Date, FileName, Line, Part, Text, Word

Mode = Literal["withhold", "refuse", "neither-confirm-nor-deny"]
Likelihood = Literal["would", "would-be-likely-to"]


class AppliesTo(Part):
    """What a citation applies to. Nothing given means the whole of what was asked."""

    part: Line | None = None
    """The label of a part of the request."""
    document: FileName | None = None
    """The file name of one of the record's documents."""
    pages: Line | None = Field(
        default=None, pattern=r"^\d+(-\d+)?(, ?\d+(-\d+)?)*$", examples=["1, 3-5"]
    )
    """Pages of that document: 1, 3-5."""


class PublicInterest(Part):
    """The public interest test."""

    for_: Text = Field(alias="for")
    """What speaks for disclosure."""
    against: Text
    """What speaks against it."""
    balance: Text
    """Where the balance lies and why."""


class LegitimateInterest(Part):
    """The three-part test for personal data (UK GDPR Article 6(1)(f))."""

    purpose: Text
    """The legitimate interest in disclosure that was looked for."""
    necessity: Text
    """Whether disclosure is necessary for it."""
    balance: Text
    """How it weighs against the rights of the person the data is about."""


class QualifiedPerson(Part):
    """Who gave the reasonable opinion that FOIA s.36 asks for, by office, never by name."""

    office: Line
    """The office held: Chief Constable, Monitoring Officer."""
    date: Date
    """The day of the opinion."""
    opinion: Text | None = None
    """The opinion in short."""


class MinisterialCertificate(Part):
    """A certificate that settles the matter, as under FOIA s.23(2) or s.24(3)."""

    office: Line
    """The office of who signed it."""
    date: Date
    """The day it was signed."""
    provision: Line
    """The provision it was signed under, as written."""


class AppliedCitation(Part):
    """A provision that was relied on, as the response cites it, with its reasons."""

    cite: Line
    """The citation as the response writes it."""
    law: Word | None = None
    """The law it belongs to; needed where the record names several."""
    mode: Mode = "withhold"
    """Whether it withholds information, refuses the request, or neither confirms nor denies."""
    applies_to: tuple[AppliesTo, ...] = ()
    """The parts, documents and pages it applies to; the whole where nothing is given."""
    likelihood: Likelihood | None = None
    """Whether the harm would happen, or would be likely to."""
    reason: Text | None = None
    """Why the provision is engaged."""
    harm: Text | None = None
    """The harm that disclosure would do."""
    public_interest: PublicInterest | None = None
    """The public interest test."""
    legitimate_interest: LegitimateInterest | None = None
    """The legitimate interest test for personal data."""
    qualified_person: QualifiedPerson | None = None
    """The qualified person's opinion."""
    certificate: MinisterialCertificate | None = None
    """A certificate that settles the matter."""
    other_statute: Line | None = None
    """The other law that forbids disclosure."""


class RefusalNotice(Part):
    """The notice that tells a requester what was refused, and where to turn."""

    provision: Line
    """The provision the notice is given under, as written: Section 17(1)."""
    law: Word | None = None
    """The law it belongs to; needed where the record names several."""
    text: Text | None = None
    """The notice's own words."""
    review: Text
    """How to ask the authority to look again."""
    regulator: Text
    """How to complain to the regulator."""


class Response(Part):
    """The answer that was sent."""

    text: Text
    """The response's own words."""
    advice: Text | None = None
    """Advice and assistance that was given."""
