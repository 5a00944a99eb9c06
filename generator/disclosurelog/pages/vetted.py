"""What was checked in a file before it was published: its certificate in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from disclosurelog.checks.registry import pages
from disclosurelog.gate import Certificate, CheckedDocument
from disclosurelog.languages import _, later, ngettext
from disclosurelog.pages.site import Link

_VERDICTS = {
    "warned": later("It found something that needs a look and stops nothing."),
    "waived": later("It found something. A person looked and let it pass, for the reason given."),
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
        Unclean(_check(code), _(_VERDICTS[verdict]))
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
    looked = ngettext(
        "{number} check looked at every page of this file before it was published.",
        "{number} checks looked at every page of this file before it was published.",
        len(certificate.checks),
    )
    if not unclean:
        return f"{looked} {_('Nothing was found.')}"
    found = ngettext(
        "{number} of them found something.", "{number} of them found something.", unclean
    )
    return f"{looked} {found}"


def _check(code: str) -> Link:
    return Link(_titles().get(code, code), f"checks/{code}/")


@cache
def _titles() -> dict[str, str]:
    return {one.code: f"{one.code} {one.name.replace('-', ' ')}" for one in pages()}
