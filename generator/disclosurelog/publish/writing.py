"""The hands of the tree: writes, copies and reads back files, in this process or in others."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from disclosurelog.errors import CannotRun, Refused
from disclosurelog.publish.manifest import PIECE, Listed, listed, listed_file
from disclosurelog.publish.trees import Stamp, stamped

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Job:
    """One file to write: its bytes, or a source to copy that must have the SHA-256 given.

    Attributes:
        size: Of the source, where it is to be linked.
        link: Whether the source is a file of a site, which nobody writes in place, so that a second
            name for it will do.
        was: The SHA-256 of the file that an earlier build left there; empty where it left none, and
            None where no build left anything at all.
    """

    uri: str
    data: bytes = b""
    source: Path | None = None
    sha256: str = ""
    size: int = 0
    link: bool = False
    was: str | None = None


def write_all(folder: str, jobs: Iterable[Job]) -> list[tuple[str, Listed]]:
    """Write files below `folder`; say for each what the manifest will say.

    Raises:
        Refused: a source is not what was checked.
        CannotRun: the disk is full, or the folder cannot be written.
    """
    return [(job.uri, _write(folder, job)) for job in jobs]


def read_back(folder: str, files: Iterable[tuple[str, Listed]]) -> list[tuple[str, Stamp | None]]:
    """Return a stamp for each file; None for one that is not what the manifest says."""
    return [(uri, _read_back(f"{folder}/{uri}", meant)) for uri, meant in files]


def replace(path: Path, data: bytes) -> None:
    """Write a small file in the place of an earlier one, which may be linked from elsewhere."""
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def _read_back(path: str, meant: Listed) -> Stamp | None:
    try:
        before = os.lstat(path)
        same = stat.S_ISREG(before.st_mode) and listed_file(path) == meant
    except OSError:
        return None
    return stamped(before, meant.sha256) if same else None


def _write(folder: str, job: Job) -> Listed:
    try:
        if job.source is None:
            says = listed(job.data)
            if says.sha256 != job.was:
                descriptor = _create(folder, job)
                try:
                    _put(descriptor, job.data)
                finally:
                    os.close(descriptor)
            return says
        if job.link and _linked(folder, job):
            return Listed(job.sha256, job.size)  # read when the tree is read back
        says = _copy(job.source, _create(folder, job))
    except OSError as error:
        why = f"{job.uri} cannot be written: {error.strerror}"
        raise CannotRun(why, "check the disk; the old site is untouched") from error
    # Compared when it is copied already: what is refused here never leaves the staging folder.
    if says.sha256 != job.sha256:
        what = f"{job.uri} changed after it was checked"
        raise Refused(what, "build again, so that the file as it is now is checked")
    return says


def _copy(source: Path, descriptor: int) -> Listed:
    """Copy a file piece by piece; return what was copied."""
    digest, size = hashlib.sha256(), 0
    try:
        with source.open("rb", buffering=0) as file:
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


def _linked(folder: str, job: Job) -> bool:
    try:
        _reach(folder, job, lambda path: os.link(str(job.source), path, follow_symlinks=False))
    except OSError:
        return False
    return True


def _create(folder: str, job: Job) -> int:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    return _reach(folder, job, lambda path: os.open(path, flags, 0o644))


def _reach(folder: str, job: Job, make: Callable[[str], T]) -> T:
    """Make a file at its place. What an earlier build left there goes, and is written nowhere."""
    path = f"{folder}/{job.uri}"
    if job.was:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)  # noqa: PTH108 - a hot path
    try:
        return make(path)
    except FileNotFoundError:
        pass
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        if job.was is None:
            raise
        _clear(folder, job.uri)
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - a hot path
    return make(path)


def _clear(folder: str, uri: str) -> None:
    """Remove what is in the way of a file: a file where a folder has to be, or the reverse."""
    place = Path(folder)
    for part in uri.split("/")[:-1]:
        place /= part
        if place.is_symlink() or place.is_file():
            place.unlink()
    if Path(folder, uri).is_dir():
        shutil.rmtree(Path(folder, uri))
