"""What a file is, told by its first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.files.kinds import NAMES, SUFFIXES, kind_of, suffix_fits


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\xef\xbb\xbf%PDF-1.4", "pdf"),
        (b"junk before it %PDF-1.4", "pdf"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"GIF89a", "gif"),
        (b"II*\x00", "tiff"),
        (b"PK\x03\x04....[Content_Types].xml", "ooxml"),
        (b"PK\x03\x04........mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "odf"),
        (b"PK\x03\x04notes.txt", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole2"),
        (b"{\\rtf1", "rtf"),
        (b"<?xml version='1.0'?>", "xml"),
        (b"<!DOCTYPE html>", "html"),
        (b"ref,date\n1,2\n", "text"),
        (b"", "empty"),
        (b"\x00\x01\x02\x03", "unknown"),
    ],
)
def test_kinds(head, kind):
    assert kind_of(head) == kind


@given(st.binary(max_size=64))
def test_any_bytes_have_a_kind_with_a_name(head):
    assert kind_of(head) in NAMES


def test_suffixes_fit_in_any_case():
    assert suffix_fits("pdf", ".PDF")
    assert not suffix_fits("pdf", ".docx")
    assert not suffix_fits("pdf", "")
    assert all(kind in NAMES for kind in SUFFIXES)
