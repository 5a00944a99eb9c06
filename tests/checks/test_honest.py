"""Honest files of kinds that a checker stumbles over: none is stopped, by any rule."""

from __future__ import annotations

import pytest
from pypdf.generic import ArrayObject, NameObject, RectangleObject

import pdfs
from pdfs import LETTER, LINE


def _map(writer):
    """A map as a picture: streets at every 20 points."""
    width, height = 320, 160
    pixels = bytes(
        90 if x % 40 < 3 or y % 40 < 3 else 235 for y in range(height) for x in range(width)
    )
    return {"/XObject": pdfs.dictionary(Map=pdfs.picture(writer, pixels, width, height))}


def _layers(names: list[str]):
    """Layers on the page, all of them on (ISO 32000-2, 8.11)."""

    def change(writer):
        made = [writer._add_object(pdfs.dictionary(Type="/OCG", Name=name)) for name in names]
        writer.root_object[NameObject("/OCProperties")] = pdfs.dictionary(
            OCGs=made, D=pdfs.dictionary(Order=made, ON=made)
        )
        writer.pages[0]["/Resources"][NameObject("/Properties")] = pdfs.dictionary(
            **{f"L{n}": one for n, one in enumerate(made)}
        )

    return change


def _chart(canvas):
    canvas.setFont("Helvetica", 9)
    for n, value in enumerate((40, 75, 120, 90, 60)):
        canvas.setFillGray(0.4)
        canvas.rect(60 + 50 * n, 60, 30, value, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(62 + 50 * n, 48, str(2021 + n))
        canvas.setFillGray(1)
        canvas.drawString(66 + 50 * n, 66, str(value))
    canvas.setFillGray(0)
    canvas.line(50, 60, 320, 60)


def _trimmed(writer):
    """A sheet with printer's marks and a slug outside the page that is shown."""
    page = writer.pages[0]
    page.mediabox = RectangleObject((-30, -30, 430, 330))
    page.cropbox = RectangleObject((0, 0, 400, 300))
    page.trimbox = RectangleObject((0, 0, 400, 300))


def _blank_form(writer):
    fields = ArrayObject()
    for n, name in enumerate(("Surname", "Forename", "Date")):
        field = pdfs.dictionary(
            Type="/Annot", Subtype="/Widget", FT="/Tx", T=name, F=4,
            Rect=[120, 120 - 24 * n, 300, 138 - 24 * n],
        )  # fmt: skip
        fields.append(writer._add_object(field))
    writer.pages[0][NameObject("/Annots")] = fields
    writer.root_object[NameObject("/AcroForm")] = pdfs.dictionary(Fields=fields)


HONEST = {
    "map with lines and markers over it": lambda: pdfs.letter(
        "q 320 0 0 120 40 40 cm /Map Do Q\n"
        "1 0 0 RG 2 w 60 60 m 120 100 l 200 90 l S 0 0 1 rg 118 98 5 5 re f\n",
        resources=_map,
    ),
    "map with layers that are on": lambda: pdfs.letter(
        "/OC /L0 BDC q 320 0 0 120 40 40 cm /Map Do Q EMC\n"
        "/OC /L1 BDC 1 0 0 RG 60 60 m 120 100 l S EMC\n"
        "/OC /L2 BDC 0 g BT /F1 9 Tf 130 100 Td (Station) Tj ET EMC\n",
        resources=_map,
        change=_layers(["Base map", "Routes", "Names"]),
    ),
    "chart": lambda: pdfs.report(_chart),
    "printer's marks and slug": lambda: pdfs.letter(
        "0.3 w -20 0 m -5 0 l S -20 300 m -5 300 l S 405 300 m 420 300 l S\n"
        "BT /F1 6 Tf 20 -20 Td (leaflet_v4.indd 1 12/03/2026 10:41) Tj ET\n",
        change=_trimmed,
    ),
    "blank form": lambda: pdfs.letter(
        "BT /F1 10 Tf 40 124 Td (Surname) Tj 0 -24 Td (Forename) Tj 0 -24 Td (Date) Tj ET\n",
        change=_blank_form,
    ),
    "approval stamp on a scan": lambda: pdfs.scanned(
        LETTER + LINE,
        LETTER + LINE,
        change=pdfs.annotate(
            "Stamp",
            (260, 60, 380, 100),
            "1 0 0 RG 2 w 2 2 116 36 re S 1 0 0 rg BT /F1 12 Tf 20 14 Td (RELEASED) Tj ET\n",
        ),
    ),
    "loose boxes of recognised words": lambda: pdfs.scanned(
        LETTER + LINE, "1 0 0 1 2 -3 cm\n" + LETTER + LINE
    ),
    "table": lambda: pdfs.letter(
        "".join(
            f"0.5 w 40 {60 + 20 * y} 300 20 re S BT /F1 10 Tf 44 {66 + 20 * y} Td (Ward {y}) Tj"
            f" 120 0 Td ({y * 37 + 5}) Tj 90 0 Td ({y * 11 + 2}) Tj ET\n"
            for y in range(5)
        )
    ),
}


@pytest.mark.parametrize("make", list(HONEST.values()), ids=list(HONEST))
def test_nothing_is_found_in_honest_files(make):
    assert pdfs.findings(make()) == ()
