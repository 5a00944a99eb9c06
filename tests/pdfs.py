"""Clean PDFs, and ways to make one leak. Everything here is made up; nothing reads the clock.

A leak is a clean page plus one thing, so that a test shows what makes the difference. `SECRET` is
what leaks: no finding may ever show it, and no visible text may hold it.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen import canvas

from disclosurelog.checks.registry import run_rules
from disclosurelog.checks.rule import Finding
from disclosurelog.files import FileFacts, ReadLimits, read_facts

SECRET = "Quillfeather"
SIZE = (400, 300)

#: Honest lines of a letter, in content operators.
LETTER = (
    "BT /F1 12 Tf 40 260 Td (Dear applicant,) Tj "
    "0 -20 Td (we hold the information that you asked for and enclose it.) Tj "
    "0 -20 Td (Parts are withheld under section 40 of the Act.) Tj ET\n"
)

#: One line with the secret, its baseline at y = 150, from x = 40 to about x = 215.
LINE = f"BT /F1 12 Tf 40 150 Td (Complaint by {SECRET} Agatha) Tj ET\n"

#: A black box that holds the whole of `LINE`.
BOX = "q 0 0 0 rg 36 144 220 18 re f Q\n"


def pdf(
    *contents: str,
    resources: Callable[[PdfWriter], dict[str, DictionaryObject]] | None = None,
    change: Callable[[PdfWriter], None] | None = None,
    size: tuple[float, float] = SIZE,
) -> bytes:
    """A PDF with one page for each content stream.

    Args:
        contents: Operators, Latin-1. Font F1 is Helvetica, F2 Courier.
        resources: Gives more resources by category ("/XObject", "/ExtGState", ...).
        change: Does something to the finished writer.
        size: Of each page, in points.
    """
    writer = PdfWriter()
    writer.metadata = None
    fonts = DictionaryObject(
        {NameObject("/F1"): font(writer, "Helvetica"), NameObject("/F2"): font(writer, "Courier")}
    )
    more = resources(writer) if resources else {}
    for content in contents:
        page = writer.add_blank_page(*size)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): fonts, **{NameObject(key): one for key, one in more.items()}}
        )
        page[NameObject("/Contents")] = writer._add_object(stream(content))
    if change:
        change(writer)
    return written(writer)


def letter(extra: str = "", **more: object) -> bytes:
    """An honest letter, and whatever is drawn after it."""
    return pdf(LETTER + extra, **more)  # type: ignore[arg-type]


def font(writer: PdfWriter, name: str) -> object:
    """One of the standard fonts, with Windows' encoding."""
    return writer._add_object(
        dictionary(Type="/Font", Subtype="/Type1", BaseFont=f"/{name}", Encoding="/WinAnsiEncoding")
    )


def stream(content: str | bytes, **entries: object) -> StreamObject:
    """A stream, not compressed, with entries in its dictionary."""
    made = DecodedStreamObject()
    made.set_data(content.encode("latin-1") if isinstance(content, str) else content)
    made.update(dictionary(**entries))
    return made


def dictionary(**entries: object) -> DictionaryObject:
    """A dictionary. A string with a slash is a name; other strings are text."""
    return DictionaryObject({NameObject(f"/{key}"): value(one) for key, one in entries.items()})


def value(one: object) -> object:
    """A Python value as a PDF object."""
    if isinstance(one, bool) or not isinstance(one, (str, int, float, list, tuple)):
        return one
    if isinstance(one, str):
        return NameObject(one) if one.startswith("/") else TextStringObject(one)
    if isinstance(one, (list, tuple)):
        return ArrayObject(value(part) for part in one)
    return NumberObject(one) if isinstance(one, int) else FloatObject(one)


def form(writer: PdfWriter, content: str, box: tuple[float, ...] = (0, 0, *SIZE)) -> object:
    """A form XObject with the two fonts."""
    fonts = dictionary(F1=font(writer, "Helvetica"), F2=font(writer, "Courier"))
    return writer._add_object(
        stream(
            content,
            Type="/XObject",
            Subtype="/Form",
            BBox=list(box),
            Resources=dictionary(Font=fonts),
        )
    )


def picture(writer: PdfWriter, pixels: bytes, width: int, height: int, **entries: object) -> object:
    """A grey picture, 8 bits a pixel."""
    return writer._add_object(
        stream(
            pixels,
            Type="/XObject",
            Subtype="/Image",
            Width=width,
            Height=height,
            ColorSpace="/DeviceGray",
            BitsPerComponent=8,
            **entries,
        )
    )


def scan(content: str, *, scale: int = 3) -> tuple[bytes, int, int]:
    """A page of text as a scanner sees it: grey pixels, width and height."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(content))
    image = document[0].render(scale=scale, grayscale=True).to_numpy()
    return image.tobytes(), image.shape[1], image.shape[0]


def scanned(
    picture_of: str,
    recognised: str,
    after: str = "",
    change: Callable[[PdfWriter], None] | None = None,
) -> bytes:
    """A scan of a page with a layer of recognised words (mode 3) over it."""
    pixels, width, height = scan(picture_of)
    draw = f"q {SIZE[0]} 0 0 {SIZE[1]} 0 0 cm /Scan Do Q\n"
    words = recognised.replace("BT ", "BT 3 Tr ")
    return pdf(
        draw + words + after,
        resources=lambda writer: {
            "/XObject": dictionary(Scan=picture(writer, pixels, width, height))
        },
        change=change,
    )


def annotate(subtype: str, box: tuple[float, ...], look: str = "", **entries: object):
    """A change that adds an annotation to the first page, with an appearance if given."""

    def change(writer: PdfWriter) -> None:
        entries.setdefault("F", 4)
        note = dictionary(Type="/Annot", Subtype=f"/{subtype}", Rect=list(box), **entries)
        if look:
            made = form(writer, look, (0, 0, box[2] - box[0], box[3] - box[1]))
            note[NameObject("/AP")] = dictionary(N=made)
        page = writer.pages[0]
        known = page.get("/Annots", ArrayObject())
        known.append(writer._add_object(note))
        page[NameObject("/Annots")] = known

    return change


def info(**entries: str):
    """A change that sets entries of the Info dictionary."""
    return lambda writer: writer.add_metadata({f"/{key}": one for key, one in entries.items()})


def xmp(body: str, before: str = ""):
    """A change that gives the document an XMP packet with this inside its description."""

    def change(writer: PdfWriter) -> None:
        writer.root_object[NameObject("/Metadata")] = writer._add_object(xmp_stream(body, before))

    return change


def xmp_stream(body: str, before: str = "") -> StreamObject:
    """An XMP packet as a metadata stream."""
    packet = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/" '
        'xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" '
        'xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#" '
        f'xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#">{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )
    return stream(packet.encode(), Type="/Metadata", Subtype="/XML")


def attach(data: bytes, name: str = "notes.bin"):
    """A change that attaches a file to the document."""
    return lambda writer: writer.add_attachment(name, data)


def embedded(writer: PdfWriter, data: bytes, name: str) -> object:
    """A file specification with its embedded file."""
    inside = writer._add_object(stream(data, Type="/EmbeddedFile"))
    return writer._add_object(
        dictionary(Type="/Filespec", F=name, UF=name, EF=dictionary(F=inside))
    )


def changes(*several: Callable[[PdfWriter], None]):
    """Several changes, one after the other."""

    def change(writer: PdfWriter) -> None:
        for one in several:
            one(writer)

    return change


def written(writer: PdfWriter) -> bytes:
    """The file that a writer makes."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def edited(data: bytes, change: Callable[[PdfWriter], None], *, anew: bool = False) -> bytes:
    """A file after a change: added to its end as an update, or written anew."""
    writer = (
        PdfWriter(io.BytesIO(data), incremental=not anew)
        if not anew
        else PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    )
    change(writer)
    return written(writer)


def content(text: str):
    """A change that gives the first page another content stream."""

    def change(writer: PdfWriter) -> None:
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream(text))

    return change


def report(draw: Callable[[canvas.Canvas], None], size: tuple[float, float] = SIZE) -> bytes:
    """A page drawn by reportlab."""
    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=size, invariant=1)
    draw(made)
    made.save()
    return out.getvalue()


def facts(data: bytes, name: str = "release.pdf", limits: ReadLimits | None = None) -> FileFacts:
    """The facts of a file that is written to a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return read_facts(path, limits=limits)


def findings(data: bytes, name: str = "release.pdf") -> tuple[Finding, ...]:
    """What every rule says of a file."""
    return run_rules(facts(data, name)).findings


def codes(data: bytes, name: str = "release.pdf") -> set[str]:
    """The codes of the rules that found something."""
    return {finding.rule for finding in findings(data, name)}
