"""Reads a mapping, and keeps the place of each of its parts for what is found wrong later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from disclosurelog.errors import CannotRun, ContentRefused, Problem
from disclosurelog.records.importing.mapping import ImportMapping, Laws, LeftOut, Outcomes
from disclosurelog.records.importing.template import columns_of
from disclosurelog.records.problems import build
from disclosurelog.records.yamlfile import Path_, YamlFile, read_yaml


class Loaded:
    """A mapping with the place of each of its parts.

    Attributes:
        mapping: The mapping.
        folder: Where it lies; names of other folders in it start here.
    """

    def __init__(self, mapping: ImportMapping, source: YamlFile, folder: Path) -> None:
        self.mapping, self.folder = mapping, folder
        self._source = source

    def columns(self) -> Iterator[tuple[Path_, str]]:
        """Every column that the mapping names, with the place where it does."""
        yield from _columns(self.mapping, ())

    def laws(self) -> Iterator[tuple[Path_, str]]:
        """Every law that the mapping names, with the place where it does."""
        if self.mapping.law is not None:
            yield ("law",), self.mapping.law
        if self.mapping.law_by_column is not None:
            for word, name in self.mapping.law_by_column.words.items():
                yield ("law_by_column", "words", word), name

    def problem(self, where: Path_, what: str, remedy: str) -> Problem:
        """Return a mistake in the mapping at its place."""
        return self._source.problem(where, what, remedy)


def load_mapping(path: Path) -> Loaded:
    """Read a mapping.

    Raises:
        CannotRun: It cannot be opened.
        ContentRefused: It holds mistakes: all of them, with line and column.
    """
    try:
        source = read_yaml(path, str(path))
    except OSError:
        raise CannotRun(
            "the mapping cannot be opened",
            "name it after --mapping; --start-mapping FILE.yaml writes a first one",
        ) from None
    mapping, problems = build(ImportMapping, source)
    if mapping is None:
        raise ContentRefused(problems, "the mapping")
    return Loaded(mapping, source, path.parent)


def _columns(value: object, where: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, Laws | Outcomes | LeftOut):
        yield (*where, "column"), value.column
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from _columns(getattr(value, name), (*where, info.alias or name))
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from _columns(one, (*where, number))
    elif isinstance(value, str):
        for column in columns_of(value):
            yield where, column
