"""The folder that a web server serves: whole releases, and one link that says which is live.

releases/<commit>/   one site each, never changed once it is there
releases/.spare-site/site   one that was removed: the next build starts from it
current              a link to the live one, changed in one rename
kept/search/         search files of releases that were live lately: an open page asks for them
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.publish.manifest import MANIFEST, Listed, from_json, verify_site
from disclosurelog.publish.staging import SPARE, put_aside, remove_abandoned

_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")
_GONE = ".gone-"
_SEARCH = "search"
_FIRST = "index.json"  # the only search file that is not named by its bytes


@dataclass(frozen=True, slots=True)
class Release:
    """One release. `deployed` is when it was last put live, in seconds since 1970."""

    commit: str
    path: Path
    deployed: float


class Releases:
    """Every release in a folder.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "releases"
        self.kept = root / "kept"
        self._link = root / "current"

    def prepare(self) -> None:
        """Make the folder, and remove what was left half removed. Raises CannotRun."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for path in self.folder.glob(f"{_GONE}*"):
                shutil.rmtree(path, ignore_errors=True)
        except OSError as error:
            why = f"{self.folder} cannot be written: {error.strerror}"
            raise CannotRun(why, "check the folder and the disk") from None

    def tidy(self) -> None:
        """Remove what builds that were killed left half built."""
        remove_abandoned(self.folder, ".*-next-*")

    def place(self, commit: str) -> Path:
        """Where the release of a commit belongs."""
        return self.folder / commit

    def all(self) -> list[Release]:
        """Every release, the one last put live first."""
        if not self.folder.is_dir():
            return []
        found = [
            Release(path.name, path, path.stat().st_mtime)
            for path in self.folder.iterdir()
            if _NAME.match(path.name) and path.is_dir() and not path.is_symlink()
        ]
        return sorted(found, key=lambda one: (-one.deployed, one.commit))

    def live(self) -> str:
        """The commit that is live; "" where none is."""
        with contextlib.suppress(OSError):
            name = self._link.readlink().name
            if _NAME.match(name) and self.place(name).is_dir():
                return name
        return ""

    def swap(self, commit: str) -> None:
        """Put a release live in one step. What was live stays reachable for open pages."""
        before = self.live()
        if before and before != commit:
            self._keep_search(before, commit)
        draft = self.root / f".current-{os.getpid()}"
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
        draft.symlink_to(Path("releases") / commit)
        os.utime(self.place(commit))
        draft.replace(self._link)

    def prune(self, keep: int, hours: int) -> None:
        """Remove old releases, and search files that no page can still ask for.

        The newest of those releases is put aside: the next build starts from it.
        """
        live = self.live()
        old = [one for one in self.all() if one.commit != live][keep:]
        if old:
            with contextlib.suppress(OSError):
                put_aside(old[0].path, self.folder)
        for one in old:
            if one.path.is_dir():
                self.remove(one.commit)
        oldest = time.time() - hours * 3600
        for path in self.kept.rglob("*") if self.kept.is_dir() else ():
            with contextlib.suppress(OSError):
                if path.is_file() and path.stat().st_mtime < oldest:
                    path.unlink()

    def remove(self, commit: str) -> None:
        """Remove a release that is not live. Nobody ever sees half of it."""
        gone = self.folder / f"{_GONE}{commit}"
        shutil.rmtree(gone, ignore_errors=True)
        self.place(commit).rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def forget(self, slugs: Iterable[str], say: Callable[[str], None]) -> set[str]:
        """Remove every older release that shows more of withdrawn records than the live one.

        With one of them go all search files of older releases: words of it may be in any.

        Args:
            slugs: Records that were withdrawn, or of which a file was.
            say: Told of each release that is removed.

        Returns:
            The SHA-256 of each file that went so.
        """
        live = self.live()
        wanted = [f"records/{slug}/" for slug in slugs]
        gone: set[str] = set()
        if not live or not wanted:
            return gone
        now = _under(self.place(live), wanted)
        spare = self.folder / SPARE
        if spare.is_dir() and _under(spare / "site", wanted) != now:
            shutil.rmtree(spare)
        for one in self.all():
            then = _under(one.path, wanted)
            if one.commit != live and then != now:
                gone |= {file.sha256 for uri, file in then.items() if now.get(uri) != file}
                self.remove(one.commit)
                shutil.rmtree(self.kept, ignore_errors=True)
                say(f"Removed release {one.commit[:12]}: it shows what was withdrawn.")
        return gone

    def whole(self, commit: str) -> bool:
        """Whether a release is there and every file of it is what its manifest says."""
        path = self.place(commit)
        try:
            return path.is_dir() and not verify_site(path)
        except (CannotRun, OSError):
            return False

    def before(self, commit: str) -> Release | None:
        """The release that was live before this one, as far as it is still there."""
        every = self.all()
        at = next((n for n, one in enumerate(every) if one.commit == commit), -1)
        return every[at + 1] if 0 <= at < len(every) - 1 else None

    def _keep_search(self, commit: str, new: str) -> None:
        """Keep the search files of a release that the new one does not have."""
        top, there = self.place(commit) / _SEARCH, _files(self.place(new) / _SEARCH)
        for below in _files(top) - there - {_FIRST}:
            place = self.kept / _SEARCH / below
            place.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                os.link(top / below, place)
            os.utime(place)


def _files(top: Path) -> set[str]:
    """The paths of all files in a folder, below it."""
    cut = len(str(top)) + 1
    return {f"{folder}/{name}"[cut:] for folder, _, names in os.walk(top) for name in names}


def _under(release: Path, folders: Iterable[str]) -> dict[str, Listed]:
    try:
        listing = from_json((release / MANIFEST).read_bytes())
    except (OSError, CannotRun):
        return {"": Listed("", 0)}
    return {uri: one for uri, one in listing.items() if uri.startswith(tuple(folders))}
