"""Sets small documents as tagged PDFs: the same input gives the same bytes, on any machine.

Only the fonts that every PDF reader has are used, and nothing is compressed: compression may give
other bytes on another machine. A box that stands for a redaction is drawn on bare paper. Nothing is
ever under it, and its width is one of three, so it says nothing about what was taken out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from samples_tags import Tags

A4, LETTER = (595.28, 841.89), (612.0, 792.0)
BOX_WIDTHS = (20 * mm, 34 * mm, 62 * mm)
LABEL_SIZE = 6.5
FONTS = {
    "letter": ("Helvetica", "Helvetica-Bold", 10.5),
    "report": ("Times-Roman", "Times-Bold", 12.0),
    "email": ("Courier", "Courier-Bold", 10.0),
}
_TOKEN = re.compile(r"\[\[(.+?)\]\]|(\*\*)|(\s+)|([^\s*\[]+|.)")


@dataclass(frozen=True, slots=True)
class Look:
    """How one document looks and what it says of itself.

    `boxes` is "black" (white label) or "white" (black label and a frame).
    """

    title: str
    body: str
    footer: str
    style: str = "letter"
    language: str = "en-GB"
    accent: str = "#1d3557"
    boxes: str = "black"
    size: tuple[float, float] = A4
    of: str = "Page {page} of {pages}"


class Sheet:
    """One document while it is set."""

    def __init__(self, look: Look, pages: int) -> None:
        self.look, self.pages, self.page = look, pages, 1
        self.out = BytesIO()
        self.canvas = Canvas(
            self.out, pagesize=look.size, pageCompression=0, invariant=1, lang=look.language
        )
        for name, value in (("Title", look.title), ("Author", look.body), ("Creator", "")):
            getattr(self.canvas, f"set{name}")(value)
        self.canvas.setSubject("Sample document")
        self.canvas.setProducer("ReportLab")
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        self.tags = Tags(self.canvas)
        self.voids: Counter[tuple[int, str]] = Counter()
        self.font, self.bold, self.text_size = FONTS[look.style]
        self.left, self.right = 24 * mm, look.size[0] - 24 * mm
        self.language = ""
        self.pen: tuple[str, float, Color] | None = None
        self._head()

    # Pages

    def _head(self) -> None:
        width, height = self.look.size
        accent = HexColor(self.look.accent)
        self.tags.artifact()
        self._ink("Helvetica-Bold", 13 if self.page == 1 else 8, accent)
        self.canvas.rect(0, height - 5 * mm, width, 5 * mm, stroke=0, fill=1)
        self.canvas.drawString(
            self.left, height - (17 if self.page == 1 else 13) * mm, self.look.body
        )
        self._foot(width)
        self.tags.end()
        self.y = height - (28 if self.page == 1 else 22) * mm

    def _foot(self, width: float) -> None:
        self._ink("Helvetica", 7.5, HexColor("#444444"))
        self.canvas.drawString(self.left, 11 * mm, encodable(self.look.footer))
        said = self.look.of.format(page=self.page, pages=self.pages)
        self.canvas.drawRightString(width - 24 * mm, 11 * mm, said)
        self.canvas.setStrokeColor(HexColor("#999999"))
        self.canvas.setLineWidth(0.4)
        self.canvas.line(self.left, 15 * mm, self.right, 15 * mm)

    def new_page(self) -> None:
        self._page_done()
        self.page += 1
        self._head()

    def _page_done(self) -> None:
        self.canvas.showPage()
        self.tags.page_done()
        self.pen = None

    def room(self, height: float) -> None:
        """Go to the next page where `height` points do not fit on this one."""
        if self.y - height < 20 * mm:
            self.new_page()

    def finish(self) -> bytes:
        self._page_done()
        self.tags.close()
        self.canvas.save()
        return self.out.getvalue()

    # Blocks

    def heading(self, text: str, level: int) -> None:
        size = (self.text_size + 6, self.text_size + 2, self.text_size)[level - 1]
        bold = "Helvetica-Bold" if self.look.style == "report" else self.bold
        gap = 0 if self.y > self.look.size[1] - 40 * mm else size * 0.6
        lines = self._lines(text, self.right - self.left, bold, bold, size)
        self.room(gap + len(lines) * size * 1.25 + 3 * size)
        self.y -= gap
        self.tags.begin(f"H{level}", **self._said_in())
        self._draw(lines, self.left, self.y, bold, size, HexColor(self.look.accent))
        self.tags.end()
        self.y -= len(lines) * size * 1.25 + size * 0.35

    def paragraph(self, text: str, bullet: bool = False, gap: float = 0.65) -> None:
        indent = 5 * mm if bullet else 0.0
        size = self.text_size
        lines = self._lines(text, self.right - self.left - indent, self.font, self.bold, size)
        self.room(len(lines) * size * 1.38)
        self.tags.begin("P", **self._said_in())
        if bullet:
            self._ink(self.font, size, black)
            self.canvas.drawString(self.left, self.y - size, "\u2022 ")
        self._draw(lines, self.left + indent, self.y, self.font, size, black, 1.38)
        self.tags.end()
        self.y -= len(lines) * size * 1.38 + size * (0.25 if bullet else gap)

    def table(self, rows: list[list[str]], columns: list[tuple[float, bool]]) -> None:
        total = sum(weight for weight, _ in columns)
        widths = [(self.right - self.left) * weight / total for weight, _ in columns]
        size = self.text_size - 1
        inside = self.tags.group("Table", **self._said_in())
        for number, row in enumerate(rows):
            bold = self.bold if number == 0 else self.font
            cells = [
                self._lines(cell, width - 12, bold, self.bold, size)
                for cell, width in zip(row, widths, strict=True)
            ]
            height = max(len(lines) for lines in cells) * size * 1.3 + 6
            before = self.page
            self.room(height + (0 if number else 3 * height))
            if self.page > before and number:
                self._rule(self.right, self.y)
            line = self.tags.group("TR", inside)
            x = self.left
            for lines, width, (_, to_right) in zip(cells, widths, columns, strict=True):
                scope = (
                    {
                        "A": pdfdoc.PDFDictionary(
                            {"O": pdfdoc.PDFName("Table"), "Scope": pdfdoc.PDFName("Column")}
                        )
                    }
                    if number == 0
                    else {}
                )
                self.tags.begin("TH" if number == 0 else "TD", line, **scope)
                edge = x + width - 6 if to_right else None
                self._draw(lines, x + 6, self.y - 2, bold, size, black, 1.3, edge)
                self.tags.end()
                x += width
            self.y -= height
            self._rule(self.right, self.y, 0.9 if number == 0 else 0.3)
        self.y -= size

    def block(self, provision: str, lines: int) -> None:
        """A box across the page, as high as some lines of text."""
        height = lines * self.text_size * 1.38
        self.room(height + 4)
        self.tags.begin("P")
        self.void(self.left, self.y - height, self.right - self.left, height, provision)
        self.tags.end()
        self.y -= height + self.text_size * 0.65

    def drawing(self, height: float, caption: str, shapes: list[list[str]]) -> None:
        """A plan. Places and sizes are in millimetres from its top left corner."""
        self.room(height * mm + 10)
        top = self.y
        self.tags.begin("Figure", Alt=caption)
        for kind, *rest in shapes:
            if kind == "line":
                x, y, x1, y1 = (float(n) * mm for n in rest[:4])
                self.canvas.setStrokeColor(black)
                self.canvas.setLineWidth(0.7)
                self.canvas.line(self.left + x, top - y, self.left + x1, top - y1)
                continue
            x, y = (float(n) * mm for n in rest[:2])
            if kind in {"rect", "void"}:
                wide, high = (float(n) * mm for n in rest[2:4])
                place = (self.left + x, top - y - high, wide, high)
                if kind == "void":
                    self.void(*place, " ".join(rest[4:]))
                    continue
                self.canvas.setStrokeColor(black)
                self.canvas.setLineWidth(0.9)
                self.canvas.rect(*place, stroke=1, fill=0)
                self._label(" ".join(rest[4:]), place[0] + wide / 2, place[1] + high / 2 - 3)
            elif kind == "dot":
                self._ink("Helvetica", 7.5, HexColor(self.look.accent))
                self.canvas.circle(self.left + x, top - y, 1.6, stroke=0, fill=1)
                self._label(" ".join(rest[2:]), self.left + x + 3 * mm, top - y - 3)
            else:
                self._label(" ".join(rest[2:]), self.left + x, top - y)
        self.tags.end()
        self.y -= height * mm + 4
        self.paragraph(caption)

    def void(self, x: float, y: float, width: float, height: float, provision: str) -> None:
        """A box with nothing under it, and the provision written on it."""
        dark = self.look.boxes == "black"
        size = LABEL_SIZE
        self._ink("Helvetica-Bold", size, black if dark else white)
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(0.6)
        self.canvas.rect(x, y, width, height, stroke=1, fill=1)
        self._ink("Helvetica-Bold", size, white if dark else black)
        self.canvas.drawCentredString(x + width / 2, y + height / 2 - size * 0.35, provision)
        self.voids[self.page, provision] += 1

    # Lines

    def _ink(self, font: str, size: float, colour: Color) -> None:
        """Take up a pen, and write nothing where it is the one in hand: it keeps files small."""
        held = self.pen
        if held is None or held[:2] != (font, size):
            self.canvas.setFont(font, size)
        if held is None or held[2] != colour:
            self.canvas.setFillColor(colour)
        self.pen = (font, size, colour)

    def _said_in(self) -> dict[str, str]:
        return {"Lang": self.language} if self.language else {}

    def _label(self, text: str, x: float, y: float) -> None:
        self._ink("Helvetica", 7.5, black)
        self.canvas.drawCentredString(x, y, encodable(text))

    def _rule(self, to: float, y: float, width: float = 0.3) -> None:
        self.tags.artifact()
        self.canvas.setStrokeColor(HexColor("#555555"))
        self.canvas.setLineWidth(width)
        self.canvas.line(self.left, y, to, y)
        self.tags.end()

    def _lines(
        self, text: str, width: float, font: str, bold: str, size: float
    ) -> list[list[tuple[str, str, float]]]:
        """Break text into lines of (what, text, width); `what` is a font's name or "void"."""
        lines: list[list[tuple[str, str, float]]] = [[]]
        used = 0.0
        for word in _words(text, font, bold, size):
            wide = sum(piece[2] for piece in word)
            space = stringWidth(" ", font, size) if lines[-1] else 0.0
            if lines[-1] and used + space + wide > width:
                lines.append([])
                used, space = 0.0, 0.0
            if space:
                lines[-1].append((font, " ", space))
            lines[-1] += word
            used += space + wide
        return lines

    def _draw(
        self,
        lines: list[list[tuple[str, str, float]]],
        x: float,
        top: float,
        font: str,
        size: float,
        colour: Color,
        leading: float = 1.25,
        right_edge: float | None = None,
    ) -> None:
        base = top - size
        for line in lines:
            at = x if right_edge is None else right_edge - sum(piece[2] for piece in line)
            for what, text, width in joined(line):
                if what == "void":
                    self.void(at, base - size * 0.25, width, size * 1.15, text)
                else:
                    self._ink(what, size, colour)
                    self.canvas.drawString(at, base, text)
                at += width
            base -= size * leading


def joined(line: list[tuple[str, str, float]]) -> Iterator[tuple[str, str, float]]:
    """Join neighbours of one font, so that a line is one piece of text for a reader."""
    held: tuple[str, str, float] | None = None
    for what, text, width in line:
        if held is not None and what == held[0] != "void":
            held = (what, held[1] + text, held[2] + width)
            continue
        if held is not None:
            yield held
        held = (what, text, width)
    if held is not None:
        yield held


def encodable(text: str) -> str:
    """Return `text`; raises ValueError where the PDF's own fonts lack a letter of it."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError as error:
        raise ValueError(f"no built-in font has {text[error.start]!r}: word it without") from error
    return text


def box_width(provision: str) -> float:
    """The narrowest of the three widths that holds the label."""
    need = stringWidth(provision, "Helvetica-Bold", LABEL_SIZE) + 4
    return next((width for width in BOX_WIDTHS if width >= need), BOX_WIDTHS[-1])


def _words(text: str, font: str, bold: str, size: float) -> Iterator[list[tuple[str, str, float]]]:
    """Split into words of pieces. `[[provision]]` is a box, `[[provision|wide]]` a wide one."""
    word: list[tuple[str, str, float]] = []
    now = font
    for void, star, space, plain in _TOKEN.findall(encodable(text)):
        if space:
            if word:
                yield word
            word = []
        elif star:
            now = bold if now == font else font
        elif void:
            provision, _, wide = void.partition("|")
            word.append(("void", provision, BOX_WIDTHS[-1] if wide else box_width(provision)))
        else:
            word.append((now, plain, stringWidth(plain, now, size)))
    if word:
        yield word
