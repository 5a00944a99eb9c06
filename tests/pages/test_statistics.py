"""The page of statistics: its numbers, its charts without styles, its tables, its bad days."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path

import altair
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import ValidationError

from disclosurelog.pages import charts
from disclosurelog.pages.panels import Bar, Panel, specification
from disclosurelog.pages.svg import NotDrawnError, framed
from disclosurelog.pages.words import percent
from pages.samples import Make, record, refused
from pages.test_pages import broken_links, everything

REVIEW = {"requested": "2023-06-01", "decided": "2023-06-20"}


def tables(html: str) -> dict[str, list[list[str]]]:
    """Each table by its caption, as rows of cells without their tags."""
    found = {}
    for table in re.findall(r"<table>(.*?)</table>", html, re.DOTALL):
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", table)
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        assert caption
        found[caption[1]] = [
            [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)]
            for row in rows
        ]
    return found


def test_the_tables_hold_what_the_records_say(make: Make) -> None:
    records = everything()
    records["parts"]["internal_review"] = {**REVIEW, "outcome": "overturned"}
    html = make(records).html("statistics/")
    found = tables(html)
    decided = found["Responses by year and decision"]
    assert decided[0][:3] == ["Year", "All", "Granted in full"]
    assert [row[:2] for row in decided[1:]] == [["2023", "6"], ["2022", "1"]]
    late = found["Responses by year, in time or late"]
    assert late[0] == ["Year", "All", "In time", "Late", "Share late"]
    assert late[1:] == [["2023", "6", "5", "1", "17%"], ["2022", "1", "1", "0", "0%"]]
    used = {row[0]: row[1:] for row in found["Responses by the rule relied on, and year"]}
    assert used["Law enforcement (section 31)"] == ["2", "1", "1"]
    decided_again = {row[0]: row[1] for row in found["Reviews by what was decided, and year"]}
    assert decided_again["Internal review: the decision was overturned"] == "1"
    assert decided_again["Regulator: the decision was overturned"] == "1"
    assert "6 of 7 (86%)" in html


def test_the_figures_of_the_code_go_by_receipt(make: Make) -> None:
    later = {"published": "2023-07-01"}
    records = {
        "one": refused(1, "s.31(1)(a)", received="2023-03-31", responded="2023-04-03", **later),
        "two": record(2, received="2022-12-30", responded="2023-01-04", **later),
        "late": record(3, received="2023-01-03", responded="2023-06-30", **later),
    }
    found = tables(make(records).html("statistics/"))
    heads = found["By year"][0]
    by_year = [dict(zip(heads, row, strict=True)) for row in found["By year"][1:]]
    by_quarter = [dict(zip(heads, row, strict=True)) for row in found["By quarter"][1:]]
    assert [(row["Received"], row["Published"]) for row in by_year] == [
        ("2023", "2"),
        ("2022", "1"),
    ]
    assert [row["Received"] for row in by_quarter] == ["2023-Q1", "2022-Q4"]
    assert by_quarter[0]["Deadline missed"] == "1"
    assert by_quarter[0]["Refused in full"] == "1"
    assert by_quarter[1]["Granted in full"] == "1"


def test_charts_hold_no_style_no_colour_and_no_script(make: Make) -> None:
    html = make(everything()).html("statistics/")
    drawn = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawn) > 8
    for svg in drawn:
        assert "style" not in svg
        assert "<script" not in svg
        assert not re.search(r'\s(stroke|font-[a-z]+|opacity|aria-roledescription)="', svg)
        assert set(re.findall(r'fill="([^"]*)"', svg)) <= {f"url(#{i})" for i in ids(svg)}
        assert 'role="img"' in svg
        named = re.search(r'aria-labelledby="(\S+) (\S+)"', svg)
        assert named
        assert {named[1], named[2]} <= set(ids(svg))
    every = [one for svg in drawn for one in ids(svg)]
    assert len(every) == len(set(every))


def ids(html: str) -> list[str]:
    return re.findall(r'\sid="([^"]+)"', html)


def test_each_chart_has_its_table(make: Make) -> None:
    html = make(everything()).html("statistics/")
    for section in re.findall(r'<section class="dl-statistics".*?</section>', html, re.DOTALL):
        assert "<table>" in section or "<svg" not in section


def test_an_empty_log_says_so_in_a_sentence(make: Make) -> None:
    html = make({}).html("statistics/")
    assert "there is nothing to count" in html
    assert '<svg class="dl-chart"' not in html


def test_old_and_many_years_are_drawn_up_to_an_end(make: Make) -> None:
    records = {
        f"r{year}": record(
            year, received=f"{year}-02-01", responded=f"{year}-02-05", published=f"{year}-03-01"
        )
        for year in (1767, *range(1995, 2025))
    }
    html = make(records).html("statistics/")
    assert html.count(">1767<") == 4
    assert len(tables(html)["Responses by year and decision"]) == 32
    chart = re.search(
        r'<svg[^>]*aria-labelledby="outcome-granted-in-full-title.*?</svg>', html, re.S
    )
    assert chart
    assert chart[0].count("dl-chart__bar") == 40


def test_the_totals_tell_the_share_and_why_the_rest_is_not_published(
    make: Make, tmp_path: Path
) -> None:
    text = (
        "periods:\n  - {year: 2023, quarter: 1, received: 20, open: 2, in_time: 17,\n"
        "     not_published: [{reason: <b>Private</b>, count: 3}]}\n"
    )
    html = make(everything(), totals=text).html("statistics/")
    found = tables(html)
    (row,) = found["All requests, by the period in which they were received"][1:]
    assert row == ["2023-Q1", "20", "2", "18", "17", "\u2013", "\u2013", "6", "33%"]
    assert found["Answers that are not published, by reason"][1:] == [
        ["&lt;b&gt;Private&lt;/b&gt;", "3", "3"],
        ["No reason is given, or not published yet", "9", "9"],
    ]
    assert "6 of 18 (33%)" in html


def test_without_totals_the_page_says_that_nobody_can_tell(make: Make) -> None:
    assert "gives no totals of all the requests" in make(everything()).html("statistics/")


def test_without_vega_there_are_the_tables_and_a_warning(
    make: Make, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with caplog.at_level(logging.WARNING):
        written = make(everything())
    html = written.html("statistics/")
    assert '<svg class="dl-chart"' not in html
    assert '<details class="dl-reasons" open>' in html
    assert "Responses by year and decision" in tables(html)
    assert "the statistics have no charts" in caplog.text
    assert broken_links(written, {"records/personal/papers.pdf"}) == []


PANEL = Panel("one", "Late & <b>", "Says.", (Bar("2023", 3), Bar("2024", 5, late=True)), 5)


def test_a_drawing_is_the_same_each_time_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = charts.draw([PANEL], tmp_path / "charts")
    assert charts.draw([PANEL]) == first
    monkeypatch.setattr(charts, "_drawn", lambda panels: pytest.fail("it was drawn again"))
    assert charts.draw([PANEL], tmp_path / "charts") == first


def test_what_nobody_signed_is_not_believed(tmp_path: Path) -> None:
    first = charts.draw([PANEL], tmp_path)
    kept = tmp_path / charts.FILE
    kept.write_bytes(kept.read_bytes().replace(b"dl-chart__bar", b"evil-markup!!"))
    assert charts.draw([PANEL], tmp_path) == first
    kept.write_bytes(b"short")
    assert charts.draw([PANEL], tmp_path) == first


@pytest.mark.parametrize("limit", [0, 1])
def test_what_vega_is_told_is_vega_lite(limit: int) -> None:
    panel = Panel("one", "T", "S", (Bar("1", 3), Bar("2", 0, late=True)), 5, limit, ("a", "b"))
    told = altair.LayerChart.from_dict(specification(panel)).to_dict(validate=True)
    assert told["layer"]
    told["layer"][0]["mark"] = {"type": "barrel"}
    with pytest.raises(ValidationError):
        altair.LayerChart.from_dict(told)


def test_words_in_a_panel_stay_words() -> None:
    svg = charts.draw([PANEL])["one"]
    assert "Late &amp; &lt;b&gt;</title>" in svg
    assert 'fill="url(#one-hatch)"' in svg


def test_a_drawing_without_its_bars_is_refused() -> None:
    with pytest.raises(NotDrawnError):
        framed('<svg width="10" height="10"><path fill="#000001" d="M0,0"/></svg>', PANEL)
    with pytest.raises(NotDrawnError):
        framed("<svg", PANEL)


@settings(max_examples=25)
@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=45), st.integers(0, 3))
def test_any_numbers_can_be_drawn(values: list[int], limit: int) -> None:
    bars = tuple(Bar(str(1980 + at), value, at % 3 == 2) for at, value in enumerate(values))
    panel = Panel("p", "T", "S", bars, max(*values, 1), min(limit, len(bars)), ("a", "b"))
    svg = charts.draw([panel])["p"]
    assert svg.count('class="dl-chart__bar"') + svg.count('class="dl-chart__late"') == len(bars)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 0, "\u2013"),
        (0, 5, "0%"),
        (5, 5, "100%"),
        (999, 1000, "99%"),
        (1, 1000, "1%"),
        (1, 3, "33%"),
    ],
)
def test_a_share(part: int, whole: int, words: str) -> None:
    assert percent(part, whole) == words
