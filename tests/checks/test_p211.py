"""P211: links that name somebody."""

from __future__ import annotations

import pdfs
from pdfs import SECRET

CODE = "P211"

PLACE = (40, 60, 180, 80)


def _link(target: str):
    return pdfs.annotate("Link", PLACE, A=pdfs.dictionary(S="/URI", URI=target))


LEAKING = {
    "mail": lambda: pdfs.letter(change=_link("mailto:a.quillfeather@example.org")),
    "mail in a query": lambda: pdfs.letter(
        change=_link("https://example.org/out?to=a.quillfeather%40example.org")
    ),
    "folder": lambda: pdfs.letter(change=_link("file:///C:/Users/quillfeather/reply.docx")),
    "under a box": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 64 Td (a.quillfeather@example.org) Tj ET 0 g 36 58 200 20 re f\n",
        change=_link("mailto:a.quillfeather@example.org"),
    ),
}

CLEAN = {
    "web": lambda: pdfs.letter(change=_link("https://example.org/contact")),
    "address that is printed": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 64 Td (foi@example.org) Tj ET\n", change=_link("mailto:foi@example.org")
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert SECRET.casefold() not in repr(found).casefold()


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
