"""One record as plain values: what `record.json` and each line of `records.jsonl` hold."""

from __future__ import annotations

import json
from typing import Any

from disclosurelog.export.rows import Documents, Place
from disclosurelog.records import Entry
from disclosurelog.records.base import Part
from disclosurelog.records.document import Document
from disclosurelog.records.entry import Cited


def plain_record(place: Place, entry: Entry, documents: Documents) -> dict[str, Any]:
    """The record, in the order that people read it. What it does not have is left out.

    The record's own fields are named one by one: one that is added stays in the house until
    somebody writes it down here.
    """
    record = entry.record
    found: dict[str, Any] = {
        "record": entry.slug,
        "url": place.record(entry),
        "reference": record.reference,
        "status": "published",
    }
    days: dict[str, Any] = {
        "received": record.received.isoformat(),
        "responded": record.responded.isoformat(),
        "published": record.published.isoformat(),
        "updated": record.updated.isoformat() if record.updated else None,
    }
    if record.tombstone is not None:
        gone = {"status": "withdrawn", **days, "tombstone": _dumped(record.tombstone)}
        return _given(found | gone)
    found |= {
        "earlier_references": record.earlier_references,
        "title": record.title,
        "summary": record.summary,
        "language": record.language,
        "authority": record.authority or place.settings.authority.name,
        "department": record.department,
        "topics": record.topics,
        "laws": [{"id": law.id, "title": law.title} for law in entry.laws],
        **days,
        "clock": _clock(entry),
        "request": _dumped(record.request),
        "outcome": record.outcome,
        "citations": [_citation(one) for one in entry.cited],
        "refusal_notice": _dumped(record.refusal_notice),
        "response": _dumped(record.response),
        "documents": [_document(place, entry, one, documents) for one in record.documents],
        "internal_review": _dumped(record.internal_review),
        "regulator": _dumped(record.regulator),
        "tribunal": _dumped(record.tribunal),
        "related": [_dumped(one) for one in record.related],
        "translations": {tag: _dumped(one) for tag, one in sorted(record.translations.items())},
        "licence": record.licence or place.settings.licence,
        "sensitive": record.sensitive,
        "noindex": record.noindex,
    }
    return _given(found)


def line_of(value: dict[str, Any]) -> str:
    """The values as JSON on one line, without its end."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _clock(entry: Entry) -> dict[str, Any]:
    clock = entry.clock
    return _given(
        {
            "due": clock.due.isoformat(),
            "limit": clock.limit,
            "taken": clock.taken,
            "unit": clock.unit,
            "timeliness": clock.verdict,
            "extended_by": clock.extended_by,
            "explanation": clock.explanation,
            "events": [_dumped(event) for event in entry.record.clock],
        }
    )


def _citation(cited: Cited) -> dict[str, Any]:
    law = cited.law
    named = [(name, law.provision(name)) for name in cited.provisions]
    provisions = [{"id": name, "cited_as": one.cited_as, "title": one.title} for name, one in named]
    given = cited.given.model_dump(mode="json", by_alias=True, exclude_none=True)
    given["law"] = law.id
    return {"cite": given.pop("cite"), "law": given.pop("law"), "provisions": provisions, **given}


def _document(
    place: Place, entry: Entry, document: Document, documents: Documents
) -> dict[str, Any]:
    checked = documents.get((entry.slug, document.file))
    found: dict[str, Any] = {
        "file": document.file,
        "url": place.document(entry, document) or None,
        "viewer": place.viewer(entry, document) or None,
        "title": document.title,
        "role": document.role,
        "language": document.language or entry.record.language,
        "redacted": document.redacted,
        "redactions": [_dumped(one) for one in document.redactions],
        "accessible_alternative": document.accessible_alternative,
        "source": document.source,
        "replaced": _dumped(document.replaced),
        "withdrawn": _dumped(document.withdrawn),
    }
    if checked is not None:
        found |= {
            "kind": checked.kind,
            "size": checked.size,
            "pages": checked.page_count,
            "sha256": checked.sha256,
            "certificate": f"{place.base}certificates/{checked.sha256}.json",
        }
    return _given(found)


def _dumped(part: Part | None) -> dict[str, Any] | None:
    if part is None:
        return None
    return part.model_dump(mode="json", by_alias=True, exclude_none=True)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not there. A `false` or a 0 is there."""
    return {
        name: one for name, one in values.items() if one is not None and one not in ([], (), {})
    }
