"""Decides of every row whether it is taken, and as what. Reads the content and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from disclosurelog.errors import CannotRun, ContentRefused
from disclosurelog.law import Law
from disclosurelog.records.folder import RECORD_FILE, RecordFolder, find_records
from disclosurelog.records.importing.drafts import Draft, Misfit, joined
from disclosurelog.records.importing.loading import Loaded
from disclosurelog.records.importing.rows import Reader
from disclosurelog.records.importing.table import Row, Table
from disclosurelog.records.one import read_entry
from disclosurelog.records.record import Record
from disclosurelog.records.written import Fields, as_yaml, slug_of
from disclosurelog.records.yamlfile import Path_, YamlFile, read_yaml

Words = Callable[[Record], Sequence[tuple[Path_, str]]]
"""Looks through a record's words; gives the place of all that must not go out, and what it is."""

_PRIVATE = (
    "take it out of the row, or, if it is the authority's own, list it under "
    "personal_data.contacts in mkdocs.yml"
)
_LONGEST = 100  # characters of a folder's name


@dataclass(frozen=True, slots=True)
class Taken:
    """Rows that become one record.

    Attributes:
        rows: The rows, most often one.
        folder: The record's folder below the content folder.
        text: What goes into its `record.yaml`.
        files: The names of its files in the record, each with the file it is copied from.
    """

    rows: tuple[Row, ...]
    folder: str
    text: str
    files: dict[str, Path]


@dataclass(frozen=True, slots=True)
class Rejected:
    """Rows that cannot be taken, and why.

    Attributes:
        rows: The rows, most often one.
        reasons: Each reason in words without anything that a cell says.
        details: More, for the list of rejected rows alone.
        private: Whether the rows hold what must not be shown.
    """

    rows: tuple[Row, ...]
    reasons: tuple[str, ...]
    details: tuple[str, ...] = ()
    private: bool = False


class Plan:
    """What becomes of each row of a table.

    Args:
        table: The table.
        loaded: The mapping.
        content: The content folder, for the records that are there.
        laws: Every law that is described here, by id.
        words: Looks through a record's words.

    Raises:
        ContentRefused: The mapping names columns that the table does not have, or laws that
            nobody has described.
        CannotRun: The folder of files that the mapping names is not there.
    """

    def __init__(
        self, table: Table, loaded: Loaded, content: Path, laws: Mapping[str, Law], words: Words
    ) -> None:
        _refuse_missing(table, loaded, laws)
        self._table, self._mapping = table, loaded.mapping
        self._content, self._laws, self._words = content, laws, words
        self._reader = Reader(loaded.mapping, laws)
        self._source = _folder(loaded)
        self._slugs, self._references = _there(content)
        self._taken: set[str] = set()

    def __iter__(self) -> Iterator[Taken | Rejected]:
        """Decide of the rows, each once, in the order in which their requests first appear."""
        groups: dict[str, list[Row]] = {}
        for row in self._table.rows:
            # A row without a reference stands alone; no reference holds a line's end.
            key = self._reader.reference(row).casefold() or f"\n{row.number}"
            groups.setdefault(key, []).append(row)
        for rows in groups.values():
            yield from self._decide(rows)

    def _decide(self, rows: list[Row]) -> Iterator[Taken | Rejected]:
        """A request is taken with all its rows or not at all; those left out do not count."""
        drafts: list[tuple[Row, Draft]] = []
        misfit = False
        for row in rows:
            try:
                drafts.append((row, self._reader.read(row)))
            except Misfit as error:
                misfit = misfit or not error.left_out
                yield _rejected((row,), error)
        taken = tuple(row for row, _ in drafts)
        if drafts and misfit:
            yield _rejected(taken, Misfit("reference", "another row of this request is rejected"))
        elif drafts:
            yield self._judge(taken, [draft for _, draft in drafts])

    def _judge(self, rows: tuple[Row, ...], drafts: list[Draft]) -> Taken | Rejected:
        try:
            draft = self._one(drafts)
            folder = self._place(draft)
            text = as_yaml(cast(Fields, draft.fields))
            files = {name: self._file(source) for name, source in draft.files.items()}
            wrong = self._problems(folder, text, files)
        except Misfit as misfit:
            return _rejected(rows, misfit)
        if wrong is not None:
            return Rejected(rows, *wrong)
        self._slugs[folder.rpartition("/")[2]] = folder
        self._taken.add(folder)
        return Taken(rows, folder, text, files)

    def _one(self, drafts: list[Draft]) -> Draft:
        if len(drafts) > 1 and self._mapping.same_reference == "reject":
            raise Misfit("reference", "several rows have it")
        return joined(drafts)

    def _place(self, draft: Draft) -> str:
        slug = slug_of(draft.reference)
        if not slug:
            what = "it has no letter or digit that can stand in an address"
            raise Misfit("reference", what)
        if self._mapping.address == "title-and-reference":
            title = slug_of(str(draft.fields["title"]), _LONGEST - len(slug) - 1)
            slug = f"{title}-{slug}" if title else slug
        folder = f"records/{draft.fields['received']:%Y}/{slug}"
        for there in (self._slugs.get(slug), self._references.get(draft.reference.casefold())):
            # What lies in its own folder may be the record itself, of an earlier run.
            if there is not None and (there != folder or folder in self._taken):
                what = "another record has its reference, or the address that is made from it"
                raise Misfit("reference", what, f"see {there}")
        return folder

    def _file(self, name: str) -> Path:
        assert self._source is not None
        path = self._source / name
        if path.is_symlink() or not path.is_file():
            raise Misfit("documents", "a file is not in the folder that the mapping names")
        return path

    def _problems(
        self, folder: str, text: str, files: Mapping[str, Path]
    ) -> tuple[tuple[str, ...], tuple[str, ...], bool] | None:
        """What a build would refuse in the record, by the same rules."""
        source = YamlFile(f"{folder}/{RECORD_FILE}", text.encode())
        slug = folder.rpartition("/")[2]
        there = RecordFolder(slug, self._content / folder, folder, frozenset(files))
        entry, problems = read_entry(there, source, self._laws)
        if entry is None:
            reasons = tuple(dict.fromkeys(problem.what for problem in problems))
            return reasons, tuple(problem.remedy for problem in problems), False
        found = self._words(entry.record)
        if found:
            kinds = dict.fromkeys(f"{_dotted(where)}: {what}" for where, what in found)
            return tuple(kinds), (_PRIVATE,), True
        return None


def _rejected(rows: tuple[Row, ...], misfit: Misfit) -> Rejected:
    return Rejected(rows, (misfit.what,), (misfit.detail,) if misfit.detail else ())


def _dotted(where: Path_) -> str:
    return ".".join(str(step) for step in where if isinstance(step, str))


def _refuse_missing(table: Table, loaded: Loaded, laws: Mapping[str, Law]) -> None:
    known = {name.casefold(): name for name in table.columns}
    problems = []
    for where, column in loaded.columns():
        if column not in table.columns:
            close = known.get(column.casefold())
            remedy = f"did you mean {close}?" if close else f"it has {', '.join(table.columns)}"
            what = f"the file has no column {column}"
            problems.append(loaded.problem(where, what, remedy))
    for where, law in loaded.laws():
        if law not in laws:
            remedy = f"known: {', '.join(sorted(laws))}; or add it under content/laws/"
            problems.append(loaded.problem(where, "nobody has described that law here", remedy))
    if problems:
        raise ContentRefused(problems, "the mapping")


def _folder(loaded: Loaded) -> Path | None:
    documents = loaded.mapping.documents
    if documents is None:
        return None
    folder = loaded.folder / documents.folder
    if not folder.is_dir():
        raise CannotRun(
            "the folder of files that the mapping names is not there",
            "documents.folder is looked for beside the mapping",
        )
    return folder


def _there(content: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The addresses and the references of the records that are there, each with its folder."""
    slugs: dict[str, str] = {}
    references: dict[str, str] = {}
    if not content.is_dir():
        return slugs, references
    for folder in find_records(content).folders:
        slugs[folder.slug] = folder.shown
        value = read_yaml(folder.path / RECORD_FILE, folder.shown).value or {}
        earlier = value.get("earlier_references") or ()
        for reference in (value.get("reference"), *earlier):
            if isinstance(reference, str):
                references[reference.casefold()] = folder.shown
    return slugs, references
