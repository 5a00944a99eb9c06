"""The records as the push would leave them: read and judged like any content folder.

Only records that were not found right before are written out and looked at; of the others their
references are known, and those must not be used twice. The folder is written by git's plumbing,
file by file: no filter and no attribute of the push has a say.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from disclosurelog.checks.registry import ruleset
from disclosurelog.errors import CannotRun, Problem
from disclosurelog.gate import CheckReport, Sandbox, check_paths
from disclosurelog.gate.withheld import FOLDER as FOLDER_OF_LISTS
from disclosurelog.gate.withheld import WithheldList
from disclosurelog.publish.push.git import Git, Objects
from disclosurelog.publish.push.trees import FILES, FOLDER, Entry, entries
from disclosurelog.records import RECORD_FILE, Settings, escaped
from disclosurelog.records.yamlfile import read_yaml

_CONTENT = "content"


@dataclass(slots=True)
class Tip:
    """The content folder of a commit.

    Attributes:
        records: The tree of each record's folder, by its path.
        others: Every other file below `content`, by its path.
        strays: What lies among the records and is no folder, by its path.
    """

    records: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    strays: dict[str, Entry] = field(default_factory=dict)


def read_tip(git: Git, objects: Objects, commit: str) -> Tip | None:
    """List the content folder of a commit; None where it has none."""
    top = git.line("rev-parse", "--verify", "--quiet", f"{commit}:{_CONTENT}")
    if not top or objects.read(top)[0] != "tree":
        return None
    tip = Tip()
    for entry in entries(objects.tree(top), len(top) // 2):
        path = f"{_CONTENT}/{entry.name}"
        if entry.mode == FOLDER and entry.name == "records":
            _records(objects, entry.oid, path, tip)
        else:
            _files(objects, entry, path, tip.others)
    return tip


def _records(objects: Objects, tree: str, path: str, tip: Tip) -> None:
    for year in entries(objects.tree(tree), len(tree) // 2):
        here = f"{path}/{year.name}"
        if year.mode != FOLDER:
            tip.strays[here] = year
            continue
        for record in entries(objects.tree(year.oid), len(tree) // 2):
            if record.mode == FOLDER:
                tip.records[f"{here}/{record.name}"] = record.oid
            else:
                tip.strays[f"{here}/{record.name}"] = record


def _files(objects: Objects, entry: Entry, path: str, into: dict[str, str]) -> None:
    """Every plain file at a path or below it. Links and submodules were refused already."""
    if entry.mode == FOLDER:
        for inner in entries(objects.tree(entry.oid), len(entry.oid) // 2):
            _files(objects, inner, f"{path}/{inner.name}", into)
    elif entry.mode in FILES:
        into[path] = entry.oid


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of looking at a tip.

    Attributes:
        problems: What is wrong with records.
        report: Of their files.
        right: The references of each record by its tree. They count where nothing is wrong.
    """

    problems: tuple[Problem, ...]
    report: CheckReport
    right: Mapping[str, tuple[str, ...]]


def basis_of(tip: Tip, policy_digest: str) -> str:
    """What a record was judged by: the rules, the authority's settings, the content's own laws."""
    laws = sorted((path, oid) for path, oid in tip.others.items() if "/laws/" in path)
    return f"{ruleset()} {policy_digest} {laws}"


def judge(
    tip: Tip,
    objects: Objects,
    folder: Path,
    right: Mapping[str, tuple[str, ...]],
    *,
    lists: Mapping[str, WithheldList],
    settings: Settings | None,
    sandbox: Sandbox,
    cache: Path,
    behind: Path,
) -> Judged:
    """Judge the records of a tip.

    Args:
        tip: What lies in it.
        objects: Reads it.
        folder: An empty folder to write into.
        right: What is known of records that were right before.
        lists: Every list of what was withheld, by the name of its file.
        settings: What the server's mkdocs.yml says.
        sandbox: The one to read files in.
        cache: Where answers are kept.
        behind: Where answers are read.

    Raises:
        CannotRun: Something can't be written or checked.
    """
    new = {path: tree for path, tree in tip.records.items() if tree not in right}
    _write_out(tip, new, objects, folder)
    write_lists(folder / _CONTENT, lists)
    problems = [*_pages(tip), *_twins(tip)]
    with _within(folder):
        report = check_paths(
            [Path(_CONTENT)],
            cache=cache,
            behind=behind,
            sandbox=sandbox,
            settings=settings,
            content=Path(_CONTENT),
        )
        references = {path: _references(folder / path) for path in new}
    known = {path: right[tree] for path, tree in tip.records.items() if tree in right}
    problems += _same_references(known, references)
    found = {tip.records[path]: names for path, names in references.items()}
    still = {tip.records[path]: names for path, names in known.items()}
    return Judged(tuple(problems), report, {**still, **found})


def _write_out(tip: Tip, records: Mapping[str, str], objects: Objects, folder: Path) -> None:
    files = dict(tip.others)
    for path, entry in tip.strays.items():
        files |= {path: entry.oid} if entry.mode in FILES else {}
    for path, tree in records.items():
        _files(objects, Entry(FOLDER, "", tree), path, files)
    (folder / _CONTENT / "records").mkdir(parents=True)
    for path, oid in files.items():
        write_file(folder, path, objects.blob(oid))


def write_lists(content: Path, lists: Mapping[str, WithheldList]) -> None:
    """Put these lists of what was withheld in the place of those that a content folder has."""
    folder = content / FOLDER_OF_LISTS
    if folder.is_dir():
        shutil.rmtree(folder)
    if lists:
        folder.mkdir(parents=True)
    for name, one in lists.items():
        (folder / name).write_bytes(one.to_bytes())


def write_file(folder: Path, path: str, data: bytes) -> None:
    """Write one file of a tree below a folder. Raises CannotRun where its path leads out of it."""
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\0" in part for part in parts):
        raise CannotRun("a path of this push leads out of its folder", "rename the file")
    place = folder.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(place, flags, 0o644), "wb") as stream:
        stream.write(data)


def _pages(tip: Tip) -> Iterator[Problem]:
    """MkDocs publishes whatever lies among the hand-written pages, so only pages may."""
    for path in tip.others:
        if path.startswith(f"{_CONTENT}/pages/") and not path.endswith(".md"):
            what = "is no Markdown page, and nobody checks it"
            remedy = "put documents into a record; pictures for the look go to the server"
            yield Problem(escaped(path), 0, 0, what, remedy)


def _twins(tip: Tip) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path in sorted(tip.records):
        slug = path.rpartition("/")[2]
        if slug in seen:
            what = f"has the same name as {escaped(seen[slug])}, and the address is made from it"
            yield Problem(escaped(path), 0, 0, what, "rename one of the two")
        seen.setdefault(slug, path)


def _same_references(
    known: Mapping[str, tuple[str, ...]], new: Mapping[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """References of new records that older ones have. Among the new, the record rules look."""
    owner = {name.casefold(): path for path, names in known.items() for name in names}
    for path, names in new.items():
        for name in names:
            if name.casefold() in owner:
                what = f"the reference is also that of {escaped(owner[name.casefold()])}"
                place = f"{escaped(path)}/{RECORD_FILE}"
                yield Problem(place, 1, 1, what, "give each record its own reference")


def _references(folder: Path) -> tuple[str, ...]:
    try:
        value = read_yaml(folder / RECORD_FILE, RECORD_FILE).value
    except OSError:
        return ()
    if not isinstance(value, dict):
        return ()
    earlier = value.get("earlier_references", ())
    names = [value.get("reference"), *(earlier if isinstance(earlier, tuple) else ())]
    return tuple(name for name in names if isinstance(name, str))


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    """Work in a folder, so that paths are told as they stand in the repository."""
    before = Path.cwd()
    try:
        os.chdir(folder)
        yield
    except OSError as error:
        raise CannotRun(f"the content cannot be read: {error.strerror}", "push again") from None
    finally:
        os.chdir(before)
