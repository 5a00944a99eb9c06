"""P104: text that shows past or through its cover."""

from __future__ import annotations

import pdfs
from pdfs import BOX, LINE, SECRET

CODE = "P104"


def _state(alpha: float):
    return lambda writer: {"/ExtGState": pdfs.dictionary(G=pdfs.dictionary(ca=alpha, CA=alpha))}


def _lines(gap: float) -> str:
    count = int(14 / gap)
    return "1 w 0 0 0 RG " + "".join(
        f"36 {147 + gap * n:.2f} m 256 {147 + gap * n:.2f} l S\n" for n in range(count)
    )


LEAKING = {
    "bar over three quarters of the height": lambda: pdfs.letter(
        LINE + "0 0 0 rg 36 146 220 10.5 re f\n"
    ),
    "white bar over three quarters of the height": lambda: pdfs.letter(
        LINE + "1 1 1 rg 36 146 220 10.5 re f\n"
    ),
    "lines of a point": lambda: pdfs.letter(LINE + _lines(1.4)),
    "marker at 85 %": lambda: pdfs.letter(LINE + "/G gs " + BOX, resources=_state(0.85)),
    "marker at half strength": lambda: pdfs.letter(LINE + "/G gs " + BOX, resources=_state(0.5)),
    "white veil": lambda: pdfs.letter(
        LINE + "/G gs " + BOX.replace("0 0 0 rg", "1 1 1 rg"), resources=_state(0.8)
    ),
}

CLEAN = {
    "underline": lambda: pdfs.letter(LINE + "1 w 40 148 m 215 148 l S\n"),
    "strike-through": lambda: pdfs.letter(LINE + "1 w 40 153.5 m 215 153.5 l S\n"),
    "yellow highlighter": lambda: pdfs.letter(
        LINE + "/G gs 1 1 0 rg 36 146 220 14 re f\n",
        resources=lambda writer: {"/ExtGState": pdfs.dictionary(G=pdfs.dictionary(BM="/Multiply"))},
    ),
    "grey highlighter": lambda: pdfs.letter(LINE + "/G gs " + BOX, resources=_state(0.2)),
    "grey words": lambda: pdfs.letter("0.6 g\n" + LINE),
}


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
