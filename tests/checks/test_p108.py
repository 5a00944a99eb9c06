"""P108: a redaction that was marked and never applied."""

from __future__ import annotations

import pdfs
from pdfs import LINE, SECRET

CODE = "P108"

PLACE = (36, 144, 256, 162)

LEAKING = {
    "bare mark": lambda: pdfs.letter(LINE, change=pdfs.annotate("Redact", PLACE)),
    "mark with an outline": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("Redact", PLACE, "1 0 0 RG 1 1 218 16 re S\n")
    ),
    "mark that looks finished": lambda: pdfs.letter(
        LINE,
        change=pdfs.annotate(
            "Redact", PLACE, "0 0 0 rg 0 0 220 18 re f\n", OverlayText="s.40", IC=[0, 0, 0]
        ),
    ),
    "mark over empty paper": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("Redact", (36, 40, 256, 60))
    ),
}

CLEAN = {
    "letter": lambda: pdfs.letter(LINE),
    "other annotation": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("Square", PLACE, "1 0 0 RG 1 1 218 16 re S\n")
    ),
    "applied": lambda: pdfs.letter("0 0 0 rg 36 144 220 18 re f\n"),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    (finding,) = found
    assert finding.page == 1
    assert finding.box
    assert SECRET not in repr(finding)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
