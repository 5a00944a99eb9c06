"""The text of a new record: what is known filled in, what is not marked."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Sequence

from disclosurelog.law import Law, Provision, parse
from disclosurelog.records import EDITOR_LINE, FILL_IN

_ENDED_EARLY = {"withdrawn-by-requester", "lapsed", "transferred"}
_REFUSED = {"refused", "granted-in-part", "neither-confirm-nor-deny"}


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
    lines = [
        EDITOR_LINE,
        "schema: 1",
        f"reference: {_quoted(reference)}",
        f"title: {_quoted(title)}",
        f"summary: {_mark('one sentence: what was asked and what was decided')}",
        f"laws: [{law.id}]",
        f"received: {received}",
        f"responded: {responded}",
        f"published: {responded}",
        "request:",
        f"  text: {_mark('the request as asked, without anything that tells who asked')}",
        f"outcome: {outcome}",
        "response:",
        f"  text: {_mark('the answer that was sent')}",
    ]
    if cite:
        lines.append("citations:")
        for one in cite:
            lines += _citation(one, law, outcome)
    if cite or outcome in _REFUSED:
        lines += _notice(law)
    if documents:
        role = (
            "response-letter" if outcome in _ENDED_EARLY | {"refused", "not-held"} else "disclosed"
        )
        lines.append("documents:")
        for name in documents:
            lines += [
                f"  - file: {name}",
                f"    title: {_mark('what the file is')}",
                f"    role: {role}",
            ]
    return "\n".join(lines) + "\n"


def _citation(text: str, law: Law, outcome: str) -> Iterator[str]:
    provisions = [law.provision(name) for name in parse(text, law).provisions]
    yield f"  - cite: {_quoted(text)}"
    if outcome == "neither-confirm-nor-deny":
        yield "    mode: neither-confirm-nor-deny"
    elif any(one.kind == "refusal" for one in provisions):
        yield "    mode: refuse"
    yield from _reasons(provisions)


def _reasons(provisions: Sequence[Provision]) -> Iterator[str]:
    if any(one.needs_harm and "likely" in one.harm_word for one in provisions):
        yield "    likelihood: would-be-likely-to"
    if any(one.needs_harm for one in provisions):
        yield f"    harm: {_mark('the harm that disclosure would do')}"
    else:
        yield f"    reason: {_mark('why the provision applies')}"
    if any(one.needs_public_interest for one in provisions):
        yield "    public_interest:"
        for side in ("for", "against", "balance"):
            yield f"      {side}: {_mark(f'the public interest test, {side}')}"
    if any(one.needs_qualified_person for one in provisions):
        yield "    qualified_person:"
        yield f"      office: {_mark('the office held, not a name')}"
        yield f"      date: {_mark('the day of the opinion')}"
    if any(one.needs_other_statute for one in provisions):
        yield f"    other_statute: {_mark('the law that forbids disclosure')}"


def _notice(law: Law) -> Iterator[str]:
    yield "refusal_notice:"
    yield f"  provision: {_mark('the provision the notice is given under')}"
    yield f"  review: {_mark('how to ask for a review')}"
    yield f"  regulator: {_mark(f'how to complain to the {law.regulator.name}')}"


def _mark(what: str) -> str:
    return _quoted(f"{FILL_IN}: {what}]")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
