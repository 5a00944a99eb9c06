"""P205: comments and their authors."""

from __future__ import annotations

import pdfs
from pdfs import LINE, SECRET

CODE = "P205"

PLACE = (40, 60, 180, 80)
FRAME = "1 0 0 RG 1 1 138 18 re S\n"

LEAKING = {
    "note": lambda: pdfs.letter(change=pdfs.annotate("Text", PLACE, Contents=f"Is {SECRET} in?")),
    "words behind a highlight": lambda: pdfs.letter(
        change=pdfs.annotate("Highlight", PLACE, FRAME, Contents=f"{SECRET}: withhold")
    ),
    "rich contents": lambda: pdfs.letter(
        change=pdfs.annotate("Square", PLACE, FRAME, RC=f"<body><p>{SECRET}</p></body>")
    ),
    "pop-up": lambda: pdfs.letter(change=pdfs.annotate("Popup", PLACE, Contents=SECRET)),
    "author": lambda: pdfs.letter(
        change=pdfs.annotate("Square", PLACE, FRAME, T=f"Agatha {SECRET}")
    ),
    "login of the author": lambda: pdfs.letter(
        change=pdfs.annotate("Square", PLACE, FRAME, T="quillfeathera")
    ),
    "text box with another look": lambda: pdfs.letter(
        change=pdfs.annotate(
            "FreeText", PLACE, "BT /F1 9 Tf 2 5 Td (A person) Tj ET\n", Contents=SECRET
        )
    ),
}

CLEAN = {
    "empty author": lambda: pdfs.letter(change=pdfs.annotate("Square", PLACE, FRAME, T="")),
    "organisation": lambda: pdfs.letter(
        change=pdfs.annotate("Square", PLACE, FRAME, T="Disclosure Unit")
    ),
    "tool": lambda: pdfs.letter(change=pdfs.annotate("Square", PLACE, FRAME, Subj="Rectangle")),
    "text box that shows its text": lambda: pdfs.letter(
        change=pdfs.annotate(
            "FreeText",
            PLACE,
            "BT /F1 9 Tf 2 5 Td (Page 2 follows) Tj ET\n",
            Contents="Page 2 follows",
        )
    ),
    "what a link says to a screen reader": lambda: pdfs.letter(
        change=pdfs.annotate("Link", PLACE, Contents="Link to the guidance")
    ),
    "words that are on the page": lambda: pdfs.letter(
        LINE, change=pdfs.annotate("Highlight", (0, 0, 9, 9), Contents=f"Complaint by {SECRET}")
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert all(one.page == 1 and one.box for one in found)
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
