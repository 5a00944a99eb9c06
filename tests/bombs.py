"""Files that are made to break whoever reads them, each written as small as it can be.

Every maker writes one file. None is kept in the repository: the largest has two gigabytes.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter

from pdfs import letter

#: A page that shows the contents of object 4.
_PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>/Contents 4 0 R>>"


def assemble(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, object 1 its catalogue, with a table that finds them."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    size = max(objects) + 1
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
    for number in range(1, size):
        if number in places:
            out.write(b"%010d 00000 n \n" % places[number])
        else:
            out.write(b"0000000000 00000 f \n")
    out.write(b"trailer\n<</Size %d/Root 1 0 R%s>>\n" % (size, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries, data)


def one_page(contents: bytes, *, page: bytes = _PAGE, **more: bytes) -> bytes:
    """A file of one page. `more` gives further objects as `o5=...`."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: page,
        4: contents,
    }
    objects.update({int(name[1:]): body for name, body in more.items()})
    return assemble(objects)


def _deflated(size: int, unit: bytes = b" ") -> bytes:
    """This many bytes of the unit, deflated, in no time: one piece of a megabyte, repeated.

    A piece that ends in a full flush stands for itself (RFC 1951); the checksum of the whole
    follows from that of a piece (RFC 1950, section 9).
    """
    block = unit * ((1 << 20) // len(unit))
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = deflate.compress(block) + deflate.flush(zlib.Z_FULL_FLUSH)
    high, low = divmod(zlib.adler32(block, 0), 1 << 16)
    first, second = 1, 0
    for _ in range(size >> 20):
        second = (second + len(block) * first + high) % 65521
        first = (first + low) % 65521
    return b"".join(
        (b"\x78\xda", piece * (size >> 20), b"\x03\x00", (second << 16 | first).to_bytes(4))
    )


def swelling() -> bytes:
    """A page whose contents are 4 GB of blanks, deflated twice: some 20 kB of file."""
    twice = zlib.compress(_deflated(4 << 30), 9)
    return one_page(stream(twice, b"/Filter[/FlateDecode/FlateDecode]"))


def drawing() -> bytes:
    """A page whose contents are 50 million strokes, deflated."""
    return one_page(stream(_deflated(1 << 29, b"0 0 m 9 9 l S\n  "), b"/Filter/FlateDecode"))


def poster() -> bytes:
    """A page with one picture of 60,000 by 60,000 pixels, all of one colour."""
    page = _PAGE.replace(b"<<>>", b"<</XObject<</P 5 0 R>>>>")
    entries = (
        b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8/Filter[/FlateDecode/FlateDecode]"
    )
    picture = stream(zlib.compress(_deflated(3_600_000_000, b"\0"), 9), entries)
    return one_page(stream(b"q 400 0 0 300 0 0 cm /P Do Q"), page=page, o5=picture)


def pages(count: int = 100_000) -> bytes:
    """A file of very many small pages."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
    }
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    return assemble(objects | dict.fromkeys(range(3, count + 3), page))


def page_often(count: int = 100_000) -> bytes:
    """A file that names one page very many times."""
    kids = b"3 0 R " * count
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        }
    )


def tree_in_itself() -> bytes:
    """A page tree that is its own branch."""
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>",
        }
    )


def form_in_itself() -> bytes:
    """A form that draws itself."""
    page = _PAGE.replace(b"<<>>", b"<</XObject<</X 5 0 R>>>>")
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</XObject<</X 5 0 R>>>>"
    return one_page(stream(b"/X Do"), page=page, o5=stream(b"/X Do /X Do", entries))


def forms_in_forms(depth: int = 40) -> bytes:
    """Forms in forms, each drawn twice by the next: 2 to the 40th drawings."""
    page = _PAGE.replace(b"<<>>", b"<</XObject<</X 5 0 R>>>>")
    more = {}
    for number in range(5, 5 + depth):
        entries = (
            b"/Type/XObject/Subtype/Form/BBox[0 0 400 300]"
            b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1)
        )
        more[f"o{number}"] = stream(b"/X Do /X Do", entries)
    last = stream(b"0 0 9 9 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 400 300]")
    more[f"o{5 + depth}"] = last
    return one_page(stream(b"/X Do"), page=page, **more)


def brackets(depth: int = 100_000) -> bytes:
    """Arrays in arrays, deeper than any reader can climb."""
    page = _PAGE.replace(b"/Contents", b"/Deep 5 0 R/Contents")
    return one_page(stream(b""), page=page, o5=b"[" * depth + b"]" * depth)


def outline_in_itself() -> bytes:
    """An outline whose entry is its own next and its own child."""
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]>>",
            5: b"<</Type/Outlines/First 6 0 R/Last 6 0 R/Count 1>>",
            6: b"<</Title(Contents)/Parent 6 0 R/Next 6 0 R/First 6 0 R/Last 6 0 R/Count 1>>",
        }
    )


def table_in_itself() -> bytes:
    """A cross-reference table whose previous one is itself."""
    data = one_page(stream(b""))
    start = data.rindex(b"startxref\n") + len(b"startxref\n")
    place = int(data[start:].split()[0])
    return data.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % place)


def table_astray() -> bytes:
    """A cross-reference table whose every place is wrong."""
    data = letter()
    head, mark, table = data.rpartition(b"\nxref\n")
    lines = [
        b"%010d" % (int(line[:10]) + 7) + line[10:] if line.endswith(b" n ") else line
        for line in table.split(b"\n")
    ]
    return head + mark + b"\n".join(lines)


def table_gone() -> bytes:
    """No cross-reference table, and nothing that says where it would be."""
    data = letter()
    return data[: data.rindex(b"\nxref\n")] + b"\n%%EOF\n"


def encrypted() -> bytes:
    """Encrypted, and open to everybody: the password is empty."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(letter())))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def without_pages() -> bytes:
    """A whole file with no page in it."""
    return assemble({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"})


def characters(count: int = 400_000) -> bytes:
    """A page with very many letters."""
    page = _PAGE.replace(
        b"<<>>", b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    )
    line = b"(" + b"word " * 20 + b") Tj 0 -1 Td\n"
    text = b"BT /F1 1 Tf 9 290 Td\n" + line * (count // 100) + b"ET"
    return one_page(stream(zlib.compress(text, 9), b"/Filter/FlateDecode"), page=page)


#: Makers by name.
BOMBS: dict[str, Callable[[], bytes]] = {
    "swelling": swelling,
    "drawing": drawing,
    "poster": poster,
    "pages": pages,
    "page-often": page_often,
    "characters": characters,
    "tree-in-itself": tree_in_itself,
    "form-in-itself": form_in_itself,
    "forms-in-forms": forms_in_forms,
    "brackets": brackets,
    "outline-in-itself": outline_in_itself,
    "table-in-itself": table_in_itself,
    "table-astray": table_astray,
    "table-gone": table_gone,
    "encrypted": encrypted,
    "without-pages": without_pages,
}


def sparse(path: Path, size: int = 2 << 30) -> None:
    """A file of two gigabytes that takes no room on the disk."""
    with path.open("wb") as file:
        file.write(letter())
        file.truncate(size)
