"""P208: words in tags that can't be seen on any page."""

from __future__ import annotations

import pdfs
from pdfs import LINE, SECRET

CODE = "P208"


def _tag(role: str, **texts: str):
    """A structure tree with one element."""

    def change(writer):
        root = writer._add_object(pdfs.dictionary(Type="/StructTreeRoot"))
        element = writer._add_object(
            pdfs.dictionary(
                Type="/StructElem",
                S=f"/{role}",
                P=root,
                Pg=writer.pages[0].indirect_reference,
                K=0,
                **texts,
            )
        )
        root.get_object()[pdfs.NameObject("/K")] = element
        writer.root_object.update(pdfs.dictionary(StructTreeRoot=root, MarkInfo=pdfs.dictionary()))

    return change


def _marked(
    properties: str, tag: str = "Span", inside: str = "BT /F1 9 Tf 9 9 Td (x) Tj ET"
) -> str:
    return f"/{tag} <<{properties}>> BDC\n{inside}\nEMC\n"


def _resource(writer):
    return {
        "/Properties": pdfs.dictionary(M=pdfs.dictionary(ActualText=f"Agatha {SECRET}", MCID=0))
    }


LEAKING = {
    "ActualText of an element": lambda: pdfs.letter(change=_tag("Span", ActualText=SECRET)),
    "Alt of a paragraph": lambda: pdfs.letter(change=_tag("P", Alt=f"About {SECRET}")),
    "expansion of nothing": lambda: pdfs.letter(change=_tag("Span", E=f"Agatha {SECRET}")),
    "ActualText in the content": lambda: pdfs.letter(_marked(f"/ActualText ({SECRET})")),
    "a key of its own in the content": lambda: pdfs.letter(_marked(f"/Draft ({SECRET})")),
    "a key of its own at a point": lambda: pdfs.letter(
        f"/Note << /Draft <{SECRET.encode().hex()}> >> DP\n"
    ),
    "ActualText in the content of a form": lambda: pdfs.letter(
        "/X Do\n",
        resources=lambda writer: {
            "/XObject": pdfs.dictionary(X=pdfs.form(writer, _marked(f"/ActualText ({SECRET})")))
        },
    ),
    "ActualText with nothing drawn": lambda: pdfs.letter(
        _marked(f"/ActualText ({SECRET})", inside="")
    ),
    "ActualText among the resources": lambda: pdfs.letter(
        "/Span /M BDC\nBT /F1 9 Tf 9 9 Td (x) Tj ET\nEMC\n", resources=_resource
    ),
    "in place of other words": lambda: pdfs.letter(
        _marked(f"/ActualText (Complaint by {SECRET})", inside=LINE.replace(SECRET, "M. A."))
    ),
    "description in the content": lambda: pdfs.letter(_marked(f"/Alt (About {SECRET})", tag="P")),
}

CLEAN = {
    "a language and a number in the content": lambda: pdfs.letter(_marked("/Lang (en-GB) /MCID 0")),
    "description of a figure": lambda: pdfs.letter(
        change=_tag("Figure", Alt="A bar chart: fines rose from 12 to 19")
    ),
    "description of a figure in the content": lambda: pdfs.letter(
        _marked("/Alt (The crest of the county)", tag="Figure", inside="40 40 20 20 re f")
    ),
    "words that are drawn": lambda: pdfs.letter(
        LINE, change=_tag("Span", ActualText=f"Complaint by {SECRET}")
    ),
    "a word drawn in two parts": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 100 Td (infor-) Tj 0 -14 Td (mation) Tj ET\n",
        change=_tag("Span", ActualText="information"),
    ),
    "an abbreviation": lambda: pdfs.letter(
        "BT /F1 12 Tf 40 100 Td (FOI) Tj ET\n",
        change=_tag("Span", E="Freedom of Information"),
    ),
    "a bullet": lambda: pdfs.letter(_marked("/ActualText (\\225)")),
    "language and number only": lambda: pdfs.letter(_marked("/MCID 0 /Lang (en-GB)")),
}


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert all(one.severity == "block" for one in found)
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_what_is_drawn_is_the_text_of_the_page():
    (text,) = pdfs.facts(LEAKING["in place of other words"]()).visible_text
    assert "Complaint by M. A. Agatha" in text
