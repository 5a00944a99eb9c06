"""A pack that breaks the format is refused, with the file and the provision in the message."""

from __future__ import annotations

from pathlib import Path

import pytest

from disclosurelog.errors import LawError
from disclosurelog.law import load_laws, parse

PACK = """\
id: xx-foi
title: Right to Know Act 1999
short_title: RTK
jurisdiction: Ruritania
country: XX
statute: https://example.org/rtk
noun: exemption
unit: section
id_prefix: s
number_words: [section, sections, s]
plain: Anyone may ask.
review: {name: review, plain: Ask again.}
regulator: {name: Ombudsman, url: "https://example.org/", plain: Complain here.}
clock:
  unit: working-days
  limit: 10
  holidays: [GB-ENG]
  source: RTK s.3
reviewed: 2026-01-01
provisions:
  - id: s1
    title: Secrets
    kind: exemption
    test: qualified
    basis: prejudice
    harm_word: would harm
    ncnd: s1(2)
    url: https://example.org/rtk/1
    plain: Secrets stay secret.
  - id: s1(1)
    title: State secrets
    plain: Secrets of the state stay secret.
  - id: s1(2)
    title: Neither
    kind: ncnd
    plain: The body need not say.
"""


def write(folder: Path, text: str, name: str = "xx-foi.yaml") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_an_adopters_law_is_read_beside_the_others(tmp_path: Path) -> None:
    laws = load_laws(write(tmp_path / "laws", PACK))
    assert "uk-foia-2000" in laws
    law = laws["xx-foi"]
    inherited = law.provisions["s1(1)"]
    assert (inherited.kind, inherited.test, inherited.basis) == (
        "exemption",
        "qualified",
        "prejudice",
    )
    assert (inherited.ncnd, inherited.harm_word) == ("s1(2)", "would harm")
    assert law.clock.extension is None
    assert parse("Section 1(1) of the RTK", law).provisions == ("s1(1)",)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: State secrets", "heading: State secrets", "s1(1): 'heading' is not a key"),
        ("    title: State secrets\n", "", "s1(1): 'title' is missing"),
        ("country: XX\n", "country: XX\nnation: XX\n", "'nation' is not a key"),
        ("country: XX\n", "", "'country' is missing"),
        ("id: s1(2)", "id: s1(1)", "s1(1) is listed twice"),
        ("id: s1(2)", "id: s2(2)", "s2(2): s2 is not listed before it"),
        ("id: s1(2)", "id: reg2", "reg2: its id must start with 's'"),
        ("id: s1(2)", "id: s 2", "is not a provision id"),
        ("ncnd: s1(2)", "ncnd: s1(9)", "s1: its ncnd provision s1(9) is not there"),
        ("kind: ncnd", "kind: secret", "s1(2): kind can't be 'secret'"),
        ("test: qualified", "test: 3", "s1: test can't be '3'"),
        ("plain: The body need not say.", "plain: 12", "s1(2): plain must be words"),
        ("kind: ncnd", "aliases: [s1(1)]", "alias s1(1) is a provision of its own"),
        ("kind: ncnd", "aliases: s3", "aliases must be a list"),
        ("kind: ncnd", "amended: [{date: soon, note: x}]", "must be a date"),
        ("kind: ncnd", "qualified_person: perhaps", "must be true or false"),
        ("limit: 10", "limit: none", "limit must be a number"),
        ("limit: 10", "limit: 10\n  closed: [{from: 13-01, to: 01-02}]", "month and day"),
        ("source: RTK s.3", "source: RTK s.3\n  extension: {provision: s9, limit: 20, source: x}",
         "extended by s9, which is not there"),
        ("https://example.org/rtk\n", "ftp://example.org/rtk\n", "must be a web address"),
        ("id_prefix: s\n", "id_prefix: s\nshorthand: s9\n", "shorthand s9 is not listed"),
        ("country: XX\n", "country: XX\ncountry: YY\n", "given twice"),
        ("id: xx-foi", "id: yy-foi", "name the file yy-foi.yaml"),
        ("provisions:", "provisions: [\n", "can't be read as YAML"),
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in PACK
    folder = write(tmp_path / "laws", PACK.replace(old, new, 1))
    with pytest.raises(LawError) as refused:
        load_laws(folder)
    assert str(refused.value).startswith("xx-foi.yaml: ")
    assert words in str(refused.value)


def test_a_law_that_is_there_already(tmp_path: Path) -> None:
    text = PACK.replace("id: xx-foi", "id: uk-foia-2000")
    folder = write(tmp_path / "laws", text, "uk-foia-2000.yaml")
    with pytest.raises(LawError, match="already there"):
        load_laws(folder)


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(LawError, match="no folder of laws"):
        load_laws(tmp_path / "nowhere")
