"""What the tables hold: a record, its citations and its documents as rows of plain values.

Of a withdrawn record, only what its tombstone says is in any of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from disclosurelog.export.columns import RECORDS, Value
from disclosurelog.gate import CheckedDocument
from disclosurelog.records import Entry, Log, Settings, viewer_name, viewer_uri
from disclosurelog.records.decision import AppliesTo
from disclosurelog.records.document import Document
from disclosurelog.records.statistics import count_log

Row = tuple[Value, ...]
Documents = Mapping[tuple[str, str], CheckedDocument]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the data stand.

    Attributes:
        settings: What the log says of itself.
        base: The site's own address with a slash at its end; empty where the log has none, and
            then addresses are paths below the site's root.
    """

    settings: Settings
    base: str

    def record(self, entry: Entry) -> str:
        """The address of a record's page."""
        return f"{self.base}records/{entry.slug}/"

    def document(self, entry: Entry, document: Document) -> str:
        """The address of a file; empty where it was withdrawn."""
        gone = document.withdrawn is not None
        return "" if gone else f"{self.base}records/{entry.slug}/{document.file}"

    def viewer(self, entry: Entry, document: Document) -> str:
        """The address of the page that shows a file; empty where it was withdrawn."""
        if document.withdrawn is not None:
            return ""
        return self.base + viewer_uri(entry.slug, viewer_name(entry.record, document.file))


def record_row(place: Place, entry: Entry) -> Row:
    """The row of `RECORDS`, in the order of its columns."""
    record = entry.record
    found: dict[str, Value] = {
        "record": entry.slug,
        "url": place.record(entry),
        "reference": record.reference,
        "status": "published",
        "received": record.received.isoformat(),
        "responded": record.responded.isoformat(),
        "published": record.published.isoformat(),
        "updated": _day(record.updated),
    }
    if record.tombstone is not None:
        found["status"] = "withdrawn"
        found["withdrawn"] = _day(record.tombstone.date)
        found["withdrawn_reason"] = record.tombstone.reason
    else:
        found |= _told(place, entry)
    return tuple([found.get(column.name) for column in RECORDS.columns])


def _told(place: Place, entry: Entry) -> dict[str, Value]:
    """What a row says of a response that is not withdrawn, but for its reference and dates."""
    record, clock, review = entry.record, entry.clock, entry.record.internal_review
    found: dict[str, Value] = {
        "earlier_references": _joined(record.earlier_references),
        "title": record.title,
        "summary": record.summary,
        "authority": record.authority or place.settings.authority.name,
        "department": record.department,
        "topics": _joined(dict.fromkeys(record.topics)),
        "language": record.language,
        "laws": _joined(law.id for law in entry.laws),
        "due": _day(clock.due),
        "limit": clock.limit,
        "taken": clock.taken,
        "unit": clock.unit,
        "timeliness": clock.verdict,
        "outcome": record.outcome,
        "citations": sum(len(cited.provisions) for cited in entry.cited),
        "documents": sum(1 for one in record.documents if one.withdrawn is None),
        "licence": record.licence or place.settings.licence,
        "sensitive": record.sensitive,
        "noindex": record.noindex,
    }
    if review is not None:
        found["review_requested"] = _day(review.requested)
        found["review_decided"] = _day(review.decided)
        found["review_outcome"] = review.outcome
    for name, appeal in (("regulator", record.regulator), ("tribunal", record.tribunal)):
        if appeal is not None:
            found[f"{name}_date"] = _day(appeal.date)
            found[f"{name}_reference"] = appeal.reference
            found[f"{name}_outcome"] = appeal.outcome
    return found


def citation_rows(entry: Entry) -> Iterator[Row]:
    """The rows of `CITATIONS`: one for each provision of each citation."""
    if entry.withdrawn:
        return
    for number, cited in enumerate(entry.cited, 1):
        given = cited.given
        interest, legitimate = given.public_interest, given.legitimate_interest
        person, signed = given.qualified_person, given.certificate
        rest: Row = (
            given.cite,
            given.mode,
            "; ".join(map(_applies, given.applies_to)) or None,
            given.likelihood,
            given.reason,
            given.harm,
            *((interest.for_, interest.against, interest.balance) if interest else [None] * 3),
            *(
                (legitimate.purpose, legitimate.necessity, legitimate.balance)
                if legitimate
                else [None] * 3
            ),
            *((person.office, person.date.isoformat(), person.opinion) if person else [None] * 3),
            *((signed.office, signed.date.isoformat(), signed.provision) if signed else [None] * 3),
            given.other_statute,
        )
        law = cited.law
        for name in cited.provisions:
            one = law.provision(name)
            yield (
                *(entry.slug, number, name, law.id, law.short_title),
                *(one.title or None, one.kind, one.test),
                *rest,
            )


def document_rows(place: Place, entry: Entry, documents: Documents) -> Iterator[Row]:
    """The rows of `DOCUMENTS`."""
    if entry.withdrawn:
        return
    for one in entry.record.documents:
        checked = documents.get((entry.slug, one.file))
        replaced, gone = one.replaced, one.withdrawn
        yield (
            entry.slug,
            one.file,
            place.document(entry, one) or None,
            place.viewer(entry, one) or None,
            one.title,
            one.role,
            checked.kind if checked else None,
            one.language or entry.record.language,
            checked.size if checked else None,
            checked.page_count if checked else None,
            checked.sha256 if checked else None,
            one.redacted,
            sum(redaction.count for redaction in one.redactions),
            one.accessible_alternative,
            one.source,
            *((replaced.date.isoformat(), replaced.reason) if replaced else (None, None)),
            *((gone.date.isoformat(), gone.reason) if gone else (None, None)),
        )


def text_row(entry: Entry) -> Row:
    """What the table records holds in the database alone: the record's texts in full."""
    if entry.withdrawn:
        return None, None, None, None
    record = entry.record
    notice = record.refusal_notice.text if record.refusal_notice else None
    return record.request.text, record.response.text, record.response.advice, notice


def topics_of(entry: Entry) -> Iterator[str]:
    """The topics of a record, each once."""
    if not entry.withdrawn:
        yield from dict.fromkeys(entry.record.topics)


def page_rows(entry: Entry, documents: Documents) -> Iterator[Row]:
    """Of each page of each file that has any text, its number and its text."""
    if entry.withdrawn:
        return
    for one in entry.record.documents:
        checked = documents.get((entry.slug, one.file))
        if checked is not None:
            for number, text in enumerate(checked.visible_text, 1):
                if text:
                    yield entry.slug, one.file, number, text


def statistics_rows(log: Log) -> Iterator[Row]:
    """The rows of `STATISTICS`."""
    for one in count_log(log).figures():
        yield one.measure, one.period.label, one.group, one.value


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _applies(to: AppliesTo) -> str:
    named = (
        f"part {to.part}" if to.part else "",
        to.document or "",
        f"pages {to.pages}" if to.pages else "",
    )
    return ", ".join(filter(None, named))


def _joined(items: Iterable[str]) -> str | None:
    return "; ".join(items) or None
