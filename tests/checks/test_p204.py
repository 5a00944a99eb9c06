"""P204: values of form fields that can't be seen."""

from __future__ import annotations

from pypdf.generic import NameObject, NumberObject

import pdfs
from pdfs import SECRET

CODE = "P204"

PLACE = (40, 100, 240, 120)
SHOWN = f"BT /F1 10 Tf 2 5 Td ({SECRET}) Tj ET\n"


def _field(look: str = "0.9 g 0 0 200 20 re f\n", flags: int = 4, **entries: object):
    def change(writer):
        pdfs.annotate("Widget", PLACE, look, FT="/Tx", T="name", **entries)(writer)
        notes = writer.pages[0]["/Annots"]
        notes[-1].get_object()[NameObject("/F")] = NumberObject(flags)
        writer.root_object[NameObject("/AcroForm")] = pdfs.dictionary(Fields=list(notes))

    return change


def _inherited(writer):
    """A field whose widget gets its value from above."""
    _field()(writer)
    widget = writer.pages[0]["/Annots"][-1]
    parent = writer._add_object(
        pdfs.dictionary(FT="/Tx", T="person", V=f"Agatha {SECRET}", Kids=[widget])
    )
    del widget.get_object()[NameObject("/FT")]
    widget.get_object()[NameObject("/Parent")] = parent
    writer.root_object[NameObject("/AcroForm")] = pdfs.dictionary(Fields=[parent])


def _xfa(writer):
    data = writer._add_object(pdfs.stream(f"<person>{SECRET}</person>"))
    writer.root_object[NameObject("/AcroForm")] = pdfs.dictionary(Fields=[], XFA=data)


LEAKING = {
    "hidden field": lambda: pdfs.letter(change=_field(SHOWN, flags=2, V=SECRET)),
    "look without the value": lambda: pdfs.letter(change=_field(V=SECRET)),
    "value from above": lambda: pdfs.letter(change=_inherited),
    "default value": lambda: pdfs.letter(change=_field(DV=SECRET)),
    "XFA": lambda: pdfs.letter(change=_xfa),
}

CLEAN = {
    "blank field": lambda: pdfs.letter(change=_field()),
    "value that is shown": lambda: pdfs.letter(change=_field(SHOWN, V=SECRET)),
    "tooltip": lambda: pdfs.letter(change=_field(TU="Your full name")),
    "choices": lambda: pdfs.letter(change=_field(Opt=["North", "South"])),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
