"""The one door to the readers: a path in, facts out, or a refusal with its reason."""

from __future__ import annotations

from pathlib import Path

from disclosurelog.files.facts import FileFacts
from disclosurelog.files.kinds import EMPTY, HEAD, NAMES, OLE2, OOXML, PDF, kind_of
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.pdf.reader import read_pdf
from disclosurelog.files.refusal import Unreadable

__all__ = ["Unreadable", "read_facts"]

#: The way out for a kind that no reader knows.
_WAY_OUT = "print it to PDF, or export it as PDF, check that copy and publish it instead"


def read_facts(path: Path, *, limits: ReadLimits | None = None) -> FileFacts:
    """Read one file.

    Args:
        path: The file. It is opened once and read whole; nothing is written.
        limits: How much to look at; the defaults of `ReadLimits` when none are given.

    Returns:
        Its facts, complete: a reader that stops half way raises.

    Raises:
        Unreadable: For anything wrong: no such file, no reader for the kind, encrypted, over its
            limits, no pages, or broken in a way that the reader can't see past.
    """
    limits = limits or ReadLimits()
    data = _bytes(path, limits)
    kind = kind_of(data[:HEAD])
    if kind == EMPTY:
        raise Unreadable("the file is empty", "publish the file itself, or remove it")
    if kind != PDF:
        raise Unreadable(f"it is {NAMES[kind]}, and no reader here can check one", _way_out(kind))
    try:
        return read_pdf(data, path.suffix.lower(), limits)
    except MemoryError as error:
        raise Unreadable(
            "reading it takes more memory than one file is given",
            "split it, or print it to a new PDF",
        ) from error


def _bytes(path: Path, limits: ReadLimits) -> bytes:
    try:
        if not path.is_file():
            raise Unreadable("it is not a file", "give the path of a file")
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise Unreadable("it can't be opened", "check that it exists and may be read") from error
    if len(data) > limits.file_bytes:
        most = limits.file_bytes // (1024 * 1024)
        raise Unreadable(f"it is larger than {most} MiB", "split it, or make its pictures smaller")
    return data


def _way_out(kind: str) -> str:
    if kind in (OOXML, OLE2):
        return (
            f"{_WAY_OUT}. An original spreadsheet or document keeps hidden sheets, tracked "
            "changes and comments"
        )
    return _WAY_OUT
