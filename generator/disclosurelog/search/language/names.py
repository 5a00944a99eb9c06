"""The names that may stand before a colon: filters, fields, and the misspelt ones."""

from __future__ import annotations

from typing import Final

from disclosurelog.search.language.near import nearest

FILTERS: Final = {
    "exemption": "exemption",
    "exemptions": "exemption",
    "exception": "exemption",
    "exceptions": "exemption",
    "provision": "exemption",
    "section": "exemption",
    "law": "law",
    "laws": "law",
    "act": "law",
    "outcome": "outcome",
    "outcomes": "outcome",
    "year": "year",
    "years": "year",
    "received": "received",
    "responded": "responded",
    "answered": "responded",
    "date": "responded",
    "department": "department",
    "departments": "department",
    "dept": "department",
    "topic": "topic",
    "topics": "topic",
    "ref": "reference",
    "reference": "reference",
    "late": "late",
    "documents": "documents",
    "reviewed": "reviewed",
    "review": "reviewed",
    "taken": "taken",
}

FIELDS: Final = {
    "title": "title",
    "summary": "summary",
    "request": "request",
    "response": "response",
    "reasoning": "reasoning",
    "reasons": "reasoning",
    "reason": "reasoning",
    "documents": "documents",
    "document": "documents",
    "citations": "citations",
    "citation": "citations",
}
"""What may stand before a word. A department or a topic is a filter there."""

PLACES: Final = FIELDS | {
    "topics": "topics",
    "topic": "topics",
    "department": "department",
    "reference": "reference",
}
"""What may stand after `in:`."""

EVERYWHERE: Final = ("all", "everything", "everywhere")

YES: Final = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}

_KNOWN: Final = (*FILTERS, *FIELDS, "in")


def meant(name: str) -> str | None:
    """The name that a misspelt one stands for; None where it is none, as in `http:`.

    Short names are near to everything, so they get less room: no `re:` is a `ref:`.
    """
    room = 2 if len(name) > 4 else 1 if len(name) > 2 else 0
    found = nearest(name, _KNOWN)
    return found[0] if found and 0 < found[1] <= room and len(found[0]) > 2 else None
