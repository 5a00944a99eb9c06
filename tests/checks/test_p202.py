"""P202: objects that no page reaches."""

from __future__ import annotations

import re

from pypdf.generic import NameObject

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


def _named(category: str, content: str, inner: str = ""):
    """Resources that name a form, and in it another."""

    def resources(writer):
        made = pdfs.form(writer, content)
        if inner:
            nested = pdfs.dictionary(X=pdfs.form(writer, inner))
            made.get_object()["/Resources"][NameObject("/XObject")] = nested
        return {category: pdfs.dictionary(X=made)}

    return resources


def _astray(writer):
    """A page that only an entry of the catalogue's own leads to."""
    writer.root_object[NameObject("/Draft")] = writer._add_object(_page(writer))


def _button(kind: str, state: str = "", shows: str = f"({SECRET} Agatha) Tj"):
    """A stamp with a frame as its look, and other words in one of its other looks."""

    def change(writer):
        pdfs.annotate("Stamp", (20, 20, 200, 40), "1 1 178 18 re S\n")(writer)
        look = writer.pages[0]["/Annots"][0].get_object()["/AP"]
        words = pdfs.form(writer, f"BT /F1 10 Tf 2 4 Td {shows} ET\n", (0, 0, 180, 20))
        if state:
            look[NameObject("/N")] = pdfs.dictionary(On=look.raw_get("/N"), **{state: words})
            writer.pages[0]["/Annots"][0].get_object()[NameObject("/AS")] = NameObject("/On")
        else:
            look[NameObject(f"/{kind}")] = words

    return change


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
    "form among the page's resources": lambda: pdfs.letter(resources=_named("/XObject", LINE)),
    "form that only a string and a comment name": lambda: pdfs.letter(
        "BT /F1 9 Tf 40 100 Td (see /X Do) Tj ET % /X Do\n", resources=_named("/XObject", LINE)
    ),
    "form in a form that is never drawn": lambda: pdfs.letter(
        resources=_named("/XObject", "/X Do", inner=LINE)
    ),
    "form on a page that no page tree names": lambda: pdfs.letter(change=_astray),
    "what a button shows when it is pressed": lambda: pdfs.letter(change=_button("D")),
    "what a button shows in another state": lambda: pdfs.letter(change=_button("N", "Off")),
    "what a stamp shows that is not shown": lambda: pdfs.letter(
        change=pdfs.annotate(
            "Stamp", (20, 20, 200, 40), f"BT /F1 10 Tf 2 4 Td ({SECRET}) Tj ET\n", F=2
        )
    ),
    "content under a key of its own": lambda: pdfs.letter(
        change=lambda one: one.pages[0].__setitem__(
            NameObject("/Draft"), one._add_object(pdfs.stream(LINE))
        )
    ),
}

CLEAN = {
    "letter": lambda: pdfs.letter(LINE),
    "form that is drawn": lambda: pdfs.letter("/X Do\n", resources=_named("/XObject", LINE)),
    "form that is drawn by another name": lambda: pdfs.letter(
        "/#58 Do\n", resources=_named("/XObject", LINE)
    ),
    "form that is drawn by a form": lambda: pdfs.letter(
        "/X Do\n", resources=_named("/XObject", "/X Do", inner=LINE)
    ),
    "form that is not drawn and says what the page says": lambda: pdfs.letter(
        LINE, resources=_named("/XObject", LINE)
    ),
    "form that is not drawn and holds a rule": lambda: pdfs.letter(
        resources=_named("/XObject", "0 0 m 90 0 l S")
    ),
    "ticks of a box": lambda: pdfs.letter(change=_button("N", "Off", "(4) Tj")),
    "what a stamp shows": lambda: pdfs.letter(change=_button("N")),
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
