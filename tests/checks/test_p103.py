"""P103: text under a hatched or patterned cover."""

from __future__ import annotations

import pdfs
from pdfs import BOX, LINE, SECRET

CODE = "P103"

HATCH = "0 0 0 RG 0.7 w " + "".join(f"{36 + 5 * n} 144 m {54 + 5 * n} 162 l S\n" for n in range(42))
GREY = BOX.replace("0 0 0 rg", "0.8 0.8 0.8 rg")
STRIPES = "".join(f"{n % 2} g {36 + 4 * n} 144 4 18 re f\n" for n in range(55))


def _noise(writer):
    pixels = bytes((n * 7919) % 251 for n in range(64 * 8))
    return {"/XObject": pdfs.dictionary(P=pdfs.picture(writer, pixels, 64, 8))}


LEAKING = {
    "hatched box": lambda: pdfs.letter(LINE + GREY + HATCH),
    "striped box": lambda: pdfs.letter(LINE + STRIPES),
    "picture of noise": lambda: pdfs.letter(
        LINE + "q 220 0 0 18 36 144 cm /P Do Q\n", resources=_noise
    ),
}

CLEAN = {
    "hatched box over nothing": lambda: pdfs.letter(GREY + HATCH),
    "words on a hatched box": lambda: pdfs.letter(GREY + "0.9 G " + HATCH[7:] + "0 g\n" + LINE),
    "picture beside the words": lambda: pdfs.letter(
        LINE + "q 220 0 0 18 36 100 cm /P Do Q\n", resources=_noise
    ),
}


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
