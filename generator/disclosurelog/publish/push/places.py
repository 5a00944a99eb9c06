"""Where the files of a push lie: in which commit, at which path, and what that makes of them.

A folder that many commits share is walked once for each kind of place, so a history of any size,
or one made to be endless, takes no longer than its objects are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from disclosurelog.publish.push.git import Objects
from disclosurelog.publish.push.trees import FOLDER, Entry, entries

Region = Literal[
    "top", "content", "records", "year", "record", "pages", "withheld", "else", "notes", "nowhere"
]
"""`content` and the folders in it, and everything else."""

_INTO: dict[tuple[Region, str], Region] = {
    ("top", "content"): "content",
    ("content", "records"): "records",
    ("content", "pages"): "pages",
    ("content", "withheld"): "withheld",
}
_BELOW: dict[Region, Region] = {"top": "else", "records": "year", "year": "record"}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of an object: "" as the commit where no commit leads to it."""

    region: Region
    path: str
    commit: str

    @property
    def name(self) -> str:
        """The last part of the path; "" where it has none."""
        return PurePosixPath(self.path).name

    @property
    def suffix(self) -> str:
        """Of its name, with the dot, in small letters."""
        return PurePosixPath(self.path).suffix.lower()


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of a tree in its place."""

    entry: Entry
    place: Place


class Walk:
    """Walks the new folders of a push.

    Args:
        objects: Reads them.
        trees: The names of those that are new. Others were looked at before.
    """

    def __init__(self, objects: Objects, trees: Iterable[str]) -> None:
        self._objects = objects
        self._new = frozenset(trees)
        self._walked: set[tuple[str, Region]] = set()
        self._reached: set[str] = set()

    def of_commit(self, tree: str, commit: str, region: Region = "top") -> Iterator[Seen]:
        """Every entry below a commit's tree that was not seen in such a place before."""
        pending: list[tuple[str, Region, str]] = [(tree, region, "")]
        while pending:
            name, here, above = pending.pop()
            if name not in self._new or (name, here) in self._walked:
                continue
            self._walked.add((name, here))
            self._reached.add(name)
            for entry in entries(self._objects.tree(name), len(name) // 2):
                path = f"{above}{entry.name}"
                yield Seen(entry, Place(here, path, commit))
                if entry.mode == FOLDER:
                    pending.append((entry.oid, _below(here, entry.name), f"{path}/"))

    def of_rest(self) -> Iterator[Seen]:
        """Every entry of the new folders that nothing leads to."""
        for tree in sorted(self._new - self._reached):
            yield from self.of_commit(tree, "", "nowhere")


def _below(region: Region, name: str) -> Region:
    """The region of a folder, given the one that it lies in. Capitals make no difference."""
    return _INTO.get((region, name.casefold()), _BELOW.get(region, region))
