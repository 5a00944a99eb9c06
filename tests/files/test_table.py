"""A file's table of its objects: whole ones pass, whoever wrote them, and broken ones are told."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pytest
from pypdf import PdfReader

import bombs
import pdfs
from disclosurelog.files import Unreadable
from disclosurelog.files.pdf.table import table_trouble
from pdfs import LETTER, LINE

PAGE = {
    1: b"<</Type/Catalog/Pages 2 0 R>>",
    2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>/Contents 4 0 R>>",
    4: bombs.stream(b""),
}
FULL = bombs.assemble(PAGE)


def packed(*, number: int = 3, place: int = 0, hybrid: bool = False) -> bytes:
    """A file whose pages stand in an object stream, found by a stream, or by one beside a table.

    `number` is what the object stream calls the page.
    """
    inside = b"2 0 %d %d " % (number, len(PAGE[2]) + 1)
    body = inside + PAGE[2] + b" " + PAGE[3]
    entries = b"/Type/ObjStm/N 2/First %d" % len(inside)
    plain = {1: PAGE[1], 4: PAGE[4], 5: bombs.stream(body, entries)}
    out, places = b"%PDF-1.7\n", {}
    for key, value in plain.items():
        places[key] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (key, value)
    start = len(out)
    lines = [(0, 0, 0), (1, places[1], 0), (2, 5, 0), (2, 5, 1), (1, places[4], 0)]
    lines += [(1, places[5] + place, 0), (1, start, 0)]
    rows = b"".join(bytes((kind,)) + at.to_bytes(3) + bytes((of,)) for kind, at, of in lines)
    table = zlib.compress(rows)
    keys = b"/Type/XRef/Size 7/W[1 3 1]/Root 1 0 R/Filter/FlateDecode"
    out += b"6 0 obj\n%s\nendobj\n" % bombs.stream(table, keys)
    if hybrid:
        beside = start
        start = len(out)
        out += b"xref\n0 0\ntrailer\n<</Size 7/Root 1 0 R/XRefStm %d>>\n" % beside
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def changed(pattern: bytes, by: bytes, data: bytes = FULL) -> bytes:
    """The file with one thing replaced by another of the same length."""
    found = re.search(pattern, data)
    assert found is not None
    return data[: found.start()] + by.ljust(len(found[0])) + data[found.end() :]


def moved(data: bytes, by: int) -> bytes:
    """The file with bytes before its header, and its places counted from there or from them."""
    junk = b"\n" * 9
    if not by:
        return junk + data
    lines = re.sub(rb"(\d{10}) 00000 n", lambda one: b"%010d 00000 n" % (int(one[1]) + by), data)
    return junk + re.sub(
        rb"startxref\n(\d+)", lambda one: b"startxref\n%d" % (int(one[1]) + by), lines
    )


WHOLE: dict[str, Callable[[], bytes]] = {
    "a table": lambda: FULL,
    "lines that end in two characters": lambda: FULL.replace(b" n \n", b" n\r\n"),
    "lines that end in one character": lambda: FULL.replace(b" n \n", b" n\n"),
    "updated": lambda: pdfs.edited(pdfs.letter(LINE), pdfs.content(LETTER)),
    "streams": packed,
    "a table with a stream beside it": lambda: packed(hybrid=True),
    "bytes before the header, not counted": lambda: moved(FULL, 0),
    "bytes before the header, counted": lambda: moved(FULL, 9),
    "an entry of an object that is gone": lambda: bombs.assemble({**PAGE, 7: b"null"}),
    "an entry that leads to byte 0": lambda: bombs.assemble({**PAGE, 6: b"null"}).replace(
        b"0000000000 00000 f", b"0000000000 00000 n"
    ),
    "typeset": lambda: pdfs.report(lambda canvas: canvas.drawString(40, 150, "A page.")),
}

BROKEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "the end is gone": (lambda: FULL[:-3], "stops before its end"),
    "the end names no table": (lambda: changed(rb"startxref\n\d+", b"startxref\n7"), "not where"),
    "an entry leads astray": (bombs.table_astray, "6 of 8 entries"),
    "it leads back to itself": (bombs.table_in_itself, "back to itself"),
    "a line can't be read": (lambda: changed(rb"00000 n", b"0000x n"), "can't be read"),
    "another object lies there": (lambda: changed(rb"4 0 obj", b"5 0 obj"), "1 of 5 entries"),
    "the number of another object ends there": (
        lambda: changed(rb"4 0 obj\n", b"14 0 obj").replace(
            b"%010d 00000 n" % FULL.index(b"4 0 obj"),
            b"%010d 00000 n" % (FULL.index(b"4 0 obj") + 1),
        ),
        "1 of 5 entries",
    ),
    "its start can't be told from what stands before": (
        lambda: changed(rb"endobj\nxref", b"endobj\x8dxref"),
        "not where",
    ),
    "another generation lies there": (lambda: changed(rb"4 0 obj", b"4 1 obj"), "1 of 5 entries"),
    "it names an object twice": (
        lambda: FULL.replace(b"\ntrailer", b"\n4 1\n0000000009 00000 n \ntrailer"),
        "names one object twice",
    ),
    "no catalogue": (lambda: changed(rb"/Root 1 0 R", b"/Root 2 0 R"), "does not lead"),
    "a page tree that counts more": (lambda: changed(b"/Count 1", b"/Count 2"), "does not lead"),
    "a page that is none": (lambda: changed(b"/Type/Page/", b"/Type/Rage/"), "does not lead"),
    "another generation of the catalogue": (
        lambda: changed(b"/Root 1 0 R", b"/Root 1 7 R"),
        "does not lead",
    ),
    "an end that was torn off before": (
        lambda: FULL + b"xref\n7\n%%EOF\n",
        "stops before its end",
    ),
    "no such catalogue": (lambda: changed(rb"/Root 1 0 R", b"/Root 9 0 R"), "does not lead"),
    "an object stream holds another object": (lambda: packed(number=9), "1 of 7 entries"),
    "no object stream is there": (lambda: packed(place=1), "3 of 7 entries"),
    "the table before is not there": (
        lambda: changed(rb"/Root 1 0 R>>\nst", b"/Root 1 0 R/Prev 3>>\nst"),
        "not where",
    ),
}


@pytest.mark.parametrize("make", WHOLE.values(), ids=WHOLE)
def test_a_whole_table_passes(make: Callable[[], bytes]) -> None:
    assert pdfs.facts(make()).table == ""


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_table_is_told(name: str) -> None:
    make, said = BROKEN[name]
    data = make()
    assert said in table_trouble(data, PdfReader(io.BytesIO(data)))


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_with_a_broken_table_is_not_published(name: str) -> None:
    try:
        found = pdfs.findings(BROKEN[name][0]())
    except Unreadable:
        return
    (finding,) = [one for one in found if one.rule == "F001"]
    assert finding.severity == "block"
    assert "disclosurelog flatten" in finding.remedy
