"""The data: valid to those who check such things, whole, the same each time, and no formulas."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.errors import CannotRun
from disclosurelog.export import Data
from disclosurelog.export.columns import CITATIONS, DOCUMENTS, RECORDS, TABLES
from disclosurelog.export.database import PAGES, texts_in, write_database
from disclosurelog.export.rows import citation_rows, document_rows, record_row
from disclosurelog.export.tables import csv_of
from export.conftest import Export, Exported
from pages.samples import REASONS, record, refused

HIDDEN = "Quillbacked"
DOCUMENT = {"file": "routes.pdf", "title": "Routes", "redacted": True}


def log() -> dict[str, dict[str, Any]]:
    """Records of every kind that matters here."""
    gone = {"date": "2024-02-01", "reason": "A court ordered it."}
    return {
        "plain": record(1, documents=[DOCUMENT], topics=["Roads", "C++"], department="Highways"),
        "two-laws": refused(
            2,
            "Section 31(1)(a)&(b)",
            laws=["uk-foia-2000", "uk-eir-2004"],
            citations=[
                {"cite": "Section 31(1)(a)&(b)", "law": "uk-foia-2000", **REASONS},
                {"cite": "Regulation 12(5)(b)", "law": "uk-eir-2004", **REASONS},
            ],
            refusal_notice={
                "provision": "Section 17(1)",
                "law": "uk-foia-2000",
                "review": "Write to us.",
                "regulator": "Write to them.",
            },
        ),
        "odd-words": record(
            3,
            title="=1+1",
            summary='\'=HYPERLINK(0) and "quotes", commas',
            topics=["@roads", "-pump"],
            response={"text": "+44 is a line\n\n=SUM(A1)\nand 'more'"},
            documents=[{**DOCUMENT, "title": "@SUM(1)"}],
        ),
        "unlisted": record(4, noindex=True, title="Not for search engines"),
        "gone": record(
            5,
            title=f"{HIDDEN} title",
            summary=f"{HIDDEN} summary.",
            request={"text": f"{HIDDEN} request."},
            response={"text": f"{HIDDEN} response."},
            topics=[f"{HIDDEN} topic"],
            department=f"{HIDDEN} department",
            earlier_references=[f"{HIDDEN}/1"],
            documents=[{"file": "a.pdf", "title": f"{HIDDEN} file", "withdrawn": gone}],
            status="withdrawn",
            tombstone=gone,
        ),
        "half-gone": record(
            6, documents=[DOCUMENT, {**DOCUMENT, "file": "b.pdf", "withdrawn": gone}]
        ),
        "ungodly-old": record(7, received="1987-03-02", responded="1987-03-05"),
        "cymraeg": record(8, language="cy", title="Ffyrdd a dŵr", documents=[DOCUMENT]),
    }


@pytest.fixture
def data(export: Export) -> Exported:
    return export(log())


def test_the_package_is_valid(data: Exported) -> None:
    report = Package(str(data.folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    names = [task.name for task in report.tasks]
    assert names[:4] == ["records", "citations", "documents", "statistics"]


@pytest.mark.parametrize("wrong", ["plain", "nowhere"])
def test_the_package_would_not_be_valid_with_a_wrong_key(data: Exported, wrong: str) -> None:
    """A second row with a key, and a row that refers to nothing, are seen: the check is no rite."""
    name = "records" if wrong == "plain" else "documents"
    path = data.folder / f"{name}.csv"
    first = path.read_bytes().decode().split("\r\n")[-2]
    line = f"{wrong},{first.partition(',')[2]}"
    package = json.loads((data.folder / "datapackage.json").read_text())
    for one in package["resources"]:
        one.pop("bytes"), one.pop("hash")
    (data.folder / "datapackage.json").write_text(json.dumps(package))
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(f"{line}\r\n")
    assert not Package(str(data.folder / "datapackage.json")).validate().valid


def test_no_records_at_all(export: Export) -> None:
    data = export({})
    assert Package(str(data.folder / "datapackage.json")).validate().valid
    assert [data.table(table.name) for table in TABLES] == [[] for table in TABLES]
    assert json.loads(data.files["feeds/all.json"])["items"] == []


def test_a_table_read_again_is_what_was_written(data: Exported) -> None:
    entries, documents = data.checked.log.entries, data.checked.documents
    place = data.products.place
    meant = {
        "records": [record_row(place, entry) for entry in entries],
        "citations": [row for entry in entries for row in citation_rows(entry)],
        "documents": [row for e in entries for row in document_rows(place, e, documents)],
    }
    for table in (RECORDS, CITATIONS, DOCUMENTS):
        rows = [tuple(row.values()) for row in data.table(table.name)]
        assert [tuple(map(unsafe, row)) for row in rows] == [
            tuple(map(as_text, row)) for row in meant[table.name]
        ]
        assert meant[table.name]
        assert {len(row) for row in meant[table.name]} == {len(table.columns)}


def as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def unsafe(cell: str) -> str:
    """Take away what the schema's description says was put before a cell."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in set("=+-@\t\r") else cell


def test_no_cell_is_a_formula(data: Exported) -> None:
    cells = [c for table in TABLES for row in data.table(table.name) for c in row.values()]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r") and cell]
    odd = next(row for row in data.table("records") if row["record"] == "odd-words")
    assert odd["title"] == "'=1+1"
    assert odd["summary"].startswith("''=HYPERLINK")
    assert odd["topics"] == "'@roads; -pump"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_survives_a_table(text: str) -> None:
    lines = csv_of([(text, "x")]).decode()
    ((cell, _),) = csv.reader(io.StringIO(lines, newline=""), strict=True)
    assert unsafe(cell) == text
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_a_row_for_each_provision(data: Exported) -> None:
    rows = [row for row in data.table("citations") if row["record"] == "two-laws"]
    assert [(row["number"], row["law"], row["provision"]) for row in rows] == [
        ("1", "uk-foia-2000", "s31(1)(a)"),
        ("1", "uk-foia-2000", "s31(1)(b)"),
        ("2", "uk-eir-2004", "reg12(5)(b)"),
    ]
    assert {row["public_interest_balance"] for row in rows} == {"Safety prevails."}
    assert rows[0]["cited_as"] == "Section 31(1)(a)&(b)"


def test_of_a_withdrawn_record_the_tombstone_is_left(data: Exported) -> None:
    row = next(row for row in data.table("records") if row["record"] == "gone")
    assert {name: value for name, value in row.items() if value} == {
        "record": "gone",
        "url": "https://foi.example/log/records/gone/",
        "reference": "F-0005",
        "status": "withdrawn",
        "received": "2023-03-01",
        "responded": "2023-03-15",
        "published": "2023-03-20",
        "withdrawn": "2024-02-01",
        "withdrawn_reason": "A court ordered it.",
    }
    for uri, stored in data.everything().items():
        assert HIDDEN.encode() not in stored, uri
        assert HIDDEN.lower().encode() not in stored, uri
    own = json.loads(data.files["records/gone/record.json"])
    assert own["tombstone"] == {"date": "2024-02-01", "reason": "A court ordered it."}


def test_of_a_withdrawn_file_the_reason_is_left(data: Exported) -> None:
    row = next(row for row in data.table("documents") if row["file"] == "b.pdf")
    assert row["withdrawn_reason"] == "A court ordered it."
    assert not row["sha256"] + row["url"] + row["size"]


def test_noindex_records_are_data_that_say_so(data: Exported) -> None:
    row = next(row for row in data.table("records") if row["record"] == "unlisted")
    assert row["noindex"] == "true"
    assert json.loads(data.files["records/unlisted/record.json"])["noindex"] is True


def test_a_line_of_json_is_the_records_own_file(data: Exported) -> None:
    lines = (data.folder / "records.jsonl").read_bytes().splitlines(keepends=True)
    own = [data.files[f"records/{e.slug}/record.json"] for e in data.checked.log.entries]
    assert lines == own
    found = json.loads(own[[b'"plain"' in one for one in own].index(True)])
    assert found["documents"][0]["url"] == "https://foi.example/log/records/plain/routes.pdf"


def test_without_an_address_paths_are_below_the_root(export: Export) -> None:
    data = export(log(), site_url="")
    assert {row["url"] for row in data.table("records")} >= {"records/plain/"}
    assert not [uri for uri in data.files if uri.startswith("feeds/")]
    assert Package(str(data.folder / "datapackage.json")).validate().valid
    assert b"https://foi.example" not in b"".join(data.everything().values())


def test_two_exports_are_the_same(export: Export) -> None:
    assert export(log()).everything() == export(log()).everything()


def test_the_metadata_tell_of_the_files_as_they_are(data: Exported) -> None:
    package = json.loads((data.folder / "datapackage.json").read_text())
    csvw = json.loads((data.folder / "csv-metadata.json").read_text())
    catalog = json.loads((data.folder / "catalog.jsonld").read_text())
    sizes = {one["path"]: one["bytes"] for one in package["resources"]}
    assert sizes == {name: (data.folder / name).stat().st_size for name in sizes}
    for table, resource, told in zip(TABLES, package["resources"], csvw["tables"], strict=False):
        header = (data.folder / resource["path"]).read_bytes().decode().split("\r\n")[0]
        names = [column.name for column in table.columns]
        assert header.split(",") == names
        assert [field["name"] for field in resource["schema"]["fields"]] == names
        assert [column["name"] for column in told["tableSchema"]["columns"]] == names
        assert "apostrophe" in resource["schema"]["description"]
    (dataset,) = catalog["dataset"]
    assert dataset["modified"] == "2024-02-01"
    assert {int(one["byteSize"]) for one in dataset["distribution"]} == set(sizes.values())


def rows(data: Exported, question: str, *values: str) -> list[Any]:
    with closing(sqlite3.connect(data.folder / "disclosurelog.sqlite")) as base:
        return base.execute(question, values).fetchall()


def test_the_database_is_whole(data: Exported) -> None:
    assert rows(data, "PRAGMA integrity_check") == [("ok",)]
    assert rows(data, "PRAGMA foreign_key_check") == []
    for name in ("citations", "documents", "topics", "pages"):
        assert rows(data, f"PRAGMA foreign_key_list({name})")
    for name in ("records", "citations", "documents", "topics", "pages"):
        assert [row for row in rows(data, f"PRAGMA table_info({name})") if row[5]]
    assert rows(data, "SELECT slug FROM topics WHERE topic = 'C++'") == [("c",)]
    assert len(rows(data, "SELECT * FROM records")) == len(log())


@pytest.mark.parametrize(
    ("table", "word", "found"),
    [
        ("records", "paper", {"plain"}),
        ("records", "ffyrdd dwr", {"cymraeg"}),
        ("citations", "prevails", {"two-laws"}),
        ("citations", "harm: methods", {"two-laws"}),
        ("documents", "routes", {"plain"}),
        ("pages", '"second page"', {"plain"}),
    ],
)
def test_full_text_finds(data: Exported, table: str, word: str, found: set[str]) -> None:
    joined = f"{table}_fts f JOIN {table} t ON t.rowid = f.rowid"
    question = f"SELECT t.record FROM {joined} WHERE {table}_fts MATCH ?"
    assert {row[0] for row in rows(data, question, word)} >= found
    assert "gone" not in {row[0] for row in rows(data, question, word)}


def test_what_is_screened_of_the_database_is_all_of_it(data: Exported) -> None:
    read = "\n".join(texts_in(data.folder / "disclosurelog.sqlite"))
    for words in ("+44 is a line", "Second page.", "Safety prevails.", "Ffyrdd a dŵr", "C++"):
        assert words in read
    assert PAGES.key == ("record", "file", "page")


def test_a_disk_that_takes_nothing_is_said_to_be_so(data: Exported, tmp_path: Path) -> None:
    with (
        Data(data.products, tmp_path / "nowhere") as files,
        pytest.raises(CannotRun, match="cannot be written"),
    ):
        files.files()
    with pytest.raises(CannotRun, match="database"):
        write_database(tmp_path / "nowhere/a.sqlite", (), {})


def test_the_name_of_the_folder_leaves_no_trace(data: Exported, tmp_path: Path) -> None:
    for uri, stored in data.everything().items():
        assert str(tmp_path).encode() not in stored, uri
