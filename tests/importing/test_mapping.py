"""Mistakes in a mapping are told at their place, all at once; a first one is written."""

from __future__ import annotations

import pytest
import yaml
from click.testing import CliRunner

from disclosurelog.cli import main


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"{Ref}"', '"{Reff}"', "mapping.yaml:4:1: the file has no column Reff"),
        ('"{Ref}"', '"{ref}"', "did you mean Ref?"),
        ('"{Ref}"', '"{Ref"', "4:1: reference has a brace without its other half"),
        ('"{Ref}"', '"{Requester name}"', "tells who asked"),
        ("law: uk-foia-2000", "law: uk-foia-1066", "3:1: nobody has described that law here"),
        ("law: uk-foia-2000\n", "", "needs either law or law_by_column"),
        ("[D/M/YYYY]", "[dd/mm]", "is no pattern of a day"),
        ("2020-01-01", "2030-01-01", "dates end before they begin"),
        ("2020-01-01", '"[FILL IN: day]"', "is still marked [FILL IN]"),
        ("published: 2024-03-01", "published: soon", "is neither a day nor a column"),
        ("published: 2024-03-01", "published: 2024-02-31", "no such day"),
        ("granted-in-full", "granted", "is not one of the words allowed"),
        ("Released:", "Not  HELD: refused, Released:", "gives one word twice"),
        ('"{Ref}"', '"{Applicant type}"', "tells who asked"),
        ("column: Decision", "column: 7", "should be text"),
        ("schema: 1", "schema: 1\nsecret: x", "secret is not a field here"),
    ],
)
def test_a_mistake_is_told_at_its_place(bench, row, old, new, words) -> None:
    bench.table(row())
    bench.map(instead=(old, new))
    done = bench.run()
    assert done.exit_code in {1, 2}
    assert words in done.output
    assert "mapping.yaml:" in done.output
    assert not bench.tree()


def test_a_folder_of_files_that_is_not_there(bench, row) -> None:
    bench.table(row())
    bench.map('documents: {folder: gone, file: {value: "{Ref}"}, title: "{Ref}"}\n')
    done = bench.run()
    assert done.exit_code == 2
    assert "the folder of files" in done.output


def start(bench, *options):
    new = bench.path / "new.yaml"
    command = ["import", str(bench.file), f"--start-mapping={new}", f"--content={bench.content}"]
    return new, CliRunner().invoke(main, [*command, *options], catch_exceptions=False)


def test_a_first_mapping_leaves_only_what_nobody_can_guess(bench, row) -> None:
    heading = ("Ref no", "Subject", "Request", "Date received", "Date closed", "Outcome")
    rows = [
        row(Ref=f"T/{n}", Asked=f"Question {n}?", Out=f"{n % 28 + 1}/2/2024") for n in range(60)
    ]
    rows.append(row(Ref="T/99", Decision="Partly released"))
    rows.append(row(Ref="T/98", Decision="Nothing released"))
    bench.table(*([*one, "Jo"] for one in rows), heading=[*heading, "Applicant"])
    new, done = start(bench)
    assert done.exit_code == 0, done.output
    text = new.read_text()
    made = yaml.safe_load(text)
    assert made["reference"] == "{Ref no}"
    assert (made["received"], made["responded"]) == ("{Date received}", "{Date closed}")
    assert made["dates"]["written"] == ["D/M/YYYY"]
    assert made["request"] == "{Request}"
    assert made["outcome"]["column"] == "Outcome"
    assert made["outcome"]["words"]["Released"] == "granted-in-full"
    assert made["outcome"]["words"]["Partly released"] == "granted-in-part"
    assert "[FILL IN" in made["outcome"]["words"]["Nothing released"]
    assert "{Applicant}" not in text
    bench.mapping = new
    done = bench.run()
    assert done.exit_code == 1
    problems = done.output.splitlines()[:-1]
    assert len(problems) == 6
    assert all("FILL IN" in line or "words allowed" in line for line in problems)


def test_days_that_may_be_two_are_left_to_the_officer(bench, row) -> None:
    heading = ("Ref", "Subject", "Asked", "Received", "Responded", "Decision")
    rows = [row(Ref=f"T/{n}", Out="3/4/2024", In="1/2/2024") for n in range(3)]
    bench.table(*rows, heading=heading)
    new, _ = start(bench)
    assert "nothing tells them apart: D/M/YYYY, M/D/YYYY" in new.read_text()


def test_a_first_mapping_never_writes_over_a_file(bench, row) -> None:
    bench.table(row())
    new, _ = start(bench)
    before = new.read_text()
    _, done = start(bench)
    assert done.exit_code == 2
    assert new.read_text() == before


def test_without_a_mapping_the_way_on_is_said(bench, row) -> None:
    bench.table(row())
    done = CliRunner().invoke(main, ["import", str(bench.file)])
    assert done.exit_code == 2
    assert "--start-mapping" in done.output


def test_a_heading_below_a_title_is_found(bench, row) -> None:
    heading = ("Ref", "Subject", "Asked", "Received", "Responded", "Decision")
    bench.table(
        [], heading, row(), row(Ref="T/2"), heading=["Log of Northmoor Council"], delimiter=";"
    )
    new, done = start(bench)
    assert done.exit_code == 0, done.output
    made = yaml.safe_load(new.read_text())
    assert made["table"] == {"skip_rows": 2}
    assert made["received"] == "{Received}"
