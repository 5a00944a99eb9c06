"""P111: text that copies as something else than is drawn."""

from __future__ import annotations

import pytest
from pypdf.generic import NameObject

import pdfs
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


SHOWN = "ABCDEFGHIJKL"

LEAKING = {
    "a name behind other letters": lambda: mapped(SHOWN, SECRET),
    "by ranges": lambda: mapped(SHOWN, SECRET, ranges=True),
    "in a form": lambda: mapped(SHOWN, SECRET, form=True),
    "glyphs named otherwise": lambda: mapped(
        "abcdefghijkl", SECRET, names={97 + n: "X" for n in range(12)}
    ),
    "digits behind letters": lambda: mapped("ABCDEFGHIJ", "0779001234"),
}

CLEAN = {
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
