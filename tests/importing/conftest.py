"""A table, a mapping for it, and a way to import the one by the other."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from disclosurelog.cli import main
from disclosurelog.records import Log, Settings, load_log

HEADING = ("Ref", "Subject", "Asked", "In", "Out", "Decision")
ROW = ("T/1", "Gritting", "Which roads are gritted?", "02/01/2024", "20/01/2024", "Released")

MAPPING = """\
schema: 1
dates: {written: [D/M/YYYY], earliest: 2020-01-01, latest: 2025-12-31}
law: uk-foia-2000
reference: "{Ref}"
title: "{Subject}"
summary: "Decision: {Decision}. Request: {Asked}"
received: "{In}"
responded: "{Out}"
published: 2024-03-01
request: "{Asked}"
response: The old log gives the decision ({Decision}) and not the letter.
outcome:
  column: Decision
  words: {Released: granted-in-full, Not held: not-held, Part: granted-in-part}
"""


class Bench:
    """A folder with a content folder, a mapping and a table."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.content = path / "content"
        self.content.mkdir()
        self.mapping = path / "mapping.yaml"
        self.file = path / "log.csv"
        self.rejects = path / "log.csv.rejects.csv"
        self.map()

    def map(self, more: str = "", *, instead: tuple[str, str] | None = None) -> None:
        """Write the mapping, with more lines, or with one piece of it replaced."""
        text = MAPPING
        if instead is not None:
            assert instead[0] in text
            text = text.replace(*instead)
        self.mapping.write_text(text + more)

    def table(
        self,
        *rows: Sequence[str],
        heading: Sequence[str] = HEADING,
        encoding: str = "utf-8",
        delimiter: str = ",",
    ) -> None:
        with self.file.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([heading, *rows])

    def run(self, *options: str, file: Path | None = None) -> Result:
        return CliRunner().invoke(
            main,
            [
                "import",
                str(file or self.file),
                f"--mapping={self.mapping}",
                f"--content={self.content}",
                f"--rejects={self.rejects}",
                *options,
            ],
            catch_exceptions=False,
        )

    def taken(self, *options: str, file: Path | None = None) -> str:
        """Import, every row taken; give what was printed."""
        done = self.run(*options, file=file)
        assert done.exit_code == 0, done.output
        return done.output

    def reasons(self) -> dict[int, str]:
        """Import, and give the reason for each rejected row by its number."""
        done = self.run()
        assert done.exit_code == 1, done.output
        return {int(row["rejected row"]): row["reason"] for row in self.rejected()}

    def rejected(self) -> list[dict[str, str]]:
        with self.rejects.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def log(self) -> Log:
        return load_log(self.content, Settings())

    def record(self) -> Any:
        (entry,) = self.log().entries
        return entry.record

    def tree(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.content).as_posix(): path.read_bytes()
            for path in sorted(self.content.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


@pytest.fixture
def row() -> Any:
    """Make a row of the table: the usual one, with other cells in some columns."""

    def make(**cells: str) -> list[str]:
        assert set(cells) <= set(HEADING)
        return [cells.get(name, usual) for name, usual in zip(HEADING, ROW, strict=True)]

    return make


@pytest.fixture
def laws(root: Path) -> Any:
    """Put the packs that the mappings of real logs need into a content folder."""

    def put(content: Path, names: Iterable[str]) -> None:
        (content / "laws").mkdir(parents=True, exist_ok=True)
        for name in names:
            shutil.copy(root / f"tests/importing/laws/{name}.yaml", content / "laws")

    return put
