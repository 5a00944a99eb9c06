"""P209: pages that carry a picture of themselves."""

from __future__ import annotations

import pdfs
from pdfs import LETTER

CODE = "P209"


def _thumbnail(*pages: int):
    def change(writer):
        for page in pages:
            writer.pages[page][pdfs.NameObject("/Thumb")] = pdfs.picture(writer, bytes(16), 4, 4)

    return change


LEAKING = {
    "one page": lambda: pdfs.letter(change=_thumbnail(0)),
    "second page": lambda: pdfs.pdf(LETTER, LETTER, change=_thumbnail(1)),
    "each page": lambda: pdfs.pdf(LETTER, LETTER, change=_thumbnail(0, 1)),
}

CLEAN = {
    "none": lambda: pdfs.letter(),
    "picture on the page": lambda: pdfs.letter(
        "q 20 0 0 20 9 9 cm /P Do Q\n",
        resources=lambda one: {"/XObject": pdfs.dictionary(P=pdfs.picture(one, bytes(16), 4, 4))},
    ),
}


def test_it_finds_each_leak(leaking):
    found = pdfs.findings(leaking())
    assert found
    assert {(one.rule, one.severity) for one in found} == {(CODE, "warn")}


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_the_page_is_told():
    assert [one.page for one in pdfs.findings(LEAKING["second page"]())] == [2]
