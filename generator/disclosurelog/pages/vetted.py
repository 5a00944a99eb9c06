"""What was checked in a file before it was published: its certificate in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from disclosurelog.checks.registry import pages
from disclosurelog.gate import Certificate, CheckedDocument
from disclosurelog.pages.site import Link
from disclosurelog.pages.words import count

_VERDICTS = {
    "warned": "found something that needs a look and stops nothing.",
    "waived": "found something. A person looked and let it pass, for the reason given here.",
}


@dataclass(slots=True)
class Unclean:
    """A check that found something: a link to its page, and what became of it."""

    check: Link
    says: str


@dataclass(slots=True)
class Vetted:
    """What the template `viewer` says of the checks."""

    summary: str
    unclean: tuple[Unclean, ...]
    sha256: str
    certificate: str
    ruleset: str


def vetted(document: CheckedDocument) -> Vetted:
    """Return a document's certificate in words."""
    certificate = document.certificate
    unclean = tuple(
        Unclean(_check(code), _VERDICTS[verdict])
        for code, verdict in certificate.checks
        if verdict in _VERDICTS
    )
    return Vetted(
        summary=_summary(certificate, len(unclean)),
        unclean=unclean,
        sha256=document.sha256,
        certificate=f"certificates/{document.sha256}.json",
        ruleset=certificate.ruleset,
    )


def _summary(certificate: Certificate, unclean: int) -> str:
    checks = count(len(certificate.checks), "check")
    pages_ = count(certificate.page_count, "page")
    found = "found nothing." if not unclean else f"found nothing, but for {unclean:,} of them."
    return f"Before this file was published, {checks} looked at all of its {pages_}, and {found}"


def _check(code: str) -> Link:
    return Link(_titles().get(code, code), f"checks/{code}/")


@cache
def _titles() -> dict[str, str]:
    return {one.code: f"{one.code} {one.name.replace('-', ' ')}" for one in pages()}
