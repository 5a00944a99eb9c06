"""Words: what they say, where they stand, and whether a person sees them."""

from __future__ import annotations

import pytest
from pypdf.generic import NameObject, NumberObject, RectangleObject

import pdfs
from disclosurelog.files import facts as reasons
from pdfs import BOX, LETTER, LINE, SECRET


def _words(data: bytes) -> dict[str, object]:
    return {word.text: word for page in pdfs.facts(data).pages for word in page.words}


def test_words_come_in_order_with_lines():
    (text,) = pdfs.facts(pdfs.letter(LINE)).visible_text
    assert text.splitlines()[0] == "Dear applicant,"
    assert text.splitlines()[-1] == f"Complaint by {SECRET} Agatha"


def test_a_box_is_tight_and_counted_from_the_top_left():
    x0, y0, x1, y1 = _words(pdfs.letter(LINE))["Complaint"].box
    assert 40 <= x0 <= 42
    assert 300 - 150 - 10 <= y0 <= 300 - 150 - 8
    assert 300 - 150 <= y1 <= 300 - 150 + 4
    assert x1 - x0 == pytest.approx(54, abs=3)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_follow_the_turn_of_the_page(turn):
    def change(writer):
        writer.pages[0][NameObject("/Rotate")] = NumberObject(turn)

    facts = pdfs.facts(pdfs.letter(LINE + BOX, change=change))
    (page,) = facts.pages
    assert (page.width, page.height) == ((300, 400) if turn % 180 else (400, 300))
    word = next(word for word in page.words if word.text == "Dear")
    assert word.visible
    x0, y0, x1, y1 = word.box
    corner = {
        0: x0 < 50 > y0,
        90: x1 > 250 and y0 < 50,
        180: x1 > 350 and y1 > 250,
        270: x0 < 50 and y1 > 350,
    }
    assert corner[turn]
    hidden = next(word for word in page.words if word.text == SECRET)
    assert hidden.why_hidden == reasons.COVERED


def test_boxes_follow_the_crop_box():
    def change(writer):
        writer.pages[0].cropbox = RectangleObject((30, 100, 400, 300))

    plain, cropped = _words(pdfs.letter(LINE)), _words(pdfs.letter(LINE, change=change))
    assert cropped["Complaint"].box[0] == pytest.approx(plain["Complaint"].box[0] - 30, abs=0.1)
    assert cropped["Complaint"].box[1] == pytest.approx(plain["Complaint"].box[1], abs=0.1)


def test_a_word_cut_at_the_end_of_a_line_is_joined():
    data = pdfs.pdf("BT /F1 12 Tf 14 TL 40 200 Td (We hold infor-) Tj T* (mation on this.) Tj ET")
    (text,) = pdfs.facts(data).visible_text
    assert "information on this." in text


def test_sizes_are_as_drawn():
    word = _words(pdfs.letter("q 2 0 0 2 0 0 cm\n" + LINE.replace("40 150", "20 50") + "Q\n"))
    assert word["Complaint"].size == pytest.approx(24, abs=0.1)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: pdfs.letter(LINE + BOX), reasons.COVERED),
        (lambda: pdfs.letter("1 g " + LINE), reasons.COLOUR),
        (lambda: pdfs.letter(LINE.replace("12 Tf", "0.4 Tf")), reasons.TINY),
        (lambda: pdfs.letter(LINE.replace("40 150", "900 150")), reasons.OFF_PAGE),
        (lambda: pdfs.letter("q 0 0 9 9 re W n\n" + LINE + "Q\n"), reasons.CLIPPED),
        (lambda: pdfs.letter(LINE.replace("BT", "BT 3 Tr")), reasons.INVISIBLE),
    ],
)
def test_the_reason_is_told(data, why):
    word = _words(data())[SECRET]
    assert (word.visible, word.why_hidden, word.hidden) == (False, why, len(SECRET))


def test_hidden_words_never_reach_visible_text():
    everything = pdfs.letter(LINE + BOX + "1 g BT /F1 9 Tf 40 50 Td (Hidden words) Tj ET\n")
    facts = pdfs.facts(everything)
    assert facts.visible_text == (pdfs.facts(pdfs.pdf(LETTER)).visible_text[0],)


def test_glyphs_without_a_meaning_count_as_words():
    def nameless(writer):
        made = pdfs.dictionary(
            Type="/Font",
            Subtype="/Type1",
            BaseFont="/Helvetica",
            Encoding=pdfs.dictionary(Differences=[65, "/g65", "/g66", "/g67"]),
        )
        return {"/Font": pdfs.dictionary(F1=pdfs.font(writer, "Helvetica"), F9=made)}

    data = pdfs.letter(LINE + BOX, resources=nameless)
    assert SECRET not in "".join(pdfs.facts(data).visible_text)


def test_text_that_clips_a_picture_is_seen():
    def resources(writer):
        return {"/XObject": pdfs.dictionary(P=pdfs.picture(writer, bytes(16), 4, 4))}

    data = pdfs.letter(
        f"q BT 7 Tr /F1 24 Tf 40 100 Td ({SECRET}) Tj ET 300 0 0 40 40 90 cm /P Do Q\n",
        resources=resources,
    )
    assert SECRET in pdfs.facts(data).visible_text[0]
