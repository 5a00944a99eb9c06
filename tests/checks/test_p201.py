"""P201: what a file said before it was saved over itself."""

from __future__ import annotations

import re

import pdfs
from pdfs import LETTER, LINE, SECRET

CODE = "P201"

FULL = pdfs.letter(LINE)


def _picture(shade: int):
    return lambda writer: {
        "/XObject": pdfs.dictionary(P=pdfs.picture(writer, bytes([shade, 9, 9, 9]), 2, 2))
    }


def _swap_picture(writer):
    made = pdfs.picture(writer, bytes(4), 2, 2)
    writer.pages[0]["/Resources"][pdfs.NameObject("/XObject")] = pdfs.dictionary(P=made)


def _without_annotations(writer):
    del writer.pages[0][pdfs.NameObject("/Annots")]


def _without_attachments(writer):
    del writer.root_object[pdfs.NameObject("/Names")]


def _signature(writer):
    """What signing adds: a field with its look, and a signature over the bytes before it."""
    pdfs.annotate(
        "Widget",
        (250, 20, 390, 60),
        "0 0 0 RG 1 1 138 38 re S\n",
        FT="/Sig",
        T="Signature1",
        V=pdfs.dictionary(Type="/Sig", Filter="/Adobe.PPKLite", SubFilter="/adbe.pkcs7.detached"),
    )(writer)
    page = writer.pages[0]
    writer.root_object[pdfs.NameObject("/AcroForm")] = pdfs.dictionary(
        Fields=list(page["/Annots"]), SigFlags=3
    )


LEAKING = {
    "a line was taken out": lambda: pdfs.edited(FULL, pdfs.content(LETTER)),
    "a name was replaced": lambda: pdfs.edited(
        FULL, pdfs.content(LETTER + LINE.replace(SECRET, "Mr A"))
    ),
    "a picture was replaced": lambda: pdfs.edited(
        pdfs.letter("q 50 0 0 50 40 40 cm /P Do Q\n", resources=_picture(3)), _swap_picture
    ),
    "a comment was deleted": lambda: pdfs.edited(
        pdfs.letter(
            change=pdfs.annotate("Text", (10, 10, 30, 30), Contents=f"Ask {SECRET} about this")
        ),
        _without_annotations,
    ),
    "an attachment was deleted": lambda: pdfs.edited(
        pdfs.letter(change=pdfs.attach(b"Minutes", "minutes.txt")), _without_attachments
    ),
    "two saves ago": lambda: pdfs.edited(
        pdfs.edited(FULL, pdfs.content(LETTER)), pdfs.content(LETTER + " ")
    ),
}

CLEAN = {
    "one revision": lambda: FULL,
    "saved again unchanged": lambda: pdfs.edited(FULL, pdfs.content(LETTER + LINE)),
    "a line was added": lambda: pdfs.edited(FULL, pdfs.content(LETTER + LINE + pdfs.BOX[:0])),
    "signed": lambda: pdfs.edited(FULL, _signature),
    "linearised": lambda: _linearised(),
    "linearised and signed": lambda: pdfs.edited(_linearised(), _signature),
    "end of file inside a stream": lambda: pdfs.letter("% startxref\n% 9\n% %%EOF\n" + LINE),
}


def _linearised() -> bytes:
    """A file with an end at its front, as annex F has it: one revision that ends twice."""
    head, rest = FULL.split(b"\n", 1)
    front = b"\n9 0 obj\n<</Linearized 1/L 0>>\nendobj\nstartxref\n0\n%%EOF\n"
    shift = len(front) - 1  # the line break that `split` took
    moved = re.sub(
        rb"(?m)^(\d{10}) 00000 n",
        lambda one: b"%010d 00000 n" % (int(one[1]) + shift),
        head + front + rest,
    )
    return re.sub(
        rb"startxref\n(\d+)\n%%EOF\n$",
        lambda one: b"startxref\n%d\n%%%%EOF\n" % (int(one[1]) + shift),
        moved,
    )


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert all(one.severity == "block" for one in found)
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_what_was_taken_out_is_not_visible_text():
    assert SECRET not in "".join(pdfs.facts(LEAKING["a line was taken out"]()).visible_text)


def test_a_signed_file_has_two_revisions_and_neither_holds_more():
    facts = pdfs.facts(CLEAN["signed"]())
    assert len(facts.revisions) == 1
