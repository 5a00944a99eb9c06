"""What is left out to be quick changes nothing: each shortcut against the long way."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

import pdfs
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf import ink, picture
from disclosurelog.files.pdf.canvas import Canvas
from disclosurelog.files.pdf.ink import measure
from disclosurelog.files.pdf.layers import layers
from disclosurelog.files.pdf.picture import Finish
from disclosurelog.files.pdf.scene import read_scene
from pdfs import BOX, LINE

LIMITS = ReadLimits()
_OPEN = []
PAGES = {
    "words alone": "",
    "a line": LINE,
    "a box": LINE + BOX,
    "a box elsewhere": LINE + "10 10 5 5 re f\n",
    "a rule under words": LINE + "0.5 w 40 148 m 200 148 l S\n",
    "white words": "1 g BT /F1 12 Tf 40 100 Td (white words) Tj ET 0 g\n",
    "pale words on grey": ".8 g 30 90 300 40 re f .9 g BT /F1 12 Tf 40 100 Td (pale) Tj ET 0 g\n",
    "words on words": LINE + "BT /F1 12 Tf 41 151 Td (over others) Tj ET\n",
    "coloured": "1 0 0 rg BT /F1 12 Tf 40 100 Td (red words) Tj ET 0 g\n",
}


def _page(content: str):
    document = pypdfium2.PdfDocument(pdfs.letter(content))
    page = document[0]
    canvas = Canvas(page.raw, None, LIMITS.pixels)
    _OPEN.append((document, page))  # what PDFium reads must outlive the canvas
    return canvas, read_scene(page.raw, canvas, LIMITS)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_need_not_be_drawn_without_its_words(name, monkeypatch) -> None:
    canvas, scene = _page(PAGES[name])
    groups, _ = layers(scene, LIMITS.overlaps)
    finish = Finish(canvas)
    quick = measure(canvas, scene, groups, finish=finish)
    monkeypatch.setattr(ink, "_disturbed", lambda *_: True)
    slow = measure(canvas, scene, groups, finish=finish)
    assert quick.own.sum() > 100
    for one in ("own", "seen", "contrast"):
        assert (getattr(quick, one) == getattr(slow, one)).all()


def test_where_anything_may_draw_the_page_is_drawn(monkeypatch) -> None:
    drawn = []
    real = Canvas.draw
    monkeypatch.setattr(
        Canvas, "draw", lambda *given, **more: drawn.append(1) or real(*given, **more)
    )
    for name, times in (("words alone", 1), ("a box elsewhere", 1), ("a box", 2)):
        canvas, scene = _page(PAGES[name])
        finish = Finish(canvas)
        drawn.clear()
        measure(canvas, scene, layers(scene, LIMITS.overlaps)[0], finish=finish)
        assert len(drawn) == times, name


@pytest.mark.parametrize("name", PAGES)
def test_a_place_of_several_colours_is_not_flat(name) -> None:
    canvas, scene = _page(PAGES[name])
    finish = Finish(canvas)
    boxes = np.concatenate(
        (scene.characters.boxes, [[0, 0, 5, 5], [-9, -9, 9, 9], [390, 1, 500, 9]])
    )
    told = finish.varied(boxes)
    assert told.any()
    for box, varied in zip(boxes.tolist(), told.tolist(), strict=True):
        assert not (varied and finish.flat(tuple(box)))


def test_shades_far_apart_are_told_without_putting_them_in_order(monkeypatch) -> None:
    chance = np.random.default_rng(7)
    canvas = _page("")[0]
    finish = Finish(canvas)
    for _ in range(300):
        ground, mark = chance.integers(0, 256, 2)
        shades = np.full((8, 30), ground, np.uint8)
        shades[chance.random(shades.shape) < chance.random() / 5] = mark
        quick = finish._spread(shades) < picture.SCAN_FLAT
        ordered = np.sort(shades, axis=None)
        last = len(ordered) - 1
        spread = int(ordered[round(last * 0.98)]) - int(ordered[round(last * 0.02)])
        assert quick == (spread < picture.SCAN_FLAT)
        middle = int(ordered[last // 2])
        assert finish._off_paper(shades) == (abs(middle - finish._paper()) >= picture.GROUND)


def test_luma_of_grey_and_of_colour() -> None:
    chance = np.random.default_rng(7)
    pixels = chance.integers(0, 256, (150, 9, 4)).astype(np.uint8)
    pixels[:70, :, :3] = pixels[:70, :, :1]
    wide = pixels.astype(np.uint16)
    expected = (wide[..., 0] * 29 + wide[..., 1] * 150 + wide[..., 2] * 77) >> 8
    assert (picture._luma(pixels) == expected).all()
