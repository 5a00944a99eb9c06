"""P107: text under an annotation."""

from __future__ import annotations

import pdfs
from pdfs import LETTER, LINE, SECRET

CODE = "P107"

PLACE = (36, 144, 256, 162)
QUADS = [36, 162, 256, 162, 36, 144, 256, 144]
STROKE = "0 0 0 RG 18 w 0 9 m 220 9 l S\n"
SOLID = "0 0 0 rg 0 0 220 18 re f\n"


LEAKING = {
    "filled square": lambda: pdfs.letter(LINE, change=pdfs.annotate("Square", PLACE, SOLID)),
    "white square": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("Square", PLACE, SOLID.replace("0 0 0 rg", "1 1 1 rg"))
    ),
    "black highlighter": lambda: pdfs.letter(
        LINE,
        change=pdfs.annotate(
            "Highlight", PLACE, SOLID, QuadPoints=[36, 162, 256, 162, 36, 144, 256, 144]
        ),
    ),
    "ink": lambda: pdfs.letter(LINE, change=pdfs.annotate("Ink", PLACE, STROKE)),
    "stamp": lambda: pdfs.letter(
        LINE,
        change=pdfs.annotate("Stamp", PLACE, SOLID + "1 g BT /F1 10 Tf 4 5 Td (WITHHELD) Tj ET\n"),
    ),
    "text box": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("FreeText", PLACE, SOLID.replace("0 0 0 rg", "1 1 1 rg"))
    ),
    "line": lambda: pdfs.letter(
        LINE,
        change=pdfs.annotate(
            "Line", PLACE, "0 0 0 RG 18 w 0 9 m 220 9 l S\n", L=[36, 153, 256, 153]
        ),
    ),
    "form field": lambda: pdfs.letter(
        LINE, change=pdfs.changes(pdfs.annotate("Widget", PLACE, SOLID, FT="/Tx", T="b"), _fields)
    ),
    "over a scan": lambda: pdfs.scanned(
        LETTER + LINE, LETTER + LINE, change=pdfs.annotate("Square", PLACE, SOLID)
    ),
}


def _fields(writer):
    page = writer.pages[0]
    writer.root_object[pdfs.NameObject("/AcroForm")] = pdfs.dictionary(Fields=list(page["/Annots"]))


CLEAN = {
    "approval stamp over empty paper": lambda: pdfs.letter(
        LINE,
        change=pdfs.annotate(
            "Stamp",
            (250, 20, 390, 60),
            "1 0 0 RG 2 w 2 2 136 36 re S 1 0 0 rg BT /F1 18 Tf 10 12 Td (APPROVED) Tj ET\n",
        ),
    ),
    "frame around the words": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("Square", PLACE, "1 0 0 RG 1 w 1 1 218 16 re S\n")
    ),
    "underline": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("Underline", PLACE, "1 0 0 RG 1 w 0 3 m 220 3 l S\n")
    ),
    "link": lambda: pdfs.letter(LINE, change=pdfs.annotate("Link", PLACE)),
    "hidden square": lambda: pdfs.letter(LINE, change=_hidden),
}


def _hidden(writer):
    pdfs.annotate("Square", PLACE, SOLID)(writer)
    writer.pages[0]["/Annots"][0].get_object()[pdfs.NameObject("/F")] = pdfs.NumberObject(2)


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert all(one.page == 1 and one.box for one in found)
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
