"""Where records lie: `records/<year>/<slug>/record.yaml`, the files beside it, nothing else."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path

from disclosurelog.errors import CannotRun, Problem

RECORD_FILE = "record.yaml"
_YEAR = re.compile(r"[12]\d{3}\Z")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_MAX_SLUG = 100
_name = attrgetter("name")


@dataclass(frozen=True, slots=True)
class RecordFolder:
    """A folder that holds a record, with the names of the plain files beside `record.yaml`."""

    slug: str
    path: Path
    shown: str
    files: frozenset[str]


@dataclass(slots=True)
class Found:
    """What lies under `records/`."""

    folders: list[RecordFolder] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def escaped(name: str) -> str:
    """Return a file name that is safe to print: newlines and terminal codes are spelt out."""
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def find_records(content: Path) -> Found:
    """Walk `content/records`. Links, odd names and stray files are problems, never passed over.

    Raises:
        CannotRun: there is no such folder.
    """
    top = content / "records"
    if not content.is_dir():
        raise CannotRun(f"there is no folder {content}", "name the folder that holds records/")
    found = Found()
    if top.is_symlink():
        found.problems.append(_problem("records", "is a link", "put the folder itself there"))
    elif top.is_dir():
        for year in _entries(top):
            shown = f"records/{escaped(year.name)}"
            if _is_folder(year, shown, found) and _named(year.name, _YEAR, shown, "a year", found):
                _walk_year(Path(year.path), shown, found)
    _refuse_twins(found)
    return found


def _walk_year(year: Path, above: str, found: Found) -> None:
    what = "small letters, digits and single hyphens, at most 100 of them"
    for entry in _entries(year):
        shown = f"{above}/{escaped(entry.name)}"
        if _is_folder(entry, shown, found) and _named(entry.name, _SLUG, shown, what, found):
            folder = record_folder(year / entry.name, shown, found.problems)
            if folder is not None:
                found.folders.append(folder)


def record_folder(path: Path, shown: str, problems: list[Problem]) -> RecordFolder | None:
    """Return the record folder at `path`, or None after adding to `problems`."""
    # What an entry is, the folder itself says on nearly every file system: no file is asked.
    with os.scandir(path) as scanned:
        entries = list(scanned)
    files = {entry.name for entry in entries if entry.is_file(follow_symlinks=False)}
    if len(files) < len(entries):
        odd = sorted((one for one in entries if one.name not in files), key=_name)
        problems += [_odd(entry, f"{shown}/{escaped(entry.name)}") for entry in odd]
        return None
    if RECORD_FILE not in files:
        problems.append(_problem(shown, f"has no {RECORD_FILE}", "add one, or delete the folder"))
        return None
    files.remove(RECORD_FILE)
    return RecordFolder(path.name, path, shown, frozenset(files))


def _odd(entry: os.DirEntry[str], shown: str) -> Problem:
    if entry.is_symlink():
        return _problem(shown, "is a link, and links are not followed", "copy the file")
    return _problem(shown, "is not a plain file", "keep only files in the folder")


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        return sorted(entries, key=_name)


def _is_folder(entry: os.DirEntry[str], shown: str, found: Found) -> bool:
    if entry.is_symlink():
        found.problems.append(_problem(shown, "is a link, and links are not followed", "remove it"))
    elif entry.is_dir(follow_symlinks=False):
        return True
    else:
        remedy = "records lie at records/<year>/<slug>/record.yaml; move or delete it"
        found.problems.append(_problem(shown, "is a stray file", remedy))
    return False


def _named(name: str, shape: re.Pattern[str], shown: str, what: str, found: Found) -> bool:
    if shape.match(name) and len(name) <= _MAX_SLUG:
        return True
    found.problems.append(_problem(shown, "is not named as it should be", f"use {what}"))
    return False


def _refuse_twins(found: Found) -> None:
    seen: dict[str, str] = {}
    for folder in found.folders:
        if folder.slug in seen:
            what = f"has the same name as {seen[folder.slug]}, and the address is made from it"
            found.problems.append(_problem(folder.shown, what, "rename one of the two"))
        seen.setdefault(folder.slug, folder.shown)


def _problem(path: str, what: str, remedy: str) -> Problem:
    return Problem(path, 0, 0, what, remedy)
