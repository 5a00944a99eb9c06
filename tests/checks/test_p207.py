"""P207: words in the outline and the like."""

from __future__ import annotations

import pdfs
from pdfs import LETTER, LINE, SECRET

CODE = "P207"


def _outline(*titles: str):
    def change(writer):
        for title in titles:
            writer.add_outline_item(title=title, page_number=0)

    return change


def _label(writer):
    writer.root_object[pdfs.NameObject("/PageLabels")] = pdfs.dictionary(
        Nums=[0, pdfs.dictionary(P=f"{SECRET}-", S="/D")]
    )


def _destination(name: str):
    return lambda writer: writer.add_named_destination(title=name, page_number=0)


LEAKING = {
    "bookmark": lambda: pdfs.letter(change=_outline(f"Statement of {SECRET}")),
    "second bookmark": lambda: pdfs.letter(change=_outline("Dear applicant", SECRET)),
    "page label": lambda: pdfs.letter(change=_label),
    "destination": lambda: pdfs.letter(change=_destination(f"Agatha {SECRET}")),
    "bookmark of a redacted heading": lambda: pdfs.letter(
        LINE + pdfs.BOX, change=_outline(f"Complaint by {SECRET} Agatha")
    ),
}

CLEAN = {
    "heading on the page": lambda: pdfs.letter(
        LINE, change=_outline(f"Complaint by {SECRET} Agatha", "Dear applicant,")
    ),
    "parts": lambda: pdfs.letter(change=_outline("Cover", "Page 1", "Annex B", "Appendix iv")),
    "destinations that programs make": lambda: pdfs.pdf(
        LETTER,
        change=lambda writer: [
            _destination(name)(writer)
            for name in ("page.1", "section.2.1", "_Toc123456", "Doc-Start", "cite.smith2020")
        ],
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
