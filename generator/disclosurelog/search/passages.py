"""What of a record is searched: its words by field, and those a person sees in its documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from disclosurelog.gate import CheckedDocument
from disclosurelog.records import Entry
from disclosurelog.records.decision import AppliedCitation


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the index. `boost` weighs a term found in it, as in lunr."""

    name: str
    boost: float


FIELDS: Final = (
    Field("reference", 10),
    Field("title", 5),
    Field("summary", 3),
    Field("citations", 3),
    Field("topics", 3),
    Field("department", 2),
    Field("request", 1.5),
    Field("response", 1),
    Field("reasoning", 1),
    Field("documents", 1),
)
DOCUMENTS: Final = len(FIELDS) - 1

_PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Visible:
    """The visible text of one published document. `number` counts the card's documents from 0.

    `source` gives the pages: a document of the gate's unpacks them at each call.
    """

    number: int
    title: str
    source: CheckedDocument | tuple[str, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The text of each page."""
        source = self.source
        return source if isinstance(source, tuple) else source.visible_text


@dataclass(frozen=True, slots=True)
class Passages:
    """The text of one record: passages by field, in the order of FIELDS, and its documents."""

    fields: tuple[tuple[str, ...], ...]
    documents: tuple[Visible, ...]

    def of(self, field: int) -> Iterator[str]:
        """The passages of a field. Nobody's phrase runs from one into the next."""
        if field != DOCUMENTS:
            for text in self.fields[field]:
                yield from _PARAGRAPHS.split(text)
        else:
            for document in self.documents:
                yield document.title
                for page in document.pages:
                    yield from _PARAGRAPHS.split(page)


def passages_of(entry: Entry, documents: Mapping[tuple[str, str], CheckedDocument]) -> Passages:
    """Everything of a record that a search may find.

    Args:
        entry: The record.
        documents: Every file that may be published, as the gate gives them.
    """
    record = entry.record
    translations = [one for _, one in sorted(record.translations.items())]
    aftermath = (record.internal_review, record.regulator, record.tribunal)
    answered = [
        record.response.text,
        record.response.advice,
        record.refusal_notice.text if record.refusal_notice else None,
        *(one.response for one in translations),
        *(one.text for one in aftermath if one is not None),
    ]
    fields = (
        (record.reference, *record.earlier_references),
        (record.title, *(one.title for one in translations)),
        _given(record.summary, *(one.summary for one in translations)),
        tuple(_cited(entry)),
        record.topics,
        _given(record.department),
        _given(
            record.request.text,
            *(part.text for part in record.request.parts),
            *(one.request for one in translations),
        ),
        _given(*answered),
        tuple(reason for one in record.citations for reason in reasons(one)),
    )
    shown = published(entry, documents)
    return Passages(fields, tuple(Visible(n, title, d) for n, title, d in shown))


def published(
    entry: Entry, documents: Mapping[tuple[str, str], CheckedDocument]
) -> list[tuple[int, str, CheckedDocument]]:
    """The documents of a record that are published: number, title, and what the gate says."""
    found: list[tuple[int, str, CheckedDocument]] = []
    for one in entry.record.documents:
        checked = documents.get((entry.slug, one.file))
        if checked is not None:
            found.append((len(found), one.title, checked))
    return found


def reasons(one: AppliedCitation) -> tuple[str, ...]:
    """Why a provision was applied, in the record's own words."""
    interest, legitimate = one.public_interest, one.legitimate_interest
    return _given(
        one.reason,
        one.harm,
        *((interest.for_, interest.against, interest.balance) if interest else ()),
        *((legitimate.purpose, legitimate.necessity, legitimate.balance) if legitimate else ()),
        one.qualified_person.opinion if one.qualified_person else None,
        one.other_statute,
    )


def _cited(entry: Entry) -> Iterator[str]:
    for cited in entry.cited:
        yield cited.given.cite
        for one in cited.provisions:
            provision = cited.law.provision(one)
            yield f"{cited.law.short_title} {provision.cited_as} {provision.title}"


def _given(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
