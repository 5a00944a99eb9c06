"""What a safe copy is: its words, tags, pictures, kept pages, and the same bytes every time."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import NameObject, TextStringObject

import copies
import pdfs
from disclosurelog.cli.flatten import pages_of
from disclosurelog.errors import CannotRun
from disclosurelog.files import Unreadable
from disclosurelog.files.flat.jpeg import bare_jpeg
from disclosurelog.files.flat.wish import spelt
from pdfs import BOX, LETTER, LINE, SECRET

THREE = (LETTER, LETTER + LINE + BOX, LETTER)


def test_the_same_file_gives_the_same_bytes():
    data = pdfs.pdf(
        *THREE, change=pdfs.annotate("Square", (10, 10, 60, 60), "1 0 0 rg 0 0 9 9 re f")
    )
    assert copies.copied(data).data == copies.copied(data).data
    data = pdfs.pdf(*THREE)
    assert copies.copied(data, pages=(2,)).data == copies.copied(data, pages=(2,)).data


def test_a_copy_of_a_copy_still_reads_the_same():
    once = copies.copied(pdfs.pdf(*THREE)).data
    twice = copies.copied(once).data
    assert pdfs.facts(twice).visible_text == pdfs.facts(once).visible_text


def test_it_is_tagged_and_says_its_language_and_title():
    made = copies.copied(pdfs.letter(), title="Our answer \u2013 café", language="cy").data
    facts = pdfs.facts(made)
    assert facts.tagged
    assert facts.language == "cy"
    reader = PdfReader(io.BytesIO(made))
    assert reader.metadata == {"/Title": "Our answer \u2013 café"}
    root = reader.root_object
    assert "/Metadata" not in root
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    (document,) = [root["/StructTreeRoot"]["/K"].get_object()]
    assert document["/S"] == "/Document"
    assert {one.get_object()["/S"] for one in document["/K"]} == {"/P"}
    assert "/ID" not in reader.trailer


def test_without_a_title_there_are_no_properties_at_all():
    made = copies.copied(pdfs.letter(change=pdfs.info(Title=SECRET, Author=SECRET))).data
    reader = PdfReader(io.BytesIO(made))
    assert "/Info" not in reader.trailer
    assert not copies.holds(made, SECRET)


def test_each_word_lies_where_it_is_seen():
    before = pdfs.facts(pdfs.letter(LINE)).pages[0].words
    after = pdfs.facts(copies.copied(pdfs.letter(LINE)).data).pages[0].words
    assert [word.text for word in after] == [word.text for word in before]
    assert all(word.mode == 3 for word in after)
    for one, other in zip(before, after, strict=True):
        assert abs(one.box[0] - other.box[0]) < 0.5
        assert abs(one.box[2] - other.box[2]) < 0.5
        assert other.box[1] <= one.box[1] + 0.5
        assert one.box[3] - 0.5 <= other.box[3]


def test_a_line_broken_by_a_hyphen_goes_on():
    data = pdfs.pdf("BT /F1 12 Tf 40 260 Td (We enclose the infor-) Tj 0 -14 Td (mation.) Tj ET")
    assert "information" in pdfs.facts(data).visible_text[0]
    assert pdfs.facts(copies.copied(data).data).visible_text == pdfs.facts(data).visible_text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_stands_as_it_is_seen(turn):
    def change(writer):
        writer.pages[0].rotate(turn)

    data = pdfs.letter(LINE, change=change)
    made = copies.copied(data).data
    assert sorted(pdfs.facts(made).visible_text[0].split()) == sorted(
        pdfs.facts(data).visible_text[0].split()
    )
    assert copies.gap(copies.picture(data), copies.picture(made)) < 40


def test_words_too_pale_for_the_layer_are_left_out_of_it_and_still_seen():
    data = pdfs.letter("0.85 g\n" + LINE)
    assert SECRET in pdfs.facts(data).visible_text[0]
    made = copies.copied(data).data
    facts = pdfs.facts(made)
    assert pdfs.codes(made) == set()
    assert "enclose" in facts.visible_text[0]
    assert SECRET not in facts.visible_text[0]
    assert copies.gap(copies.picture(data), copies.picture(made)) < 40


def test_annotations_and_forms_that_show_are_drawn():
    stamp = pdfs.annotate("Stamp", (100, 40, 200, 80), "1 0 0 rg 0 0 100 40 re f")
    made = copies.copied(pdfs.letter(change=stamp)).data
    red = copies.picture(made)[300 - 60, 150]
    assert red[2] > 200 > 60 > red[0]
    assert pdfs.facts(made).annotations == ()


def test_sizes_are_sane():
    page = pdfs.report(_full_page, size=(595, 842))
    assert len(copies.copied(page).data) < 150_000
    scan = pdfs.scanned(LETTER + LINE, LETTER + LINE)
    assert len(copies.copied(scan).data) < 150_000


def _full_page(made):
    made.setFont("Times-Roman", 11)
    for line in range(55):
        made.drawString(60, 790 - 13 * line, "The quick brown fox jumps over a lazy dog. " * 2)
    made.setFillColorRGB(0.1, 0.2, 0.5)
    made.drawString(60, 40, "Aldermoor Constabulary")


class TestKeptPages:
    def test_a_page_that_is_kept_keeps_its_words_as_words(self):
        made = copies.copied(pdfs.pdf(*THREE), pages=(2,))
        facts = pdfs.facts(made.data)
        assert made.drawn == (2,)
        assert {word.mode for word in facts.pages[0].words} == {0}
        assert {word.mode for word in facts.pages[1].words} == {3}
        assert facts.visible_text[0] == facts.visible_text[2]
        assert pdfs.codes(made.data) == set()
        assert not copies.holds(made.data, SECRET)
        assert facts.tagged

    def test_nothing_of_the_file_comes_with_it(self):
        def change(writer):
            page = writer.pages[0]
            page[NameObject("/PieceInfo")] = pdfs.dictionary(X=pdfs.dictionary(Private=SECRET))
            page[NameObject("/Metadata")] = writer._add_object(pdfs.xmp_stream(SECRET))
            page["/Resources"][NameObject("/XObject")] = pdfs.dictionary(
                Unused=pdfs.form(writer, LINE)
            )
            page["/Resources"]["/Font"]["/F1"][NameObject("/Note")] = TextStringObject(SECRET)
            writer.add_outline_item(title=SECRET, page_number=0)
            writer.add_attachment("a.txt", SECRET.encode())

        marked = f"/Span <</ActualText ({SECRET})>> BDC\n% {SECRET}\n{LETTER}EMC\n"
        data = pdfs.pdf(marked, LETTER, change=change)
        assert copies.holds(data, SECRET)
        made = copies.copied(data, pages=(2,)).data
        assert not copies.holds(made, SECRET)
        assert pdfs.codes(made) == set()
        assert copies.gap(copies.picture(data), copies.picture(made)) < 2

    def test_it_is_drawn_with_all_that_drawing_needs(self):
        data = pdfs.pdf(
            LETTER + "q /G gs /X Do Q /Pattern cs /P scn 200 50 60 60 re f q 50 0 0 50 40 20 cm "
            "/I Do Q BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\x80\xff\x40 EI\n",
            LETTER,
            resources=_rich,
        )
        made = copies.copied(data, pages=(2,)).data
        assert copies.gap(copies.picture(data), copies.picture(made)) < 2

    @pytest.mark.parametrize(
        ("content", "change", "why"),
        [
            (LINE + BOX, None, "words that can't be seen"),
            ("", pdfs.annotate("Text", (10, 10, 30, 30), Contents=SECRET), "annotations"),
            ("/OC /L BDC EMC\n", None, "layers"),
        ],
    )
    def test_a_page_that_can_not_be_kept_is_named_with_the_command_that_helps(
        self, content, change, why
    ):
        data = pdfs.pdf(LETTER + content, LETTER, LETTER, change=change)
        with pytest.raises(Unreadable, match=why) as refusal:
            copies.copied(data, pages=(2,))
        assert "page 1" in refusal.value.what
        assert "--pages 1-2" in refusal.value.remedy
        assert pdfs.codes(copies.copied(data, pages=(1, 2)).data) == set()

    def test_a_page_that_is_not_there(self):
        with pytest.raises(Unreadable, match="no page 9: the file has 3 pages"):
            copies.copied(pdfs.pdf(*THREE), pages=(2, 9))


def _rich(writer):
    pattern = writer._add_object(
        pdfs.stream(
            "0 0 1 rg 0 0 5 5 re f",
            PatternType=1,
            PaintType=1,
            TilingType=1,
            BBox=[0, 0, 10, 10],
            XStep=10,
            YStep=10,
            Resources=pdfs.dictionary(),
        )
    )
    soft = pdfs.picture(writer, bytes(range(0, 256, 16)), 4, 4)
    shown = pdfs.picture(writer, bytes(range(255, 0, -16)), 4, 4, SMask=soft)
    return {
        "/XObject": pdfs.dictionary(
            X=pdfs.form(writer, "1 0 0 rg 300 20 40 40 re f\n" + LINE), I=shown
        ),
        "/Pattern": pdfs.dictionary(P=pattern),
        "/ExtGState": pdfs.dictionary(G=pdfs.dictionary(ca=0.5)),
    }


def test_a_jpeg_is_left_with_its_picture():
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET
    Image.linear_gradient("L").save(out, "JPEG", exif=exif, comment=SECRET.encode())
    data = out.getvalue() + SECRET.encode()
    assert data.count(SECRET.encode()) == 3
    bare = bare_jpeg(data)
    assert SECRET.encode() not in bare
    with Image.open(io.BytesIO(bare)) as one, Image.open(io.BytesIO(data)) as other:
        assert one.tobytes() == other.tobytes()


@given(st.binary(max_size=300))
def test_what_is_no_jpeg_is_left_alone_or_grows_no_larger(data):
    for one in (data, b"\xff\xd8" + data, b"\xff\xd8\xff\xe1" + data):
        assert len(bare_jpeg(one)) <= len(one)


@given(st.sets(st.integers(1, 200), min_size=1))
def test_pages_are_spelt_as_they_are_read(pages):
    assert pages_of(spelt(sorted(pages))) == tuple(sorted(pages))


def test_pages_by_hand():
    assert pages_of("3, 7-9,8") == (3, 7, 8, 9)
    for wrong in ("", "0", "3-1", "a", "1,,2", "-3", "1-", "999999"):
        with pytest.raises(CannotRun):
            pages_of(wrong)
