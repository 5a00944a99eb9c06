"""What is known of a tree that an earlier build wrote, so that the next one can start from it.

Of each file it is remembered what it held when it was read back, its size, its inode and when it
was changed; of each folder, when it was changed. A file that is still the same by these is taken
for what it was, as git's index does; any other is as good as not there. `disclosurelog verify`
reads every byte, whatever is known.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import shutil
import stat
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from disclosurelog.gate.signed import SignedFiles
from disclosurelog.publish.manifest import MANIFEST, Listed, above, folders_of

Stamp = tuple[str, int, int, int]
"""SHA-256, size in bytes, change in nanoseconds since 1970, inode."""

_MOST: Final = 1 << 31  # bytes; a million files take 120 MB


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a tree.

    Attributes:
        screened: A name for the withheld words that it was looked through for.
        files: Of each file, by uri.
        folders: When each folder was changed, by its path below the top, which is "".
    """

    screened: str = ""
    files: Mapping[str, Stamp] = field(default_factory=dict)
    folders: Mapping[str, int] = field(default_factory=dict)

    def holds(self, uri: str, says: Listed) -> bool:
        """Whether a file is there and has these bytes."""
        found = self.files.get(uri)
        return found is not None and found[0] == says.sha256 and found[1] == says.size


NOTHING: Final = Known()


class Trees:
    """What is known of the trees on this machine. They are told apart by their folder's inode.

    Args:
        folder: Where that is kept; None to know nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._files = None if folder is None else SignedFiles(folder, "trees")

    def load(self, tree: Path) -> Known:
        """Return what is known of a tree; `NOTHING` where that is not much."""
        try:
            data = self._files.load(_name(tree), _MOST) if self._files else None
        except OSError:
            return NOTHING
        # Signed, so these are the very bytes that `store` wrote.
        return NOTHING if data is None else Known(*marshal.loads(data))  # noqa: S302

    def store(self, tree: Path, known: Known) -> None:
        """Keep what is known of a tree."""
        if self._files is not None:
            values = (known.screened, dict(known.files), dict(known.folders))
            self._files.store(_name(tree), marshal.dumps(values))


def stamped(found: os.stat_result, sha256: str) -> Stamp:
    """Return the stamp of a file of which is known what it holds."""
    return sha256, found.st_size, found.st_mtime_ns, found.st_ino


def unchanged(path: str, one: Stamp) -> bool:
    """Whether a file is still what it was, as far as its stamp tells."""
    try:
        now = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISREG(now.st_mode) and stamped(now, one[0]) == one


def differing(tree: str, known: Known) -> tuple[set[str], set[str]]:
    """Compare what is known of a tree with what is there.

    Returns:
        The files that are not as they were, and the folders that are not.
    """
    files = {uri for uri, one in known.files.items() if not unchanged(f"{tree}/{uri}", one)}
    return files, odd_folders(tree, known, known.folders)


def odd_folders(tree: str, known: Known, folders: Iterable[str]) -> set[str]:
    """Return those of some folders that are not as they were."""
    odd = set()
    for folder in folders:
        try:
            if os.lstat(f"{tree}/{folder}").st_mtime_ns != known.folders.get(folder):
                odd.add(folder)
        except OSError:
            odd.add(folder)
    return odd


def mended(tree: str, known: Known, files: set[str], folders: set[str]) -> Known:
    """Delete from a tree all that is not as it was, and return what is known of the rest.

    Raises:
        OSError: Something can't be deleted.
    """
    if not files and not folders:
        return known
    left = {uri: one for uri, one in known.files.items() if uri not in files}
    stamps = dict(known.folders)
    for folder in sorted({*folders, *(above(uri) for uri in files)}):
        here = Path(tree, folder)
        stamps.pop(folder, None)
        if here.is_dir() and not here.is_symlink():
            _tidy(here, f"{folder}/" if folder else "", left, known.folders)
            stamps[folder] = here.lstat().st_mtime_ns
    return Known(known.screened, left, stamps)


def drop(tree: str, uris: Iterable[str]) -> set[str]:
    """Delete files, and the folders that are empty then.

    Returns:
        The folders that were changed by that, those that are gone among them.

    Raises:
        OSError: Something can't be deleted.
    """
    touched = set()
    for uri in uris:
        # It may be a folder now, or lie below what is a file now.
        with contextlib.suppress(FileNotFoundError, IsADirectoryError, NotADirectoryError):
            Path(tree, uri).unlink()
        touched.add(above(uri))
    for folder in sorted(touched, key=len, reverse=True):
        while folder and _removed(Path(tree, folder)):
            folder = above(folder)
            touched.add(folder)
    return touched


def known_of(
    tree: str, screened: str, files: Mapping[str, Stamp], before: Known, touched: Container[str]
) -> Known:
    """Return what is known of a tree from what is known of its files.

    Args:
        tree: Where it is.
        screened: A name for the withheld words that it was looked through for.
        files: Every file in it but the manifest.
        before: What was known of it before.
        touched: The folders that were changed since.

    Raises:
        OSError: A folder can't be looked at.
    """
    folders = {}
    for folder in folders_of(files):
        was = before.folders.get(folder)
        if was is None or folder in touched:
            was = os.lstat(f"{tree}/{folder}").st_mtime_ns
        folders[folder] = was
    return Known(screened, files, folders)


def _removed(folder: Path) -> bool:
    """Remove a folder if it is empty; say whether it is gone."""
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _tidy(here: Path, prefix: str, files: Container[str], folders: Container[str]) -> None:
    """Delete from a folder whatever is not known."""
    for path in list(here.iterdir()):
        uri = prefix + path.name
        if path.is_symlink() or not path.is_dir():
            if uri not in files and uri != MANIFEST:
                path.unlink()
        elif uri not in folders:
            shutil.rmtree(path)


def _name(tree: Path) -> str:
    found = tree.stat(follow_symlinks=False)
    return f"{found.st_dev:x}-{found.st_ino:x}"
