"""What YAML guesses, hides or repeats is an error with a place and a way out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.records.yamlfile import MAX_BYTES, YamlFile

TITLE = "title: Winter gritting routes\n"


@pytest.mark.parametrize(
    ("value", "word"),
    [
        ("NO", "true or false"),
        ("yes", "true or false"),
        ("Off", "true or false"),
        ("0123", "a number"),
        ("1:30", "a number"),
        ("0x1F", "a number"),
        ("1_000", "a number"),
        ("1.5", "a fraction"),
        ("1e3", "text"),
        ("2024-01-05 10:00:00", "a moment"),
        ("12", "a number"),
        ("true", "true or false"),
    ],
)
def test_a_guess_is_an_error(content, plain, broken, value, word) -> None:
    content.add(broken(plain, TITLE, f"title: {value}\n"))
    if word == "text":
        assert content.load().entries[0].record.title == value
        return
    problem = content.the_problem()
    assert (problem.line, problem.column) in {(3, 1), (3, 8)}
    assert word in problem.what
    assert "quotes" in problem.remedy


def test_quotes_end_the_guessing(content, plain, broken) -> None:
    content.add(broken(plain, TITLE, 'title: "NO"\n'))
    assert content.load().entries[0].record.title == "NO"


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (TITLE, "title: &a Winter\n", (3, 8), "anchors"),
        (TITLE, "title: *a\n", (3, 8), "aliases"),
        (TITLE, "title: !!python/name:os.system x\n", (3, 8), "tags"),
        (TITLE, TITLE + TITLE, (4, 1), "twice"),
        (TITLE, "title:\n", (3, 7), "no value"),
        (TITLE, "title: ~\n", (3, 8), "no value"),
        (TITLE, "tilte: Winter\n", (3, 1), "not a field"),
        (TITLE, "title: [a, b]\n", (3, 1), "should be text"),
        (TITLE, 'title: "a\\u202eb"\n', (3, 1), "control character"),
        (TITLE, 'title: "a\\0b"\n', (3, 1), "control character"),
        (TITLE, "title: a: b\n", (3, 9), "cannot be read"),
        ("laws: [uk-foia-2000]", "laws: uk-foia-2000", (5, 1), "should be a list"),
        ("received: 2024-01-02", "received: 2024-02-30", (6, 11), "no such day"),
        ("received: 2024-01-02", "received: 02/01/2024", (6, 1), "should be a day"),
        ("received: 2024-01-02", "received: 0024-01-02", (6, 1), "past"),
        ("outcome: granted-in-full", "outcome: granted", (11, 1), "not one of the words"),
        ("schema: 1", "schema: 2", (1, 1), "not one of the words"),
        ("schema: 1", "%YAML 1.1\n---\nschema: 1", (1, 1), "directives"),
        ("schema: 1", "<<: {a: 1}\nschema: 1", (1, 1), "merge"),
    ],
)
def test_traps(content, plain, broken, old, new, place, words) -> None:
    content.add(broken(plain, old, new))
    problems = [p for p in content.problems() if words in p.what]
    assert [(p.line, p.column) for p in problems] == [place]
    assert problems[0].path == "records/2024/one/record.yaml"


def test_did_you_mean(content, plain, broken) -> None:
    content.add(broken(plain, "responded:", "respnded:"))
    assert "did you mean responded?" in {p.remedy for p in content.problems()}


@pytest.mark.parametrize("key", ["requester", "requester_name", "applicant_email", "asked_by"])
@pytest.mark.parametrize("indent", ["", "  "])
def test_who_asked_has_no_place(content, plain, broken, key, indent) -> None:
    text = broken(plain, "  text: Please", f"  {key}: A. Person\n  text: Please")
    if not indent:
        text = plain + f"{key}: A. Person\n"
    content.add(text)
    problem = content.the_problem()
    assert "who asked" in problem.what
    assert "A. Person" not in str(problem)


def test_not_utf8(content, plain) -> None:
    content.add(plain.encode() + b"# caf\xe9\n")
    problem = content.the_problem()
    assert (problem.line, problem.column) == (14, 6)
    assert "UTF-8" in problem.what


@pytest.mark.parametrize("data", [b"", b"# only a comment\n", b"- a\n- b\n", b"just words\n"])
def test_no_record_at_all(content, data) -> None:
    content.add(data)
    assert content.problems()


def test_too_long(content, plain) -> None:
    content.add(plain + "#" * MAX_BYTES)
    assert "1 MB" in content.the_problem().what


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused(opening) -> None:
    source = YamlFile("x", (opening * 200_000).encode())
    assert source.problems


def test_everything_at_once(content, plain, broken) -> None:
    text = broken(plain, TITLE, "tilte: x\n")
    text = broken(text, "outcome: granted-in-full", "outcome: maybe")
    content.add(text)
    content.add(broken(text, '"T/1"', '"T/2"'), "two")
    problems = content.problems()
    assert {p.path for p in problems} == {
        "records/2024/one/record.yaml",
        "records/2024/two/record.yaml",
    }
    assert len(problems) == 6


@given(st.binary(max_size=300))
def test_any_bytes_end_calmly(data) -> None:
    source = YamlFile("x", data)
    assert source.problems or isinstance(source.value, dict)


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_ends_calmly(text) -> None:
    source = YamlFile("x", text.encode())
    assert source.problems or isinstance(source.value, dict)
    assert all(p.line >= 0 and p.column >= 0 for p in source.problems)
