"""The totals of all requests: read strictly, and never less than what is published."""

from __future__ import annotations

import pytest

from records.conftest import PLAIN

GOOD = """\
periods:
  - year: 2024
    quarter: 1
    received: 20
    open: 2
    in_time: 15
    extended: 1
    late: 2
    not_published:
      - reason: They are about the requester's own affairs
        count: 10
  - year: 2023
    received: 40
"""


def write(content, text: str) -> None:
    content.add(PLAIN)
    (content.path / "totals.yaml").write_text(text, encoding="utf-8")


def test_what_is_given_is_read(content) -> None:
    write(content, GOOD)
    one, two = content.load().totals.periods
    assert (one.period.label, one.answered, one.kept) == ("2024-Q1", 18, 10)
    assert (two.period.label, two.answered, two.kept) == ("2023", 40, 0)


def test_nothing_given_is_no_mistake(content) -> None:
    content.add(PLAIN)
    assert content.load().totals.periods == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("    received: 20", "    recieved: 20", "4:5", "did you mean received"),
        ("    open: 2", "    open: 21", "5:5", "more are open than were received"),
        ("    received: 20", "    received: twenty", "4:5", "should be a whole number"),
        ("    received: 20", "    received: -1", "4:15", "a number, and not"),
        ("    quarter: 1", "    quarter: 5", "3:5", "quarter"),
        ("    late: 2", "    late: 3", "2:5", "make 19, but 18 were answered"),
        ("        count: 10", "        count: 19", "9:5", "19 are not published, but only 18"),
        ("        count: 10", "        count: 18", "9:5", "1 and 18, 18 answered"),
        ("    received: 40", "    received: 40\n  - year: 2023\n    received: 1", "14:5", "twice"),
        ("  - year: 2023", "  - year: 2024", "2:5", "as a whole and by quarter"),
        ("year: 2024", "year: 02024", "2:11", "quotes"),
        ("periods:", "periods: &a", "1:10", "anchors"),
    ],
)
def test_a_mistake_is_told_with_its_place(content, old, new, place, words) -> None:
    write(content, GOOD.replace(old, new))
    problems = content.problems()
    assert [str(one) for one in problems if str(one).startswith(f"totals.yaml:{place}: ")], problems
    assert any(words in str(one) for one in problems), problems


def test_more_published_than_answered_is_refused_in_clear_words(content) -> None:
    write(content, "periods:\n  - {year: 2024, quarter: 1, received: 3, open: 3}\n")
    (problem,) = content.problems()
    assert str(problem) == (
        "totals.yaml:2:30: more is published of 2024-Q1 than was answered: 1 published, "
        "0 answered; count again: received less open is what was answered"
    )


def test_a_link_is_not_followed(content, tmp_path) -> None:
    content.add(PLAIN)
    (tmp_path / "elsewhere.yaml").write_text(GOOD)
    (content.path / "totals.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (problem,) = content.problems()
    assert "links are not followed" in problem.what


def test_mistakes_in_records_and_totals_are_told_at_once(content) -> None:
    write(content, GOOD.replace("received: 40", "received: -40"))
    content.add("schema: 1\n")
    assert {one.path.partition("/")[0] for one in content.problems()} == {"records", "totals.yaml"}
