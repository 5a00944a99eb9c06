"""The schema that editors use is the model's own."""

from __future__ import annotations

import json

import pytest

from disclosurelog.records import EDITOR_LINE, SCHEMA_FILE, Record, json_schema, markdown


def test_the_kept_schema_is_current(root) -> None:
    kept = (root / "content" / SCHEMA_FILE).read_text(encoding="utf-8")
    assert kept == json_schema(), "run: disclosurelog schema --write content"


def test_the_page_for_people_is_current(root) -> None:
    kept = (root / "docs" / "records.md").read_text(encoding="utf-8")
    assert kept == markdown(), "run: disclosurelog schema --markdown > docs/records.md"


def test_every_field_is_described() -> None:
    schema = json.loads(json_schema())
    models = [schema, *(d for d in schema["$defs"].values() if d.get("type") == "object")]
    bare = [
        f"{m['title']}.{name}"
        for m in models
        for name, field in m["properties"].items()
        if "description" not in field
    ]
    assert bare == []


def test_the_model_is_closed_and_frozen() -> None:
    assert Record.model_config["extra"] == "forbid"
    assert Record.model_config["frozen"] is True


def test_sample_records_carry_the_editor_line(root) -> None:
    records = sorted((root / "content" / "records").glob("*/*/record.yaml"))
    assert records
    for record in records:
        assert record.read_text(encoding="utf-8").startswith(EDITOR_LINE + "\n"), record
        assert (record.parent / "../../.." / SCHEMA_FILE).resolve().is_file()


@pytest.mark.parametrize(
    ("old", "limit"), [('"T/1"', 80), ("Winter gritting routes", 300), ("The routes were", 400)]
)
def test_lines_have_their_limits(content, plain, broken, old, limit) -> None:
    content.add(broken(plain, old, "x" * (limit + 1)))
    assert f"is longer than {limit} characters" in content.the_problem().what
    content.add(broken(plain, old, "x" * min(limit, 380)))
    content.load()
