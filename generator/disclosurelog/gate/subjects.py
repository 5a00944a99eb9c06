"""What is to be checked: the files of a log, or those under the paths that somebody named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from disclosurelog.errors import Problem
from disclosurelog.gate.cache import keep_of_records
from disclosurelog.gate.signed import SignedFiles
from disclosurelog.law import Law, load_laws
from disclosurelog.records import (
    RECORD_FILE,
    Entry,
    Record,
    Waiver,
    escaped,
    load_entry,
    record_folder,
)
from disclosurelog.records.folder import RecordFolder, find_records
from disclosurelog.records.log import load_entries
from disclosurelog.records.totals import GivenTotals, load_totals
from disclosurelog.records.yamlfile import read_yaml


@dataclass(frozen=True, slots=True)
class Subject:
    """One file to check.

    Attributes:
        where: The path where it is, as text: there may be ten thousands.
        shown: How its path is told to people.
        entry: The record that it belongs to; None for a file that was named by itself.
        number: Its place among the record's documents, from 0.
        waivers: The waivers that its record lists for it.
    """

    where: str
    shown: str
    entry: Entry | None = None
    number: int = 0
    waivers: tuple[Waiver, ...] = ()

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.where)

    @property
    def file(self) -> str:
        """Its name."""
        return self.where.rpartition("/")[2]

    def problem(self, waiver: int, what: str, remedy: str) -> Problem:
        """A mistake in one of its waivers, at its place in the record."""
        source = str(Path(self.shown).parent / RECORD_FILE)
        if self.entry is None:
            return Problem(source, 0, 0, what, remedy)
        return _waiver_problem(self.entry, source, (self.number, waiver), what, remedy)


@dataclass(slots=True)
class Subjects:
    """Everything to check, and what was wrong on the way to it.

    `entries` are the records, each with what comes before its path when it is told to people.
    `cache_beside` is the first content folder among the paths.
    """

    files: list[Subject] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    entries: list[tuple[Entry, Path]] = field(default_factory=list)
    totals: list[tuple[Path, GivenTotals]] = field(default_factory=list)
    cache_beside: Path | None = None


def of_entry(entry: Entry, above: Path = Path()) -> Iterator[Subject]:
    """The files of a record. What is withdrawn is not there any more.

    Args:
        entry: The record.
        above: What comes before its own path when it is told to people.
    """
    folder, where = _shown_folder(entry, above), str(entry.folder)
    for number, document in enumerate(entry.record.documents):
        if document.withdrawn is None:
            file, waivers = document.file, document.waivers
            yield Subject(f"{where}/{file}", f"{folder}{file}", entry, number, waivers)


def stale_waivers(entry: Entry, above: Path = Path()) -> Iterator[Problem]:
    """Waivers of files that are no longer published: they allow nothing."""
    for number, document in enumerate(entry.record.documents):
        if document.withdrawn is not None and document.waivers:
            source = str(above / entry.source)
            for at in range(len(document.waivers)):
                what = "this waiver allows nothing: its file is withdrawn"
                yield _waiver_problem(entry, source, (number, at), what, "delete it")


def of_paths(paths: Iterable[Path], *, keep: bool = False) -> Subjects:
    """The files under paths: files, record folders and content folders.

    A file that is named twice, or by itself and with its record, is checked once, with its record.

    Args:
        paths: The paths.
        keep: Whether the records of content folders are kept beside them for the next time.

    Raises:
        LawError: A law that the content brings with it can't be used.
    """
    found = Subjects()
    alone: list[Subject] = []
    for path in dict.fromkeys(paths):
        link = path.is_symlink()
        if not link and (path / RECORD_FILE).is_file():
            _add_record(found, path)
        elif not link and path.is_dir() and (path / "records").is_dir():
            _add_content(found, path, keep_of_records(path) if keep else None)
        else:
            alone.append(Subject(str(path), str(path)))
    seen: set[str] = set()
    files = [*found.files, *alone]
    found.files = []
    for subject in files:
        where = os.path.abspath(subject.where)  # noqa: PTH100 - links stay what they are
        if where not in seen:
            seen.add(where)
            found.files.append(subject)
    return found


def _add_record(found: Subjects, path: Path) -> None:
    whole = path.absolute()
    shown = escaped(str(path))
    try:
        folder = record_folder(whole, shown, found.problems)
    except OSError:
        found.problems.append(Problem(shown, 0, 0, "the folder may not be opened", "allow it"))
        return
    if folder is None:
        return
    content = whole.parent.parent.parent
    if whole.parent.parent.name != "records":
        content = whole
    elif found.cache_beside is None:
        found.cache_beside = content
    entry, problems = load_entry(folder, _laws(content))
    found.problems += problems
    _add(found, folder, entry, Path())


def _add_content(found: Subjects, content: Path, keep: SignedFiles | None) -> None:
    found.cache_beside = found.cache_beside or content
    laws = _laws(content)
    try:
        there = find_records(content)
    except OSError:
        shown = escaped(str(content))
        found.problems.append(Problem(shown, 0, 0, "a folder may not be opened", "allow it"))
        return
    totals, problems = load_totals(content)
    found.totals.append((content, totals))
    entries, wrong = load_entries(there, laws, keep)
    read = {entry.folder: entry for entry in entries}
    for folder in there.folders:
        _add(found, folder, read.get(folder.path), content)
    problems += wrong or totals.against(_lasting(entries))
    above = escaped(str(content))
    found.problems += [replace(one, path=f"{above}/{one.path}") for one in problems]


def _lasting(entries: Iterable[Entry]) -> Iterator[Record]:
    """Yield the records that are published on whatever day this is."""
    for entry in entries:
        if entry.record.status == "published" and entry.record.retain_until is None:
            yield entry.record


def _add(found: Subjects, folder: RecordFolder, entry: Entry | None, above: Path) -> None:
    """The record's files; where the record can't be read, whatever lies in its folder."""
    if entry is not None:
        _add_entry(found, entry, above)
        return
    shown = above / folder.shown
    for name in sorted(folder.files):
        found.files.append(Subject(str(folder.path / name), str(shown / name)))


def _shown_folder(entry: Entry, above: Path) -> str:
    """What comes before the name of a file of this record when it is told to people."""
    folder = entry.source.rpartition("/")[0]
    if above.parts or folder.startswith("."):
        folder = str(above / folder)
    return "" if folder in ("", ".") else f"{folder}/"


def _add_entry(found: Subjects, entry: Entry, above: Path) -> None:
    found.entries.append((entry, above))
    found.files += of_entry(entry, above)
    found.problems += stale_waivers(entry, above)


def _waiver_problem(
    entry: Entry, source: str, at: tuple[int, int], what: str, remedy: str
) -> Problem:
    """`at` is the document's number and the waiver's. The record is read again for the line."""
    try:
        read = read_yaml(entry.folder / RECORD_FILE, source)
    except OSError:
        return Problem(source, 0, 0, what, remedy)
    return read.problem(("documents", at[0], "waivers", at[1]), what, remedy)


def _laws(content: Path) -> Mapping[str, Law]:
    own = content / "laws"
    return load_laws(own) if own.is_dir() else load_laws()
