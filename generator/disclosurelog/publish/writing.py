"""The hands of the tree: writes, copies and reads back files, in this process or in others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.errors import CannotRun, Refused
from disclosurelog.publish.manifest import PIECE, Listed, listed, listed_file


@dataclass(frozen=True, slots=True)
class Job:
    """One file to write: its bytes, or a source to copy that must have the SHA-256 given."""

    uri: str
    data: bytes = b""
    source: Path | None = None
    sha256: str = ""


def write_all(folder: str, jobs: Iterable[Job]) -> list[tuple[str, Listed]]:
    """Write files below `folder`; say for each what the manifest will say.

    Raises:
        Refused: a source is not what was checked.
        CannotRun: the disk is full, or the folder cannot be written.
    """
    return [(job.uri, _write(folder, job)) for job in jobs]


def read_back(folder: str, files: Iterable[tuple[str, Listed]]) -> list[str]:
    """Return the uris whose files are not what the manifest says."""
    return [uri for uri, meant in files if listed_file(f"{folder}/{uri}") != meant]


def _write(folder: str, job: Job) -> Listed:
    path = f"{folder}/{job.uri}"
    try:
        if job.source is None:
            descriptor = _create(path)
            try:
                _put(descriptor, job.data)
            finally:
                os.close(descriptor)
            return listed(job.data)
        says = _copy(job.source, path)
    except OSError as error:
        why = f"{job.uri} cannot be written: {error.strerror}"
        raise CannotRun(why, "check the disk; the old site is untouched") from error
    # Compared when it is copied already: what is refused here never leaves the staging folder.
    if says.sha256 != job.sha256:
        what = f"{job.uri} changed after it was checked"
        raise Refused(what, "build again, so that the file as it is now is checked")
    return says


def _copy(source: Path, path: str) -> Listed:
    """Copy a file piece by piece; return what was copied."""
    digest, size = hashlib.sha256(), 0
    with source.open("rb", buffering=0) as file:
        descriptor = _create(path)
        try:
            while piece := file.read(PIECE):
                digest.update(piece)
                size += len(piece)
                _put(descriptor, piece)
        finally:
            os.close(descriptor)
    return Listed(digest.hexdigest(), size)


def _put(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _create(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - a hot path
        return os.open(path, flags, 0o644)
