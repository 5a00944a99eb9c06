"""What happened to a request, in order of date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final, NamedTuple

from markupsafe import Markup

from disclosurelog.languages import _, later
from disclosurelog.pages.site import Link
from disclosurelog.pages.took import explained
from disclosurelog.pages.words import EMPTY, REVIEW_OUTCOMES, plain_day
from disclosurelog.records import Appeal, Entry, InternalReview, Record
from disclosurelog.records.aftermath import ClockEvent

SENT: Final = {
    "granted-in-full": later("Response sent: granted in full"),
    "granted-in-part": later("Response sent: granted in part"),
    "refused": later("Response sent: refused"),
    "not-held": later("Response sent: not held"),
    "partly-held": later("Response sent: partly held"),
    "neither-confirm-nor-deny": later("Response sent: neither confirmed nor denied"),
    "withdrawn-by-requester": later("Response sent: withdrawn by the requester"),
    "lapsed": later("Response sent: lapsed"),
    "transferred": later("Response sent: transferred"),
}
CLOCK: Final = {
    "clarification-sought": later("The requester was asked to clarify"),
    "clarification-received": later("The requester clarified"),
    "stopped": later("Time stopped"),
    "resumed": later("Time ran again"),
}


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
    yield Event(record.received, _("Request received"), main=True)
    for happened in record.clock:
        yield Event(happened.date, _clock_words(happened), happened.reason or "", lang=lang)
    if entry.withdrawn:
        yield Event(record.responded, _("Response sent"), main=True)
    else:
        yield Event(record.responded, _(SENT[record.outcome]), explained(entry.clock), main=True)
    yield Event(record.published, _("Published here"))
    if entry.withdrawn:
        if record.tombstone:
            yield Event(record.tombstone.date, _("Withdrawn from publication"))
        return
    review = record.internal_review
    if review:
        yield Event(review.requested, _("Internal review asked for"))
        yield Event(review.decided, _review_words(review), review.text or "", lang=lang)
    for appeal in (record.regulator, record.tribunal):
        if appeal:
            yield _appeal(appeal, lang)
    for document in record.documents:
        title = document.title
        if document.replaced:
            yield Event(document.replaced.date, _("File replaced: {title}", title=title))
        if document.withdrawn:
            yield Event(document.withdrawn.date, _("File withdrawn: {title}", title=title))
    if record.updated:
        yield Event(record.updated, _("This page last changed"))


def _appeal(appeal: Appeal, lang: Markup) -> Event:
    link = Link(_("Read the decision"), appeal.url) if appeal.url else None
    return Event(appeal.date, _appeal_words(appeal), appeal.text or "", link, lang=lang)


def afterwards(record: Record) -> Iterator[str]:
    """Yield what became of the decision on review, at the regulator and at the tribunal."""
    if record.internal_review:
        yield _review_words(record.internal_review)
    for appeal in (record.regulator, record.tribunal):
        if appeal:
            yield _appeal_words(appeal)


def _review_words(review: InternalReview) -> str:
    return _("Internal review: {outcome}", outcome=_(REVIEW_OUTCOMES[review.outcome]))


def _appeal_words(appeal: Appeal) -> str:
    body = f"{appeal.body}, {appeal.reference}" if appeal.reference else appeal.body
    return f"{body}: {_(REVIEW_OUTCOMES[appeal.outcome])}"


def _clock_words(happened: ClockEvent) -> str:
    if happened.event != "extended":
        return _(CLOCK[happened.event])
    if not happened.until:
        words = _("Time extended")
    else:
        words = _("Time extended until {day}", day=plain_day(happened.until))
    if happened.provision:
        return _("{extended}, under {provision}", extended=words, provision=happened.provision)
    return words
