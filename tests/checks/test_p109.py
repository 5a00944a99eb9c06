"""P109: text on a layer that is switched off."""

from __future__ import annotations

from pypdf.generic import ArrayObject, NameObject

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


def _pictured(change):
    pixels, width, height = pdfs.scan(LINE)
    return pdfs.letter(
        "/OC /L BDC q 300 0 0 100 40 20 cm /Map Do Q EMC\n",
        resources=lambda writer: {
            "/XObject": pdfs.dictionary(Map=pdfs.picture(writer, pixels, width, height))
        },
        change=change,
    )


def _whole_form(writer):
    """A form XObject that hangs on a layer as a whole (ISO 32000-2, 8.11.3.3)."""
    _layers(OFF="it")(writer)
    resources = writer.pages[0]["/Resources"]
    form = pdfs.form(writer, LINE)
    form.get_object()[NameObject("/OC")] = resources["/Properties"].raw_get("/L")
    resources[NameObject("/XObject")] = pdfs.dictionary(X=form)


LEAKING = {
    "a picture": lambda: _pictured(_layers(OFF="it")),
    "off": lambda: pdfs.letter(LAYERED, change=_layers(OFF="it")),
    "off by the base state": lambda: pdfs.letter(LAYERED, change=_layers(BaseState="/OFF")),
    "one word of a line": lambda: pdfs.letter(
        f"BT /F1 12 Tf 40 150 Td (Complaint by ) Tj /OC /L BDC ({SECRET}) Tj EMC ET\n",
        change=_layers(OFF="it"),
    ),
}

CLEAN = {
    "a plan with layers that are all on": lambda: pdfs.letter(
        "/OC /L BDC 40 40 200 60 re S 60 50 m 120 90 l S EMC\n" + LAYERED, change=_layers()
    ),
    "a picture on a layer that is on": lambda: _pictured(_layers()),
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


def test_words_of_a_form_that_is_off_as_a_whole_are_found():
    data = pdfs.letter("/X Do\n", change=_whole_form)
    found = [one for one in pdfs.findings(data) if one.severity == "block"]
    assert found
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_lines_on_a_layer_that_is_off_are_a_warning():
    data = pdfs.letter("/OC /L BDC 40 40 200 60 re S EMC\n", change=_layers(OFF="it"))
    (finding,) = pdfs.findings(data)
    assert (finding.rule, finding.severity) == (CODE, "warn")
