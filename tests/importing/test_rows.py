"""What a row becomes, and why it does not."""

from __future__ import annotations

import csv
import io

import pytest

from projects import CONFIG

CITED = """
citations:
  cite: {value: "{Exemptions}", separator: ";"}
  before: Section
  nothing: [none]
  reason: The old log does not give the reason.
  harm: The old log does not give the harm.
  public_interest:
    for: "{For}"
    against: The old log does not give this.
    balance: The old log does not give this.
refusal_notice:
  provision: Section 17(1)
  review: Write to us.
  regulator: Write to the Information Commissioner.
"""
CITED_HEADING = ("Ref", "Subject", "Asked", "In", "Out", "Decision", "Exemptions", "For")


def test_a_row_becomes_a_record_that_builds(bench, row) -> None:
    bench.table(row())
    bench.taken()
    record = bench.record()
    assert record.reference == "T/1"
    assert record.summary == "Decision: Released. Request: Which roads are gritted?"
    assert record.response.text == "The old log gives the decision (Released) and not the letter."
    assert (bench.content / "record.schema.json").is_file()
    text = (bench.content / "records/2024/t-1/record.yaml").read_text()
    assert text.startswith("# yaml-language-server: $schema=")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"Ref": " "}, "reference: the cell is empty"),
        ({"Subject": ""}, "title: the cell is empty"),
        ({"Asked": "\n"}, "request: the cell is empty"),
        ({"In": ""}, "received: the cell is empty"),
        ({"In": "soon"}, "received: the cell is no day"),
        ({"Out": "1/1/1301"}, "responded: the day is before dates.earliest"),
        ({"In": "21/1/2024"}, "the response is dated before the request's receipt"),
        ({"Decision": "Perhaps"}, "outcome: the word is not among"),
        ({"Decision": ""}, "outcome: the cell is empty"),
        ({"Decision": "Part"}, "something was refused and no provision is cited"),
        ({"Subject": "x" * 301}, "title is longer than 300 characters"),
        ({"Ref": "x" * 81}, "reference is longer than 80 characters"),
        ({"Subject": "bell \a"}, "title holds an invisible control character"),
        ({"Ref": "№ ٣"}, ""),
        ({"Ref": "رقم"}, "no letter or digit that can stand in an address"),
        ({"Asked": "Write to jane.roe@example.org"}, "request.text: "),
        ({"Asked": "My number is AB123456C"}, "summary: "),
    ],
)
def test_why_a_row_is_rejected(bench, row, cells, reason) -> None:
    bench.table(row(Ref="T/0"), row(**cells))
    if not reason:
        bench.taken()
        return
    assert reason in bench.reasons()[3]
    assert len(bench.log().entries) == 1


def test_what_was_found_is_not_printed(bench, row) -> None:
    bench.table(row(Asked="Write to jane.roe@example.org"), row(Ref="T/2", Decision="jane.roe"))
    for options in ((), ("--dry-run",), ("--preview=1",)):
        assert "jane.roe" not in bench.run(*options).output
    assert not bench.tree().keys() - {"record.schema.json"}


def test_the_own_contacts_of_the_body_are_no_personal_data(bench, row) -> None:
    text = CONFIG.replace("foi@log.example", "jane.roe@log.example")
    (bench.path / "mkdocs.yml").write_text(text)
    (bench.content / "pages").mkdir()
    bench.table(
        row(Asked="Who reads jane.roe@log.example?"), row(Ref="T/2", Asked="jo.roe@log.example")
    )
    reason = bench.reasons()[3]
    assert "request.text: " in reason
    assert "personal_data.contacts" in reason


def test_a_title_of_300_characters_and_one_that_is_cut(bench, row) -> None:
    bench.table(row(Subject="x" * 300))
    bench.taken()
    assert bench.record().title == "x" * 300
    bench.map("shorten: {title: 60}\n")
    bench.table(row(Ref="T/2", Subject="word " * 80))
    bench.taken()
    titles = {entry.record.reference: entry.record.title for entry in bench.log().entries}
    assert titles["T/2"] == " ".join(["word"] * 12) + "…"


def test_a_row_that_is_left_out(bench, row) -> None:
    bench.map("leave_out: [{column: Subject, words: [a test], reason: it is a test}]\n")
    bench.table(row(), row(Ref="T/2", Subject="A  TEST"))
    assert bench.reasons() == {3: "left out: it is a test"}


def test_citations_bring_what_their_law_asks_for(bench, row) -> None:
    bench.map(CITED)
    bench.table(
        [*row(Decision="Part"), "40(2); 43(2)", "Trade is open."],
        [*row(Ref="T/2", Decision="Part"), "43(2)", ""],
        [*row(Ref="T/3", Decision="Part"), "99(1)", "x"],
        [*row(Ref="T/4"), "None", ""],
        [*row(Ref="T/5"), "40(2)", ""],
        heading=CITED_HEADING,
    )
    reasons = bench.reasons()
    assert sorted(reasons) == [2, 3, 4, 6]
    assert "does not say how likely the harm is" in reasons[2]
    assert "citations: a citation cannot be read" in reasons[4]
    assert "everything was granted, yet a provision is cited" in reasons[6]

    bench.map(CITED.replace("  reason:", "  likelihood: would-be-likely-to\n  reason:"))
    reasons = bench.reasons()
    assert sorted(reasons) == [3, 4, 6]
    assert "public_interest.for is" in reasons[3]
    record = next(e.record for e in bench.log().entries if e.record.reference == "T/1")
    personal, commercial = record.citations
    assert (personal.cite, personal.public_interest) == ("Section 40(2)", None)
    assert commercial.public_interest.for_ == "Trade is open."
    assert record.refusal_notice.provision == "Section 17(1)"


def test_what_an_outcome_cites_where_the_row_does_not(bench, row) -> None:
    fixed = "\n  by_outcome: {granted-in-part: [Section 40(2)]}\n  cite:"
    bench.map(CITED.replace("\n  cite:", fixed))
    bench.table(
        [*row(Decision="Part"), "none", ""], [*row(Ref="T/2"), "", ""], heading=CITED_HEADING
    )
    bench.taken()
    cites = {e.record.reference: [c.cite for c in e.record.citations] for e in bench.log().entries}
    assert cites == {"T/1": ["Section 40(2)"], "T/2": []}


def test_the_law_by_a_column(bench, row) -> None:
    bench.map(
        instead=(
            "law: uk-foia-2000",
            "law_by_column: {column: Act, words: {FOI: uk-foia-2000, EIR: uk-eir-2004}}",
        )
    )
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision", "Act")
    bench.table([*row(), "eir"], [*row(Ref="T/2"), "DPA"], heading=heading)
    assert bench.reasons() == {3: "law: the word is not among those of the mapping"}
    assert bench.record().laws == ("uk-eir-2004",)


def test_rows_of_one_reference_are_rejected_unless_told(bench, row) -> None:
    bench.table(row(), row(Ref="t/1"), row(Ref="T/2", Out="x"), row(Ref="T/2"))
    why = "reference: several rows have it (rows 2, 3)"
    other = "reference: another row of this request is rejected"
    reasons = bench.reasons()
    assert (reasons[2], reasons[3], reasons[5]) == (why, why, other)
    assert not list(bench.content.rglob("record.yaml"))


def test_rows_of_one_request_are_joined(bench, row) -> None:
    bench.map('same_reference: join\ntopics: {value: "{Topics}", separator: ","}\n')
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision", "Topics")
    bench.table(
        [*row(), "roads"],
        [*row(Asked="And the pavements?", Subject="Pavements"), "roads, paths"],
        [*row(), "snow"],
        [*row(Ref="T/2"), ""],
        [*row(Ref="T/2", Out="21/1/2024"), ""],
        heading=heading,
    )
    why = "responded: the rows of this request differ (rows 5, 6)"
    assert bench.reasons() == {5: why, 6: why}
    record = bench.record()
    assert record.title == "Gritting"
    assert record.request.text == "Which roads are gritted?\n\nAnd the pavements?"
    assert record.topics == ("roads", "paths", "snow")


def test_several_values_in_the_lines_of_a_cell(bench, row) -> None:
    bench.map('topics: {value: "{Topics}", separator: "\\n"}\n')
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision", "Topics")
    bench.table([*row(), "winter  roads\r\n\r\nsnow\nsnow"], heading=heading)
    bench.taken()
    assert bench.record().topics == ("winter roads", "snow")


def test_two_references_with_one_address(bench, row) -> None:
    bench.table(row(Ref="T/1"), row(Ref="T-1"))
    assert "taken:          1 rows" in bench.run("--dry-run").output
    assert "the address that is made from it; see records/2024/t-1" in bench.reasons()[3]


def test_an_address_with_the_title(bench, row) -> None:
    bench.map("address: title-and-reference\n")
    bench.table(
        row(Ref="T/1"),
        row(Ref="T/2", Subject="very long words " * 15),
        row(Ref="T/3", Subject="道路"),
    )
    bench.taken()
    first, second, third = sorted(entry.slug for entry in bench.log().entries)
    assert (first, second) == ("gritting-t-1", "t-3")
    assert third.startswith("very-long-words-")
    assert third.endswith("-t-2")
    assert len(third) <= 100


def test_a_record_that_is_there_is_never_written_over(bench, row) -> None:
    bench.table(row())
    bench.taken()
    path = bench.content / "records/2024/t-1/record.yaml"
    edited = path.read_text().replace("Gritting", "Gritting in winter")
    path.write_text(edited)
    assert "there already and says something else" in bench.reasons()[2]
    assert path.read_text() == edited
    bench.taken("--replace")
    assert bench.record().title == "Gritting"
    path.write_text(edited)
    (path.parent / "map.pdf").write_bytes(b"added by hand")
    assert bench.run("--replace").exit_code == 1
    assert path.read_text() == edited


def test_a_reference_that_another_record_has(bench, row) -> None:
    bench.table(row())
    bench.taken()
    (bench.content / "records/2024/t-1").rename(bench.content / "records/2024/moved")
    assert "another record has its reference" in bench.reasons()[2]


def test_files_come_from_the_folder_beside(bench, row) -> None:
    bench.map(
        """documents:
  folder: released
  file: {value: "{Files}", separator: ";"}
  title: "Answer to {Ref}"
"""
    )
    (bench.path / "released").mkdir()
    (bench.path / "released" / "Route map (1).pdf").write_bytes(b"%PDF-1.7 a")
    (bench.path / "secret.pdf").write_bytes(b"%PDF-1.7 b")
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision", "Files")
    bench.table(
        [*row(), "Route map (1).pdf"],
        [*row(Ref="T/2"), "gone.pdf"],
        [*row(Ref="T/3"), "../secret.pdf"],
        [*row(Ref="T/4"), "Route map (1).pdf; Route map -1.pdf"],
        [*row(Ref="T/5"), ""],
        heading=heading,
    )
    assert sorted(bench.reasons()) == [3, 4, 5]
    (document,) = next(e for e in bench.log().entries if e.slug == "t-1").record.documents
    assert (document.file, document.title) == ("Route-map-1.pdf", "Answer to T/1")
    folder = bench.content / "records/2024/t-1"
    assert (folder / "Route-map-1.pdf").read_bytes() == b"%PDF-1.7 a"
    assert "there already" in bench.run().output


FORMULAS = ['=cmd|"/c calc"!A1', "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''+2", "'quoted'"]


def test_cells_that_a_spreadsheet_would_run(bench, row) -> None:
    """They come out of the list of rejected rows as text, and back in as they were."""
    bad = [row(Ref=f"T/{n}", Asked=cell, Decision="?") for n, cell in enumerate(FORMULAS)]
    bench.table(*bad)
    bench.reasons()
    first = bench.rejects.read_bytes()
    for cells in csv.reader(io.StringIO(first.decode("utf-8-sig"), newline="")):
        assert not any(cell.lstrip("'") == cell and cell[:1] in tuple("=+-@\t\r") for cell in cells)
    mended = bench.path / "mended.csv"
    mended.write_bytes(first.replace(b",?\r\n", b",Released\r\n"))
    bench.taken(file=mended)
    texts = {e.record.reference: e.record.request.text for e in bench.log().entries}
    # One apostrophe marks text in a spreadsheet, and is no part of it.
    assert list(dict(sorted(texts.items())).values()) == [
        cell.strip() if cell[:2] not in {"'=", "''"} else cell[1:] for cell in FORMULAS
    ]


def test_the_list_of_rejected_rows_stays_out_of_the_content(bench, row) -> None:
    bench.table(row())
    bench.rejects = bench.content / "rejects.csv"
    done = bench.run()
    assert done.exit_code == 2
    assert "would lie in the content folder" in done.output


def test_a_dry_run_checks_all_and_writes_nothing(bench, row) -> None:
    bench.table(row(), row(Ref="T/2", Decision="?"))
    done = bench.run("--dry-run")
    assert done.exit_code == 1
    assert "no record was written" in done.output
    assert [one["rejected row"] for one in bench.rejected()] == ["3"]
    assert not bench.tree()


def test_a_preview_shows_rows_beside_what_they_become(bench, row) -> None:
    bench.table(row(), row(Ref="T/2", Decision="?"), row(Ref="T/3"))
    done = bench.run("--preview=2")
    assert "Asked: Which roads are gritted?" in done.output
    assert 'title: "Gritting"' in done.output
    assert "is rejected: outcome: the word is not among" in done.output
    assert "T/3" not in done.output
    assert not bench.tree()
    assert not bench.rejects.exists()
