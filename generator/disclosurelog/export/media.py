"""The media type of a document: what its bytes are, and for families of formats its name."""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "application/octet-stream"

KINDS: Final = {
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "zip": "application/zip",
    "rtf": "application/rtf",
    "xml": "application/xml",
    "html": "text/html",
}
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."
NAMES: Final = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
    "csv": "text/csv",
    "txt": "text/plain",
    "md": "text/markdown",
    "tsv": "text/tab-separated-values",
}
"""Written down here: what the machine's own list says would differ from machine to machine."""


def media_type(kind: str, name: str) -> str:
    """Return the media type of a file of this kind (one of `files.kinds`) and name."""
    return KINDS.get(kind) or NAMES.get(name.rpartition(".")[2].casefold(), UNKNOWN)
