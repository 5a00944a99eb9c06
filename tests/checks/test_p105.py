"""P105: recognised words over a part of a scan that shows nothing."""

from __future__ import annotations

import pdfs
from pdfs import BOX, LETTER, LINE, SECRET

CODE = "P105"

PAGE = LETTER + LINE
WHITED = BOX.replace("0 0 0 rg", "1 1 1 rg")


def _words_under_the_scan(picture_of: str) -> bytes:
    pixels, width, height = pdfs.scan(picture_of)
    return pdfs.pdf(
        PAGE + "q 400 0 0 300 0 0 cm /Scan Do Q\n",
        resources=lambda writer: {
            "/XObject": pdfs.dictionary(Scan=pdfs.picture(writer, pixels, width, height))
        },
    )


NAME = "0 0 0 rg 112 145 68 16 re f\n"

LEAKING = {
    "a label in the scan's own box": lambda: pdfs.scanned(
        PAGE + NAME + "1 g BT /F1 8 Tf 134 150 Td (s.40) Tj ET\n", PAGE
    ),
    "a label in a box over the line": lambda: pdfs.scanned(
        PAGE + BOX + "1 g BT /F1 8 Tf 134 150 Td (s.40) Tj ET\n", PAGE
    ),
    "blacked out": lambda: pdfs.scanned(PAGE + BOX, PAGE),
    "whited out": lambda: pdfs.scanned(PAGE + WHITED, PAGE),
    "one name": lambda: pdfs.scanned(PAGE + "0 0 0 rg 112 145 68 16 re f\n", PAGE),
    "the whole page": lambda: pdfs.scanned("0 0 0 rg 0 0 400 300 re f\n", PAGE),
    "words drawn under the scan": lambda: _words_under_the_scan(PAGE + BOX),
    "clip-only words": lambda: pdfs.scanned(PAGE + BOX, PAGE.replace("BT ", "BT 7 Tr ")),
}

CLEAN = {
    "a heading in white on black": lambda: pdfs.scanned(
        LETTER + "0 g 36 144 220 18 re f 1 g\n" + LINE, LETTER + LINE
    ),
    "a scan with its words": lambda: pdfs.scanned(PAGE, PAGE),
    "recognised after it was blacked out": lambda: pdfs.scanned(LETTER + BOX, LETTER),
    "recognised after it was whited out": lambda: pdfs.scanned(LETTER + WHITED, LETTER),
    "specks read as letters": lambda: pdfs.scanned(
        LETTER, LETTER + "BT /F1 0.7 Tf 300 60 Td (V) Tj ET BT /F1 1.1 Tf 90 80 Td (i) Tj ET\n"
    ),
    "words a few points beside their ink": lambda: pdfs.scanned(PAGE, "1 0 0 1 3 2 cm\n" + PAGE),
    "words a line off": lambda: pdfs.scanned(LETTER, "1 0 0 1 0 -14 cm\n" + LETTER),
    "dirty paper": lambda: _dirty(),
}


def _dirty() -> bytes:
    pixels, width, height = pdfs.scan(PAGE)
    noisy = bytes(max(0, one - (n * 7919) % 14) for n, one in enumerate(pixels))
    return pdfs.pdf(
        "q 400 0 0 300 0 0 cm /Scan Do Q\n" + PAGE.replace("BT ", "BT 3 Tr "),
        resources=lambda writer: {
            "/XObject": pdfs.dictionary(Scan=pdfs.picture(writer, noisy, width, height))
        },
    )


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_only_the_blacked_out_words_are_found():
    data = LEAKING["one name"]()
    (finding,) = pdfs.findings(data)
    assert finding.length == len(SECRET)
    (text,) = pdfs.facts(data).visible_text
    assert "Complaint by" in text


def test_an_initial_beside_a_hidden_name_is_counted():
    page = LETTER + f"BT /F1 12 Tf 40 150 Td (J {SECRET} wrote) Tj ET\n"
    data = pdfs.scanned(page + "0 g 36 145 84 16 re f\n", page)
    (finding,) = pdfs.findings(data)
    assert (finding.rule, finding.length) == (CODE, len(SECRET) + 1)
