"""A folder beside the site where the next one grows, and the one step that swaps it in."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from disclosurelog.errors import CannotRun

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h: exchange two paths atomically


class Staging:
    """The next site, being put together in a folder of its own beside the old one.

    Use it as a context: unless `swap` was reached, leaving it deletes the folder and the old site
    stays as it was. Folders that a killed build left behind are removed by the next build.

    Attributes:
        path: The folder to write into.
    """

    def __init__(self, site: Path) -> None:
        self._site = site.parent.resolve() / site.name
        if self._site.is_symlink() or (self._site.exists() and not self._site.is_dir()):
            raise CannotRun(f"{site} is no plain folder", "name a folder for the site")
        prefix = f".{self._site.name}-next-"
        try:
            self._site.parent.mkdir(parents=True, exist_ok=True)
            _remove_abandoned(self._site.parent, prefix)
            self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=self._site.parent))
        except OSError as error:
            raise _cannot_write(self._site, error) from error
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()

    def discard(self) -> None:
        """Delete the folder. After a swap it holds the old site."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1
        shutil.rmtree(self.path, ignore_errors=True)

    def swap(self) -> None:
        """Put the folder in the site's place in one rename; the old site takes the folder's."""
        self.path.chmod(0o755)
        if not self._site.exists():
            self.path.rename(self._site)
        elif not _exchange(self.path, self._site):
            aside = self.path.with_name(self.path.name + ".old")
            self._site.rename(aside)
            self.path.rename(self._site)
            shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where this system or file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _remove_abandoned(parent: Path, prefix: str) -> None:
    for folder in sorted(parent.glob(f"{prefix}*")):
        try:
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue  # a build is at work in it
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)


def _cannot_write(site: Path, error: OSError) -> CannotRun:
    return CannotRun(f"{site} cannot be written: {error.strerror}", "check the folder and the disk")
