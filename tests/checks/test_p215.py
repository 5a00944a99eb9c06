"""P215: letters of a font that nothing writes any more."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import pdfs
from pdfs import SECRET

CODE = "P215"

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
WORDS = "We hold the information and enclose it here."


def typeset(*lines: str) -> bytes:
    """Lines in a font that is cut to the letters in use."""
    pdfmetrics.registerFont(TTFont("Vera", str(VERA)))

    def draw(canvas):
        for number, line in enumerate(lines):
            canvas.setFont("Vera", 12)
            canvas.drawString(40, 250 - 20 * number, line)

    return pdfs.report(draw)


def cut(written: str, known: str, *, wide: bool = False, ranges: bool = False) -> bytes:
    """A page in a font that was cut to these known letters.

    Args:
        written: What the page writes.
        known: The letters whose glyphs and meanings the font holds, each once.
        wide: Whether codes take two bytes.
        ranges: Whether its map is written as ranges.
    """
    width = 4 if wide else 2
    codes = "".join(f"{known.index(one) + 1:0{width}x}" for one in written)

    def resources(writer):
        if ranges:
            kind = "bfrange"
            meant = f"<{1:0{width}x}> <{len(known):0{width}x}> ["
            meant += "".join(f"<{ord(one):04x}>" for one in known) + "]"
        else:
            kind = "bfchar"
            meant = "\n".join(f"<{n:0{width}x}> <{ord(one):04x}>" for n, one in enumerate(known, 1))
        made = pdfs.dictionary(
            Type="/Font",
            BaseFont="/ABCDEF+Vera",
            ToUnicode=writer._add_object(
                pdfs.stream(f"{len(known)} begin{kind}\n{meant}\nend{kind}\n")
            ),
        )
        program = writer._add_object(pdfs.stream(VERA.read_bytes()))
        descriptor = pdfs.dictionary(
            Type="/FontDescriptor", FontName="/ABCDEF+Vera", Flags=4, FontFile2=program
        )
        if wide:
            inner = pdfs.dictionary(
                Type="/Font",
                Subtype="/CIDFontType2",
                BaseFont="/ABCDEF+Vera",
                FontDescriptor=descriptor,
                CIDSystemInfo=pdfs.dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            )
            made.update(
                pdfs.dictionary(Subtype="/Type0", Encoding="/Identity-H", DescendantFonts=[inner])
            )
        else:
            made.update(pdfs.dictionary(Subtype="/TrueType", FontDescriptor=descriptor))
        return {"/Font": pdfs.dictionary(F1=made)}

    return pdfs.pdf(f"BT /F1 12 Tf 40 200 Td <{codes}> Tj ET\n", resources=resources)


LEAKING = {
    "a name taken out": lambda: cut("We hold", "We holdQuiftar"),
    "a number taken out": lambda: cut("We hold", "We hold079123"),
    "a map in ranges": lambda: cut("We hold", "We holdQuiftar", ranges=True),
    "codes of two bytes": lambda: cut("We hold", "We holdQuiftar", wide=True),
    "one letter": lambda: cut("We hold", "We holdQ", wide=True, ranges=True),
}

CLEAN = {
    "everything is written": lambda: cut("We holdQuif", "We holdQuif"),
    "codes of two bytes, all written": lambda: cut("holdQuif", "holdQuif", wide=True),
    "only marks are left": lambda: cut("hold", "hold,.;- "),
    "with all letters of the alphabet": lambda: cut(
        "hold", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    ),
    "a font that a program cut loosely": lambda: typeset(WORDS, SECRET),
    "no embedded font": lambda: pdfs.letter(),
}


def test_it_finds_each_leak(leaking):
    (finding,) = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert (finding.severity, finding.page) == ("warn", 1)
    assert finding.length
    assert SECRET not in repr(finding)


def test_it_leaves_honest_files_alone(clean):
    assert [one for one in pdfs.findings(clean()) if one.rule == CODE] == []


@pytest.mark.parametrize("name", ["a font that a program cut loosely", "no embedded font"])
def test_honest_fonts_are_clean_by_every_rule(name):
    assert pdfs.findings(CLEAN[name]()) == ()
