"""The page for those who take the data says what they will find."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from disclosurelog.export.columns import TABLES, TOPICS
from disclosurelog.export.database import PAGES, TEXTS
from disclosurelog.records import feeds
from disclosurelog.records.statistics import MEASURES
from export.conftest import Export
from pages.samples import record, refused


@pytest.fixture
def page(root: Path) -> str:
    return (root / "docs/data.md").read_text(encoding="utf-8")


def test_every_column_is_described_as_in_the_schema(page: str) -> None:
    for column in (*(one for table in TABLES for one in table.columns), *TEXTS):
        always = ", always" if column.needed else ""
        assert f"| `{column.name}` | {column.kind}{always} | {column.says} |\n" in page
    for table in (TOPICS, PAGES):
        key = ", ".join(f"`{name}`" for name in table.key)
        assert f"| `{table.name}` | {key} |" in page


def test_every_measure_is_described(page: str) -> None:
    for name, says in MEASURES.items():
        assert f"| `{name}` | {says} |\n" in page


def test_the_questions_can_be_asked(page: str, export: Export) -> None:
    document = {"file": "a.pdf", "title": "Moorings"}
    data = export(
        {"one": refused(1, "Section 31(1)(a)"), "two": record(2, documents=[document])},
        texts=("The harbour is closed.",),
    )
    questions = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    assert len(questions) == 2
    with closing(sqlite3.connect(data.folder / "disclosurelog.sqlite")) as base:
        for question in questions:
            assert len(base.execute(question).fetchall()) == 1, question


def test_the_way_back_from_a_safe_cell_is_right(page: str) -> None:
    (line,) = re.findall(r"```python\n(text = .*)\n```", page)
    for cell, text in (("'=1", "=1"), ("''-x", "'-x"), ("'word'", "'word'"), ("", ""), ("a", "a")):
        found = {"cell": cell, "re": re}
        exec(line, found)
        assert found["text"] == text


def test_the_bounds_of_feeds_are_as_written(page: str) -> None:
    assert f"the {feeds.NEWEST} entries" in page
    assert f"departments, the {feeds.MOST}\n" in page
