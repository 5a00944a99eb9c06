"""Tables as people keep them: every way to write CSV, and workbooks."""

from __future__ import annotations

import datetime

import pytest
from openpyxl import Workbook

HEBREW = "בקשה לגבי כבישים"
ARABIC = "طلب عن الطرق"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found_out_and_said(bench, row, encoding, delimiter) -> None:
    bench.table(row(Subject="Café à Crémieux"), encoding=encoding, delimiter=delimiter)
    output = bench.taken()
    assert bench.record().title == "Café à Crémieux"
    said = {"utf-16": "UTF-16", "windows-1252": "Windows-1252, a guess"}.get(encoding, "UTF-8")
    names = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    assert f"read as CSV, {said}" in output
    assert f"parted by {names[delimiter]}" in output


def test_the_mapping_tells_the_encoding(bench, row) -> None:
    bench.map("table: {encoding: latin-1, delimiter: tab}\n")
    bench.table(row(Subject="Fa\x80ade"), encoding="latin-1", delimiter="\t")
    assert next(iter(bench.reasons().values())).startswith("title holds an invisible control")
    bench.table(row(Subject="Façade"), encoding="latin-1", delimiter="\t")
    bench.taken()
    assert bench.record().title == "Façade"


def test_a_wrong_encoding_stops_before_anything(bench, row) -> None:
    bench.map("table: {encoding: utf-8}\n")
    bench.table(row(Subject="Façade"), encoding="latin-1")
    done = bench.run()
    assert done.exit_code == 2
    assert "not written in utf-8" in done.output
    assert not bench.tree()


def test_quotes_run_over_lines_and_keep_their_marks(bench, row) -> None:
    asked = 'First line, with a comma;\r\nsecond "quoted" line\r\n\r\nnew paragraph'
    bench.table(row(Asked=asked), row(Ref="T/2"), ["T/3"])
    assert bench.reasons() == {4: "the row has fewer cells than the heading"}
    first = next(e.record for e in bench.log().entries if e.record.reference == "T/1")
    assert first.request.text == asked.replace("\r\n", "\n")
    assert "|-" in (bench.content / "records/2024/t-1/record.yaml").read_text()


def test_a_quote_that_never_closes_stops_before_anything(bench, row) -> None:
    bench.table(row())
    with bench.file.open("a") as file:
        file.write('T/2,"opens\nT/3,x\n')
    done = bench.run()
    assert done.exit_code == 2
    assert "row 3 cannot be read" in done.output
    assert not bench.tree()


def test_empty_rows_count_as_rows_of_the_sheet_and_as_nothing_else(bench, row) -> None:
    bench.table(row(), [], [""] * 6, row(Ref="T/2", Decision="???"))
    assert list(bench.reasons()) == [5]
    assert "2 empty rows were passed over" in bench.run().output


def test_more_cells_than_the_heading(bench, row) -> None:
    bench.table([*row(), "", ""], [*row(Ref="T/2"), "spilt"])
    assert bench.reasons() == {3: "the row has more cells than the heading"}
    assert "spilt" in bench.rejects.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("text", [HEBREW, ARABIC, f"{HEBREW} (FOI) {ARABIC}"])
def test_right_to_left_text_is_kept(bench, row, text) -> None:
    bench.table(row(Subject=text, Asked=text))
    bench.taken()
    assert bench.record().title == text
    assert bench.record().request.text == text


def test_signs_that_turn_the_line_around_are_refused(bench, row) -> None:
    bench.table(row(Subject="abc \u202egnp.exe"))
    assert "invisible control character" in bench.reasons()[2]


def test_two_columns_of_one_name_and_one_of_none(bench, row) -> None:
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision", "Ref", "", "A {b}")
    bench.map('department: "{column H} {Ref (2)} {A (b)}"\n')
    bench.table([*row(), "old/1", "Roads", "c"], heading=heading)
    bench.taken()
    assert bench.record().department == "Roads old/1 c"


@pytest.fixture
def book(tmp_path):
    def write(rows, *, merge=(), title="Log", first=None):
        made = Workbook()
        if first:
            made.active.title = first
            sheet = made.create_sheet(title)
        else:
            sheet = made.active
            sheet.title = title
        for cells in rows:
            sheet.append(cells)
        for area in merge:
            sheet.merge_cells(area)
        path = tmp_path / "log.xlsx"
        made.save(path)
        return path

    return write


def test_a_workbook_with_days_and_numbers(bench, book, row) -> None:
    days = {"In": datetime.datetime(2024, 1, 2, 9, 30), "Out": datetime.date(2024, 1, 20)}
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision")
    cells = [20240001, "Gritting", "Which?", days["In"], days["Out"], "Released"]
    done = bench.taken(file=book([heading, cells, [None] * 6]))
    record = bench.record()
    assert (record.reference, str(record.received), str(record.responded)) == (
        "20240001",
        "2024-01-02",
        "2024-01-20",
    )
    assert "workbook, sheet 'Log'" in done


def test_serial_days(bench, book, row) -> None:
    bench.map(instead=("[D/M/YYYY]", "[D/M/YYYY, excel]"))
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision")
    bench.taken(file=book([heading, ["T/1", "G", "W?", 45293, "45311.5", "Released"]]))
    assert str(bench.record().received) == "2024-01-02"
    assert str(bench.record().responded) == "2024-01-20"


def test_a_heading_of_merged_rows(bench, book) -> None:
    above = ["Log of 2024"]
    upper = ["Request", None, None, "Days", None, "Answer"]
    lower = ["Ref", "Subject", "Asked", "In", "Out", "Decision"]
    rows = [above, upper, lower, ["T/1", "G", "W?", "2/1/2024", "20/1/2024", "Released"]]
    bench.map("table: {skip_rows: 1, heading_rows: 2}\n")
    text = bench.mapping.read_text()
    for name, group in zip(lower, ("Request",) * 3 + ("Days",) * 2 + ("Answer",), strict=True):
        text = text.replace(f"{{{name}}}", f"{{{group} / {name}}}")
    bench.mapping.write_text(text.replace("column: Decision", "column: Answer / Decision"))
    bench.taken(file=book(rows, merge=("A2:C2", "D2:E2")))
    assert bench.record().title == "G"


def test_formulas_without_a_value_and_errors_are_told(bench, book, row) -> None:
    heading = ("Ref", "Subject", "Asked", "In", "Out", "Decision")
    formula, error = row(), row(Ref="T/2")
    formula[1], error[1] = "=A2&A3", "#REF!"
    unused = [*row(Ref="T/3"), "=1+1"]
    path = book([[*heading, "Sum"], formula, error, unused])
    assert bench.run(file=path).exit_code == 1
    reason = "title: the cell holds an error, or a formula without its value"
    assert {row["rejected row"]: row["reason"] for row in bench.rejected()} == {
        "2": reason,
        "3": reason,
    }


def test_the_sheet_is_named_or_the_first_and_said(bench, book, row) -> None:
    path = book([("Ref", "Subject", "Asked", "In", "Out", "Decision"), row()], first="Notes")
    done = bench.run(file=path)
    assert done.exit_code == 2
    assert "no heading" in done.output
    bench.map("table: {sheet: Nowhere}\n")
    assert "it has 'Notes', 'Log'" in bench.run(file=path).output
    bench.map("table: {sheet: Log}\n")
    bench.taken(file=path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 no workbook", "cannot be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as XLSX"),
        (b"", "no heading"),
        (b"\n\n", "no heading"),
    ],
)
def test_what_is_no_table(bench, data, words) -> None:
    bench.file.write_bytes(data)
    done = bench.run()
    assert done.exit_code == 2
    assert words in done.output


def test_a_file_that_is_not_there(bench) -> None:
    done = bench.run(file=bench.path / "nothing.csv")
    assert done.exit_code == 2
    assert "cannot be opened" in done.output
