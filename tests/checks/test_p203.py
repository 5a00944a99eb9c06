"""P203: files inside the file."""

from __future__ import annotations

import pytest
from pypdf.generic import ArrayObject

import pdfs
from pdfs import LETTER, SECRET

CODE = "P203"

NOTES = f"Notes on {SECRET}".encode()
SHEET = b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + NOTES


def _associated(writer):
    writer.root_object[pdfs.NameObject("/AF")] = ArrayObject([pdfs.embedded(writer, NOTES, "a")])


def _associated_with_page(writer):
    writer.pages[0][pdfs.NameObject("/AF")] = ArrayObject([pdfs.embedded(writer, NOTES, "a")])


def _clip(writer):
    pdfs.annotate("FileAttachment", (10, 10, 30, 30), FS=pdfs.embedded(writer, NOTES, "a"))(writer)


def _portfolio(writer):
    pdfs.attach(SHEET, f"{SECRET}.xlsx")(writer)
    writer.root_object[pdfs.NameObject("/Collection")] = pdfs.dictionary(Type="/Collection")


def _invoice(seller: str) -> bytes:
    return (
        "<?xml version='1.0'?><rsm:CrossIndustryInvoice xmlns:rsm='urn:r' xmlns:ram='urn:a'>"
        "<ram:ID>urn:cen.eu:en16931:2017</ram:ID><ram:TypeCode>380</ram:TypeCode>"
        f"<ram:Name>{seller}</ram:Name><ram:Date format='102'>20261123</ram:Date>"
        "<ram:Amount currencyID='GBP'>119.00</ram:Amount></rsm:CrossIndustryInvoice>"
    ).encode()


def _unnamed(writer):
    writer.root_object[pdfs.NameObject("/Leftover")] = writer._add_object(
        pdfs.stream(NOTES, Type="/EmbeddedFile")
    )


LEAKING = {
    "invoice that says more": lambda: pdfs.letter(
        change=pdfs.attach(_invoice(f"Borsetshire {SECRET} Ltd"), "factur-x.xml")
    ),
    "attached to the document": lambda: pdfs.letter(change=pdfs.attach(NOTES, f"{SECRET}.txt")),
    "spreadsheet": lambda: pdfs.letter(change=pdfs.attach(SHEET, "list.xlsx")),
    "another PDF": lambda: pdfs.letter(change=pdfs.attach(pdfs.letter(), "original.pdf")),
    "associated with the document": lambda: pdfs.letter(change=_associated),
    "associated with a page": lambda: pdfs.letter(change=_associated_with_page),
    "paper clip": lambda: pdfs.letter(change=_clip),
    "portfolio": lambda: pdfs.letter(change=_portfolio),
    "left without a name": lambda: pdfs.letter(change=_unnamed),
}

CLEAN = {
    "invoice that says what the page says": lambda: pdfs.letter(
        f"BT /F1 12 Tf 40 150 Td (Invoice 2026-17 of Borsetshire {SECRET} Ltd) Tj ET\n",
        change=pdfs.attach(_invoice(f"Borsetshire {SECRET} Ltd"), "factur-x.xml"),
    ),
    "letter": lambda: pdfs.letter(),
    "empty list of attachments": lambda: pdfs.letter(
        change=lambda writer: writer.root_object.update(
            pdfs.dictionary(Names=pdfs.dictionary(EmbeddedFiles=pdfs.dictionary(Names=[])))
        )
    ),
    "link to a page of the same file": lambda: pdfs.pdf(
        LETTER,
        LETTER,
        change=lambda writer: pdfs.annotate(
            "Link", (10, 10, 30, 30), Dest=[writer.pages[1].indirect_reference, "/Fit"]
        )(writer),
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    (finding,) = found
    assert finding.severity == "block"
    assert SECRET not in repr(finding)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_the_way_out_is_told_by_kind():
    (sheet,) = pdfs.findings(LEAKING["spreadsheet"]())
    assert "Excel" in sheet.message
    assert "export it as PDF" in sheet.remedy
    (original,) = pdfs.findings(LEAKING["another PDF"]())
    assert "document of its own" in original.remedy


def test_an_attached_pdf_is_read_in_its_own_right():
    (one,) = pdfs.facts(LEAKING["another PDF"]()).attachments
    assert one.facts is not None
    assert "Dear applicant" in one.facts.visible_text[0]


@pytest.mark.parametrize(
    ("example", "where", "page"),
    [
        ("attached to the document", "name tree", 0),
        ("associated with a page", "associated file", 1),
        ("paper clip", "annotation", 1),
        ("portfolio", "portfolio", 0),
        ("left without a name", "loose", 0),
    ],
)
def test_the_place_is_known(example, where, page):
    (one,) = pdfs.facts(LEAKING[example]()).attachments
    assert (one.where, one.page) == (where, page)


def test_an_attached_pdf_is_checked_by_every_rule():
    inner = pdfs.letter(pdfs.LINE + pdfs.BOX, change=pdfs.info(Author=f"Agatha {SECRET}"))
    twice = pdfs.letter(change=pdfs.attach(inner, "inner.pdf"))
    (finding,) = pdfs.findings(pdfs.letter(change=pdfs.attach(inner, "original.pdf")))
    assert "P101, P206" in finding.message
    found = pdfs.findings(pdfs.letter(change=pdfs.attach(twice, "original.pdf")))
    assert any("P203" in one.message for one in found)
    assert SECRET not in repr(found)
