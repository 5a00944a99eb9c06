"""The writer of a tree: every file goes through here and into the listing of what was meant."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from disclosurelog.errors import CannotRun, Refused
from disclosurelog.publish.manifest import MANIFEST, Listed, differences, listed, to_json


class Tree:
    """A tree of files being written.

    Attributes:
        listing: What was meant to be published, by uri.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.listing: dict[str, Listed] = {}
        self._folded: dict[str, str] = {}
        self._folders: set[str] = set()

    def write(self, uri: str, data: bytes) -> None:
        """Write one file.

        Raises:
            Refused: the address is unsafe, or another file has it already (capitals ignored,
                since some hosts ignore them).
            CannotRun: the disk is full, or the folder cannot be written.
        """
        self._claim(uri)
        path = f"{self._folder}/{uri}"
        folder = path.rpartition("/")[0]
        try:
            if folder not in self._folders:
                os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - on the path of every file
                self._folders.add(folder)
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o644)
            with os.fdopen(descriptor, "wb", buffering=0) as file:
                file.write(data)
        except OSError as error:
            why = f"{uri} cannot be written: {error.strerror}"
            raise CannotRun(why, "check the disk; the old site is untouched") from error
        self.listing[uri] = listed(data)

    def adopt(self, uris: Iterable[str]) -> None:
        """List files that MkDocs wrote into the folder itself. Raises as `write` does."""
        for uri in uris:
            self._claim(uri)
            self.listing[uri] = listed(Path(self._folder, uri).read_bytes())

    def seal(self) -> None:
        """Read the tree back, compare it with the listing, and write the manifest.

        Raises:
            Refused: a file is there that nobody meant, or one is not what was meant.
        """
        wrong = list(differences(Path(self._folder), self.listing))
        if wrong:
            lines = "\n".join(f"  {uri} {what}" for uri, what in wrong)
            raise Refused(f"the tree is not what was approved:\n{lines}", "build again")
        Path(self._folder, MANIFEST).write_bytes(to_json(self.listing))

    def _claim(self, uri: str) -> None:
        pure = PurePosixPath(uri)
        unsafe = pure.is_absolute() or ".." in pure.parts or str(pure) != uri
        if unsafe or "\\" in uri or not uri.isprintable():
            raise Refused("a file of the site would have an unsafe address", "rename its source")
        folded = uri.casefold()
        if folded in self._folded:
            what = f"two files of the site would have the address {self._folded[folded]}"
            raise Refused(what, "rename one of them")
        self._folded[folded] = uri
