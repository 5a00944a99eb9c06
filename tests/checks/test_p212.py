"""P212: more of a picture in the file than on the page."""

from __future__ import annotations

import numpy as np
import pytest
from pypdf.generic import (
    BooleanObject,
    ByteStringObject,
    NameObject,
    NumberObject,
    RectangleObject,
)

import pdfs
from pdfs import BOX, LETTER, LINE

CODE = "P212"

PAGE = LETTER + LINE
ACROSS = "q 400 0 0 300 0 0 cm /Scan Do Q\n"
NAME = "0 0 0 rg 112 145 68 16 re f\n"


def scanned(draw: str, *, of: str = PAGE, mask=None, change=None, more: str = "") -> bytes:
    """A scan without a layer of words, drawn like this."""
    pixels, width, height = pdfs.scan(of)

    def resources(writer):
        entries = {}
        if mask is not None:
            values, across, down = mask
            entries["SMask"] = pdfs.picture(writer, values, across, down)
        made = {"Scan": pdfs.picture(writer, pixels, width, height, **entries)}
        if more:
            other, across, down = pdfs.scan(more)
            made["Other"] = pdfs.picture(writer, other, across, down)
        made["Black"] = pdfs.picture(writer, bytes(16), 4, 4)
        return {"/XObject": pdfs.dictionary(**made)}

    return pdfs.pdf(draw + "q 1 0 0 1 0 0 cm /Black Do Q\n", resources=resources, change=change)


def _hole() -> tuple[bytes, int, int]:
    """A mask that hides the line with the name."""
    values = bytearray(b"\xff" * (400 * 300))
    for y in range(130, 165):
        values[y * 400 : (y + 1) * 400] = bytes(400)
    return bytes(values), 400, 300


def _crop(writer):
    writer.pages[0].cropbox = RectangleObject((0, 180, 400, 300))


def _shadow() -> bytes:
    """A shadow: flat black under a soft mask that fades."""
    values = bytes(min(255, x * 4) for y in range(64) for x in range(64))

    def resources(writer):
        mask = pdfs.picture(writer, values, 64, 64)
        return {
            "/XObject": pdfs.dictionary(P=pdfs.picture(writer, bytes(4096), 64, 64, SMask=mask))
        }

    return pdfs.letter("q 80 0 0 80 40 40 cm /P Do Q\n", resources=resources)


def _logo() -> bytes:
    """A disc with rings, transparent outside, with the usual flat colour behind."""
    inside = [(x - 64) ** 2 + (y - 64) ** 2 < 3600 for y in range(128) for x in range(128)]
    colours = bytes(
        (40 if (x // 8 + y // 8) % 2 else 200) if inside[y * 128 + x] else 0
        for y in range(128)
        for x in range(128)
    )

    def resources(writer):
        mask = pdfs.picture(writer, bytes(255 if one else 0 for one in inside), 128, 128)
        return {"/XObject": pdfs.dictionary(P=pdfs.picture(writer, colours, 128, 128, SMask=mask))}

    return pdfs.letter("q 90 0 0 90 40 40 cm /P Do Q\n", resources=resources)


def _two_pages(first: str, second: str) -> bytes:
    pixels, width, height = pdfs.scan(PAGE)
    return pdfs.pdf(
        first,
        second,
        resources=lambda writer: {
            "/XObject": pdfs.dictionary(Scan=pdfs.picture(writer, pixels, width, height))
        },
    )


LEAKING = {
    "box over a scan": lambda: scanned(ACROSS + NAME),
    "white box over a scan": lambda: scanned(ACROSS + NAME.replace("0 0 0 rg", "1 1 1 rg")),
    "box with a label": lambda: scanned(
        ACROSS + NAME + "1 g BT /F1 9 Tf 120 149 Td (s.40\\(2\\)) Tj ET\n"
    ),
    "picture over a scan": lambda: scanned(ACROSS + "q 68 0 0 16 112 145 cm /Black Do Q\n"),
    "another scan over a scan": lambda: scanned(
        ACROSS + ACROSS.replace("Scan", "Other"), more=LETTER + BOX
    ),
    "box on a turned page": lambda: scanned(
        ACROSS + BOX, change=lambda writer: writer.pages[0].rotate(90)
    ),
    "box in a form": lambda: _form(),
    "annotation over a scan": lambda: scanned(
        ACROSS,
        change=pdfs.annotate("Square", (36, 144, 256, 162), "0 0 0 rg 0 0 220 18 re f\n"),
    ),
    "soft mask": lambda: scanned(ACROSS, mask=_hole()),
    "frame": lambda: scanned("q 0 180 400 120 re W n\n" + ACROSS + "Q\n"),
    "outside the page": lambda: scanned("q 400 0 0 300 0 -180 cm /Scan Do Q\n"),
    "cropped page": lambda: scanned(ACROSS, change=_crop),
    "kept and not drawn": lambda: scanned(ACROSS, more=LINE),
    "kept in a form that is not drawn": lambda: _form(draw="0 g\n"),
    "kept by a stamp that does not draw it": lambda: _kept_by_a_stamp("1 1 178 18 re S\n"),
    "kept in a pattern that is not used": lambda: _tiled("0 g 0 0 9 9 re f\n"),
    "the alternative of another": lambda: _alternative(),
    "in the line of a form that is not drawn": lambda: pdfs.letter(
        resources=lambda writer: {"/XObject": pdfs.dictionary(X=pdfs.form(writer, _in_line()))}
    ),
    "without strength": lambda: scanned("/G gs\n" + ACROSS, change=_state(ca=0.0)),
    "of nearly no strength": lambda: scanned("/G gs\n" + ACROSS, change=_state(ca=0.02)),
    "blended into black": lambda: scanned(
        "0 g 0 0 400 300 re f /G gs\n" + ACROSS, change=_state(BM="/Multiply")
    ),
    "blended into black in part": lambda: scanned(
        BOX + "/G gs\n" + ACROSS, change=_state(BM="/Multiply")
    ),
    "a white stencil on paper": lambda: scanned("1 g\n" + ACROSS, change=_stencil),
    "a black stencil on black": lambda: scanned("0 g 0 0 400 300 re f\n" + ACROSS, change=_stencil),
    "on a layer that is off": lambda: scanned(ACROSS, change=_off),
    "covered by the stamp that draws it": lambda: _kept_by_a_stamp(
        "q 180 0 0 120 0 0 cm /Scan Do Q 0 g 0 0 180 120 re f\n", box=(20, 20, 200, 140)
    ),
    "of a stamp that is not shown": lambda: _kept_by_a_stamp(
        "q 100 0 0 18 0 0 cm /Scan Do Q\n", flags=2
    ),
    "as small as a dot": lambda: scanned("q 2 0 0 2 40 40 cm /Scan Do Q\n"),
    "as thin as nothing": lambda: scanned("q 0.001 0 0 200 40 40 cm /Scan Do Q\n"),
    "more rows than are drawn": lambda: scanned(ACROSS, change=_set(Height=300)),
    "a range of one shade": lambda: scanned(ACROSS, change=_set(Decode=[1, 1])),
    "a palette of one colour": lambda: scanned(ACROSS, change=_set(ColorSpace=_palette(0))),
    "under a key of its own": lambda: scanned(
        ACROSS,
        change=lambda one: one.pages[0].__setitem__(
            NameObject("/Draft"), pdfs.picture(one, *pdfs.scan(LINE))
        ),
    ),
}


def _form(draw: str = "/X Do\n") -> bytes:
    pixels, width, height = pdfs.scan(PAGE)

    def resources(writer):
        scan = pdfs.picture(writer, pixels, width, height)
        form = pdfs.form(writer, ACROSS + BOX)
        form.get_object()["/Resources"][NameObject("/XObject")] = pdfs.dictionary(Scan=scan)
        return {"/XObject": pdfs.dictionary(X=form)}

    return pdfs.pdf(draw, resources=resources)


def _kept_by_a_stamp(look: str, flags: int = 4, box=(20, 20, 200, 40)) -> bytes:
    """A stamp that has a picture among its resources."""

    def change(writer):
        pdfs.annotate("Stamp", box, look)(writer)
        writer.pages[0]["/Annots"][0].get_object()[NameObject("/F")] = NumberObject(flags)
        normal = writer.pages[0]["/Annots"][0].get_object()["/AP"]["/N"]
        made = pdfs.dictionary(Scan=pdfs.picture(writer, *pdfs.scan(PAGE)))
        normal["/Resources"][NameObject("/XObject")] = made

    return pdfs.letter(change=change)


def _tiled(draw: str) -> bytes:
    """A pattern that draws a picture."""

    def resources(writer):
        made = pdfs.form(writer, "q 200 0 0 150 0 0 cm /Scan Do Q\n", (0, 0, 200, 150))
        tile = made.get_object()
        tile.update(pdfs.dictionary(PatternType=1, PaintType=1, TilingType=1, XStep=200, YStep=150))
        del tile["/Subtype"], tile["/Type"]
        scan = pdfs.picture(writer, *pdfs.scan(PAGE))
        tile["/Resources"][NameObject("/XObject")] = pdfs.dictionary(Scan=scan)
        return {"/Pattern": pdfs.dictionary(T=made)}

    return pdfs.pdf(draw, resources=resources)


def _in_line() -> str:
    pixels = bytes((7 * x + 13 * y) % 256 for y in range(60) for x in range(60)).decode("latin-1")
    return f"q 60 0 0 60 0 0 cm\nBI /W 60 /H 60 /CS /G /BPC 8\nID {pixels}\nEI Q\n"


def _state(**entries):
    """A change that makes a graphics state of these."""

    def change(writer):
        writer.pages[0]["/Resources"][NameObject("/ExtGState")] = pdfs.dictionary(
            G=pdfs.dictionary(**entries)
        )

    return change


def _stencil(writer):
    """The scan as a stencil of one bit a pixel (ISO 32000-2, 8.9.6.2)."""
    scan = writer.pages[0]["/Resources"]["/XObject"]["/Scan"].get_object()
    pixels = np.frombuffer(scan.get_data(), np.uint8).reshape(scan["/Height"], scan["/Width"])
    scan.set_data(np.packbits(pixels < 128, axis=1).tobytes())
    del scan["/ColorSpace"]
    scan.update(pdfs.dictionary(BitsPerComponent=1, Decode=[1, 0]))
    scan[NameObject("/ImageMask")] = BooleanObject(True)


def _off(writer):
    """The scan on a layer that is switched off (ISO 32000-2, 8.11)."""
    layer = writer._add_object(pdfs.dictionary(Type="/OCG", Name="Scan"))
    writer.root_object[NameObject("/OCProperties")] = pdfs.dictionary(
        OCGs=[layer], D=pdfs.dictionary(OFF=[layer])
    )
    scan = writer.pages[0]["/Resources"]["/XObject"]["/Scan"].get_object()
    scan[NameObject("/OC")] = layer


def _set(**entries):
    """A change of the picture's own entries."""

    def change(writer):
        scan = writer.pages[0]["/Resources"]["/XObject"]["/Scan"].get_object()
        scan.update(pdfs.dictionary(**entries))

    return change


def _palette(step: int) -> list[object]:
    """256 shades of grey, so far apart."""
    shades = ByteStringObject(bytes(min(255, 255 - step * n) for n in range(256)))
    return ["/Indexed", "/DeviceGray", 255, shades]


def _alternative() -> bytes:
    """A picture with another one in its place for print (ISO 32000-2, 8.9.5.4)."""

    def resources(writer):
        other = pdfs.dictionary(Image=pdfs.picture(writer, *pdfs.scan(PAGE)))
        scan = pdfs.picture(writer, *pdfs.scan(LETTER), Alternates=[other])
        return {"/XObject": pdfs.dictionary(Scan=scan)}

    return pdfs.pdf(ACROSS, resources=resources)


CLEAN = {
    "scan": lambda: scanned(ACROSS),
    "blacked out in the scan": lambda: scanned(ACROSS, of=LETTER + BOX),
    "box over blank paper": lambda: scanned(ACROSS + "0 0 0 rg 40 40 200 30 re f\n"),
    "stamp with a frame beside the words": lambda: scanned(
        ACROSS + "1 0 0 RG 260 40 100 30 re S 1 0 0 rg BT /F1 9 Tf 265 50 Td (RELEASED) Tj ET\n"
    ),
    "underline and highlighter": lambda: scanned(
        ACROSS + "40 147 m 215 147 l S /G gs 1 1 0 rg 36 144 220 18 re f\n", change=_multiply
    ),
    "words over a picture": lambda: scanned(
        ACROSS + "0.5 g BT /F1 9 Tf 40 200 Td (Draft of the annual report) Tj ET\n"
    ),
    "drop shadow": _shadow,
    "logo with a mask": _logo,
    "mask that hides nothing": lambda: scanned(ACROSS, mask=(b"\xff" * 16, 4, 4)),
    "frame around all of it": lambda: scanned("q 0 0 400 300 re W n\n" + ACROSS + "Q\n"),
    "frame that cuts off paper": lambda: scanned("q 20 60 360 220 re W n\n" + ACROSS + "Q\n"),
    "bleed": lambda: scanned("q 420 0 0 315 -10 -7.5 cm /Scan Do Q\n"),
    "cut here and whole there": lambda: _two_pages(
        "q 0 180 400 120 re W n\n" + ACROSS + "Q\n", ACROSS
    ),
    "halves on two pages": lambda: _two_pages(
        "q 0 100 400 200 re W n\n" + ACROSS + "Q\n", "q 0 0 400 200 re W n\n" + ACROSS + "Q\n"
    ),
    "half its strength": lambda: scanned("/G gs\n" + ACROSS, change=_state(ca=0.5)),
    "as pale as a watermark": lambda: scanned("/G gs\n" + ACROSS, change=_state(ca=0.1)),
    "blended into paper": lambda: scanned("/G gs\n" + ACROSS, change=_state(BM="/Multiply")),
    "blended into a grey box": lambda: scanned(
        "0.7 g 36 144 220 18 re f /G gs\n" + ACROSS, change=_state(BM="/Multiply")
    ),
    "a black stencil": lambda: scanned("0 g\n" + ACROSS, change=_stencil),
    "a white stencil on a grey box": lambda: scanned(
        "0.3 g 0 0 400 300 re f 1 g\n" + ACROSS, change=_stencil
    ),
    "a bullet": lambda: scanned("q 9 0 0 7 40 40 cm /Bullet Do Q\n" + ACROSS, change=_bullet),
    "a line break after the last row": lambda: scanned(ACROSS, change=_longer),
    "a negative": lambda: scanned(ACROSS, change=_set(Decode=[1, 0])),
    "a palette of greys": lambda: scanned(ACROSS, change=_set(ColorSpace=_palette(1))),
    "drawn large by a stamp": lambda: _kept_by_a_stamp(
        "q 180 0 0 120 0 0 cm /Scan Do Q\n", box=(20, 20, 200, 140)
    ),
    "drawn by a stamp": lambda: _kept_by_a_stamp("q 100 0 0 18 0 0 cm /Scan Do Q\n"),
    "drawn by a pattern": lambda: _tiled("/Pattern cs /T scn 0 0 200 150 re f\n"),
    "shared resources": lambda: _two_pages(LETTER, ACROSS),
}


def _bullet(writer):
    """A picture of the size of an icon on a screen."""
    pixels = bytes(
        40 if (x - 32) ** 2 + (y - 32) ** 2 < 900 else 255 for y in range(64) for x in range(64)
    )
    known = writer.pages[0]["/Resources"]["/XObject"]
    known[NameObject("/Bullet")] = pdfs.picture(writer, pixels, 64, 64)


def _longer(writer):
    scan = writer.pages[0]["/Resources"]["/XObject"]["/Scan"].get_object()
    scan.set_data(scan.get_data() + b"\r\n")


def _multiply(writer):
    writer.pages[0]["/Resources"][NameObject("/ExtGState")] = pdfs.dictionary(
        G=pdfs.dictionary(BM="/Multiply")
    )


def test_it_finds_each_leak(leaking):
    found = [one for one in pdfs.findings(leaking()) if one.rule == CODE]
    assert found
    assert all(one.severity == "block" for one in found)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


@pytest.mark.parametrize("example", ["box over a scan", "box with a label"])
def test_the_box_is_where_the_cover_is(example):
    (finding,) = pdfs.findings(LEAKING[example]())
    x0, y0, x1, y1 = finding.box
    assert 108 <= x0 < x1 <= 186
    assert 135 <= y0 < y1 <= 162
