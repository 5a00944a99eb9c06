"""Looks at each file of a push by itself, wherever and in whatever commit it lies.

What a file must be follows from where it lies and what its bytes are:

- A file beside a record, and whatever is binary anywhere, is a document: it has to be one that the
  checks find clean. What no check can read is refused.
- In `content`, YAML and Markdown are text: looked through for what was withheld and for personal
  data. Any other file in `content` is a document.
- Elsewhere, text is the program's: looked through for what was withheld. Files that are named as
  office programs, mail programs and the like name theirs are documents there too.
- Notes, and what has no name, are looked at like content.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.checks.policy import Policy
from disclosurelog.errors import CannotRun
from disclosurelog.files.kinds import HEAD, SUFFIXES, kind_of
from disclosurelog.gate import FileReport, Inspector
from disclosurelog.gate.cleantexts import CleanTexts
from disclosurelog.gate.report import file_lines
from disclosurelog.gate.screening import Screen
from disclosurelog.gate.waivers import apply_waivers
from disclosurelog.gate.withheld import read_list
from disclosurelog.publish.push.git import Objects
from disclosurelog.publish.push.places import Place
from disclosurelog.publish.push.texts import TEXT_BYTES, as_text, pointer_trouble, text_troubles
from disclosurelog.publish.push.trouble import said
from disclosurelog.records import RECORD_FILE, Waiver, escaped

Lines = tuple[str, ...]

#: Text that a log is made of.
_WRITTEN = frozenset({".md", ".yaml", ".yml", ".json"})

#: Names of documents, of which some are text inside and hold what nobody sees.
_DOCUMENTS = frozenset(
    {suffix for kind, several in SUFFIXES.items() for suffix in several if kind not in {"text"}}
    - {".xml", ".html", ".htm"}
) | {".csv", ".tsv", ".eml", ".mbox", ".msg", ".vcf", ".ics", ".ps", ".eps", ".fodt", ".fods"}

_FORMAT = 1  # of these rules: what was clean under others is looked at again


@dataclass(frozen=True, slots=True)
class Means:
    """What files are looked at with.

    Attributes:
        policy: What the authority says, and what was withheld.
        screen: Looks for what was withheld.
        inspector: Looks at documents.
        clean: What was clean before.
        allowed: The SHA-256 of each file that the administrator vouches for.
        most: Bytes of the largest file.
        draft: A folder for files while they are looked at.
    """

    policy: Policy
    screen: Screen
    inspector: Inspector
    clean: CleanTexts
    allowed: frozenset[str]
    most: int
    draft: Path


class Blobs:
    """Looks at files.

    Args:
        objects: Reads them.
        means: What they are looked at with.
        waivers: Gives every waiver that the push's records hold.
    """

    def __init__(
        self, objects: Objects, means: Means, waivers: Callable[[], Sequence[Waiver]]
    ) -> None:
        self._objects = objects
        self._means = means
        self._waivers = waivers
        self._vouched = False

    def troubles(
        self, oid: str, size: int, places: Iterable[Place]
    ) -> Iterator[tuple[Place, Lines]]:
        """What is wrong with a file, for each of its places that makes a difference."""
        told: set[str] = set()
        data: bytes | None = None
        for place in places:
            kind = _kind_of_place(place)
            key = f"blob {_FORMAT} {oid} {kind} {place.suffix}"
            if key in told or self._means.clean.knows(key):
                continue
            told.add(key)
            if size > self._means.most:
                yield place, _too_large(size, self._means.most)
                continue
            if data is None:
                data = self._objects.blob(oid)
            self._vouched = False
            found = list(self._of_kind(kind, place, data))
            yield from ((place, lines) for lines in found)
            # What somebody vouched for is asked for anew: the word may be taken back.
            if not found and not self._vouched:
                self._means.clean.add(key)

    def _of_kind(self, kind: str, place: Place, data: bytes) -> Iterator[Lines]:
        if hashlib.sha256(data).hexdigest() in self._means.allowed:
            self._vouched = True
            return
        if pointer := pointer_trouble(data):
            yield pointer
            return
        if not data and kind != "document":
            return
        text = None if kind == "document" or len(data) > TEXT_BYTES else as_text(data)
        if kind == "list":
            yield from self._list(place, data)
        elif text is None:
            yield from self._document(place, data)
        else:
            means = self._means
            yield from text_troubles(
                text, place.name, means.policy, means.screen, content=kind == "content"
            )

    def _document(self, place: Place, data: bytes) -> Iterator[Lines]:
        suffix = place.suffix
        if not place.name or place.region in {"nowhere", "notes"}:
            suffix = next(iter(SUFFIXES.get(kind_of(data[:HEAD]), ())), suffix)
        path = self._means.draft / f"document{suffix if suffix[1:].isalnum() else ''}"
        try:
            path.write_bytes(data)
            shown = self._means.screen.masked(place.path) or "FILE.pdf"
            report = self._means.inspector.inspect(path, shown)
        finally:
            with contextlib.suppress(OSError):
                path.unlink()
        report = self._waived(report)
        if report.status == "clean":
            return
        yield tuple(without_path(file_lines(report), report))

    def _waived(self, report: FileReport) -> FileReport:
        if report.status == "clean":
            return report
        mine = dict.fromkeys(one for one in self._waivers() if one.sha256 == report.sha256)
        if mine:
            self._vouched = True
            report, _ = apply_waivers(report, tuple(mine))
        return report

    def _list(self, place: Place, data: bytes) -> Iterator[Lines]:
        path = self._means.draft / "list.yaml"
        try:
            path.write_bytes(data)
            read_list(path, "the file")
        except CannotRun as error:
            yield said("list", error.what, error.remedy)
        finally:
            with contextlib.suppress(OSError):
                path.unlink()


def _kind_of_place(place: Place) -> str:
    """What a file has to be where it lies; by its bytes alone where that is "program"."""
    hidden = place.name.startswith(".git")
    if place.region == "withheld" and place.suffix == ".yaml":
        return "list"
    if place.region == "record":
        return "content" if place.name == RECORD_FILE or hidden else "document"
    if place.region in {"notes", "nowhere"}:
        return "content"
    if place.region in {"top", "else"}:
        return "document" if place.suffix in _DOCUMENTS else "program"
    return "content" if hidden or place.suffix in _WRITTEN else "document"


def without_path(lines: Iterable[str], report: FileReport) -> Iterator[str]:
    """A file's lines of the report, which is told its path by itself."""
    head = f"{escaped(report.path)}: "
    for number, line in enumerate(lines):
        yield f"  {line.removeprefix(head)}" if number == 0 and line.startswith(head) else line


def _too_large(size: int, most: int) -> Lines:
    return said(
        "F001",
        f"the file has {size / 1e6:,.0f} MB, and at most {most / 1e6:,.0f} MB can be checked",
        "split it into parts, or lower the resolution of its pictures",
    )
