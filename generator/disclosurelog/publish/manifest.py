"""The manifest: every file of a site with its SHA-256 and size. No other file is published."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.errors import CannotRun

MANIFEST = "manifest.json"

PIECE = 1 << 20
"""Bytes read at a time: a log's database may be larger than the memory that is free."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the manifest says of one file; the size is in bytes."""

    sha256: str
    size: int


Listing = Mapping[str, Listed]


def listed(data: bytes) -> Listed:
    """Return what the manifest says of a file with these bytes."""
    return Listed(hashlib.sha256(data).hexdigest(), len(data))


def listed_file(path: str | Path) -> Listed:
    """Return the same of a file that lies there, read piece by piece. Raises OSError."""
    digest, size = hashlib.sha256(), 0
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a hot path
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
    return Listed(digest.hexdigest(), size)


def to_json(listing: Listing) -> bytes:
    """Return the manifest's bytes, the same for the same files."""
    # By hand, a line for each file: the library indents at a tenth of the speed.
    lines = [
        f'{json.dumps(uri, ensure_ascii=False)}:{{"sha256":"{one.sha256}","size":{one.size}}}'
        for uri, one in sorted(listing.items())
    ]
    return f'{{"version":1,"files":{{\n{f",{chr(10)}".join(lines)}\n}}}}\n'.encode()


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
    wrong = dict(strays(tree, listing))
    for uri, meant in listing.items():
        if uri not in wrong and listed_file(tree / uri) != meant:
            wrong[uri] = "is not what was approved"
    yield from sorted(wrong.items())


def strays(tree: Path, listing: Listing) -> Iterator[tuple[str, str]]:
    """Compare only which files are under `tree`, not what is in them. Yields as `differences`."""
    folders = folders_of(listing) | {""}
    yield from strays_in(str(tree), listing, folders, folders)


def strays_in(
    tree: str, listing: Listing, looked: Set[str], folders: Set[str]
) -> Iterator[tuple[str, str]]:
    """Do the same in some of the tree's folders.

    Args:
        tree: The tree.
        listing: What is meant to be in it.
        looked: The folders to look into; the top is "".
        folders: All that are meant to be there.
    """
    seen = set()
    for folder in looked:
        for uri, plain in _in(tree, folder, folders):
            seen.add(uri)
            if not plain:
                yield uri, "is a link or no plain file"
            elif uri not in listing and uri != MANIFEST:
                yield uri, "was not meant to be published"
    for uri in listing:
        if above(uri) in looked and uri not in seen:
            yield uri, "is missing"


def folders_of(uris: Iterable[str]) -> set[str]:
    """Return every folder that files lie in, at whatever depth; the top is ""."""
    found = {above(uri) for uri in uris}
    pending = found
    while pending:
        pending = {above(folder) for folder in pending if folder} - found
        found |= pending
    return found


def above(uri: str) -> str:
    """Return the folder that a file or a folder lies in."""
    return uri.rpartition("/")[0]


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


def _in(tree: str, folder: str, folders: Set[str]) -> Iterator[tuple[str, bool]]:
    """Yield the files in a folder, and those in folders below that are not meant to be there.

    Each with whether it is a plain file.
    """
    try:
        entries = list(os.scandir(f"{tree}/{folder}"))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        uri = f"{folder}/{entry.name}" if folder else entry.name
        if not entry.is_dir(follow_symlinks=False):
            yield uri, entry.is_file(follow_symlinks=False)
        elif uri not in folders:
            yield from _in(tree, uri, folders)
