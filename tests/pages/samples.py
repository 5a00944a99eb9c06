"""What the tests of pages are made from: records as plain values, a bare shell, a link checker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from disclosurelog.gate import Certificate
from disclosurelog.pages import Page, shell_address

AUTHORITY = {"name": "Aldermoor Constabulary", "email": "foi@aldermoor.example"}
REASONS = {
    "likelihood": "would-be-likely-to",
    "reason": "It tells how operations are run.",
    "harm": "Methods would be lost:\na. at once\nb. for good",
    "public_interest": {"for": "Openness.", "against": "Safety.", "balance": "Safety prevails."},
}
NOTICE = {"provision": "Section 17(1)", "review": "Write to us.", "regulator": "Write to them."}


def record(number: int, **changed: Any) -> dict[str, Any]:
    """A record that passes every rule; `changed` replaces or adds fields, None removes one."""
    found: dict[str, Any] = {
        "schema": 1,
        "reference": f"F-{number:04}",
        "title": f"Response {number}",
        "summary": f"What was asked and answered, number {number}.",
        "laws": ["uk-foia-2000"],
        "received": "2023-03-01",
        "responded": "2023-03-15",
        "published": "2023-03-20",
        "request": {"text": "Please send me the papers."},
        "outcome": "granted-in-full",
        "response": {"text": "They are attached."},
    }
    found |= changed
    return {name: value for name, value in found.items() if value is not None}


def refused(number: int, cite: str, **changed: Any) -> dict[str, Any]:
    """A record that withholds under one citation."""
    fields: dict[str, Any] = {
        "outcome": "refused",
        "citations": [{"cite": cite, **REASONS}],
        "refusal_notice": NOTICE,
    }
    return record(number, **(fields | changed))


class Written:
    """What `make_pages` gave, by uri, and the addresses that the export would add."""

    def __init__(self, pages: list[Page], beside: frozenset[str] = frozenset()) -> None:
        self.beside = beside
        self.order = [page.uri for page in pages]
        self.data = {page.uri: page.data for page in pages}

    def html(self, uri: str) -> str:
        return self.data[f"{uri}index.html"].decode()


Make = Callable[..., Written]


def checked_document(slug: str, file: str, texts: Sequence[str]) -> Any:
    """A document as the gate gives it, with these texts on its pages."""
    sha256 = hashlib.sha256(f"{slug}/{file}".encode()).hexdigest()
    verdicts = (("F001", "clean"), ("P101", "waived"), ("P106", "warned"))
    return SimpleNamespace(
        slug=slug,
        file=file,
        sha256=sha256,
        size=331_000,
        page_count=len(texts),
        page_sizes=((595.28, 841.89),) * len(texts),
        kind="pdf",
        visible_text=tuple(texts),
        certificate=Certificate(sha256, 331_000, "pdf", len(texts), "0" * 12, verdicts, ()),
    )


def bare(depth: int) -> str:
    up = "../" * depth or "./"
    return f"""<!doctype html><html lang="en"><head>
<meta name="description" content="dl-shell-description">
    <meta name="robots" content="dl-shell-robots">
<link rel="canonical" href="https://foi.example/{shell_address(depth)}">
<title>dl-shell-title – Log</title></head><body>
<nav><a href="{up}records/" data-dl-section="records">Responses</a>
<a href="{up}exemptions/" data-dl-section="exemptions">Exemptions</a></nav>
<main><p>dl-shell-body</p></main>
<footer><a href="{up}search/">Search</a> <a href="{up}checks/">Checks</a>
<a href="{up}statistics/">Statistics</a> <a href="{up}data/">Data</a></footer></body></html>"""
