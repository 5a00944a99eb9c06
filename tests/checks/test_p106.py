"""P106: text that no one can see."""

from __future__ import annotations

from pypdf.generic import NameObject, RectangleObject

import pdfs
from pdfs import BOX, LETTER, LINE, SECRET

CODE = "P106"


def _crop(writer):
    writer.pages[0].cropbox = RectangleObject((0, 200, 400, 300))


def _tiles(words: str):
    """A tiling pattern that writes (ISO 32000-2, 8.7.3)."""

    def resources(writer):
        made = pdfs.form(writer, f"BT /F1 12 Tf 2 10 Td ({words}) Tj ET\n", (0, 0, 160, 30))
        made.get_object().update(
            pdfs.dictionary(Type="/Pattern", PatternType=1, PaintType=1, TilingType=1)
        )
        made.get_object().update(pdfs.dictionary(XStep=160, YStep=30))
        del made.get_object()["/Subtype"]
        return {"/Pattern": pdfs.dictionary(W=made)}

    return resources


def _glyph(words: str):
    """A font of Type 3 with one glyph that writes (ISO 32000-2, 9.6.4)."""

    def resources(writer):
        drawn = f"200 0 0 0 200 20 d1 BT /F1 12 Tf 0 0 Td ({words}) Tj ET\n"
        plain = pdfs.font(writer, "Helvetica")
        made = pdfs.dictionary(
            Type="/Font",
            Subtype="/Type3",
            FontBBox=[0, 0, 200, 20],
            FontMatrix=[0.01, 0, 0, 0.01, 0, 0],
            CharProcs=pdfs.dictionary(w=writer._add_object(pdfs.stream(drawn))),
            Encoding=pdfs.dictionary(Type="/Encoding", Differences=[65, "/w"]),
            FirstChar=65,
            LastChar=65,
            Widths=[200],
            Resources=pdfs.dictionary(Font=pdfs.dictionary(F1=plain)),
        )
        fonts = pdfs.dictionary(F1=plain, F3=writer._add_object(made))
        return {"/Font": fonts}

    return resources


_FILL = "/Pattern cs /W scn 40 30 160 30 re f\n"
_SET = "BT /F3 100 Tf 40 60 Td (A) Tj ET\n"


def _mask(words: str):
    """A soft mask that is made from words (ISO 32000-2, 11.6.5.2)."""

    def resources(writer):
        made = pdfs.form(writer, f"1 g BT /F1 12 Tf 40 150 Td ({words}) Tj ET\n")
        made.get_object()[NameObject("/Group")] = pdfs.dictionary(
            S="/Transparency", CS="/DeviceGray"
        )
        mask = pdfs.dictionary(Type="/Mask", S="/Luminosity", G=made)
        return {"/ExtGState": pdfs.dictionary(M=pdfs.dictionary(SMask=mask))}

    return resources


def _deep(words: str):
    """A pattern that draws a form in a form in a form in a form that writes."""

    def resources(writer):
        made = pdfs.form(writer, f"BT /F1 12 Tf 2 10 Td ({words}) Tj ET\n")
        for _ in range(4):
            inner, made = made, pdfs.form(writer, "/X Do\n")
            made.get_object()["/Resources"][NameObject("/XObject")] = pdfs.dictionary(X=inner)
        tiles = _tiles("and enclose it")(writer)
        pattern = tiles["/Pattern"]["/W"].get_object()
        pattern["/Resources"][NameObject("/XObject")] = pdfs.dictionary(X=made)
        pattern.set_data(b"/X Do\n")
        return tiles

    return resources


def _ink(tile: str, side: float = 20):
    """A tiling pattern to write in."""

    def resources(writer):
        made = pdfs.stream(
            tile,
            Type="/Pattern",
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=[0, 0, side, side],
            XStep=side,
            YStep=side,
            Resources=pdfs.dictionary(),
        )
        return {"/Pattern": pdfs.dictionary(W=writer._add_object(made))}

    return resources


def _stamp(colour: str, box: tuple[float, ...] = (20, 20, 200, 40)):
    """A change that adds a stamp which writes in this colour."""
    words = f"{colour} BT /F1 10 Tf 2 4 Td ({SECRET} Agatha) Tj ET\n"

    def change(writer):
        pdfs.annotate("Stamp", (20, 20, 200, 40), words)(writer)
        note = writer.pages[0]["/Annots"][0].get_object()
        note[NameObject("/Rect")] = pdfs.value(list(box))

    return change


def _flat(writer):
    """A form whose matrix leaves nothing of it."""
    made = pdfs.form(writer, LINE)
    made.get_object().update(pdfs.dictionary(Matrix=[0, 0, 0, 0, 0, 0]))
    return {"/XObject": pdfs.dictionary(X=made)}


def _shade(first: float, last: float):
    """A shading to write in."""

    def resources(writer):
        tint = pdfs.dictionary(FunctionType=2, Domain=[0, 1], C0=[first], C1=[last], N=1)
        shading = pdfs.dictionary(
            ShadingType=2, ColorSpace="/DeviceGray", Coords=[0, 0, 400, 0], Function=tint
        )
        return {"/Pattern": pdfs.dictionary(W=pdfs.dictionary(PatternType=2, Shading=shading))}

    return resources


_WRITE = "/Pattern cs /W scn\n" + LINE

LEAKING = {
    "in white in a stamp": lambda: pdfs.letter(change=_stamp("1 g")),
    "in a stamp that lies off the page": lambda: pdfs.letter(
        change=_stamp("0 g", (900, 20, 1080, 40))
    ),
    "in a font of no size": lambda: pdfs.letter(LINE.replace("/F1 12 Tf", "/F1 0 Tf")),
    "of no width": lambda: pdfs.letter(LINE.replace("/F1 12 Tf", "0 Tz /F1 12 Tf")),
    "in a form of no size": lambda: pdfs.letter("/X Do\n", resources=_flat),
    "in a mask": lambda: pdfs.letter(
        "q /M gs 1 g 0 0 400 300 re f Q\n", resources=_mask(f"Complaint by {SECRET}")
    ),
    "in a mask that is not used": lambda: pdfs.letter(resources=_mask(f"Complaint by {SECRET}")),
    "in a form deep in a pattern": lambda: pdfs.letter(_FILL, resources=_deep(SECRET)),
    "written with a white pattern": lambda: pdfs.letter(
        _WRITE, resources=_ink("1 g 0 0 20 20 re f")
    ),
    "written with an empty pattern": lambda: pdfs.letter(_WRITE, resources=_ink("0 0 m")),
    "written with a pattern of few dots": lambda: pdfs.letter(
        _WRITE, resources=_ink("0 g 0 0 1 1 re f", 60)
    ),
    "written with a black pattern on black": lambda: pdfs.letter(
        BOX + _WRITE, resources=_ink("0 g 0 0 20 20 re f")
    ),
    "written with a white shading": lambda: pdfs.letter(_WRITE, resources=_shade(1.0, 1.0)),
    "in a pattern under a box": lambda: pdfs.letter(
        _FILL + "0 g 36 26 200 40 re f\n", resources=_tiles(f"Complaint by {SECRET}")
    ),
    "in a glyph under a box": lambda: pdfs.letter(
        _SET + "0 g 36 50 300 30 re f\n", resources=_glyph(f"Complaint by {SECRET}")
    ),
    "white on white": lambda: pdfs.letter("1 g\n" + LINE),
    "nearly white on white": lambda: pdfs.letter("0.98 g\n" + LINE),
    "black on black": lambda: pdfs.letter(BOX + "0 g\n" + LINE),
    "without colour": lambda: pdfs.letter(
        "/G gs\n" + LINE,
        resources=lambda writer: {"/ExtGState": pdfs.dictionary(G=pdfs.dictionary(ca=0.0))},
    ),
    "half a point": lambda: pdfs.letter(LINE.replace("/F1 12 Tf", "/F1 0.5 Tf")),
    "scaled to half a point": lambda: pdfs.letter(
        "q 0.04 0 0 0.04 40 100 cm\n" + LINE.replace("40 150 Td", "0 0 Td") + "Q\n"
    ),
    "right of the page": lambda: pdfs.letter(LINE.replace("40 150", "450 150")),
    "below the page": lambda: pdfs.letter(LINE.replace("40 150", "40 -50")),
    "outside the crop box": lambda: pdfs.letter(LINE, change=_crop),
    "outside the clip": lambda: pdfs.letter("q 300 10 20 20 re W n\n" + LINE + "Q\n"),
    "invisible over nothing": lambda: pdfs.letter(LINE.replace("BT", "BT 3 Tr")),
    "in a form": lambda: pdfs.letter(
        "/X Do\n",
        resources=lambda writer: {"/XObject": pdfs.dictionary(X=pdfs.form(writer, "1 g\n" + LINE))},
    ),
}

CLEAN = {
    "in black in a stamp": lambda: pdfs.letter(change=_stamp("0 g")),
    "a stamp over words of its own": lambda: pdfs.letter(LINE, change=_stamp("0 g")),
    "nothing is written": lambda: pdfs.letter("BT /F1 12 Tf 40 150 Td () Tj ( ) Tj [] TJ ET\n"),
    "written with a black pattern": lambda: pdfs.letter(
        _WRITE, resources=_ink("0 g 0 0 20 20 re f")
    ),
    "written with a striped pattern": lambda: pdfs.letter(
        _WRITE, resources=_ink("0 g 0 0 2 3 re f", 3)
    ),
    "written with a grey shading": lambda: pdfs.letter(_WRITE, resources=_shade(0.0, 0.5)),
    "a mask that is made from the page's words": lambda: pdfs.letter(
        "q /M gs 0.5 g 0 0 400 100 re f Q\n", resources=_mask("Dear applicant")
    ),
    "a pattern behind words": lambda: pdfs.letter(
        "/Pattern cs /W scn 36 144 220 18 re f 0 g\n" + LINE,
        resources=_ink("0.85 g 0 0 2 2 re f", 5),
    ),
    "a pattern that repeats the page's words": lambda: pdfs.letter(
        _FILL, resources=_tiles("Dear applicant")
    ),
    "letter": lambda: pdfs.letter(LINE),
    "pale grey": lambda: pdfs.letter("0.9 g\n" + LINE),
    "small print": lambda: pdfs.letter(LINE.replace("/F1 12 Tf", "/F1 4 Tf")),
    "printer's slug": lambda: pdfs.letter(
        "BT /F1 6 Tf 40 10 Td (leaflet_v4.indd   1   12/03/2026   10:41) Tj ET\n"
        "BT /F1 6 Tf 40 4 Td (Cyan Magenta Yellow Black) Tj ET\n",
        change=lambda writer: _trim(writer),
    ),
    "mark of a program": lambda: pdfs.letter(
        "1 g BT /F1 6 Tf 40 10 Td (Created with Evaluation Version of Somepdf) Tj ET\n"
    ),
    "colours of a heading": lambda: pdfs.letter(BOX + "1 g\n" + LINE),
    "one letter over the edge": lambda: pdfs.letter(LINE.replace("40 150", "228 150")),
    "clip that holds the words": lambda: pdfs.letter("q 30 140 300 30 re W n\n" + LINE + "Q\n"),
}


def _trim(writer):
    writer.pages[0].cropbox = RectangleObject((0, 30, 400, 300))


def test_it_finds_each_leak(leaking):
    data = leaking()
    found = [one for one in pdfs.findings(data) if one.rule == CODE]
    assert found
    assert all(one.severity == "block" for one in found)
    assert SECRET not in repr(found)
    assert not any(SECRET in text for text in pdfs.facts(data).visible_text)


def test_it_leaves_honest_files_alone(clean):
    assert pdfs.findings(clean()) == ()


def test_a_name_in_a_slug_is_found():
    data = pdfs.letter(
        f"BT /F1 6 Tf 40 10 Td (leaflet.indd 1 {SECRET}) Tj ET\n", change=lambda one: _trim(one)
    )
    assert CODE in pdfs.codes(data)


def test_what_was_cropped_away_is_not_the_text_of_the_page():
    data = pdfs.pdf(LETTER + LINE, change=_crop)
    (text,) = pdfs.facts(data).visible_text
    assert "Dear applicant" in text
    assert SECRET not in text


def test_words_in_a_stamp_of_no_size_are_found():
    assert CODE in pdfs.codes(pdfs.letter(change=_stamp("0 g", (9, 9, 9, 9))))
