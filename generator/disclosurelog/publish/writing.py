"""The hands of the tree: writes, copies and reads back files, in this process or in others."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.errors import CannotRun, Refused
from disclosurelog.publish.manifest import Listed, listed


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
    return [uri for uri, meant in files if listed(Path(folder, uri).read_bytes()) != meant]


def _write(folder: str, job: Job) -> Listed:
    path = f"{folder}/{job.uri}"
    try:
        data = job.data if job.source is None else job.source.read_bytes()
        says = Listed(hashlib.sha256(data).hexdigest(), len(data))
        if job.source is not None and says.sha256 != job.sha256:
            what = f"{job.uri} changed after it was checked"
            raise Refused(what, "build again, so that the file as it is now is checked")
        descriptor = _create(path)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)
    except OSError as error:
        why = f"{job.uri} cannot be written: {error.strerror}"
        raise CannotRun(why, "check the disk; the old site is untouched") from error
    return says


def _create(path: str) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        return os.open(path, flags, 0o644)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - a hot path
        return os.open(path, flags, 0o644)
