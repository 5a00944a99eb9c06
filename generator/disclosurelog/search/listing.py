"""The list that the search page looks through: one short row for each response."""

from __future__ import annotations

import json
from collections.abc import Iterator

from disclosurelog.gate import CheckedLog
from disclosurelog.records import Entry

LISTING = "search/responses.json"


def listing_files(checked: CheckedLog) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the search, as (uri, bytes).

    Withdrawn responses and those marked `noindex` are left out.
    """
    rows = [
        _row(entry)
        for entry in checked.log.entries
        if not entry.withdrawn and not entry.record.noindex
    ]
    text = json.dumps({"version": 1, "rows": rows}, ensure_ascii=False, separators=(",", ":"))
    yield LISTING, text.encode()


def _row(entry: Entry) -> dict[str, object]:
    record = entry.record
    provisions = [(one.law, one.law.provision(p)) for one in entry.cited for p in one.provisions]
    translated = [t.title for _, t in sorted(record.translations.items())]
    cited = [
        f"{law.short_title} {provision.id} {provision.cited_as} {provision.title}"
        for law, provision in provisions
    ]
    return {
        "slug": entry.slug,
        "title": record.title,
        "summary": record.summary,
        "reference": record.reference,
        "day": record.responded.isoformat(),
        "outcome": record.outcome.replace("-", " "),
        "words": " ".join(
            [
                *record.earlier_references,
                *translated,
                *record.topics,
                record.department or "",
                *cited,
                *(one.given.cite for one in entry.cited),
            ]
        ),
    }
