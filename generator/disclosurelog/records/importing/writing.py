"""Writes the folders of records so that a run that is killed leaves none half written."""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.records.folder import RECORD_FILE
from disclosurelog.records.importing.plan import Taken
from disclosurelog.records.schema import SCHEMA_FILE, json_schema

_STAGE = ".importing"
DIFFERS = "a record is there already and says something else; it was left as it is"


class Writer:
    """Puts records into a content folder.

    A folder is put together beside `records/` and moved there in one step, so it is there whole or
    not at all. What is there already is compared, never written again unless `replace` says so.

    Args:
        content: The content folder.
        replace: Whether a record that is there and differs is written again.

    Attributes:
        written: How many records were written.
        there: How many were there already, the same to the byte.
    """

    def __init__(self, content: Path, *, replace: bool) -> None:
        self._content, self._replace = content, replace
        self._stage = content / _STAGE
        self.written = self.there = 0

    @contextmanager
    def open(self) -> Iterator[None]:
        """Within this, records can be put. Raises CannotRun where another run does so already."""
        self._content.mkdir(parents=True, exist_ok=True)
        folder = os.open(self._content, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield from self._staged()
        except BlockingIOError:
            raise CannotRun(
                "another import writes into this content folder", "wait until it has ended"
            ) from None
        finally:
            os.close(folder)

    def _staged(self) -> Iterator[None]:
        # What a killed run left was never part of the log.
        shutil.rmtree(self._stage, ignore_errors=True)
        self._stage.mkdir()
        try:
            schema = self._stage / SCHEMA_FILE
            schema.write_text(json_schema(), encoding="utf-8")
            schema.replace(self._content / SCHEMA_FILE)
            yield
        finally:
            shutil.rmtree(self._stage, ignore_errors=True)

    def differs(self, taken: Taken) -> bool:
        """Whether something else than this record is in its place and is to stay there."""
        folder = self._content / taken.folder
        if not folder.exists() or _same(folder, taken):
            return False
        # Files that somebody put beside the record are never thrown away.
        return not self._replace or not _names(folder) <= _names_of(taken)

    def put(self, taken: Taken) -> None:
        """Write a record, unless it is there. Raises CannotRun where a file cannot be written."""
        folder = self._content / taken.folder
        if _same(folder, taken):
            self.there += 1
            return
        staged = self._stage / folder.name
        try:
            staged.mkdir()
            for name, source in taken.files.items():
                shutil.copyfile(source, staged / name)
            (staged / RECORD_FILE).write_bytes(taken.text.encode())
            folder.parent.mkdir(parents=True, exist_ok=True)
            if folder.exists():
                folder.rename(self._stage / "replaced")
            staged.rename(folder)
            shutil.rmtree(self._stage / "replaced", ignore_errors=True)
        except OSError as error:
            raise CannotRun(
                f"{folder} cannot be written: {error.strerror or 'the disk failed'}",
                "make room or mend the permissions, and run the import again: it goes on from here",
            ) from None
        self.written += 1


def _same(folder: Path, taken: Taken) -> bool:
    if not folder.is_dir() or _names(folder) != _names_of(taken):
        return False
    if (folder / RECORD_FILE).read_bytes() != taken.text.encode():
        return False
    return all(
        filecmp.cmp(source, folder / name, shallow=False) for name, source in taken.files.items()
    )


def _names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} if folder.is_dir() else {""}


def _names_of(taken: Taken) -> set[str]:
    return {RECORD_FILE, *taken.files}
