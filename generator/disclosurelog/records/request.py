"""What was asked, and the answer to each numbered part of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from disclosurelog.records.base import Line, Part, Text

Outcome = Literal[
    "granted-in-full",
    "granted-in-part",
    "refused",
    "not-held",
    "partly-held",
    "neither-confirm-nor-deny",
    "withdrawn-by-requester",
    "lapsed",
    "transferred",
]


class RequestPart(Part):
    """One numbered part of a request, where it had parts."""

    label: Annotated[Line, Field(max_length=20)]
    """The part's number or letter as the request gave it: 1, 2, a."""
    text: Text
    """The part as asked, without anything that could tell who asked."""
    outcome: Outcome
    """What was decided on this part."""


class Request(Part):
    """The request as asked, without anything that could tell who asked."""

    text: Text
    """The request in the words it was made in, personal details taken out."""
    parts: tuple[RequestPart, ...] = ()
    """The numbered parts, each with its own outcome."""


class Translation(Part):
    """The record in another language. What is left out is shown in the record's own."""

    title: Line
    """The title, translated."""
    summary: Line | None = None
    """The summary, translated."""
    request: Text | None = None
    """The request as asked, translated."""
    response: Text | None = None
    """The response, translated."""
