"""P206: a person in the metadata."""

from __future__ import annotations

import pytest
from pypdf.generic import NameObject

import pdfs
from disclosurelog.checks.people import Names, names
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.registry import run_rules
from pdfs import LINE, SECRET

CODE = "P206"


CREATOR = f"<dc:creator><rdf:Seq><rdf:li>Agatha {SECRET}</rdf:li></rdf:Seq></dc:creator>"


def _image_xmp(writer):
    made = pdfs.picture(writer, bytes(4), 2, 2)
    made.get_object()[NameObject("/Metadata")] = writer._add_object(pdfs.xmp_stream(CREATOR))
    return {"/XObject": pdfs.dictionary(P=made)}


HISTORY = (
    "<xmpMM:History><rdf:Seq><rdf:li rdf:parseType='Resource'>"
    "<stEvt:action>saved</stEvt:action><stEvt:softwareAgent>Adobe InDesign</stEvt:softwareAgent>"
    "<stEvt:changed>{}</stEvt:changed></rdf:li></rdf:Seq></xmpMM:History>"
)

LEAKING = {
    "author": lambda: pdfs.letter(change=pdfs.info(Author=f"Agatha {SECRET}")),
    "author, surname first": lambda: pdfs.letter(change=pdfs.info(Author=f"{SECRET.upper()}, A.")),
    "title and name": lambda: pdfs.letter(change=pdfs.info(Author=f"Dr {SECRET}")),
    "rank and name": lambda: pdfs.letter(change=pdfs.info(Author=f"PC 1234 {SECRET}")),
    "login": lambda: pdfs.letter(change=pdfs.info(Author="aquillfeather")),
    "login with a number": lambda: pdfs.letter(change=pdfs.info(Author="quil042")),
    "domain and login": lambda: pdfs.letter(change=pdfs.info(Author="FORCE\\quillfeathera")),
    "e-mail": lambda: pdfs.letter(change=pdfs.info(Subject="a.quillfeather@example.org")),
    "path in the creator": lambda: pdfs.letter(
        change=pdfs.info(Creator="C:\\Users\\quillfeather\\AppData\\Local\\print.exe")
    ),
    "home folder in the title": lambda: pdfs.letter(
        change=pdfs.info(Title="file:///home/quillfeather/reply.html")
    ),
    "share in the title": lambda: pdfs.letter(
        change=pdfs.info(Title="\\\\fileserver\\quillfeather$\\reply.docx")
    ),
    "key of its own": lambda: pdfs.letter(change=pdfs.info(CaseOfficer=f"Agatha {SECRET}")),
    "XMP creator": lambda: pdfs.letter(
        change=pdfs.xmp(
            f"<dc:creator><rdf:Seq><rdf:li>Agatha {SECRET}</rdf:li></rdf:Seq></dc:creator>"
        )
    ),
    "XMP key of its own": lambda: pdfs.letter(
        change=pdfs.xmp(f"<pdfx:CaseOfficer>Agatha {SECRET}</pdfx:CaseOfficer>")
    ),
    "XMP history": lambda: pdfs.letter(
        change=pdfs.xmp(HISTORY.format("file:///Users/quillfeather/reply.indd"))
    ),
    "XMP of a picture": lambda: pdfs.letter("q 20 0 0 20 40 40 cm /P Do Q\n", resources=_image_xmp),
    "earlier version": lambda: pdfs.edited(
        pdfs.letter(change=pdfs.info(Author=f"Agatha {SECRET}")),
        pdfs.info(Author="Borsetshire Council"),
    ),
}

CLEAN = {
    "nothing": lambda: pdfs.letter(),
    "organisation": lambda: pdfs.letter(change=pdfs.info(Author="Borsetshire County Council")),
    "force": lambda: pdfs.letter(change=pdfs.info(Author="Northern Constabulary")),
    "team": lambda: pdfs.letter(change=pdfs.info(Author="Freedom of Information Team")),
    "acronym": lambda: pdfs.letter(change=pdfs.info(Author="DEFRA")),
    "program": lambda: pdfs.letter(
        change=pdfs.info(Author="Canon iR-ADV C5535", Creator="Microsoft® Word for Microsoft 365")
    ),
    "nobody": lambda: pdfs.letter(change=pdfs.info(Author="(anonymous)")),
    "title and keywords": lambda: pdfs.letter(
        change=pdfs.info(Title="Response to request 2026/114", Keywords="foi, parking, fines")
    ),
    "a name that is printed on the page": lambda: pdfs.letter(
        LINE, change=pdfs.info(Author=f"{SECRET} Agatha")
    ),
    "usual XMP": lambda: pdfs.letter(
        change=pdfs.xmp(
            "<xmp:CreatorTool>Adobe Acrobat 22.1</xmp:CreatorTool>"
            "<xmp:CreateDate>2026-01-02T03:04:05Z</xmp:CreateDate>"
            "<dc:format>application/pdf</dc:format>"
            "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Reply</rdf:li></rdf:Alt></dc:title>"
            "<xmpMM:DocumentID>uuid:50d29c2b-2c1a-4242-a724-840244037422</xmpMM:DocumentID>"
            "<pdf:Producer>Acrobat Pro DC 22 Paper Capture Plug-in</pdf:Producer>"
            + HISTORY.format("/")
        )
    ),
    "sensitivity label": lambda: pdfs.letter(
        change=pdfs.info(MSIP_Label_1_Name="Official", MSIP_Label_1_Method="Standard")
    ),
    "marks of other programs": lambda: pdfs.letter(
        change=pdfs.info(SourceModified="D:20260102030405Z", Company="Borsetshire Council")
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert any(one.severity == "block" for one in found)
    assert SECRET.casefold() not in repr(found).casefold()


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_an_author_that_can_not_be_told_is_a_warning():
    data = pdfs.letter(change=pdfs.info(Author="Prepared 12 for the 3 of them by x"))
    (finding,) = pdfs.findings(data)
    assert (finding.rule, finding.severity) == (CODE, "warn")


def test_one_word_alone_is_a_warning_unless_the_authority_is_called_so():
    facts = pdfs.facts(pdfs.letter(change=pdfs.info(Author="Borsetshire")))
    assert [(one.rule, one.severity) for one in run_rules(facts).findings] == [(CODE, "warn")]
    policy = Policy(own_names=("Borsetshire County Council",))
    assert run_rules(facts, policy=policy).findings == ()


def test_a_person_is_found_whatever_the_authority_is_called():
    facts = pdfs.facts(pdfs.letter(change=pdfs.info(Author=f"Borsetshire {SECRET}")))
    results = run_rules(facts, policy=Policy(own_names=("Borsetshire County Council",)))
    assert results.blocked


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Jane Smith", Names.PERSON),
        ("Smith, Jane", Names.PERSON),
        ("J. R. O'Neill", Names.PERSON),
        ("Siân Llŷr", Names.PERSON),
        ("Dr Smith", Names.PERSON),
        ("jsmith", Names.LOGIN),
        ("js12345", Names.LOGIN),
        ("jane.smith", Names.LOGIN),
        ("Thames Police", Names.ORGANISATION),
        ("Aspose Ltd.", Names.PROGRAM),
        ("GdPicture Managed PDF Plugin Ver. 2.20029", Names.PROGRAM),
        ("nara.aad.servlet.PDFServlet", Names.PROGRAM),
        ("", Names.NOTHING),
        ("user", Names.NOTHING),
        ("D:20200313140541-04'00'", Names.NOTHING),
    ],
)
def test_what_a_value_names(value, expected):
    assert names(value) is expected
