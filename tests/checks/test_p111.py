"""P111: text that copies as something else than is drawn."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab
from pypdf.generic import NameObject

import pdfs
from disclosurelog.files.pdf.truetype import truetype
from pdfs import LETTER, SECRET

CODE = "P111"


def mapped(
    written: str, told: str, *, names: dict[int, str] | None = None, form: bool = False,
    ranges: bool = False,
) -> bytes:  # fmt: skip
    """A letter with a line in a font that says of each letter that it means another."""
    pairs = sorted(set(zip(written, told, strict=True)))

    def font(writer):
        if ranges:
            lines = "".join(f"<{ord(a):02x}> <{ord(a):02x}> <{ord(b):04x}>\n" for a, b in pairs)
            body = f"{len(pairs)} beginbfrange\n{lines}endbfrange\n"
        else:
            lines = "".join(f"<{ord(a):02x}> <{ord(b):04x}>\n" for a, b in pairs)
            body = f"{len(pairs)} beginbfchar\n{lines}endbfchar\n"
        made = pdfs.dictionary(
            Type="/Font",
            Subtype="/Type1",
            BaseFont="/Helvetica",
            Encoding="/WinAnsiEncoding",
            ToUnicode=writer._add_object(pdfs.stream(body)),
        )
        if names:
            differences = [part for code, one in names.items() for part in (code, f"/{one}")]
            made[NameObject("/Encoding")] = pdfs.dictionary(
                Type="/Encoding", BaseEncoding="/WinAnsiEncoding", Differences=differences
            )
        return made

    line = f"BT /F9 12 Tf 40 150 Td ({written}) Tj ET\n"

    def resources(writer):
        made = pdfs.dictionary(F1=pdfs.font(writer, "Helvetica"), F9=font(writer))
        if not form:
            return {"/Font": made}
        drawn = pdfs.form(writer, line)
        drawn.get_object()["/Resources"][NameObject("/Font")] = made
        return {"/Font": made, "/XObject": pdfs.dictionary(X=drawn)}

    return pdfs.pdf(LETTER + ("/X Do\n" if form else line), resources=resources)


#: A font that comes with reportlab.
VERA = (Path(reportlab.__file__).parent / "fonts" / "Vera.ttf").read_bytes()


def program(*without: bytes) -> bytes:
    """The font without the tables that say what its glyphs are."""
    head = VERA[:400]
    for tag in without:
        head = head.replace(tag, b"none")
    return head + VERA[400:]


def composite(drawn: str, told: str, *without: bytes, mapped: bool = False) -> bytes:
    """A letter with a line in a composite font, its codes the glyphs or mapped to them.

    Args:
        drawn: What its glyphs draw.
        told: What its map says that they mean.
        without: Tables to leave out of the font.
        mapped: Whether each letter has a code of its own, and a map leads from codes to glyphs.
    """
    glyphs = [_glyph(letter) for letter in drawn]
    codes = list(range(1, len(glyphs) + 1)) if mapped else glyphs
    pairs = sorted(set(zip(codes, told, strict=True)))

    def resources(writer):
        data = program(*without)
        descriptor = pdfs.dictionary(
            Type="/FontDescriptor", FontName="/ABCDEF+Vera", Flags=4, FontBBox=[0, -236, 1287, 928],
            ItalicAngle=0, Ascent=928, Descent=-236, CapHeight=729, StemV=80,
            FontFile2=writer._add_object(pdfs.stream(data, Length1=len(data))),
        )  # fmt: skip
        places = bytearray(2 * (max(codes) + 1))
        for code, glyph in zip(codes, glyphs, strict=True):
            places[2 * code : 2 * code + 2] = glyph.to_bytes(2)
        inner = pdfs.dictionary(
            Type="/Font", Subtype="/CIDFontType2", BaseFont="/ABCDEF+Vera", DW=600,
            CIDSystemInfo=pdfs.dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=writer._add_object(descriptor),
            CIDToGIDMap=writer._add_object(pdfs.stream(bytes(places))) if mapped else "/Identity",
        )  # fmt: skip
        lines = "".join(f"<{code:04x}> <{ord(one):04x}>\n" for code, one in pairs)
        body = f"{len(pairs)} beginbfchar\n{lines}endbfchar\n"
        font = pdfs.dictionary(
            Type="/Font", Subtype="/Type0", BaseFont="/ABCDEF+Vera", Encoding="/Identity-H",
            DescendantFonts=[writer._add_object(inner)],
            ToUnicode=writer._add_object(pdfs.stream(body)),
        )  # fmt: skip
        return {"/Font": pdfs.dictionary(F1=pdfs.font(writer, "Helvetica"), F9=font)}

    shown = "".join(f"{code:04x}" for code in codes)
    return pdfs.pdf(LETTER + f"BT /F9 12 Tf 40 150 Td <{shown}> Tj ET\n", resources=resources)


def _glyph(letter: str) -> int:
    """The number of the font's glyph for a letter."""
    font = truetype(VERA)
    return next(glyph for glyph, known in font.letters.items() if letter in known)


SHOWN = "ABCDEFGHIJKL"

LEAKING = {
    "a name behind other letters": lambda: mapped(SHOWN, SECRET),
    "by ranges": lambda: mapped(SHOWN, SECRET, ranges=True),
    "in a form": lambda: mapped(SHOWN, SECRET, form=True),
    "glyphs named otherwise": lambda: mapped(
        "abcdefghijkl", SECRET, names={97 + n: "X" for n in range(12)}
    ),
    "a composite font that knows its letters": lambda: composite(SHOWN, SECRET),
    "a composite font that names its glyphs": lambda: composite(SHOWN, SECRET, b"cmap"),
    "a composite font with a map to its glyphs": lambda: composite("X" * 12, SECRET, mapped=True),
    "a composite font that says nothing of its one glyph": lambda: composite(
        "X" * 12, SECRET, b"cmap", b"post", mapped=True
    ),
    "digits behind letters": lambda: mapped("ABCDEFGHIJ", "0779001234"),
}

CLEAN = {
    "a composite font": lambda: composite("Complaint", "Complaint"),
    "a composite font with a true map": lambda: composite("Complaint", "Complaint", mapped=True),
    "a composite font that says nothing": lambda: composite(
        "Complaint", "Complaint", b"cmap", b"post"
    ),
    "letters told as characters without a meaning": lambda: composite("XYZ", "\uf001\uf002\uf003"),
    "one glyph for capitals and small letters": lambda: composite(
        "XX", "Xx", b"cmap", b"post", mapped=True
    ),
    "one glyph for letters of two scripts": lambda: composite(
        "AAA", "A\u0391\u0410", b"cmap", b"post", mapped=True
    ),
    "one glyph for letters that look alike": lambda: composite(
        "lllOO", "lI1O0", b"cmap", b"post", mapped=True
    ),
    "a true map": lambda: mapped("Complaint", "Complaint"),
    "no map": lambda: pdfs.letter(),
    "capitals told as small letters": lambda: mapped("COMPLAINT", "complaint"),
    "letters with accents": lambda: mapped("eau", "éàü"),
    "ligatures": lambda: mapped("fis", "\ufb01is"),
    "a map for codes that are not drawn": lambda: mapped("", ""),
    "glyphs named as they are told": lambda: mapped(
        "abc", "XYZ", names={97: "X", 98: "Y", 99: "Z"}
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert [one.severity for one in found] == ["block"]
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


@pytest.mark.parametrize(
    "told",
    ["\u0645\u062d\u0645\u062f\u0639\u0644", "\u6771\u4eac\u90fd\u5e02\u533a\u753a"],
    ids=["Arabic", "Chinese"],
)
def test_old_fonts_of_other_scripts_are_a_warning(told):
    found = [one for one in pdfs.findings(mapped("ABCDEF", told)) if one.rule == CODE]
    assert [one.severity for one in found] == ["warn"]


def test_one_slip_is_a_warning():
    found = [one for one in pdfs.findings(mapped("Il", "ll")) if one.rule == CODE]
    assert [one.severity for one in found] == ["warn"]
