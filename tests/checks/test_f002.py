"""F002: a file is what its name says."""

from __future__ import annotations

import pytest

import pdfs

CODE = "F002"

LEAKING = {
    "text": lambda: (pdfs.letter(), "release.txt"),
    "word processor": lambda: (pdfs.letter(), "release.docx"),
    "no suffix": lambda: (pdfs.letter(), "release"),
    "two suffixes": lambda: (pdfs.letter(), "release.pdf.jpg"),
}

CLEAN = {
    "pdf": lambda: (pdfs.letter(), "release.pdf"),
    "capitals": lambda: (pdfs.letter(), "RELEASE.PDF"),
    "dots": lambda: (pdfs.letter(), "foi.2026.114.pdf"),
}


def test_it_finds_each_leak(leaking):
    (finding,) = pdfs.findings(*leaking())
    assert (finding.rule, finding.severity) == (CODE, "block")


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(*clean()) == ()


def test_a_text_named_pdf_is_unreadable():
    from disclosurelog.files import Unreadable

    with pytest.raises(Unreadable, match="plain text"):
        pdfs.facts(b"just words\n", "release.pdf")
