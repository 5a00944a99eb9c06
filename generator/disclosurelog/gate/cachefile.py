"""Files of the cache: read without trust, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_OF_MANY: Final = ("records", "search", "data", "made", "trees", "checks/said")
"""Parts, and files of parts, that tell something of many records or documents."""


def load(path: str, most: int) -> bytes | None:
    """What a plain file holds; None where there is none, it is a link, or has over `most` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or status.st_size > most:
            return None
        return os.read(handle, status.st_size)
    except OSError:
        return None
    finally:
        os.close(handle)


def used(path: str) -> None:
    """Say that a file was of use just now: what was not for longest goes first (`kept.limit`).

    It costs some 5 µs, and reading 10; so it is done at every use, and no clock has to be read.
    """
    with contextlib.suppress(OSError):
        os.utime(path, follow_symlinks=False)


def store(path: str, data: bytes) -> None:
    """Put a file in place in one step. Raises OSError."""
    draft = f"{path}.{os.getpid()}-{os.urandom(4).hex()}"
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as stream:
            stream.write(data)
        os.replace(draft, path)  # noqa: PTH105 - ten thousand of them in a second
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft)  # noqa: PTH108
        raise


def make(folder: Path) -> None:
    """Make the folder of a cache where there is none. Raises OSError."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # It holds the text of files that may not be published: keep it out of every commit.
        (folder / ".gitignore").write_text("*\n", encoding="ascii")


def forget(top: Path, documents: Iterable[str] = ()) -> None:
    """Delete what caches beside a log keep of words and pictures that were withdrawn.

    What is kept of many records in one file goes whole: words of each may be in any of them.

    Args:
        top: The folder that the caches lie in.
        documents: The SHA-256 of every document that was withdrawn.
    """
    for sha256 in documents:
        for path in top.glob(f"*/{sha256[:2]}/{sha256}-*"):
            with contextlib.suppress(OSError):
                path.unlink()
    for part in _OF_MANY:
        shutil.rmtree(top / part, ignore_errors=True)
        with contextlib.suppress(OSError):
            (top / part).unlink()
