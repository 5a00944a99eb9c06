"""The manifest: every file of a site with its SHA-256 and size. No other file is published."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.errors import CannotRun

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Listed:
    """What the manifest says of one file; the size is in bytes."""

    sha256: str
    size: int


Listing = Mapping[str, Listed]


def listed(data: bytes) -> Listed:
    """Return what the manifest says of a file with these bytes."""
    return Listed(hashlib.sha256(data).hexdigest(), len(data))


def to_json(listing: Listing) -> bytes:
    """Return the manifest's bytes, the same for the same files."""
    files = {uri: {"sha256": one.sha256, "size": one.size} for uri, one in sorted(listing.items())}
    return json.dumps({"version": 1, "files": files}, ensure_ascii=False, indent=0).encode() + b"\n"


def from_json(data: bytes) -> dict[str, Listed]:
    """Read a manifest. Raises CannotRun where it is not one."""
    try:
        document = json.loads(data)
        if document["version"] != 1:
            raise CannotRun("the manifest is of a version this program does not know")
        return {uri: Listed(f["sha256"], f["size"]) for uri, f in document["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CannotRun(f"{MANIFEST} cannot be read", "build the site again") from error


def differences(tree: Path, listing: Listing) -> Iterator[tuple[str, str]]:
    """Compare the files under `tree` with what was meant to be there.

    Yields:
        (uri, what is wrong) for each file that is missing, changed, not meant to be there, or no
        plain file, in the order of the uris. The manifest itself is not compared.
    """
    wrong: dict[str, str] = {}
    seen = set()
    for uri, path, plain in _walk(tree):
        seen.add(uri)
        if not plain:
            wrong[uri] = "is a link or no plain file"
        elif uri not in listing:
            if uri != MANIFEST:
                wrong[uri] = "was not meant to be published"
        elif listed(path.read_bytes()) != listing[uri]:
            wrong[uri] = "is not what was approved"
    for uri in listing:
        if uri not in seen:
            wrong[uri] = "is missing"
    yield from sorted(wrong.items())


def verify_site(site: Path) -> list[tuple[str, str]]:
    """Compare a built site with its own manifest.

    Returns:
        (uri, what is wrong) for each file that differs; empty where the site is whole.

    Raises:
        CannotRun: there is no site, or its manifest cannot be read.
    """
    path = site / MANIFEST
    if not path.is_file():
        raise CannotRun(f"{site} holds no {MANIFEST}", "name the folder of a built site")
    return list(differences(site, from_json(path.read_bytes())))


def _walk(tree: Path) -> Iterator[tuple[str, Path, bool]]:
    top = len(str(tree)) + 1
    pending = [str(tree)]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                else:
                    yield entry.path[top:], Path(entry.path), entry.is_file(follow_symlinks=False)
