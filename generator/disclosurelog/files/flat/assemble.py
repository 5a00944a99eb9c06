"""A new PDF put together from redrawn pages and pages that were kept. Nothing else goes in."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from disclosurelog.files.facts import Word
from disclosurelog.files.flat.encode import CCITT, FLATE, JPEG, PREDICTED, Encoded
from disclosurelog.files.flat.glyphless import (
    ADVANCE,
    ASCENT,
    DESCENT,
    Letters,
    font_program,
)
from disclosurelog.files.flat.kept import Keeper, KeptPage, NotKeepableError
from disclosurelog.files.flat.lettering import legible, lettering, paragraphs


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as a picture, with the words to lay over it. Sizes in points."""

    width: float
    height: float
    picture: Encoded
    words: tuple[Word, ...]


def assemble(
    pages: Sequence[DrawnPage | KeptPage], keeper: Keeper, title: str, language: str
) -> bytes:
    """Write the pages as a tagged PDF 1.7. The same pages always give the same bytes.

    Args:
        pages: In order.
        keeper: The file that the kept pages come from.
        title: The only metadatum; "" for none.
        language: Of the text, as BCP 47 names it.
    """
    return _Assembly(keeper, title, language).write(pages)


class _Assembly:
    def __init__(self, keeper: Keeper, title: str, language: str) -> None:
        self._writer = PdfWriter()
        self._writer.pdf_header = "%PDF-1.7"
        self._writer.metadata = {"/Title": title} if title else None
        self._keeper = keeper
        self._title, self._language = title, language
        self._tags: list[IndirectObject] = []
        self._parents = ArrayObject()
        self._font: IndirectObject | None = None

    def write(self, pages: Sequence[DrawnPage | KeptPage]) -> bytes:
        texts = [page.words for page in pages if isinstance(page, DrawnPage)]
        letters = Letters([*(legible(one) for words in texts for one in words), " "])
        if any(texts):
            self._font = self._add(_font(self._add, letters))
        tree, body = self._add(DictionaryObject()), self._add(DictionaryObject())
        for number, page in enumerate(pages):
            if isinstance(page, DrawnPage):
                self._drawn(number, page, letters, body)
            else:
                self._kept(number, page, body)
        self._catalogue(tree, body)
        out = io.BytesIO()
        self._writer.write(out)
        return out.getvalue()

    def _add(self, one: PdfObject) -> IndirectObject:
        return self._writer._add_object(one)

    def _drawn(self, number: int, page: DrawnPage, letters: Letters, body: IndirectObject) -> None:
        made = self._writer.add_blank_page(page.width, page.height)
        fonts = {"F0": self._font} if page.words else {}
        picture = self._add(_picture(page.picture))
        made[NameObject("/Resources")] = values(
            XObject=values(Im0=picture), **({"Font": values(**fonts)} if fonts else {})
        )
        blocks = paragraphs(page.words)
        draw = b"/Artifact BMC\nq %s 0 0 %s 0 0 cm /Im0 Do Q\nEMC\n" % (
            _number(page.width),
            _number(page.height),
        )
        content = draw + lettering(blocks, page.height, letters)
        made[NameObject("/Contents")] = self._add(stream(content))
        self._tag(number, made, len(blocks), body, made.indirect_reference)

    def _kept(self, number: int, page: KeptPage, body: IndirectObject) -> None:
        width, height = page.width, page.height
        made = self._writer.add_blank_page(width, height)
        try:
            entries = self._keeper.copied(page, self._add)
        except NotKeepableError as error:
            raise NotKeepableError(page.number, *error.args) from None
        except MemoryError:
            raise
        except Exception as error:  # whatever the library raises for what is broken in a page
            raise NotKeepableError(page.number, "its structure is broken") from error
        for key, value in entries.items():
            made[NameObject(key)] = value
        self._tag(number, made, 1, body, made.indirect_reference)

    def _tag(self, number: int, page: Any, count: int, body: Any, reference: Any) -> None:
        """Tags of a page: a paragraph for each marked piece (ISO 32000-2, 14.7)."""
        made = [
            self._add(values(Type="/StructElem", S="/P", P=body, Pg=reference, K=piece))
            for piece in range(count)
        ]
        self._tags += made
        self._parents += [NumberObject(number), self._add(ArrayObject(made))]
        page[NameObject("/StructParents")] = NumberObject(number)
        page[NameObject("/Tabs")] = NameObject("/S")

    def _catalogue(self, tree: IndirectObject, body: IndirectObject) -> None:
        _fill(body, values(Type="/StructElem", S="/Document", P=tree, K=ArrayObject(self._tags)))
        root = values(Type="/StructTreeRoot", K=body, ParentTree=values(Nums=self._parents))
        _fill(tree, root)
        catalogue = self._writer.root_object
        catalogue.update(
            values(
                MarkInfo=values(Marked=True),
                StructTreeRoot=tree,
                Lang=TextStringObject(self._language),
                ViewerPreferences=values(DisplayDocTitle=bool(self._title)),
            )
        )


def _fill(place: IndirectObject, content: DictionaryObject) -> None:
    made = place.get_object()
    assert isinstance(made, DictionaryObject)
    made.update(content)


def _font(add: Any, letters: Letters) -> DictionaryObject:
    """The composite font of words that are not drawn (ISO 32000-2, 9.7)."""
    program = font_program()
    descriptor = values(
        Type="/FontDescriptor",
        FontName="/GlyphLess",
        Flags=5,
        FontBBox=ArrayObject([NumberObject(one) for one in (0, DESCENT, ADVANCE, ASCENT)]),
        ItalicAngle=0,
        Ascent=ASCENT,
        Descent=DESCENT,
        CapHeight=ASCENT,
        StemV=80,
        FontFile2=add(stream(program, Length1=len(program))),
    )
    glyphs = b"\0\0" + b"\0\1" * len(letters)
    descendant = values(
        Type="/Font",
        Subtype="/CIDFontType2",
        BaseFont="/GlyphLess",
        CIDSystemInfo=values(
            Registry=TextStringObject("Adobe"), Ordering=TextStringObject("Identity"), Supplement=0
        ),
        FontDescriptor=add(descriptor),
        DW=ADVANCE,
        CIDToGIDMap=add(stream(glyphs)),
    )
    return values(
        Type="/Font",
        Subtype="/Type0",
        BaseFont="/GlyphLess",
        Encoding="/Identity-H",
        DescendantFonts=ArrayObject([add(descendant)]),
        ToUnicode=add(stream(letters.to_unicode())),
    )


def _picture(one: Encoded) -> StreamObject:
    made = StreamObject()
    made._data = one.data
    made.update(
        values(
            Type="/XObject",
            Subtype="/Image",
            Width=one.columns,
            Height=one.rows,
            ColorSpace=_colours(one),
            BitsPerComponent=one.bits,
            **_DECODING[one.filter](one),
        )
    )
    return made


def _colours(one: Encoded) -> PdfObject:
    plain = NameObject(f"/Device{one.colours}")
    if not one.palette:
        return plain
    last = NumberObject(len(one.palette) // 3 - 1)
    return ArrayObject([NameObject("/Indexed"), plain, last, ByteStringObject(one.palette)])


_DECODING: dict[str, Any] = {
    CCITT: lambda one: {
        "Filter": "/CCITTFaxDecode",
        "DecodeParms": values(K=-1, Columns=one.columns, Rows=one.rows),
    },
    FLATE: lambda one: {"Filter": "/FlateDecode"},
    PREDICTED: lambda one: {
        "Filter": "/FlateDecode",
        "DecodeParms": values(Predictor=15, Colors=3, BitsPerComponent=8, Columns=one.columns),
    },
    JPEG: lambda one: {"Filter": "/DCTDecode"},
}


def stream(content: bytes, **entries: Any) -> StreamObject:
    """A compressed stream."""
    made = StreamObject()
    made._data = zlib.compress(content, 9)
    made.update(values(Filter="/FlateDecode", **entries))
    return made


def values(**entries: Any) -> DictionaryObject:
    """A dictionary. Text with a slash is a name."""
    return DictionaryObject({NameObject(f"/{key}"): _value(one) for key, one in entries.items()})


def _value(one: Any) -> PdfObject:
    if isinstance(one, PdfObject):
        return one
    if isinstance(one, bool):
        return BooleanObject(one)
    if isinstance(one, int):
        return NumberObject(one)
    return FloatObject(one) if isinstance(one, float) else NameObject(one)


def _number(one: float) -> bytes:
    return f"{one:.4f}".rstrip("0").rstrip(".").encode()
