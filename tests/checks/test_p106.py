"""P106: text that no one can see."""

from __future__ import annotations

from pypdf.generic import RectangleObject

import pdfs
from pdfs import BOX, LETTER, LINE, SECRET

CODE = "P106"


def _crop(writer):
    writer.pages[0].cropbox = RectangleObject((0, 200, 400, 300))


def _tiles(words: str):
    """A tiling pattern that writes (ISO 32000-2, 8.7.3)."""

    def resources(writer):
        made = pdfs.form(writer, f"BT /F1 12 Tf 2 10 Td ({words}) Tj ET\n", (0, 0, 160, 30))
        made.get_object().update(
            pdfs.dictionary(Type="/Pattern", PatternType=1, PaintType=1, TilingType=1)
        )
        made.get_object().update(pdfs.dictionary(XStep=160, YStep=30))
        del made.get_object()["/Subtype"]
        return {"/Pattern": pdfs.dictionary(W=made)}

    return resources


def _glyph(words: str):
    """A font of Type 3 with one glyph that writes (ISO 32000-2, 9.6.4)."""

    def resources(writer):
        drawn = f"200 0 0 0 200 20 d1 BT /F1 12 Tf 0 0 Td ({words}) Tj ET\n"
        plain = pdfs.font(writer, "Helvetica")
        made = pdfs.dictionary(
            Type="/Font",
            Subtype="/Type3",
            FontBBox=[0, 0, 200, 20],
            FontMatrix=[0.01, 0, 0, 0.01, 0, 0],
            CharProcs=pdfs.dictionary(w=writer._add_object(pdfs.stream(drawn))),
            Encoding=pdfs.dictionary(Type="/Encoding", Differences=[65, "/w"]),
            FirstChar=65,
            LastChar=65,
            Widths=[200],
            Resources=pdfs.dictionary(Font=pdfs.dictionary(F1=plain)),
        )
        fonts = pdfs.dictionary(F1=plain, F3=writer._add_object(made))
        return {"/Font": fonts}

    return resources


_FILL = "/Pattern cs /W scn 40 30 160 30 re f\n"
_SET = "BT /F3 100 Tf 40 60 Td (A) Tj ET\n"

LEAKING = {
    "in a pattern under a box": lambda: pdfs.letter(
        _FILL + "0 g 36 26 200 40 re f\n", resources=_tiles(f"Complaint by {SECRET}")
    ),
    "in a glyph under a box": lambda: pdfs.letter(
        _SET + "0 g 36 50 300 30 re f\n", resources=_glyph(f"Complaint by {SECRET}")
    ),
    "white on white": lambda: pdfs.letter("1 g\n" + LINE),
    "nearly white on white": lambda: pdfs.letter("0.98 g\n" + LINE),
    "black on black": lambda: pdfs.letter(BOX + "0 g\n" + LINE),
    "without colour": lambda: pdfs.letter(
        "/G gs\n" + LINE,
        resources=lambda writer: {"/ExtGState": pdfs.dictionary(G=pdfs.dictionary(ca=0.0))},
    ),
    "half a point": lambda: pdfs.letter(LINE.replace("/F1 12 Tf", "/F1 0.5 Tf")),
    "scaled to half a point": lambda: pdfs.letter(
        "q 0.04 0 0 0.04 40 100 cm\n" + LINE.replace("40 150 Td", "0 0 Td") + "Q\n"
    ),
    "right of the page": lambda: pdfs.letter(LINE.replace("40 150", "450 150")),
    "below the page": lambda: pdfs.letter(LINE.replace("40 150", "40 -50")),
    "outside the crop box": lambda: pdfs.letter(LINE, change=_crop),
    "outside the clip": lambda: pdfs.letter("q 300 10 20 20 re W n\n" + LINE + "Q\n"),
    "invisible over nothing": lambda: pdfs.letter(LINE.replace("BT", "BT 3 Tr")),
    "in a form": lambda: pdfs.letter(
        "/X Do\n",
        resources=lambda writer: {"/XObject": pdfs.dictionary(X=pdfs.form(writer, "1 g\n" + LINE))},
    ),
}

CLEAN = {
    "a pattern that repeats the page's words": lambda: pdfs.letter(
        _FILL, resources=_tiles("Dear applicant")
    ),
    "letter": lambda: pdfs.letter(LINE),
    "pale grey": lambda: pdfs.letter("0.9 g\n" + LINE),
    "small print": lambda: pdfs.letter(LINE.replace("/F1 12 Tf", "/F1 4 Tf")),
    "printer's slug": lambda: pdfs.letter(
        "BT /F1 6 Tf 40 10 Td (leaflet_v4.indd   1   12/03/2026   10:41) Tj ET\n"
        "BT /F1 6 Tf 40 4 Td (Cyan Magenta Yellow Black) Tj ET\n",
        change=lambda writer: _trim(writer),
    ),
    "mark of a program": lambda: pdfs.letter(
        "1 g BT /F1 6 Tf 40 10 Td (Created with Evaluation Version of Somepdf) Tj ET\n"
    ),
    "colours of a heading": lambda: pdfs.letter(BOX + "1 g\n" + LINE),
    "one letter over the edge": lambda: pdfs.letter(LINE.replace("40 150", "228 150")),
    "clip that holds the words": lambda: pdfs.letter("q 30 140 300 30 re W n\n" + LINE + "Q\n"),
}


def _trim(writer):
    writer.pages[0].cropbox = RectangleObject((0, 30, 400, 300))


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert all(one.severity == "block" for one in found)
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_a_name_in_a_slug_is_found():
    data = pdfs.letter(
        f"BT /F1 6 Tf 40 10 Td (leaflet.indd 1 {SECRET}) Tj ET\n", change=lambda one: _trim(one)
    )
    assert CODE in pdfs.codes(data)


def test_what_was_cropped_away_is_not_the_text_of_the_page():
    data = pdfs.pdf(LETTER + LINE, change=_crop)
    (text,) = pdfs.facts(data).visible_text
    assert "Dear applicant" in text
    assert SECRET not in text
