"""P102: text under a box with a label on it."""

from __future__ import annotations

import pdfs
from pdfs import BOX, LETTER, LINE, SECRET

CODE = "P102"

LABEL = "BT 1 g /F1 10 Tf {x} 150 Td (s.40\\(2\\)) Tj ET\n"
LABELS = "".join(LABEL.format(x=40 + 36 * n) for n in range(6))
WHITE = BOX.replace("0 0 0 rg", "1 1 1 rg 0 0 0 RG").replace(" f ", " B ")

LEAKING = {
    "white label on black": lambda: pdfs.letter(LINE + BOX + LABELS),
    "black label on a white box": lambda: pdfs.letter(LINE + WHITE + LABELS.replace("1 g", "0 g")),
    "label and box in a form": lambda: pdfs.letter(
        LINE + "/X Do\n",
        resources=lambda writer: {"/XObject": pdfs.dictionary(X=pdfs.form(writer, BOX + LABELS))},
    ),
    "label in the hidden line's own words": lambda: pdfs.letter(
        LINE + BOX + LINE.replace("BT", "BT 1 g").replace(SECRET, "Withheldname")
    ),
}

CLEAN = {
    "label on an empty box": lambda: pdfs.letter(BOX + LABELS),
    "label on a white box over nothing": lambda: pdfs.letter(WHITE + LABELS.replace("1 g", "0 g")),
    "stamp of text over empty paper": lambda: pdfs.letter(
        LINE + "BT 1 0 0 rg /F1 24 Tf 40 60 Td (RELEASED IN PART) Tj ET\n"
    ),
}


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule in (CODE, "P101")]
    assert CODE in {one.rule for one in found}
    assert sum(one.length for one in found) >= len(SECRET)
    assert SECRET not in repr(found)
    (text,) = pdfs.facts(data).visible_text
    assert SECRET not in text


def test_the_label_itself_stays_visible():
    (text,) = pdfs.facts(LEAKING["white label on black"]()).visible_text
    assert "s.40(2)" in text


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_a_watermark_across_the_page_hides_nothing():
    data = pdfs.pdf(
        "q 0.87 g BT /F1 60 Tf 0.8 0.6 -0.6 0.8 60 60 Tm (COPY) Tj ET Q\n" + LETTER + LINE
    )
    assert pdfs.findings(data) == ()
