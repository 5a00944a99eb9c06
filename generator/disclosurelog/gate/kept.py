"""What builds keep beside the content: how much it is, and how it goes.

All of it may be deleted at any time, also while a build runs: what a build doesn't find is checked,
drawn or made anew. Folders and their `.gitignore` stay, so that nothing which a build keeps at that
moment can get into a commit.

Nothing here follows a link: folders are opened one after another, and files are deleted within
the folder that was opened.
"""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from disclosurelog.errors import CannotRun
from disclosurelog.gate.cache import in_use

OTHER: Final = "other"
PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "records": "records as they were read",
        "checks": "what the checks said",
        "pages": "pictures of pages",
        "charts": "drawings of the statistics",
        "search": "parts of the search",
        "data": "parts of the data and the feeds",
        "trees": "what is in the site, and in the one before",
        "made": "what each page was made of",
        "pushed": "what pushes were found to hold",
        OTHER: "what no part of this version keeps",
    }
)
"""The parts, and what each is. All but `OTHER` have a folder of their name."""

MB: Final = 1_000_000  # bytes
_DAY: Final = 24 * 60 * 60 * 10**9  # nanoseconds
_DRAFT = re.compile(r"\.\d+-[0-9a-f]{8}\Z")  # as `cachefile.store` names them
_STAYS: Final = ".gitignore"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file.

    Attributes:
        part: The name of its part.
        folder: The open folder that it lies in; as long as the walk is there.
        name: Its name in that folder.
        size: In bytes.
        used: When it was read or written last: nanoseconds since 1970.
    """

    part: str
    folder: int
    name: str
    size: int
    used: int


@dataclass(frozen=True, slots=True)
class Sum:
    """What a part keeps.

    Attributes:
        files: How many.
        size: In bytes.
        used: When one of them was read or written last; 0 where there is none.
    """

    files: int = 0
    size: int = 0
    used: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.files + other.files, self.size + other.size, max(self.used, other.used))


def sums(top: Path) -> dict[str, Sum]:
    """How much each part keeps. Raises CannotRun where it can't be looked at.

    Args:
        top: The folder that the parts lie in.
    """
    found = dict.fromkeys(PARTS, Sum())
    for one in _walk(top):
        found[one.part] += Sum(1, one.size, one.used)
    return found


def clear(top: Path, parts: Collection[str]) -> Sum:
    """Delete what these parts keep, and return how much that was.

    Raises:
        CannotRun: It can't be deleted, or not all of it.
    """
    gone, failed = _delete(top, lambda one: one.part in parts)
    if failed:
        raise CannotRun(
            f"{failed:,} files that builds keep could not be deleted",
            "run this as the user who builds the site",
        )
    return gone


def start(top: Path) -> int:
    """The time at which a build starts, as the files' own clock has it; 0 where nothing is kept."""
    with contextlib.suppress(OSError):
        os.utime(top, follow_symlinks=False)
        return top.lstat().st_mtime_ns
    return 0


def limit(top: Path, started: int, most: int) -> None:
    """Delete what is over the limit, what was used least lately first; and drafts of killed builds.

    What can't be deleted stays; that is no error.

    Args:
        top: The folder that the parts lie in.
        started: When this build did, as `start` says. What was used since then stays.
        most: Bytes that may be kept; 0 for no limit.
    """
    with contextlib.suppress(CannotRun):
        found, left = [], False
        for one in _walk(top):
            found.append((one.used, one.size, one.name))
            left = left or _is_left(one, started)
        over = sum(size for _, size, _ in found) - most if most else 0
        if over <= 0 and not left:
            return
        last = -1  # what was used at this time or before goes
        stays = in_use(top / "checks") if over > 0 else frozenset()
        for used, size, name in sorted(found):
            if over <= 0 or used >= started:
                break
            if name not in stays:
                over, last = over - size, used
        _delete(
            top, lambda one: (one.used <= last and one.name not in stays) or _is_left(one, started)
        )


def _is_left(one: Kept, started: int) -> bool:
    return _DRAFT.search(one.name) is not None and one.used < started - _DAY


def _delete(top: Path, goes: Callable[[Kept], bool]) -> tuple[Sum, int]:
    """Delete files. Returns what is gone, and how many could not be deleted."""
    gone, failed = Sum(), 0
    for one in _walk(top):
        if goes(one):
            try:
                os.unlink(one.name, dir_fd=one.folder)
            except FileNotFoundError:
                continue
            except OSError:
                failed += 1
            else:
                gone += Sum(1, one.size, one.used)
    return gone, failed


def _walk(top: Path) -> Iterator[Kept]:
    """Yield every file; a link counts as one, of the length of its target's name."""
    try:
        for at, names, folder in _opened(top):
            first = at.split("/", 2)[1:2]
            part = first[0] if first and first[0] in PARTS else OTHER
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    found = os.stat(name, dir_fd=folder, follow_symlinks=False)
                    if name != _STAYS and not stat.S_ISDIR(found.st_mode):
                        yield Kept(part, folder, name, found.st_size, found.st_mtime_ns)
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotRun(
            f"the folder where builds keep things cannot be read: {error.strerror}",
            "look whether .cache or .cache/disclosurelog beside the content is a link or is "
            "somebody else's",
        ) from None


def _opened(top: Path) -> Iterator[tuple[str, list[str], int]]:
    """Walk through a folder of which the last two names must be folders, not links."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    with contextlib.ExitStack() as stack:
        handle: int | None = None
        for place in (str(top.parent.parent), top.parent.name, top.name):
            link = 0 if handle is None else os.O_NOFOLLOW
            handle = os.open(place, flags | link, dir_fd=handle)
            stack.callback(os.close, handle)
        for at, folders, names, folder in os.fwalk(".", onerror=_not_gone, dir_fd=handle):
            # A link to a folder is among the folders, and is not walked into.
            yield at, [*names, *folders], folder


def _not_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error
