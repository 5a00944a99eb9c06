"""docs/import.md tells all that a mapping can say, and its example works."""

from __future__ import annotations

import re

import pytest

from disclosurelog.records.importing import ImportMapping, load_mapping


def test_every_field_is_told(root) -> None:
    text = (root / "docs/import.md").read_text()
    fields = {info.alias or name for name, info in ImportMapping.model_fields.items()}
    assert {name for name in fields if f"`{name}`" not in text} == {"schema"}


def test_the_example_works(root, bench) -> None:
    text = (root / "docs/import.md").read_text()
    bench.mapping.write_text(re.search(r"```yaml\n(schema: 1.*?)```", text, re.DOTALL)[1])
    heading = ("Ref", "Subject", "Request", "Received", "Answered", "Decision", "Exemptions")
    bench.table(
        ("FOI/1", "Gritting", "Which roads?", "2/1/2024", "20/1/2024", "Released", "None"),
        ("FOI/2", "Salaries", "Whose?", "2/1/2024", "20/1/2024", "part released", "40(2); 12(1)"),
        heading=heading,
    )
    bench.taken()
    assert len(bench.log().entries) == 2


@pytest.mark.parametrize("name", ["toronto", "calgary"])
def test_the_mappings_of_real_logs_can_be_read(root, name) -> None:
    assert load_mapping(root / f"docs/import/{name}.yaml").mapping.outcome.column == "decision"
