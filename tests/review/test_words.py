"""How findings are put into words, and drawn pages taken in."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pdfs
from disclosurelog.checks.rule import BLOCK, WARN, Finding
from disclosurelog.gate import FileReport
from disclosurelog.gate.grouped import grouped, ranges
from disclosurelog.gate.intake import take
from disclosurelog.gate.picture import picture_from
from disclosurelog.gate.remedies import command_of
from disclosurelog.gate.report import CheckReport
from disclosurelog.gate.sandbox import Sandbox, StoppedError
from disclosurelog.gate.wire import GarbageError


def finding(page: int | None = None, rule: str = "P101", **more: object) -> Finding:
    values = {
        "severity": BLOCK,
        "box": None,
        "message": "words are hidden",
        "remedy": "take them out",
        **more,
    }
    return Finding(rule=rule, page=page, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ([3], "page 3"),
        ([1, 2], "pages 1 and 2"),
        ([1, 2, 3], "pages 1 to 3"),
        ([1, 3], "pages 1 and 3"),
        ([1, 2, 3, 7, 9, 10], "pages 1 to 3, 7 and 9 to 10"),
    ],
)
def test_pages_in_words(pages, words) -> None:
    assert ranges(pages) == words


@given(st.sets(st.integers(1, 60), min_size=1))
def test_the_command_names_the_pages_and_no_others(pages: set[int]) -> None:
    command = command_of([finding(page) for page in pages], "a.pdf")
    named: set[int] = set()
    for part in command.rpartition(" ")[2].split(","):
        first, _, last = part.partition("-")
        named.update(range(int(first), int(last or first) + 1))
    assert named == pages


def test_the_command_quotes_the_name_and_helps_or_is_not_there() -> None:
    assert command_of([finding()], "a b;c.pdf") == "disclosurelog flatten 'a b;c.pdf' SAFE.pdf"
    assert command_of([finding(), finding(2)], "a.pdf") == "disclosurelog flatten a.pdf SAFE.pdf"
    assert command_of([finding(1), finding(2, "F004")], "a.pdf") == ""
    assert command_of([], "a.pdf") == ""


def test_what_blocks_comes_first() -> None:
    groups = grouped([finding(1, severity=WARN), finding(2), finding(1, "P201")])
    assert [(one.rule, one.severity) for one in groups] == [
        ("P201", BLOCK),
        ("P101", BLOCK),
        ("P101", WARN),
    ]


def test_many_places_are_counted() -> None:
    boxes = [(float(x), 0.0, x + 5.0, 5.0) for x in range(0, 100, 10)]
    (group,) = grouped([finding(4, box=box) for box in boxes])
    assert group.where() == "page 4, in 10 places"
    (group,) = grouped([*(finding(4, box=box) for box in boxes), finding(9)])
    assert group.where() == "pages 4 and 9, in 11 places, most of them (10) on page 4"


def test_a_warning_is_told_as_one() -> None:
    file = FileReport("a.pdf", "0", 1, "pdf", 1, "clean", (finding(1, severity=WARN),), (), "r")
    text = CheckReport("r", (file,), ()).to_text()
    assert "a.pdf: may be published, with a warning" in text
    assert "Warning: words are hidden." in text
    assert "flatten" not in text


def test_the_same_remedy_is_told_once() -> None:
    findings = (finding(1), finding(2, "P106"))
    file = FileReport("a.pdf", "0", 1, "pdf", 3, "blocked", findings, (), "r")
    text = CheckReport("r", (file,), ()).to_text()
    assert text.count("take them out") == 1
    assert "What to do: as for P101 above." in text


def test_two_remedies_are_both_told() -> None:
    findings = (finding(1), finding(3, remedy="crop it"))
    file = FileReport("a.pdf", "0", 1, "pdf", 3, "blocked", findings, (), "r")
    text = CheckReport("r", (file,), ()).to_text()
    assert "What to do: take them out.\n        Or: crop it." in text


# --- Drawn pages.


def drawn(width: float = 100.0, height: float = 50.0, columns: int = 4, rows: int = 2) -> bytes:
    head = struct.pack(">4sddII", b"draw", width, height, columns, rows)
    return head + bytes(columns * rows * 3 if columns * rows < 1000 else 3)


def test_a_picture_comes_through() -> None:
    page = picture_from(drawn(), 100)
    assert (page.width, page.height, page.columns, page.rows) == (100.0, 50.0, 4, 2)
    assert len(page.pixels) == 24


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nonsense" * 20,
        drawn()[:-1],
        drawn() + b"x",
        drawn(width=float("nan")),
        drawn(height=float("inf")),
        drawn(width=0.0),
        drawn(width=-5.0),
        drawn(columns=0),
        drawn(columns=1 << 31, rows=1 << 31),
        drawn(columns=50, rows=3),
    ],
)
def test_what_is_no_picture_is_refused(data) -> None:
    with pytest.raises(GarbageError):
        picture_from(data, 100)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_or_a_whole_picture(data: bytes) -> None:
    for given_bytes in (data, drawn()[:28] + data):
        try:
            page = picture_from(given_bytes, 1000)
        except GarbageError:
            continue
        assert len(page.pixels) == page.columns * page.rows * 3


def test_a_huge_page_is_drawn_small(tmp_path, sandbox: Sandbox) -> None:
    path = tmp_path / "a0.pdf"
    path.write_bytes(pdfs.pdf(pdfs.LETTER, size=(14_400, 14_400)))
    wish = {"page": 1, "dpi": 120, "most": 500_000}
    with take(str(path), 1 << 20) as taken, taken.sealed() as copy:
        page = picture_from(sandbox.do(copy, "draw", wish), 500_000)
    assert 450_000 < page.columns * page.rows <= 500_000
    assert (page.width, page.height) == (14_400, 14_400)


@pytest.mark.parametrize("data", [b"%PDF-1.7 broken", b"", pdfs.letter()])
def test_what_cannot_be_drawn_stops_the_child_and_not_us(tmp_path, sandbox, data) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data or b" ")
    wish = {"page": 99, "dpi": 120, "most": 500_000}
    with (
        take(str(path), 1 << 20) as taken,
        taken.sealed() as copy,
        pytest.raises(StoppedError),
    ):
        sandbox.do(copy, "draw", wish)
