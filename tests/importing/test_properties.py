"""Any table of text: every row is taken or rejected, and nothing stops the program."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosurelog.errors import CannotRun
from disclosurelog.law import load_laws
from disclosurelog.records import Settings, load_log
from disclosurelog.records.importing import (
    Plan,
    Writer,
    carry_out,
    guess_shape,
    load_mapping,
    read_table,
    start_mapping,
    write_rejects,
)
from disclosurelog.records.yamlfile import YamlFile

MAPPING = """\
schema: 1
dates: {written: [D/M/YYYY, excel], earliest: 2020-01-01, latest: 2025-12-31}
same_reference: join
law: uk-foia-2000
reference: "{a}"
title: "{b}"
summary: "{b}: {c}"
shorten: {title: 100, summary: 300}
received: "{d}"
responded: "{e}"
published: 2026-01-01
request: "{c}"
response: "Of {a}: {f}"
outcome: {column: f, words: {yes: granted-in-full, no: refused, part: granted-in-part}}
citations:
  cite: {value: "{g}", separator: ";"}
  reason: "{c}"
refusal_notice: {provision: Section 17(1), review: "{b}", regulator: Ask.}
topics: {value: "{h}", separator: ","}
"""
COLUMNS = "abcdefgh"

odd = ["x", "T/1", "t-1", "=1", "'=1", '"', "\r", "\n\n", ""]
texts = st.text(max_size=30) | st.sampled_from(odd)
days = st.sampled_from(["1/2/2024", "3/2/2024", "45300", "", "1301-01-01", "2024-01-09"]) | texts
cites = st.sampled_from(["", "Section 40(2)", "Section 12(1)", "s.31(1)(a)", "40"]) | texts
rows = st.tuples(
    texts, texts, texts, days, days, st.sampled_from(["yes", "no", "part"]) | texts, cites, texts
)


def imported(data: bytes, mapping: str, folder: Path) -> int:
    """Import a file; check that nothing is lost; give the number of records."""
    (folder / "log.csv").write_bytes(data)
    (folder / "mapping.yaml").write_text(mapping)
    content = folder / "content"
    loaded = load_mapping(folder / "mapping.yaml")
    table = read_table(folder / "log.csv", loaded.mapping.table)
    writer = Writer(content, replace=False)
    plan = Plan(table, loaded, content, load_laws(), lambda record: [])
    with writer.open():
        outcome = carry_out(plan, writer, dry=False)
    assert outcome.rows + outcome.rejected_rows == len(table.rows)
    write_rejects(folder / "rejects.csv", table, outcome.rejected)
    with (folder / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = [int(row[0]) for row in list(csv.reader(file))[1:]]
    assert len(listed) == len(set(listed)) == outcome.rejected_rows
    if outcome.records:
        assert len(load_log(content, Settings()).entries) == outcome.records
    return outcome.records


@settings(max_examples=150)
@given(st.lists(rows, max_size=8))
def test_taken_and_rejected_are_all_rows_and_what_is_taken_builds(table) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([COLUMNS, *table])
    with tempfile.TemporaryDirectory() as folder:
        imported(text.getvalue().encode("utf-8", "surrogatepass"), MAPPING, Path(folder))


@settings(max_examples=100)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_file_stops_the_program(data) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(data)
        try:
            shape = guess_shape(path)
            table = read_table(path, shape)
        except CannotRun:
            return
        source = YamlFile(
            "m.yaml", start_mapping(table, shape.skip_rows, "log.csv", ["uk-foia-2000"]).encode()
        )
        assert source.problems == []
        assert source.value["schema"] == 1


one_word = st.text("abcdefgh ", min_size=1, max_size=20).filter(str.strip)


@settings(max_examples=50)
@given(st.lists(st.tuples(one_word, one_word), min_size=1, max_size=5))
def test_plain_rows_are_taken_with_their_words(pairs) -> None:
    rest = ["1/2/2024", "3/2/2024", "yes", "", ""]
    table = [COLUMNS, *([f"T/{n}", title, asked, *rest] for n, (title, asked) in enumerate(pairs))]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(table)
    with tempfile.TemporaryDirectory() as folder:
        assert imported(text.getvalue().encode(), MAPPING, Path(folder)) == len(pairs)
        entries = load_log(Path(folder) / "content", Settings()).entries
    records = {entry.record.reference: entry.record for entry in entries}
    for number, (title, request) in enumerate(pairs):
        record = records[f"T/{number}"]
        assert (record.title, record.request.text) == (" ".join(title.split()), request.strip())
