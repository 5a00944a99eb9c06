"""The query language: vectors, and what holds for any text at all."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.law import load_laws
from disclosurelog.search.language import Problem, Tables, read, resolve
from disclosurelog.search.lawtable import law_table, read_table
from queries import LAWS, PIECES, TABLES, VECTORS, answer, made_up, short

with VECTORS.open(encoding="utf-8") as stream:
    ROWS = yaml.safe_load(stream)


@pytest.mark.parametrize("row", ROWS, ids=[repr(row["query"]) for row in ROWS])
def test_vectors(row: dict[str, object]) -> None:
    found, means = answer(str(row["query"]))
    if "problem" in row:
        assert short(found) == {"problems": [row["problem"]]}
        return
    assert short(found) == row["read"]
    if "problems" in row:
        assert short(means) == {"problems": row["problems"]}
    else:
        assert short(means) == row.get("means", row["read"])


def check(text: str) -> None:
    """Nothing raises, places lie in the text, and what is offered can be read."""
    found = read(text)
    if isinstance(found, Problem):
        problems: tuple[Problem, ...] = (found,)
    else:
        resolved = resolve(found, TABLES, text)
        problems = resolved if isinstance(resolved, tuple) else ()
    for one in problems:
        assert one.what.endswith((".", "?"))
        assert 0 <= one.start <= one.end <= len(text)
        if one.offer is not None:
            offered = read(one.offer)
            assert offered
            assert not isinstance(offered, Problem)


@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_query(text: str) -> None:
    check(text)


@given(st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "Lo", "Po"])))
def test_odd_letters(text: str) -> None:
    check(text)


def test_made_up_queries() -> None:
    for text in made_up(2000, seed=4):
        check(text)


_REPEATED = (
    *('"', "(", ")", "a ", "- ", "-", "~", "^9", "s1,", "(1)", "exemption:", "s31 and ", "a OR "),
    *("x:", "*", "FOIA ", "Aa ", "\u202e", "\xbd", "(a", "year:2022 .. ", " ", "()", "in:request "),
)


@pytest.mark.parametrize("size", [2000, 10_000])
@pytest.mark.parametrize("piece", _REPEATED)
def test_long_queries_are_read_at_once(piece: str, size: int) -> None:
    text = (piece * size)[:size]
    started = time.process_time()
    check(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "cited",
    ["s1 of " + "Aa " * 200, "s1 " * 200, "s1 of s1 of " * 50, " " * 1900 + "s1", "(a)" * 90],
)
def test_hostile_citations_are_refused_at_once(cited: str) -> None:
    started = time.process_time()
    check(f'exemption:"{cited[:1900]}"')
    assert time.process_time() - started < 2


def test_every_example_of_the_page_for_readers_is_read(root: Path) -> None:
    page = (root / "docs" / "searching.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \| ", page.replace("\\|", "\0"), re.MULTILINE)
    examples = [one.replace("\0", "|") for row in rows for one in re.findall("`(.+?)`", row)]
    assert len(examples) >= 35
    for text in examples:
        found = read(text)
        assert found, text
        assert not isinstance(found, Problem), text
        assert not isinstance(resolve(found, TABLES, text), tuple), text


def test_too_long_offers_its_beginning() -> None:
    found = read("facial recognition " * 500)
    assert isinstance(found, Problem)
    assert "9500 characters" in found.what
    assert found.offer
    assert found.offer.startswith("facial recognition")
    found = read("exemption:s31 " + "word " * 120)
    assert isinstance(found, Problem)
    assert "100 words" in found.what
    assert found.offer == "exemption:s31 " + "word " * 98 + "word"


def test_deep_brackets() -> None:
    assert not isinstance(read("(" * 50 + "a" + ")" * 50), Problem)
    found = read("(" * 51 + "a" + ")" * 51)
    assert isinstance(found, Problem)
    assert found.offer == "a"


def test_without_the_text_there_are_no_offers() -> None:
    found = resolve(read("late:maybe"), TABLES)  # type: ignore[arg-type]
    assert isinstance(found, tuple)
    assert found[0].offer is None


def test_all_problems_at_once() -> None:
    text = "late:maybe department:zebra year:0"
    found = resolve(read(text), TABLES, text)  # type: ignore[arg-type]
    assert isinstance(found, tuple)
    assert len(found) == 3


def test_a_log_of_scotland_reads_38_as_its_own() -> None:
    laws = (load_laws()["sc-foisa-2002"],)
    found = resolve(read("exemption:s38(1)(b)"), Tables(laws, frozenset()))  # type: ignore[arg-type]
    assert found
    assert found.any == (("sc-foisa-2002", "s38(1)(b)"),)  # type: ignore[union-attr]


def test_several_laws_answer_to_one_number() -> None:
    laws = (load_laws()["sc-foisa-2002"], load_laws()["uk-foia-2000"])
    found = resolve(read("exemption:s38"), Tables(laws, frozenset()))  # type: ignore[arg-type]
    assert found
    assert found.any == (("sc-foisa-2002", "s38"), ("uk-foia-2000", "s38"))  # type: ignore[union-attr]


def test_a_table_holds_what_a_citation_needs() -> None:
    made = read_table(json.loads(law_table(LAWS)))
    for law, again in zip(LAWS, made, strict=True):
        assert list(again.provisions) == list(law.provisions)
        assert [one.cited_as for one in again.provisions.values()] == [
            one.cited_as for one in law.provisions.values()
        ]
        assert again.aliases == law.aliases
        assert again.number_words == law.number_words
