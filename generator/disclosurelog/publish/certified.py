"""The certificates of a built site, made again from its files and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from disclosurelog.checks.policy import Policy
from disclosurelog.gate import Certificate, Inspector, Sandbox
from disclosurelog.gate.inspector import Progress
from disclosurelog.gate.recheck import recheck, rules_of
from disclosurelog.publish.manifest import MANIFEST, Listed, from_json

_FOLDER = "certificates/"
_ENGINE = frozenset({"index.html", "record.json"})
"""What the engine itself writes into the folder of a record. All else there is a document."""


@dataclass(slots=True)
class Verified:
    """What came of it.

    Attributes:
        wrong: (uri, what is wrong) of each certificate and document that differs.
        checked: How many certificates were made again.
        ours: The rules that look here.
        others: How many certificates were made by other rules, by the name of those. Nothing
            can be said of them but that their files are the ones they name.
        skipped: Codes that could not be compared, because the settings of the authority decide
            them and are not known here.
    """

    ours: str
    wrong: list[tuple[str, str]] = field(default_factory=list)
    checked: int = 0
    others: Counter[str] = field(default_factory=Counter)
    skipped: set[str] = field(default_factory=set)


def verify_certificates(
    site: Path,
    *,
    differing: Container[str] = (),
    cache: Path | None = None,
    jobs: int | None = None,
    progress: Progress | None = None,
    sandbox: Sandbox | None = None,
    policy: Policy | None = None,
) -> Verified:
    """Check every published document again, and compare with its certificate.

    Args:
        site: A built site.
        differing: The uris that are known not to be what the manifest says. They are passed over.
        cache: Where answers are kept; None to look at everything anew.
        jobs: How many files are looked at at once.
        progress: Called after each file.
        sandbox: One to use and to leave open; None for one of its own.
        policy: What the authority says; None where that is not known.

    Raises:
        CannotRun: There is no manifest, or nothing can be checked on this machine.
    """
    listing = from_json((site / MANIFEST).read_bytes())
    with Inspector(cache=cache, jobs=jobs, sandbox=sandbox, policy=policy) as inspector:
        verified = Verified(inspector.ruleset)
        documents = _documents(listing)
        certificates = _certificates(site, listing, verified)
        _match(documents, certificates, listing, verified)
        pairs = [
            (uri, certificates[one.sha256])
            for uri, one in documents.items()
            if one.sha256 in certificates and uri not in differing
        ]
        again = [
            (uri, certificate)
            for uri, certificate in pairs
            if rules_of(certificate.ruleset) == rules_of(inspector.ruleset)
        ]
        names = {certificate.sha256: certificate.ruleset for _, certificate in pairs}
        same = {certificate.sha256 for _, certificate in again}
        verified.others.update(name for sha256, name in names.items() if sha256 not in same)
        files = [(site / uri, uri) for uri, _ in again]
        for (uri, certificate), report in zip(
            again, inspector.inspect_all(files, progress), strict=True
        ):
            found = recheck(certificate, report)
            verified.skipped.update(found.skipped)
            verified.wrong += [(f"{_name(certificate)} of {uri}", what) for what in found.wrong]
        verified.checked = len(same)
    verified.wrong = sorted(set(verified.wrong))
    return verified


def _documents(listing: Mapping[str, Listed]) -> dict[str, Listed]:
    """The published documents by uri: files two folders below `records`, the engine's apart."""
    return {
        uri: one
        for uri, one in sorted(listing.items())
        if len(parts := PurePosixPath(uri).parts) == 3
        and parts[0] == "records"
        and parts[2] not in _ENGINE
    }


def _certificates(site: Path, listing: Iterable[str], verified: Verified) -> dict[str, Certificate]:
    """The certificates by the SHA-256 that they speak of. One that is none is told."""
    found = {}
    for uri in sorted(one for one in listing if one.startswith(_FOLDER)):
        try:
            certificate = Certificate.from_bytes((site / uri).read_bytes())
        except ValueError:
            verified.wrong.append((uri, "is no certificate"))
            continue
        except OSError:
            verified.wrong.append((uri, "is missing"))
            continue
        if uri == _name(certificate):
            found[certificate.sha256] = certificate
        else:
            verified.wrong.append((uri, "is the certificate of another file"))
    return found


def _match(
    documents: Mapping[str, Listed],
    certificates: Mapping[str, Certificate],
    listing: Mapping[str, Listed],
    verified: Verified,
) -> None:
    for uri, one in documents.items():
        if f"{_FOLDER}{one.sha256}.json" not in listing:
            verified.wrong.append((uri, "has no certificate"))
    published = {one.sha256: one.size for one in documents.values()}
    for sha256, certificate in certificates.items():
        if sha256 not in published:
            verified.wrong.append((_name(certificate), "is for a file that is not published"))
        elif published[sha256] != certificate.size:
            what = f"has the size {certificate.size}, and its file {published[sha256]}"
            verified.wrong.append((_name(certificate), what))


def _name(certificate: Certificate) -> str:
    return f"{_FOLDER}{certificate.sha256}.json"
