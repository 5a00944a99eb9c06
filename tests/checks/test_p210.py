"""P210: files that run, send or fetch."""

from __future__ import annotations

import pdfs
from pdfs import SECRET

CODE = "P210"

PLACE = (40, 60, 180, 80)


def _open(**action: object):
    return lambda writer: writer.root_object.update(
        pdfs.dictionary(OpenAction=pdfs.dictionary(**action))
    )


def _link(**action: object):
    return pdfs.annotate("Link", PLACE, A=pdfs.dictionary(**action))


def _script(writer):
    action = writer._add_object(pdfs.dictionary(S="/JavaScript", JS="app.alert(1)"))
    tree = pdfs.dictionary(Names=[pdfs.TextStringObject("start"), action])
    writer.root_object[pdfs.NameObject("/Names")] = pdfs.dictionary(JavaScript=tree)


LEAKING = {
    "script on opening": lambda: pdfs.letter(change=_open(S="/JavaScript", JS=f"a('{SECRET}')")),
    "script of the document": lambda: pdfs.letter(change=_script),
    "program": lambda: pdfs.letter(change=_link(S="/Launch", F="cmd.exe")),
    "form that sends": lambda: pdfs.letter(
        change=_link(S="/SubmitForm", F="https://example.org/in")
    ),
    "address on opening": lambda: pdfs.letter(change=_open(S="/URI", URI="https://example.org/")),
    "link to a share": lambda: pdfs.letter(
        change=_link(S="/URI", URI=f"file://///server/{SECRET}/list.docx")
    ),
    "other file on a share": lambda: pdfs.letter(
        change=_link(S="/GoToR", F=f"\\\\server\\{SECRET}$\\list.pdf")
    ),
    "script behind another action": lambda: pdfs.letter(
        change=_link(S="/Named", N="/NextPage", Next=pdfs.dictionary(S="/JavaScript", JS="x()"))
    ),
}

CLEAN = {
    "page on opening": lambda: pdfs.letter(change=_open(S="/GoTo", D=[0, "/Fit"])),
    "link to the web": lambda: pdfs.letter(change=_link(S="/URI", URI="https://example.org/foi")),
    "next page": lambda: pdfs.letter(change=_link(S="/Named", N="/NextPage")),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
