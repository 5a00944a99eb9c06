"""Rules between fields that keep a record's own story straight: dates, names, what points where."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from disclosurelog.records.lawful import Wrong
from disclosurelog.records.record import Record
from disclosurelog.records.yamlfile import Path_


def dates(record: Record) -> Iterator[Wrong]:
    """Things happen in their order (FOIA s.10: the time runs from receipt)."""
    order: list[tuple[Path_, str, object, str, object]] = [
        (
            ("responded",),
            "the response",
            record.responded,
            "the request's receipt",
            record.received,
        ),
        (("published",), "publication", record.published, "the response", record.responded),
        (("updated",), "the last change", record.updated, "publication", record.published),
    ]
    for number, event in enumerate(record.clock):
        where: Path_ = ("clock", number, "date")
        order.append((where, "this event", event.date, "the request's receipt", record.received))
        order.append(
            (("clock", number, "until"), "the new last day", event.until, "the event", event.date)
        )
        if event.event == "extended" and event.until is None:
            yield (
                ("clock", number),
                "an extension does not say until when (FOIA s.10(3), EIR reg.7(3))",
                "add until",
            )
    review = record.internal_review
    if review is not None:
        at: Path_ = ("internal_review",)
        order.append(
            ((*at, "requested"), "the review", review.requested, "the response", record.responded)
        )
        order.append(((*at, "decided"), "its end", review.decided, "its start", review.requested))
    for name, appeal in (("regulator", record.regulator), ("tribunal", record.tribunal)):
        if appeal is not None:
            order.append(
                ((name, "date"), "the decision", appeal.date, "the response", record.responded)
            )
    if record.tombstone is not None:
        day = record.tombstone.date
        order.append(
            (("tombstone", "date"), "the withdrawal", day, "publication", record.published)
        )
    for where, later, later_day, earlier, earlier_day in order:
        if later_day is not None and earlier_day is not None and later_day < earlier_day:  # type: ignore[operator]
            yield where, f"{later} is dated before {earlier}", "correct the dates"


def references(record: Record) -> Iterator[Wrong]:
    """Names and labels are given once, and what a document points to is there."""
    files = [document.file for document in record.documents]
    for number, name in enumerate(files):
        if name.casefold() in {other.casefold() for other in files[:number]}:
            yield (
                ("documents", number, "file"),
                "this file name is used twice, or differs only in capitals",
                "give each file its own name",
            )
    labels = [part.label for part in record.request.parts]
    for number, label in enumerate(labels):
        if label in labels[:number]:
            yield ("request", "parts", number, "label"), "this label is used twice", "renumber"
    for number, document in enumerate(record.documents):
        other = document.accessible_alternative
        if other is not None and other not in files:
            yield (
                ("documents", number, "accessible_alternative"),
                "no document of this record has that file name",
                "list the accessible copy under documents",
            )
        if document.redactions and not document.redacted:
            yield (
                ("documents", number, "redacted"),
                "redactions are listed for a file that is marked as not redacted",
                "write redacted: true",
            )


def targets(record: Record) -> Iterator[Wrong]:
    """What a citation applies to is there."""
    files = {document.file for document in record.documents}
    labels = {part.label for part in record.request.parts}
    for number, citation in enumerate(record.citations):
        for at, target in enumerate(citation.applies_to):
            where: Path_ = ("citations", number, "applies_to", at)
            if target.document is not None and target.document not in files:
                what = "no document of this record has that file name"
                yield (*where, "document"), what, "correct it"
            if target.part is not None and target.part not in labels:
                yield (*where, "part"), "the request has no part with that label", "correct it"
            if target.pages is not None and target.document is None:
                yield (*where, "pages"), "pages are given without their document", "add document"


def withdrawal(record: Record) -> Iterator[Wrong]:
    """A withdrawn record leaves a tombstone and nothing else."""
    if record.status == "withdrawn" and record.tombstone is None:
        yield (
            ("status",),
            "a withdrawn record needs its tombstone",
            "add tombstone: date and reason",
        )
    if record.status != "withdrawn" and record.tombstone is not None:
        yield ("tombstone",), "there is a tombstone and the record is not withdrawn", "set status"
    if record.status == "withdrawn":
        for number, document in enumerate(record.documents):
            if document.withdrawn is None:
                yield (
                    ("documents", number),
                    "a withdrawn record still publishes a file",
                    "delete the file and add withdrawn: date and reason",
                )


def normal_form(record: Record) -> Iterator[Wrong]:
    """References and topics are compared as text, so they are kept in one Unicode form (NFC)."""
    names: list[tuple[Path_, str]] = [(("reference",), record.reference)]
    names += [(("earlier_references", i), name) for i, name in enumerate(record.earlier_references)]
    names += [(("topics", i), name) for i, name in enumerate(record.topics)]
    if record.department is not None:
        names.append((("department",), record.department))
    for where, name in names:
        if unicodedata.normalize("NFC", name) != name:
            yield where, "this is not in the usual Unicode form (NFC)", "retype it"


RULES: tuple[Callable[[Record], Iterator[Wrong]], ...] = (
    dates,
    references,
    targets,
    withdrawal,
    normal_form,
)
