"""P101: text under something drawn over it."""

from __future__ import annotations

from pypdf.generic import BooleanObject, NameObject, RectangleObject

import pdfs
from pdfs import BOX, LETTER, LINE, SECRET

CODE = "P101"


def _state(alpha: float):
    return lambda writer: {"/ExtGState": pdfs.dictionary(G=pdfs.dictionary(ca=alpha, CA=alpha))}


def _picture(shade: int):
    return lambda writer: {
        "/XObject": pdfs.dictionary(P=pdfs.picture(writer, bytes([shade]) * 16, 4, 4))
    }


def _form(content: str):
    return lambda writer: {"/XObject": pdfs.dictionary(X=pdfs.form(writer, content))}


def _nested(content: str):
    def resources(writer):
        inner = pdfs.form(writer, content)
        outer = pdfs.form(writer, "q 1 0 0 1 0 0 cm /X Do Q")
        outer.get_object()["/Resources"][NameObject("/XObject")] = pdfs.dictionary(X=inner)
        return {"/XObject": pdfs.dictionary(X=outer)}

    return resources


def _shading(writer):
    function = pdfs.dictionary(
        FunctionType=2, Domain=[0, 1], C0=[0.1, 0.1, 0.1], C1=[0.1, 0.1, 0.1], N=1
    )
    shade = pdfs.dictionary(
        ShadingType=2,
        ColorSpace="/DeviceRGB",
        Coords=[36, 0, 256, 0],
        Function=function,
        Extend=[BooleanObject(True), BooleanObject(True)],
    )
    return {"/Shading": pdfs.dictionary(S=shade)}


_TILES = "".join(f"{36 + 4 * x} {144 + 6 * y} 4 6 re f\n" for x in range(55) for y in range(3))
_BLOCKS = "BT /F1 12 Tf 40 150 Td (Complaint by ) Tj ET\n"
_SOLID = f"{LETTER}{LINE}"

LEAKING = {
    "rectangle": lambda: pdfs.letter(LINE + BOX),
    "white rectangle": lambda: pdfs.letter(LINE + BOX.replace("0 0 0 rg", "1 1 1 rg")),
    "polygon": lambda: pdfs.letter(
        LINE + "0 0 0 rg 30 153 m 36 164 l 260 164 l 266 153 l 260 143 l 36 143 l h f\n"
    ),
    "curve": lambda: pdfs.letter(
        LINE + "0 0 0 rg 20 153 m 20 200 280 200 280 153 c 280 106 20 106 20 153 c f\n"
    ),
    "thick stroke": lambda: pdfs.letter(LINE + "0 0 0 RG 18 w 36 153 m 256 153 l S\n"),
    "tiles of small boxes": lambda: pdfs.letter(LINE + "0 0 0 rg\n" + _TILES),
    "alpha 0.99": lambda: pdfs.letter(LINE + "/G gs " + BOX, resources=_state(0.99)),
    "black text under black": lambda: pdfs.letter(LINE + BOX),
    "grey box": lambda: pdfs.letter(LINE + BOX.replace("0 0 0 rg", "0.5 0.5 0.5 rg")),
    "small picture": lambda: pdfs.letter(
        LINE + "q 220 0 0 18 36 144 cm /P Do Q\n", resources=_picture(0)
    ),
    "box in a form": lambda: pdfs.letter(LINE + "/X Do\n", resources=_form(BOX)),
    "text in a form": lambda: pdfs.letter("/X Do\n" + BOX, resources=_form(LINE)),
    "text and box in a form": lambda: pdfs.letter("/X Do\n", resources=_form(LINE + BOX)),
    "text in a nested form": lambda: pdfs.letter("/X Do\n" + BOX, resources=_nested(LINE)),
    "shading": lambda: pdfs.letter(LINE + "q 36 144 220 18 re W n /S sh Q\n", resources=_shading),
    "one name of a line": lambda: pdfs.letter(LINE + "0 0 0 rg 112 145 68 16 re f\n"),
    "turned page": lambda: pdfs.letter(
        LINE + BOX, change=lambda writer: writer.pages[0].rotate(90)
    ),
    "cropped page": lambda: pdfs.letter(LINE + BOX, change=_crop),
    "second page": lambda: pdfs.pdf(LETTER, LETTER + LINE + BOX),
    "recognised words under a drawn box": lambda: pdfs.scanned(LETTER + LINE, LETTER + LINE, BOX),
}


def _crop(writer):
    writer.pages[0].cropbox = RectangleObject((20, 30, 380, 290))


CLEAN = {
    "letter": lambda: pdfs.letter(LINE),
    "box over nothing": lambda: pdfs.letter(BOX),
    "box beside the words": lambda: pdfs.letter(LINE + "0 0 0 rg 36 120 220 18 re f\n"),
    "box under the words": lambda: pdfs.letter("0.8 0.9 1 rg 36 144 220 18 re f 0 0 0 rg\n" + LINE),
    "white on a black heading": lambda: pdfs.letter(BOX + "1 1 1 rg\n" + LINE),
    "white form cells": lambda: pdfs.letter(
        "".join(f"1 1 1 rg 0 0 0 RG {40 + 60 * x} 60 60 20 re B\n" for x in range(5))
        + "0 0 0 rg BT /F1 10 Tf 44 66 Td (Name) Tj 60 0 Td (Rank) Tj ET\n"
    ),
    "underline and strike-through": lambda: pdfs.letter(
        LINE + "0.8 w 40 148 m 215 148 l S 40 154 m 215 154 l S\n"
    ),
    "highlighter": lambda: pdfs.letter(
        LINE + "/G gs 1 1 0 rg 36 144 220 18 re f\n", resources=_multiply
    ),
    "table rules": lambda: pdfs.letter(
        LINE
        + "".join(f"0.5 w {40 + 20 * x} 140 m {40 + 20 * x} 165 l S\n" for x in range(0, 12, 3))
    ),
    "drop shadow": lambda: pdfs.letter(
        "BT 0.7 g /F1 12 Tf 41 149 Td (Annual report of the office) Tj ET\n"
        "BT 0 g /F1 12 Tf 40 150 Td (Annual report of the office) Tj ET\n"
    ),
    "bold by drawing twice": lambda: pdfs.letter(LINE + LINE.replace("40 150", "40.3 150")),
    "tight lines": lambda: pdfs.pdf(
        "BT /F1 12 Tf 9 TL 40 200 Td " + "(gypsy jogging Apply quickly) Tj T* " * 8 + "ET\n"
    ),
    "words in a form": lambda: pdfs.letter("/X Do\n", resources=_form(LINE)),
    "letters that fill their boxes": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 100 Td (I l - Ill ||| lil) Tj ET\n"
    ),
    "a scan with its words": lambda: pdfs.scanned(LETTER + LINE, LETTER + LINE),
    "a scan laid over its own text": lambda: _scan_over_text(),
    "a dark page": lambda: pdfs.pdf(
        "0.1 0.1 0.3 rg 0 0 400 300 re f 1 1 1 rg\n" + LETTER + "0.6 0.6 0.7 rg\n" + LINE
    ),
    "pale words": lambda: pdfs.letter("0.85 g\n" + LINE),
}


def _multiply(writer):
    return {"/ExtGState": pdfs.dictionary(G=pdfs.dictionary(BM="/Multiply"))}


def _scan_over_text():
    pixels, width, height = pdfs.scan(LETTER + LINE)
    return pdfs.pdf(
        LETTER + LINE + "q 400 0 0 300 0 0 cm /Scan Do Q\n",
        resources=lambda writer: {
            "/XObject": pdfs.dictionary(Scan=pdfs.picture(writer, pixels, width, height))
        },
    )


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [finding for finding in pdfs.findings(data) if finding.rule == CODE]
    assert found
    for finding in found:
        assert finding.severity == "block"
        assert finding.page
        assert finding.length
        assert SECRET not in repr(finding)
    assert not any(SECRET in page for page in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_the_box_is_where_a_reviewer_sees_the_words():
    (finding,) = [one for one in pdfs.findings(pdfs.letter(LINE + BOX)) if one.rule == CODE]
    x0, y0, x1, y1 = finding.box
    assert 36 <= x0 < x1 <= 256
    assert 300 - 162 <= y0 < y1 <= 300 - 144


def test_the_box_turns_with_the_page():
    data = LEAKING["turned page"]()
    (finding,) = [one for one in pdfs.findings(data) if one.rule == CODE]
    x0, y0, x1, y1 = finding.box
    assert 144 <= x0 < x1 <= 162
    assert 36 <= y0 < y1 <= 256


def test_words_beside_the_box_stay_visible():
    data = LEAKING["one name of a line"]()
    (text,) = pdfs.facts(data).visible_text
    assert "Complaint by" in text
    assert "Agatha" in text
    assert SECRET not in text


def test_a_pile_too_deep_to_part_is_refused():
    pile = "".join(f"BT /F1 12 Tf 40 {150 + n / 10:.1f} Td (Word{n}) Tj ET\n" for n in range(30))
    assert "P101" in pdfs.codes(pdfs.letter(pile))
