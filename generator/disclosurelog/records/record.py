"""The record: one released response, whole."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from disclosurelog.records.aftermath import Appeal, ClockEvent, InternalReview, Related, Tombstone
from disclosurelog.records.base import Date, Language, Line, Part, Word
from disclosurelog.records.decision import AppliedCitation, RefusalNotice, Response
from disclosurelog.records.document import Document
from disclosurelog.records.request import Outcome, Request, Translation

SCHEMA_VERSION = 1


class Record(Part):
    """One released response to a request for information.

    There is no field for who asked, on purpose: requests are answered without regard to the person,
    and a disclosure log has no need to hold their name (UK GDPR Article 5(1)(c)).
    """

    schema_: Literal[1] = Field(alias="schema")
    """The version of this form of record. Always 1."""
    reference: Annotated[Line, Field(max_length=80)]
    """The authority's own reference, in quotes."""
    earlier_references: tuple[Line, ...] = ()
    """References the request had before."""
    authority: Line | None = None
    """The body that answered, where it is not the log's own."""
    title: Annotated[Line, Field(max_length=300)]
    """What the response is about, in one line."""
    summary: Line = Field(max_length=400)
    """What was asked and what was decided, in a sentence or two."""
    language: Language = "en"
    """The language the record is written in."""
    translations: dict[str, Translation] = Field(default_factory=dict)
    """The record's words in other languages, by language tag."""
    laws: tuple[Word, ...] = Field(min_length=1)
    """The laws the request was handled under: uk-foia-2000, uk-eir-2004."""
    received: Date
    """The day the request arrived."""
    responded: Date
    """The day the response was sent."""
    published: Date
    """The day the record is published. A later day than the build's keeps it back."""
    updated: Date | None = None
    """The day the record last changed."""
    clock: tuple[ClockEvent, ...] = ()
    """What stopped or lengthened the time for answering."""
    request: Request
    """What was asked."""
    outcome: Outcome
    """What was decided."""
    citations: tuple[AppliedCitation, ...] = ()
    """The provisions relied on, each with its reasons."""
    refusal_notice: RefusalNotice | None = None
    """The refusal notice, where anything was refused."""
    response: Response
    """What was answered."""
    documents: tuple[Document, ...] = ()
    """The files published with the record."""
    internal_review: InternalReview | None = None
    """The internal review, if there was one."""
    regulator: Appeal | None = None
    """The regulator's decision, if there was one."""
    tribunal: Appeal | None = None
    """The tribunal's decision, if there was one."""
    related: tuple[Related, ...] = ()
    """Other records that belong with this one."""
    topics: tuple[Line, ...] = ()
    """Subjects to browse by."""
    department: Line | None = None
    """The part of the authority that answered."""
    licence: Line | None = None
    """The licence the documents may be used under, where it is not the log's own."""
    sensitive: bool = False
    """Whether the subject may distress a reader."""
    noindex: bool = False
    """Whether search engines and the site's own search leave it out."""
    retain_until: Date | None = None
    """The day from which the record is no longer published."""
    status: Literal["published", "withdrawn", "draft"] = "published"
    """Drafts are checked and not published; withdrawn records leave a tombstone."""
    tombstone: Tombstone | None = None
    """Set when the record is withdrawn."""
