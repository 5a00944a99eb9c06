"""What happened to a request, in order of date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from disclosurelog.pages.site import Link
from disclosurelog.pages.words import EMPTY, OUTCOMES, REVIEW_OUTCOMES, plain_day
from disclosurelog.records import Appeal, Entry, InternalReview, Record
from disclosurelog.records.aftermath import ClockEvent


class Event(NamedTuple):
    """One thing that happened. `main` marks the two that a reader looks for first."""

    date: datetime.date | None
    what: str
    text: str = ""
    link: Link | None = None
    main: bool = False
    lang: Markup = EMPTY


def timeline(entry: Entry, lang: Markup) -> list[Event]:
    """Return everything that is known to have happened; undated things come last."""
    events = list(_events(entry, lang))
    return sorted(events, key=lambda event: event.date or datetime.date.max)


def _events(entry: Entry, lang: Markup) -> Iterator[Event]:
    record = entry.record
    yield Event(record.received, "Request received", main=True)
    for happened in record.clock:
        yield Event(happened.date, _clock_words(happened), happened.reason or "", lang=lang)
    if entry.withdrawn:
        yield Event(record.responded, "Response sent", main=True)
    else:
        outcome = OUTCOMES[record.outcome].label
        what = f"Response sent: {outcome.lower()}"
        yield Event(record.responded, what, entry.clock.explanation, main=True)
    yield Event(record.published, "Published here")
    if entry.withdrawn:
        if record.tombstone:
            yield Event(record.tombstone.date, "Withdrawn from publication")
        return
    review = record.internal_review
    if review:
        yield Event(review.requested, "Internal review asked for")
        yield Event(review.decided, _review_words(review), review.text or "", lang=lang)
    for appeal in (record.regulator, record.tribunal):
        if appeal:
            yield _appeal(appeal, lang)
    for document in record.documents:
        for change, word in ((document.replaced, "replaced"), (document.withdrawn, "withdrawn")):
            if change:
                yield Event(change.date, f"File {word}: {document.title}")
    if record.updated:
        yield Event(record.updated, "This page last changed")


def _appeal(appeal: Appeal, lang: Markup) -> Event:
    link = Link("Read the decision", appeal.url) if appeal.url else None
    return Event(appeal.date, _appeal_words(appeal), appeal.text or "", link, lang=lang)


def afterwards(record: Record) -> Iterator[str]:
    """Yield what became of the decision on review, at the regulator and at the tribunal."""
    if record.internal_review:
        yield _review_words(record.internal_review)
    for appeal in (record.regulator, record.tribunal):
        if appeal:
            yield _appeal_words(appeal)


def _review_words(review: InternalReview) -> str:
    return f"Internal review: {REVIEW_OUTCOMES[review.outcome]}"


def _appeal_words(appeal: Appeal) -> str:
    reference = f", {appeal.reference}" if appeal.reference else ""
    return f"{appeal.body}{reference}: {REVIEW_OUTCOMES[appeal.outcome]}"


def _clock_words(happened: ClockEvent) -> str:
    until = f" until {plain_day(happened.until)}" if happened.until else ""
    under = f", under {happened.provision}" if happened.provision else ""
    return {
        "clarification-sought": "The requester was asked to clarify",
        "clarification-received": "The requester clarified",
        "stopped": "Time stopped",
        "resumed": "Time ran again",
        "extended": f"Time extended{until}{under}",
    }[happened.event]
