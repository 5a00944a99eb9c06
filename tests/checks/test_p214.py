"""P214: shapes of letters that no page shows."""

from __future__ import annotations

import struct

import pypdfium2
import pytest

import jbig2s
import pdfs
from pdfs import LETTER

CODE = "P214"

SIZE = (200, 16)


def scan(*pictures: bytes, shared: bytes = b"", pages: int = 1) -> bytes:
    """Letters with a symbol-coded picture on each page, and globals if given."""

    def resources(writer):
        entries = {}
        if shared:
            entries["DecodeParms"] = pdfs.dictionary(
                JBIG2Globals=writer._add_object(pdfs.stream(shared))
            )
        return {
            "/XObject": pdfs.dictionary(
                **{
                    f"S{n}": writer._add_object(
                        pdfs.stream(
                            data,
                            Type="/XObject",
                            Subtype="/Image",
                            Width=SIZE[0],
                            Height=SIZE[1],
                            ColorSpace="/DeviceGray",
                            BitsPerComponent=1,
                            Filter="/JBIG2Decode",
                            **entries,
                        )
                    )
                    for n, data in enumerate(pictures)
                }
            )
        }

    draw = [LETTER + f"q 200 0 0 16 40 40 cm /S{n} Do Q\n" for n in range(len(pictures))]
    return pdfs.pdf(*draw, resources=resources)


def picture(count: int, ids: list[int], *, flags: int = 0, extra: bytes = b"") -> bytes:
    """A picture with a dictionary of its own, and a text that shows these of it."""
    return (
        jbig2s.page(SIZE)
        + jbig2s.dictionary(1, jbig2s.shapes(count))
        + jbig2s.text(2, (1,), count, ids, size=SIZE, flags=flags)
        + extra
    )


def shows(count: int, ids: list[int], number: int = 2) -> bytes:
    """A picture that shows these of a shared dictionary."""
    return jbig2s.page(SIZE) + jbig2s.text(number, (1,), count, ids, size=SIZE)


def _comment(words: str) -> bytes:
    return jbig2s.segment(9, 62, struct.pack(">I", 0x20000000) + b"note\0" + words.encode() + b"\0")


TWELVE = list(range(12))

LEAKING = {
    "letters of a name": lambda: scan(picture(12, [0, 1, 2, 3, 3, 2])),
    "shared, of pages held back": lambda: scan(
        shows(20, [0, 1, 2]), shows(20, [3, 4]), shared=jbig2s.dictionary(1, jbig2s.shapes(20), 0)
    ),
    "a dictionary that nothing uses": lambda: scan(
        jbig2s.page(SIZE)
        + jbig2s.dictionary(1, jbig2s.shapes(6))
        + jbig2s.dictionary(2, jbig2s.shapes(9, 20))
        + jbig2s.text(3, (1,), 6, [0, 1, 2, 3, 4, 5], size=SIZE)
    ),
    "more shapes than a refined text draws": lambda: scan(picture(12, [0, 1, 2, 3], flags=2)),
    "more shapes than a Huffman-coded text draws": lambda: scan(picture(12, [0, 1, 2, 3], flags=1)),
}

CLEAN = {
    "every shape shown": lambda: scan(picture(12, TWELVE)),
    "shown on another page": lambda: scan(
        shows(12, TWELVE[:7]),
        shows(12, TWELVE[5:]),
        shared=jbig2s.dictionary(1, jbig2s.shapes(12), 0),
    ),
    "own and shared": lambda: scan(
        jbig2s.page(SIZE)
        + jbig2s.dictionary(2, jbig2s.shapes(3, 30))
        + jbig2s.text(3, (1, 2), 15, [*TWELVE, 12, 13, 14], size=SIZE),
        shared=jbig2s.dictionary(1, jbig2s.shapes(12), 0),
    ),
    "one shape": lambda: scan(picture(1, [0, 0, 0])),
    "no symbols": lambda: scan(jbig2s.page(SIZE)),
    "refined text that may show all": lambda: scan(picture(4, [0, 1, 2, 3, 0], flags=2)),
}


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    (finding,) = found
    assert (finding.severity, finding.page) == ("block", 1)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


@pytest.mark.parametrize("count", [1, 2, 5, 12, 40])
def test_the_shapes_shown_are_told_exactly(count):
    ids = [(n * n + 3) % count for n in range(17)]
    (symbols,) = pdfs.facts(scan(picture(count, ids))).symbols
    assert (symbols.count, symbols.unshown) == (count, count - len(set(ids)))
    assert symbols.known


def test_a_few_left_over_are_a_warning():
    (finding,) = pdfs.findings(scan(picture(12, TWELVE[:10])))
    assert (finding.rule, finding.severity, finding.length) == (CODE, "warn", 2)


def test_another_program_draws_what_is_coded_here():
    """PDFium decodes the shapes: the coding in this test is the real one."""
    drawn = pypdfium2.PdfDocument(scan(picture(12, TWELVE)))[0].render(scale=1).to_numpy()
    assert (drawn[244:260, 44:176] < 128).mean() > 0.1


def test_a_dictionary_that_can_not_be_read_is_a_warning():
    data = picture(12, TWELVE)
    (finding,) = pdfs.findings(scan(data[:45]))
    assert (finding.rule, finding.severity) == (CODE, "warn")


def test_a_comment_is_told():
    data = scan(picture(4, [0, 1, 2, 3], extra=_comment("seen near the market at dusk")))
    assert {one.rule for one in pdfs.findings(data)} == {"P213"}
