"""P202: objects that no page reaches."""

from __future__ import annotations

import re

import pdfs
from pdfs import LETTER, LINE, SECRET

CODE = "P202"


def _left(made):
    """A change that adds an object which nothing names."""
    return lambda writer: writer._add_object(made(writer))


def _page(writer):
    """A whole page, with its fonts, out of the page tree."""
    content = writer._add_object(pdfs.stream(LETTER + LINE))
    fonts = pdfs.dictionary(F1=pdfs.font(writer, "Helvetica"))
    return pdfs.dictionary(
        Type="/Page", Contents=content, Resources=pdfs.dictionary(Font=fonts), MediaBox=[0, 0, 9, 9]
    )


def _forgotten(data: bytes) -> bytes:
    """The file with one more object in it that its table does not list."""
    stale = f"77 0 obj\n<</Length {len(LINE)}>>\nstream\n{LINE}\nendstream\nendobj\n".encode()
    place = data.index(b"\nxref\n") + 1
    data = data[:place] + stale + data[place:]
    start = data.index(b"\nxref\n") + 1
    return re.sub(rb"startxref\n\d+", b"startxref\n%d" % start, data)


LEAKING = {
    "content stream": lambda: pdfs.letter(change=_left(lambda writer: pdfs.stream(LINE))),
    "whole page": lambda: pdfs.letter(change=_left(_page)),
    "picture": lambda: pdfs.letter(
        change=lambda writer: pdfs.picture(writer, bytes([1, 2, 3, 4]), 2, 2)
    ),
    "comment": lambda: pdfs.letter(
        change=_left(
            lambda writer: pdfs.dictionary(
                Type="/Annot", Subtype="/Text", Contents=f"Ask {SECRET}", Rect=[0, 0, 9, 9]
            )
        )
    ),
    "attached file": lambda: pdfs.letter(
        change=_left(lambda writer: pdfs.stream(b"Minutes", Type="/EmbeddedFile"))
    ),
    "forgotten by the table": lambda: _forgotten(pdfs.letter()),
    "form that is never drawn": lambda: pdfs.letter(change=lambda one: pdfs.form(one, LINE)),
}

CLEAN = {
    "letter": lambda: pdfs.letter(LINE),
    "unused font": lambda: pdfs.letter(change=lambda one: pdfs.font(one, "Times-Roman")),
    "unused shape": lambda: pdfs.letter(change=lambda one: pdfs.form(one, "0 0 9 9 re f")),
    "a copy of what is shown": lambda: pdfs.letter(
        LINE, change=_left(lambda writer: pdfs.stream(LETTER + LINE))
    ),
    "empty dictionary": lambda: pdfs.letter(change=_left(lambda writer: pdfs.dictionary(N=1))),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert all(one.severity == "block" for one in found)
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_what_an_object_stream_holds_unasked_is_found():
    note = f"<</Type/Annot/Subtype/Text/Contents(Ask {SECRET})/Rect[0 0 9 9]>>"
    held = pdfs.stream(f"88 0 {note}", Type="/ObjStm", N=1, First=5)
    assert CODE in pdfs.codes(pdfs.letter(change=_left(lambda writer: held)))


def test_codes_without_letters_count():
    content = "BT /F1 12 Tf 40 50 Td <000100020003> Tj ET"
    assert CODE in pdfs.codes(pdfs.letter(change=_left(lambda writer: pdfs.stream(content))))
