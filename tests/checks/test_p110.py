"""P110: a gap that is as wide as the word which stood there."""

from __future__ import annotations

import pdfs
from pdfs import LETTER

CODE = "P110"

BEFORE, AFTER = "The complaint was made by", "on the first of March"


def line(between: str, after: str = AFTER, font: str = "F1") -> str:
    return f"BT /{font} 12 Tf 40 150 Td [({BEFORE} ) {between} ( {after})] TJ ET\n"


GAP = line("-5400")
BOX_IN_IT = "q 0 g 187 146 64 14 re f Q\n"
TWO = (
    f"BT /F1 12 Tf 40 150 Td ({BEFORE}) Tj 206 0 Td ({AFTER}) Tj ET\nq {{}} 182 146 62 14 re f Q\n"
)


def _picture(writer):
    return {"/XObject": pdfs.dictionary(P=pdfs.picture(writer, bytes(16), 4, 4))}


LEAKING = {
    "an adjustment": lambda: pdfs.letter(GAP),
    "an adjustment under a box": lambda: pdfs.letter(GAP + BOX_IN_IT),
    "neighbours set apart, a black box": lambda: pdfs.letter(TWO.format("0 g")),
    "neighbours set apart, a grey box": lambda: pdfs.letter(TWO.format("0.6 g")),
    "a picture for a box": lambda: pdfs.letter(
        TWO.partition("q {}")[0] + "q 59 0 0 14 185 146 cm /P Do Q\n", resources=_picture
    ),
    "adjustment in pieces of one word": lambda: pdfs.letter(line("-1800 -1800 -1800")),
}

CLEAN = {
    "letter": lambda: pdfs.letter(),
    "justified": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 150 Td 12 Tw (We hold the information) Tj ET\n"
        "BT /F1 12 Tf 40 130 Td 7 Tw (you asked for and we enclose it) Tj ET\n"
    ),
    "a row of spaces": lambda: pdfs.letter(
        f"BT /F1 12 Tf 40 150 Td ({BEFORE}{' ' * 20}{AFTER}) Tj ET\n"
    ),
    "typewriter": lambda: pdfs.pdf(
        LETTER.replace("/F1 12", "/F2 9") + line("-5400", after="on the first", font="F2")
    ),
    "columns": lambda: pdfs.letter(
        "".join(
            f"BT /F1 12 Tf 40 {150 - 20 * n} Td ({name} of the county) Tj 150 0 Td ({sum_}) Tj ET\n"
            for n, (name, sum_) in enumerate([("Roads", "1,200"), ("Parks", "340"), ("Fire", "9")])
        )
    ),
    "a mark in place of the word": lambda: pdfs.letter(
        f"BT /F1 12 Tf 40 150 Td ({BEFORE} [name] {AFTER}) Tj ET\n"
    ),
    "a long bar": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 150 Td (The complaint was made by) Tj 300 0 Td (today) Tj ET\n"
        "q 0 g 186 146 150 14 re f Q\n"
    ),
    "a form's line": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 150 Td (Name of the applicant) Tj 190 0 Td (on the day) Tj ET\n"
        "0.5 w 160 148 m 228 148 l S\n"
    ),
}


def test_it_finds_each_leak(leaking):
    (finding,) = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert (finding.severity, finding.page) == ("warn", 1)
    x0, y0, x1, y1 = finding.box
    assert 170 <= x0 < x1 <= 265
    assert 135 <= y0 < y1 <= 156


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
