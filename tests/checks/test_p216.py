"""P216: who signed."""

from __future__ import annotations

import pytest
from pypdf.generic import ArrayObject, ByteStringObject

import pdfs
from pdfs import LINE, SECRET

CODE = "P216"

COMMON, EMAIL = b"\x06\x03\x55\x04\x03", b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"
SURNAME = b"\x06\x03\x55\x04\x04"


def named(identifier: bytes, text: str, kind: int = 0x0C) -> bytes:
    """One attribute of a certificate's subject, in DER (X.501)."""
    value = text.encode("utf-16-be" if kind == 0x1E else "utf-8")
    body = identifier + bytes([kind, len(value)]) + value
    return b"\x31" + bytes([len(body) + 2]) + b"\x30" + bytes([len(body)]) + body


def signed(*certificate: bytes, **entries: str):
    """A change that signs the document, as far as its words go."""

    def change(writer):
        data = ByteStringObject(b"\x30\x82\x01\x00" + b"".join(certificate) + bytes(40))
        signature = writer._add_object(
            pdfs.dictionary(
                Type="/Sig",
                Filter="/Adobe.PPKLite",
                SubFilter="/adbe.pkcs7.detached",
                ByteRange=[0, 10, 20, 30],
                Contents=data,
                **entries,
            )
        )
        field = writer._add_object(
            pdfs.dictionary(
                Type="/Annot",
                Subtype="/Widget",
                FT="/Sig",
                T="Signature1",
                F=132,
                Rect=[0, 0, 0, 0],
                V=signature,
            )
        )
        writer.root_object[pdfs.NameObject("/AcroForm")] = pdfs.dictionary(
            Fields=[field], SigFlags=3
        )
        writer.pages[0][pdfs.NameObject("/Annots")] = ArrayObject([field])

    return change


def kept(*certificate: bytes):
    """A change that keeps a certificate for later validation (ISO 32000-2, 12.8.4.3)."""

    def change(writer):
        stream = writer._add_object(pdfs.stream(b"".join(certificate)))
        writer.root_object[pdfs.NameObject("/DSS")] = pdfs.dictionary(Certs=[stream])

    return change


PERSON = f"Agatha {SECRET}"

LEAKING = {
    "name": lambda: pdfs.letter(change=signed(Name=PERSON)),
    "common name": lambda: pdfs.letter(change=signed(named(COMMON, PERSON))),
    "common name in two bytes a letter": lambda: pdfs.letter(
        change=signed(named(COMMON, PERSON, 0x1E))
    ),
    "surname": lambda: pdfs.letter(change=signed(named(SURNAME, SECRET))),
    "e-mail": lambda: pdfs.letter(change=signed(named(EMAIL, "a.quillfeather@example.org", 0x16))),
    "reason": lambda: pdfs.letter(change=signed(Reason=f"Checked for the case of {PERSON}")),
    "place": lambda: pdfs.letter(change=signed(Location="Quillfeather Hall, room 7")),
    "contact": lambda: pdfs.letter(change=signed(ContactInfo="a.quillfeather@example.org")),
    "certificate kept for later": lambda: pdfs.letter(change=kept(named(COMMON, PERSON))),
}

CLEAN = {
    "no signature": lambda: pdfs.letter(),
    "an authority's own": lambda: pdfs.letter(
        change=signed(
            named(COMMON, "Borsetshire County Council"), Name="Borsetshire County Council"
        )
    ),
    "certification authorities": lambda: pdfs.letter(
        change=signed(
            named(COMMON, "Borset Trust Network Root CA"),
            named(COMMON, "Borset Timestamp 2026 - 1"),
        )
    ),
    "a usual reason": lambda: pdfs.letter(change=signed(Reason="I am approving this document")),
    "a name that is printed on the page": lambda: pdfs.letter(
        LINE, change=signed(named(COMMON, f"{SECRET} Agatha"), Name=f"{SECRET} Agatha")
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert all(one.severity == "warn" for one in found)
    assert SECRET.casefold() not in repr(found).casefold()


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


@pytest.mark.parametrize("cut", range(12))
def test_a_cut_certificate_raises_nothing(cut):
    data = named(COMMON, PERSON)[: -cut or None]
    assert pdfs.facts(pdfs.letter(change=kept(data))).page_count == 1
