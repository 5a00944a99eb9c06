"""Opening a PDF with each of the two libraries."""

from __future__ import annotations

import io
import logging

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError

from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.refusal import Unreadable

#: pypdf tells of every oddity that it mends, with words of the file in it.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

PRINT_AGAIN = "print the document to a new PDF and publish that one"


def open_pypdf(data: bytes, limits: ReadLimits) -> PdfReader:
    """Open with pypdf.

    Raises:
        Unreadable: Encrypted, with an empty password too; no pages; too many.
        Exception: Whatever pypdf raises for a broken file.
    """
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise encrypted()
    try:
        count = len(reader.pages)
    except FileNotDecryptedError as error:
        raise encrypted() from error
    check_count(count, limits)
    return reader


def refuse_early(data: bytes, limits: ReadLimits) -> None:
    """Refuse what can be refused with a reason before anything is drawn.

    Raises:
        Unreadable: Encrypted, with an empty password too; no pages; too many.
    """
    try:
        open_pypdf(data, limits)
    except (Unreadable, MemoryError):
        raise
    except Exception:  # noqa: S110 - broken in some way: PDFium says more of it
        pass


def open_pdfium(data: bytes, limits: ReadLimits) -> pypdfium2.PdfDocument:
    """Open with PDFium, with its forms.

    Raises:
        Unreadable: It can't be opened; encrypted; no pages; too many.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise encrypted() from error
        raise Unreadable("the file is damaged, or is no PDF", PRINT_AGAIN) from error
    try:
        document.init_forms()
        check_count(len(document), limits)
    except BaseException:
        document.close()
        raise
    return document


def check_count(count: int, limits: ReadLimits) -> None:
    """Refuse a file without pages, or with too many."""
    if count <= 0:
        raise Unreadable("the file has no pages", PRINT_AGAIN)
    if count > limits.pages:
        raise Unreadable(
            f"the file has more than {limits.pages:,} pages",
            "split it and publish the parts",
        )


def encrypted() -> Unreadable:
    """The refusal of an encrypted file."""
    return Unreadable(
        "the file is encrypted or protected by a password, so nothing in it can be checked",
        "save a copy without protection and publish that one",
    )
