"""P217: bytes before the start and after the end."""

from __future__ import annotations

import pdfs
from pdfs import SECRET

CODE = "P217"

LEAKING = {
    "text after the end": lambda: pdfs.letter() + f"Notes on {SECRET}".encode(),
    "archive after the end": lambda: pdfs.letter() + b"PK\x03\x04" + SECRET.encode(),
    "script before the start": lambda: f"<script>{SECRET}</script>\n".encode() + pdfs.letter(),
    "another file after the end": lambda: pdfs.letter() + b"\xff\xd8\xff\xe0" + b"\1" * 99,
}

CLEAN = {
    "nothing": lambda: pdfs.letter(),
    "white space after the end": lambda: pdfs.letter() + b"\r\n\r\n \0\0",
    "byte order mark": lambda: b"\xef\xbb\xbf" + pdfs.letter(),
    "saved twice": lambda: pdfs.edited(
        pdfs.letter(), lambda writer: writer.add_metadata({"/Title": "Reply"})
    ),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert SECRET not in repr(found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()
