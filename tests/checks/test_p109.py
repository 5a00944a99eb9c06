"""P109: text on a layer that is switched off."""

from __future__ import annotations

from pypdf.generic import ArrayObject

import pdfs
from pdfs import LINE, SECRET

CODE = "P109"

LAYERED = "/OC /L BDC\n" + LINE + "EMC\n"


def _layers(**settings: object):
    """A layer L on the page, with these settings of the default configuration."""

    def change(writer):
        layer = writer._add_object(pdfs.dictionary(Type="/OCG", Name="Occupants"))
        made = {key: ArrayObject([layer]) if one == "it" else one for key, one in settings.items()}
        writer.root_object[pdfs.NameObject("/OCProperties")] = pdfs.dictionary(
            OCGs=[layer], D=pdfs.dictionary(**made)
        )
        writer.pages[0]["/Resources"][pdfs.NameObject("/Properties")] = pdfs.dictionary(L=layer)

    return change


LEAKING = {
    "off": lambda: pdfs.letter(LAYERED, change=_layers(OFF="it")),
    "off by the base state": lambda: pdfs.letter(LAYERED, change=_layers(BaseState="/OFF")),
    "one word of a line": lambda: pdfs.letter(
        f"BT /F1 12 Tf 40 150 Td (Complaint by ) Tj /OC /L BDC ({SECRET}) Tj EMC ET\n",
        change=_layers(OFF="it"),
    ),
}

CLEAN = {
    "on": lambda: pdfs.letter(LAYERED, change=_layers(ON="it")),
    "on by the base state": lambda: pdfs.letter(LAYERED, change=_layers()),
    "an empty layer that is off": lambda: pdfs.letter(
        LINE + "/OC /L BDC EMC\n", change=_layers(OFF="it")
    ),
}


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
