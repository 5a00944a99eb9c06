"""The text of a new record: what is known filled in, what is not marked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from disclosurelog.law import Law
from disclosurelog.records import FILL_IN
from disclosurelog.records.lawful import REFUSES
from disclosurelog.records.written import Fields, as_yaml, citation

_ENDED_EARLY = {"withdrawn-by-requester", "lapsed", "transferred"}


def _mark(what: str) -> str:
    return f"{FILL_IN}: {what}]"


_WORDS: Fields = {
    "reason": _mark("why the provision applies"),
    "likelihood": "would-be-likely-to",
    "harm": _mark("the harm that disclosure would do"),
    "public_interest": {
        side: _mark(f"the public interest test, {side}") for side in ("for", "against", "balance")
    },
    "qualified_person": {
        "office": _mark("the office held, not a name"),
        "date": _mark("the day of the opinion"),
    },
    "other_statute": _mark("the law that forbids disclosure"),
}


def draft(
    *,
    reference: str,
    title: str,
    law: Law,
    received: datetime.date,
    responded: datetime.date,
    outcome: str,
    cite: Sequence[str],
    documents: Sequence[str],
) -> str:
    """Return a record's YAML. Each provision cited gets the fields that its law asks for."""
    return as_yaml(
        {
            "schema": 1,
            "reference": reference,
            "title": title,
            "summary": _mark("one sentence: what was asked and what was decided"),
            "laws": (law.id,),
            "received": received,
            "responded": responded,
            "published": responded,
            "request": {
                "text": _mark("the request as asked, without anything that tells who asked")
            },
            "outcome": outcome,
            "response": {"text": _mark("the answer that was sent")},
            "citations": [_citation(one, law, outcome) for one in cite],
            "refusal_notice": _notice(law) if cite or outcome in REFUSES else None,
            "documents": [_document(name, outcome) for name in documents],
        }
    )


def _citation(cite: str, law: Law, outcome: str) -> Fields:
    found = dict(citation(cite, law, outcome, _WORDS))
    if "harm" in found:
        # The harm is the reason; one place to fill in is enough.
        del found["reason"]
    return found


def _notice(law: Law) -> Fields:
    return {
        "provision": _mark("the provision the notice is given under"),
        "review": _mark("how to ask for a review"),
        "regulator": _mark(f"how to complain to the {law.regulator.name}"),
    }


def _document(name: str, outcome: str) -> Fields:
    letter = outcome in _ENDED_EARLY | {"refused", "not-held"}
    return {
        "file": name,
        "title": _mark("what the file is"),
        "role": "response-letter" if letter else "disclosed",
    }
