"""The query language in the browser says what Python says, to the letter."""

from __future__ import annotations

import csv
import json
import random
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page

from disclosurelog.errors import CitationError, DisclosureLogError
from disclosurelog.law import Law, format_citation, load_laws, parse
from disclosurelog.search.lawtable import law_table
from disclosurelog.search.words import cut, fold
from queries import FILES, ROOT, SCRIPTS, VECTORS, answer, made_up

pytestmark = pytest.mark.browser

ASSETS = ROOT / "theme" / "assets" / "search"
ALL_LAWS = list(load_laws().values())


@pytest.fixture(scope="module")
def page(browser: Browser) -> Any:
    page = browser.new_page()
    page.goto("about:blank")
    for name in SCRIPTS:
        page.add_script_tag(content=(ASSETS / f"{name}.js").read_text(encoding="utf-8"))
    page.evaluate("files => { window.files = JSON.parse(files) }", json.dumps(FILES))
    table = law_table(ALL_LAWS).decode()
    page.evaluate("table => { window.allLaws = dlSearch.law.laws(JSON.parse(table)) }", table)
    yield page
    page.close()


def asked(page: Page, script: str, values: list[Any]) -> list[Any]:
    """What a function of the browser makes of each value; as JSON, so that nothing is lost."""
    call = f"values => JSON.stringify(JSON.parse(values).map({script}))"
    found: list[Any] = json.loads(page.evaluate(call, json.dumps(values)))
    return found


READ = """text => {
  const found = dlSearch.read(text);
  return [found, found.problems ? null : dlSearch.resolve(found.tree, files, text)];
}"""


def same(page: Page, texts: list[str]) -> None:
    there = asked(page, READ, texts)
    assert len(there) == len(texts)
    wrong = [
        (text, found, here)
        for text, found in zip(texts, there, strict=True)
        if found != (here := answer(text))
    ]
    assert wrong[:3] == []


def test_vectors(page: Page) -> None:
    rows = yaml.safe_load(VECTORS.read_text(encoding="utf-8"))
    assert len(rows) >= 120
    same(page, [row["query"] for row in rows])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_made_up_queries(page: Page, seed: int) -> None:
    same(page, made_up(1500, seed))


def test_long_queries(page: Page) -> None:
    pieces = [
        "a ",
        '"',
        "(",
        "-",
        "s1,",
        "exemption:s31 ",
        "\U0001d49c ",
        "a OR ",
        "\xbd",
        "x" * 70,
    ]
    same(page, [(piece * size)[:size] for piece in pieces for size in (1999, 2001, 10_000)])


def test_every_letter_is_folded_alike(page: Page) -> None:
    """Letters newer than this Python's Unicode are left out: it can't know how they fold."""
    known = [
        chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) not in ("Cn", "Cs", "Co")
    ]
    assert len(known) > 100_000
    there = asked(page, "one => [dlSearch.fold(one), dlSearch.cut(`a${one}b.1`)]", known)
    wrong = [
        one
        for one, found in zip(known, there, strict=True)
        if found != [fold(one), cut(f"a{one}b.1")]
    ]
    assert wrong == []


# Citations

CITE = "([text, law]) => dlSearch.readCitation(text, allLaws[law])"


def same_citations(page: Page, cases: list[tuple[str, int]]) -> int:
    """Compare; returns how many could be read."""
    there = asked(page, CITE, cases)
    wrong, read = [], 0
    for (text, law), found in zip(cases, there, strict=True):
        try:
            here: Any = list(parse(text, ALL_LAWS[law]).provisions)
            read += 1
        except CitationError as error:
            here = {"what": error.what, "column": error.column}
        if found != here:
            wrong.append((ALL_LAWS[law].id, text, here, found))
    assert wrong[:3] == []
    return read


def test_citations_of_real_responses(page: Page, shared: Path) -> None:
    with (shared / "facts" / "citation_vectors.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    number = {law.id: place for place, law in enumerate(ALL_LAWS)}
    cases = [(row["raw"], number[row["law"]]) for row in rows if row["law"]]
    assert len(cases) > 25
    assert same_citations(page, cases) == sum(
        row["expected"] != "ERROR" for row in rows if row["law"]
    )


def spellings(law: Law, name: str) -> set[str]:
    try:
        cited = format_citation([name], law)
    except DisclosureLogError:
        return {name}
    title = law.provisions[law.canonical(name)].title
    right = {cited, name, cited.upper(), cited.replace(" ", ""), name.replace("(", " (")}
    right |= {f"{cited} - {title}", f"the {cited} of the {law.title}", f"{law.short_title} {name}"}
    return right | {f"{cited} and {name}", f"{name}(z)", name.replace("1", "l"), f"{cited}-{name}"}


@pytest.mark.parametrize("number", range(len(ALL_LAWS)), ids=[law.id for law in ALL_LAWS])
def test_every_provision_in_many_spellings(page: Page, number: int) -> None:
    law = ALL_LAWS[number]
    names = [*law.provisions, *law.aliases]
    cases = [(text, number) for name in names for text in sorted(spellings(law, name))]
    read = same_citations(page, cases)
    assert len(names) * 4 < read < len(cases)


_JOINS = (" and ", "&", ", ", "/", " to ", "-", " ", " - ", "; ", " by virtue of ", " of ")
_PIECES = (
    *(
        "s",
        "31",
        "(a)",
        "(1)",
        "section ",
        "and ",
        "&",
        "40",
        " ",
        "(b)",
        "reg ",
        "12",
        "5",
        "(ii)",
    ),
    *(" of the ", "Act", "Data Protection Act 2018 ", "FOIA", ".", "-", "to", "A", "l", "ex "),
    *("[", "]", ":", "law", "title ", "\xa3", "20 weeks", "\u2019", "neu ", "\xb2", "\u0661"),
)


def test_citations_put_together_at_random(page: Page) -> None:
    rng = random.Random(8)
    cases = []
    for number, law in enumerate(ALL_LAWS):
        names = list(law.provisions)
        for _ in range(400):
            chosen = rng.sample(names, rng.randint(2, 3))
            text = rng.choice(_JOINS).join(
                rng.choice([one, format_citation([one], law)]) for one in chosen
            )
            cases.append(("".join(one for one in text if rng.random() > 0.03), number))
            cases.append(("".join(rng.choices(_PIECES, k=rng.randint(1, 9))), number))
    assert same_citations(page, cases) > 500


# How it is loaded


def test_under_a_strict_policy_in_page_and_worker(
    browser: Browser, serve: Any, tmp_path: Path
) -> None:
    for name in SCRIPTS:
        (tmp_path / f"{name}.js").write_bytes((ASSETS / f"{name}.js").read_bytes())
    tags = "".join(f'<script src="{name}.js"></script>' for name in SCRIPTS)
    policy = "default-src 'none'; script-src 'self'; worker-src 'self'"
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    (tmp_path / "index.html").write_text(
        f'<!doctype html>{meta}{tags}<script src="main.js"></script>', encoding="utf-8"
    )
    loaded = ", ".join(f'"{name}.js"' for name in SCRIPTS)
    (tmp_path / "worker.js").write_text(
        f"importScripts({loaded}); postMessage(dlSearch.read('exemption:s31 drone'));",
        encoding="utf-8",
    )
    (tmp_path / "main.js").write_text(
        "window.told = new Promise((tell) => {"
        " new Worker('worker.js').onmessage = (e) => tell(e.data); });",
        encoding="utf-8",
    )
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(serve(tmp_path) + "/index.html")
    told = page.evaluate("window.told")
    assert told == answer("exemption:s31 drone")[0]
    assert page.evaluate("dlSearch.read('exemption:s31 drone')") == told
    assert [line for line in wrong if "favicon" not in line and "404" not in line] == []
    page.close()


# What can be typed next


def completed(page: Page, text: str, caret: int | None = None) -> list[dict[str, Any]]:
    at = len(text) if caret is None else caret
    call = "([text, at]) => dlSearch.complete(text, at, files)"
    found: list[dict[str, Any]] = page.evaluate(call, [text, at])
    assert len(found) <= 8
    assert all(set(one) == {"label", "text", "detail", "caret"} for one in found)
    return found


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ex", "exemption:"),
        ("drone (ye", "drone (year:"),
        ("exemption:s.31(1", "exemption:s31(1) "),
        ("drone section 31(1)(a", "drone exemption:s31(1)(a) "),
        ("exemption:law enf", "exemption:s31 "),
        ("exemption:(b)(7", "exemption:(b)(7) "),
        ("department:legal s", 'department:"Legal Services" '),
        ('department:"legal s', 'department:"Legal Services" '),
        ("dept:caer", 'dept:"Heddlu Caerd\u0175dd" '.replace("\u0175", "\u0177")),
        ("-topic:stop a", '-topic:"Stop and search" '),
        ("outcome:not", "outcome:not-held "),
        ("law:us", 'law:"US FOIA" '),
        ("late:", "late:yes "),
        ("in:re", "in:request "),
        ("", "exemption:"),
    ],
)
def test_what_can_be_typed_next(page: Page, typed: str, text: str) -> None:
    assert completed(page, typed)[0]["text"] == text


@pytest.mark.parametrize(
    "typed", ["drone ", '"drone ex', "zzzz", "http:", "topic:zebra", "a" * 3000]
)
def test_nothing_to_offer(page: Page, typed: str) -> None:
    assert completed(page, typed) == []


def test_in_the_middle_of_a_query(page: Page) -> None:
    found = completed(page, "outcome:ref drone", len("outcome:ref"))
    assert found == [
        {"label": "refused", "detail": "", "text": "outcome:refused drone", "caret": 16}
    ]


def test_what_is_offered_can_be_read(page: Page) -> None:
    for typed in ("exemption:", "outcome:", "topic:", "department:", "law:", "year:", "received:"):
        for one in completed(page, typed):
            found, means = answer(one["text"])
            assert "tree" in found
            assert "tree" in means
