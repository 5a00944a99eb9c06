"""The citations of real responses, and the facts on each law, gathered outside this tree."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from disclosurelog.errors import CitationError
from disclosurelog.law import load_laws, parse


def test_every_vector_reads_as_expected(shared: Path) -> None:
    wrong = []
    with (shared / "facts" / "citation_vectors.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) > 30
    for row in rows:
        law = load_laws()[row["law"]] if row["law"] else None
        try:
            found = ";".join(parse(row["raw"], law).provisions) or "NONE"
        except CitationError:
            found = "ERROR"
        if found != row["expected"]:
            wrong.append((row["raw"], row["expected"], found))
    assert wrong == []


def test_every_fact_has_its_provision(shared: Path) -> None:
    """Kind and test agree, but where a pack says otherwise on purpose."""
    missing, different = [], []
    with (shared / "facts" / "laws.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        law = load_laws()[row["law"]]
        if "-(" in row["provision"]:
            continue
        if not law.has(row["provision"]):
            missing.append((row["law"], row["provision"]))
            continue
        one = law.provision(row["provision"])
        if row["law"].startswith("uk-"):
            if one.kind != row["kind"]:
                different.append((one.id, one.kind, row["kind"]))
            if row["test"] in ("absolute", "qualified") and one.test != row["test"]:
                different.append((one.id, one.test, row["test"]))
        ncnd = row["ncnd_provision"]
        if row["law"] == "uk-foia-2000" and ncnd.startswith("s") and "," not in ncnd:
            assert one.ncnd == ncnd, one.id
    assert missing == []
    assert different == []


@pytest.mark.parametrize("letter", "abcdefghi")
def test_all_of_section_31_1_is_there(letter: str) -> None:
    law = load_laws()["uk-foia-2000"]
    one = law.provisions[f"s31(1)({letter})"]
    assert one.title != law.provisions["s31(1)"].title
