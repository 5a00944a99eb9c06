"""Takes in a file from outside: looks at it without trust, and fixes its bytes.

The parent never parses a document. It opens it once, hashes it, and hands a sealed copy of
those very bytes to the child: what is checked is what was hashed, and what is published is
compared with that hash.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass

from disclosurelog.files.kinds import HEAD, kind_of

_CHUNK = 1 << 20
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
_SEALS = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL


class NotTakenError(Exception):
    """A file that can't be taken in.

    Args:
        what: Why, in words an officer understands.
        remedy: The way out.
        missing: Whether there is nothing at that path to look at.
        size: In bytes, where it is known.
    """

    def __init__(self, what: str, remedy: str, *, missing: bool = False, size: int = 0) -> None:
        super().__init__(what)
        self.what, self.remedy, self.missing, self.size = what, remedy, missing, size


_CHANGED = ("the file changed while it was read", "wait until it is saved, and check it again")
_LINK = ("this is a link, and links are not followed", "put the file itself here")
_LOST = ("the file cannot be read from the disk", "copy it here again")


@dataclass(frozen=True, slots=True)
class Taken:
    """An open file with its hash.

    Attributes:
        descriptor: Open for reading.
        head: Its first bytes, as many as `files.kinds` wants to see.
    """

    descriptor: int
    sha256: str
    size: int
    head: bytes

    @property
    def kind(self) -> str:
        """What its first bytes say it is, one of `files.kinds`."""
        return kind_of(self.head)

    @contextlib.contextmanager
    def sealed(self) -> Iterator[int]:
        """A copy of the bytes in memory that nobody can change. Gives its descriptor.

        Raises:
            NotTakenError: The bytes are no longer those that were hashed.
        """
        copy = self._copy()
        try:
            yield copy
        finally:
            os.close(copy)

    def _copy(self) -> int:
        copy = -1
        try:
            copy = os.memfd_create("document", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
            os.lseek(self.descriptor, 0, os.SEEK_SET)
            digest = hashlib.sha256()
            for part in _parts(self.descriptor, self.size):
                digest.update(part)
                rest = memoryview(part)
                while rest:
                    rest = rest[os.write(copy, rest) :]
            if digest.hexdigest() != self.sha256:
                raise NotTakenError(*_CHANGED, size=self.size)
            fcntl.fcntl(copy, fcntl.F_ADD_SEALS, _SEALS)
        except (OSError, NotTakenError) as error:
            if copy >= 0:
                os.close(copy)
            if isinstance(error, NotTakenError):
                raise
            raise NotTakenError(*_LOST, size=self.size) from None
        return copy


@contextlib.contextmanager
def take(path: str, most: int) -> Iterator[Taken]:
    """Open a file, hash its bytes, and close it again at the end.

    Args:
        path: Where it is. A link is not followed, and only plain files are opened.
        most: Its largest size in bytes; a larger one is not read at all.

    Raises:
        NotTakenError: It can't be taken in.
    """
    descriptor = _open(path)
    try:
        yield _hashed(descriptor, most)
    finally:
        os.close(descriptor)


def small(path: str, most: int) -> bytes | None:
    """What a plain file holds, in as few steps as there can be: ten thousands are looked at.

    Args:
        path: Where it is.
        most: Bytes that it may have.

    Returns:
        None where it is anything but a plain file of that size: `take` says why.
    """
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode) or not 0 < status.st_size <= most:
            return None
        descriptor = os.open(path, _FLAGS)
        try:
            data = os.read(descriptor, status.st_size + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        return None
    return data if len(data) == status.st_size else None


def _open(path: str) -> int:
    try:
        # Looked at first: to open a device or a pipe can do things by itself.
        _only_plain(os.lstat(path).st_mode)
        return os.open(path, _FLAGS)
    except OSError as error:
        raise _words(error.errno) from None
    except ValueError:
        raise NotTakenError("no file can have this name", "rename the file") from None


def _words(number: int | None) -> NotTakenError:
    if number in (errno.ENOENT, errno.ENOTDIR):
        return NotTakenError("there is no such file", "check its name and folder", missing=True)
    if number in (errno.EACCES, errno.EPERM):
        return NotTakenError("the file may not be opened", "give yourself the right to read it")
    if number == errno.ELOOP:
        return NotTakenError(*_LINK)
    if number == errno.ENAMETOOLONG:
        return NotTakenError("the name of the file is too long", "rename the file", missing=True)
    return NotTakenError(*_LOST)


def _only_plain(mode: int) -> None:
    if stat.S_ISLNK(mode):
        raise NotTakenError(*_LINK)
    if stat.S_ISDIR(mode):
        raise NotTakenError(
            "this is a folder without records",
            "name the files in it, or a folder that holds record.yaml or records",
            missing=True,
        )
    if not stat.S_ISREG(mode):
        raise NotTakenError("this is a device or a pipe, not a file", "put the file itself here")


def _hashed(descriptor: int, most: int) -> Taken:
    before = os.fstat(descriptor)
    _only_plain(before.st_mode)
    size = before.st_size
    if size == 0:
        raise NotTakenError("the file is empty (0 bytes)", "save it again, or fetch it again")
    if size > most:
        raise NotTakenError(
            f"the file has {size / 1e6:,.0f} MB, and at most {most / 1e6:,.0f} MB can be checked",
            "split it into parts, or lower the resolution of its pictures",
            size=size,
        )
    digest = hashlib.sha256()
    head = b""
    read = 0
    try:
        for part in _parts(descriptor, size):
            head = head or part[:HEAD]
            digest.update(part)
            read += len(part)
    except OSError as error:
        raise _words(error.errno) from None
    after = os.fstat(descriptor)
    if read != size or (after.st_size, after.st_mtime_ns) != (size, before.st_mtime_ns):
        raise NotTakenError(*_CHANGED, size=size)
    return Taken(descriptor, digest.hexdigest(), size, head)


def _parts(descriptor: int, size: int) -> Iterator[bytes]:
    """The bytes in pieces, and one more than `size` where the file has grown."""
    left = size + 1
    while left > 0:
        part = os.read(descriptor, min(_CHUNK, left))
        if not part:
            return
        left -= len(part)
        yield part
