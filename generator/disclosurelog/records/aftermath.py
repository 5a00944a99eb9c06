"""What came after the response: reviews, complaints, and the record's own later life."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from disclosurelog.records.base import Date, Line, Part, Text, Url

ReviewOutcome = Literal["pending", "upheld", "partly-overturned", "overturned", "withdrawn"]


class InternalReview(Part):
    """The authority looked at its decision again."""

    requested: Date
    """The day the review was asked for."""
    decided: Date | None = None
    """The day it ended."""
    outcome: ReviewOutcome
    """Whether the first decision was upheld."""
    text: Text | None = None
    """What was decided and why."""


class Appeal(Part):
    """A regulator or a tribunal looked at the decision."""

    body: Line
    """Who decided: Information Commissioner, First-tier Tribunal."""
    reference: Line | None = None
    """Their reference."""
    date: Date | None = None
    """The day of the decision."""
    outcome: ReviewOutcome
    """Whether the authority's decision was upheld."""
    url: Url | None = None
    """The decision on the web."""
    text: Text | None = None
    """What was decided and why."""


class Related(Part):
    """Another record that belongs with this one."""

    reference: Line
    """The other record's reference."""
    relation: Literal["follows", "same-as", "supersedes", "batch"]
    """How they belong together: this one follows, is the same as, or replaces the other."""


class Tombstone(Part):
    """What is left where a record was withdrawn."""

    date: Date
    """The day it was withdrawn."""
    reason: Text
    """Why, in words for the public."""


class ClockEvent(Part):
    """Something that stopped, restarted or lengthened the time for answering."""

    event: Literal[
        "clarification-sought", "clarification-received", "stopped", "resumed", "extended"
    ]
    """What happened. A fees notice stops the clock; the payment resumes it."""
    date: Date
    """The day."""
    until: Date | None = None
    """For an extension: the new last day."""
    provision: Annotated[Line, Field(max_length=60)] | None = None
    """For an extension: the provision it was made under, as written."""
    reason: Text | None = None
    """Why."""
