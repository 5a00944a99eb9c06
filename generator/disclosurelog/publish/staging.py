"""A folder beside the site where the next one grows, and the one step that swaps it in.

The next site starts from a spare one where there is one: what the site was before the last swap,
without all that is not in it any more. So a build writes only what has changed. Of what is
published nothing is ever written in place.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.publish.manifest import MANIFEST, folders_of
from disclosurelog.publish.start import Start
from disclosurelog.publish.trees import Known, Trees, drop, known_of, mended, odd_folders

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h: exchange two paths atomically

SPARE: Final = ".spare-site"
"""The folder beside the site that the spare one is in."""


class Staging:
    """The next site, being put together in a folder of its own beside the old one.

    Use it as a context: unless `swap` was reached, leaving it deletes the folder and the old site
    stays as it was. Folders that a killed build left behind are removed by the next build.

    Args:
        site: Where the site is, or will be.
        kept: Where it is remembered what is in trees; None to start from an empty folder always.
        after: A site on the same disk that was built before this one, from which unchanged files
            are linked. None for the one that stands where this is going to be.

    Attributes:
        path: The folder that is going to be the site. `start` makes it.
        drawn: A folder for what others draw, which is put into the site from there.
    """

    def __init__(self, site: Path, kept: Path | None = None, after: Path | None = None) -> None:
        self._site = site.parent.resolve() / site.name
        if self._site.is_symlink() or (self._site.exists() and not self._site.is_dir()):
            raise CannotRun(f"{site} is no plain folder", "name a folder for the site")
        prefix = f".{self._site.name}-next-"
        try:
            self._site.parent.mkdir(parents=True, exist_ok=True)
            remove_abandoned(self._site.parent, f"{prefix}*")
            self._top = Path(tempfile.mkdtemp(prefix=prefix, dir=self._site.parent))
            self.path = self._top / "site"
            self.drawn = self._top / "drawn"
            self.path.mkdir()
            self.drawn.mkdir()
        except OSError as error:
            raise _cannot_write(self._site, error) from error
        self._lock = os.open(self._top, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._trees = Trees(kept)
        self._spare = self._site.parent / SPARE / "site"
        self._start = Start(self._trees, self._spare, after or self._site)
        self._next: Known | None = None
        self._old = False

    def __enter__(self) -> Staging:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.discard()

    def start(self, screened: str) -> Start:
        """Take the spare site, where there is one, and say what is in it.

        Args:
            screened: A name for the withheld words that are looked for now.
        """
        self._start.take(self.path, self._top / "unused", screened)
        return self._start

    def discard(self) -> None:
        """Delete the folder. What was the site before is kept as the spare one."""
        self._start.close()
        if self._lock >= 0:
            if self._old and self._next is not None:
                self._keep(self._next)
            os.close(self._lock)
            self._lock = -1
        shutil.rmtree(self._top, ignore_errors=True)

    def swap(self, known: Known | None = None) -> None:
        """Put the folder in the site's place in one rename.

        Args:
            known: What is known of it.
        """
        self.path.chmod(0o755)
        if known is not None:
            self._trees.store(self.path, known)
        if not self._site.exists():
            self.path.rename(self._site)
        else:
            if not _exchange(self.path, self._site):
                aside = self._top / "aside"
                self._site.rename(aside)
                self.path.rename(self._site)
                aside.rename(self.path)
            self._old, self._next = True, known

    def _keep(self, now: Known) -> None:
        """Make the spare site of the old one: what is not in the new one goes."""
        old = self._trees.load(self.path)
        if not old.files or old.screened != now.screened:
            return
        left = {
            uri: one
            for uri, one in old.files.items()
            if uri in now.files and now.files[uri][:2] == one[:2]
        }
        with contextlib.suppress(OSError):
            tree, gone = str(self.path), {MANIFEST, *old.files} - left.keys()
            # Whatever else is in the folders goes first, while it can be told by their stamps.
            mended(tree, old, set(), odd_folders(tree, old, folders_of(gone)))
            touched = drop(tree, gone)
            known = known_of(tree, old.screened, left, old, touched)
            self._trees.store(self.path, known)
            put_aside(self.path, self._site.parent)


def put_aside(tree: Path, parent: Path) -> None:
    """Make a whole site the spare one of a folder, unless there is one. Raises OSError."""
    place = parent / SPARE
    place.mkdir(mode=0o700, exist_ok=True)
    if os.geteuid() == 0:
        # Where another user builds, that user takes the spare one out of it.
        owner = parent.stat()
        os.chown(place, owner.st_uid, owner.st_gid)
    # It may lie in somebody's checkout.
    (place / ".gitignore").write_text("*\n", encoding="ascii")
    if not (place / "site").exists():
        tree.rename(place / "site")


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


def remove_abandoned(parent: Path, pattern: str) -> None:
    """Delete the folders of these names in which a build was at work, and none is any more."""
    for folder in sorted(parent.glob(pattern)):
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
