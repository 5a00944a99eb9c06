"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

PDF, JPEG, PNG, GIF, TIFF = "pdf", "jpeg", "png", "gif", "tiff"
OOXML, ODF, ZIP, OLE2, RTF = "ooxml", "odf", "zip", "ole2", "rtf"
XML, HTML, TEXT, EMPTY, UNKNOWN = "xml", "html", "text", "empty", "unknown"

#: How many bytes `kind_of` wants to see. PDF readers look for the header in the first 1,024
#: (ISO 32000-1, Annex H, implementation note 13).
HEAD = 2048

#: The suffixes that honestly name each kind. An empty tuple: any suffix.
SUFFIXES: dict[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    GIF: (".gif",),
    TIFF: (".tif", ".tiff"),
    OOXML: (".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm"),
    ODF: (".odt", ".ods", ".odp"),
    ZIP: (".zip",),
    OLE2: (".doc", ".xls", ".ppt", ".msg"),
    RTF: (".rtf",),
    XML: (".xml",),
    HTML: (".html", ".htm"),
    TEXT: (".txt", ".csv", ".tsv", ".md"),
}

#: Kinds as an officer names them.
NAMES: dict[str, str] = {
    PDF: "a PDF",
    JPEG: "a JPEG picture",
    PNG: "a PNG picture",
    GIF: "a GIF picture",
    TIFF: "a TIFF picture",
    OOXML: "a Word, Excel or PowerPoint file",
    ODF: "an OpenDocument file",
    ZIP: "a ZIP archive",
    OLE2: "an old Word, Excel, PowerPoint or Outlook file",
    RTF: "a rich text file",
    XML: "an XML file",
    HTML: "a web page",
    TEXT: "plain text or a table in plain text",
    EMPTY: "an empty file",
    UNKNOWN: "a file of an unknown kind",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF8", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE2),
    (b"{\\rtf", RTF),
)
_OOXML_MARKS = (b"[Content_Types].xml", b"_rels/", b"word/", b"xl/", b"ppt/")


def kind_of(head: bytes) -> str:
    """The kind of a file, from its first `HEAD` bytes: one of the names in this module."""
    if not head:
        return EMPTY
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(head)
    if b"%PDF-" in head[:1024]:
        return PDF
    return _text_kind(head)


def _zip_kind(head: bytes) -> str:
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        return ODF
    return OOXML if any(mark in head for mark in _OOXML_MARKS) else ZIP


def _text_kind(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return TEXT
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<?xml"):
        return XML
    if start.startswith((b"<!doctype html", b"<html")):
        return HTML
    # C0 controls other than white space never occur in text.
    controls = sum(byte < 0x20 and byte not in (0x09, 0x0A, 0x0C, 0x0D, 0x1B) for byte in head)
    return UNKNOWN if controls else TEXT


def suffix_fits(kind: str, suffix: str) -> bool:
    """Whether a file of this kind may carry this suffix (with its dot, in any case)."""
    return suffix.lower() in SUFFIXES.get(kind, ())
