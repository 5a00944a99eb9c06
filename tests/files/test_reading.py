"""The door to the readers: complete facts, or a refusal with its reason and the way out."""

from __future__ import annotations

import contextlib
import pickle
import random

import pytest
from pypdf.generic import ArrayObject, NameObject

import pdfs
from disclosurelog.files import ReadLimits, Unreadable, read_facts
from pdfs import BOX, LETTER, LINE


def _encrypted(password: str) -> bytes:
    return pdfs.letter(change=lambda writer: writer.encrypt(password, algorithm="RC4-128"))


REFUSED = {
    "nothing": (b"", "empty"),
    "words": (b"Dear applicant,\n", "plain text"),
    "spreadsheet": (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "Excel"),
    "old document": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old Word"),
    "picture": (b"\xff\xd8\xff\xe0" + b"\0" * 99, "JPEG"),
    "password": (None, "encrypted"),
    "empty password": (None, "encrypted"),
    "header only": (b"%PDF-1.7\n", "damaged"),
    "cut in half": (None, "damaged"),
    "no pages": (None, "no pages"),
}


def _data(name: str) -> bytes:
    made = {
        "password": lambda: _encrypted("secret"),
        "empty password": lambda: _encrypted(""),
        "cut in half": lambda: pdfs.letter(LINE)[:700],
        "no pages": lambda: pdfs.pdf(),
    }
    return REFUSED[name][0] if REFUSED[name][0] is not None else made[name]()


@pytest.mark.parametrize("name", REFUSED)
def test_it_says_why_and_the_way_out(name):
    with pytest.raises(Unreadable, match=REFUSED[name][1]) as caught:
        pdfs.facts(_data(name))
    assert caught.value.remedy
    assert caught.value.exit_code == 1
    assert "Traceback" not in str(caught.value)


def test_an_original_spreadsheet_is_refused_with_what_it_may_hide():
    with pytest.raises(Unreadable) as caught:
        pdfs.facts(REFUSED["spreadsheet"][0], "list.xlsx")
    assert "hidden sheets" in caught.value.remedy
    assert "export" in caught.value.remedy


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    for path in (tmp_path, tmp_path / "missing.pdf"):
        with pytest.raises(Unreadable):
            read_facts(path)


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (ReadLimits(file_bytes=500), lambda: pdfs.letter(LINE)),
        (ReadLimits(pages=1), lambda: pdfs.pdf(LETTER, LETTER)),
        (ReadLimits(characters=20), lambda: pdfs.letter(LINE)),
        (ReadLimits(page_objects=3), lambda: pdfs.letter(BOX * 9)),
        (ReadLimits(objects=5), lambda: pdfs.letter(LINE)),
        (ReadLimits(depth=0), lambda: _nested(3)),
        (
            ReadLimits(revisions=1),
            lambda: pdfs.edited(
                pdfs.edited(pdfs.letter(), pdfs.content(LETTER)), pdfs.content(LETTER + LINE)
            ),
        ),
    ],
    ids=["bytes", "pages", "characters", "drawn objects", "objects", "nesting", "revisions"],
)
def test_every_limit_refuses_and_none_shortens(limits, data):
    with pytest.raises(Unreadable):
        pdfs.facts(data(), limits=limits)


def _nested(depth: int) -> bytes:
    def resources(writer):
        made = pdfs.form(writer, LINE)
        for _ in range(depth):
            outer = pdfs.form(writer, "/X Do")
            outer.get_object()["/Resources"][NameObject("/XObject")] = pdfs.dictionary(X=made)
            made = outer
        return {"/XObject": pdfs.dictionary(X=made)}

    return pdfs.letter("/X Do\n", resources=resources)


def test_a_form_that_draws_itself_is_refused():
    def resources(writer):
        made = pdfs.form(writer, "/X Do\n" + LINE)
        made.get_object()["/Resources"][NameObject("/XObject")] = pdfs.dictionary(X=made)
        return {"/XObject": pdfs.dictionary(X=made)}

    with pytest.raises(Unreadable, match="nested too deep"):
        pdfs.facts(pdfs.letter("/X Do\n", resources=resources))


def test_objects_that_hold_each_other_end():
    def change(writer):
        one = writer._add_object(ArrayObject())
        one.get_object().append(one)
        writer.root_object[NameObject("/Extra")] = one

    assert pdfs.facts(pdfs.letter(change=change)).page_count == 1


def test_a_page_as_large_as_a_house_is_read_in_parts():
    data = pdfs.pdf("40 0 0 40 0 0 cm\n" + LETTER + LINE + BOX, size=(14_400, 12_000))
    facts = pdfs.facts(data)
    assert "P101" in pdfs.codes(data)
    assert "Dear applicant" in facts.visible_text[0]


def test_small_words_on_a_large_page_are_read():
    facts = pdfs.facts(pdfs.pdf(LETTER + LINE + BOX, size=(5_000, 5_000)))
    assert "Dear applicant" in facts.visible_text[0]
    assert "Agatha" not in facts.visible_text[0]


def test_reading_twice_gives_the_same_facts():
    data = pdfs.letter(LINE + BOX, change=pdfs.attach(pdfs.letter(), "a.pdf"))
    one, other = pdfs.facts(data), pdfs.facts(data)
    assert pickle.dumps(one) == pickle.dumps(other)
    assert pickle.loads(pickle.dumps(one)) == one


def test_damaged_files_are_read_whole_or_refused():
    chance = random.Random(20261123)
    seed = pdfs.edited(pdfs.letter(LINE + BOX), pdfs.content(LETTER))
    for _ in range(60):
        data = bytearray(seed)
        for _ in range(chance.choice((1, 4, 16))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(Unreadable):
            facts = pdfs.facts(bytes(data))
            assert len(facts.pages) == facts.page_count > 0
