"""Bytes outside the file proper."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.files.facts import Outside
from disclosurelog.files.kinds import HEAD, kind_of
from disclosurelog.files.pdf.revisions import ends

#: Characters of white space and the byte order mark, which no one misses.
_EMPTY = b" \t\r\n\x00\x0c\x1a"


def outside_of(data: bytes) -> Iterator[Outside]:
    """What stands before the header and after the last end of file."""
    start = data.find(b"%PDF-", 0, 1024)
    before = data[: max(0, start)].removeprefix(b"\xef\xbb\xbf").strip(_EMPTY)
    if before:
        yield Outside("before", len(before), kind_of(before[:HEAD]))
    known = ends(data)
    last = max(known[-1] if known else 0, data.rfind(b"%%EOF") + len(b"%%EOF") if known else 0)
    after = data[last:].strip(_EMPTY) if last else b""
    if after:
        yield Outside("after", len(after), kind_of(after[:HEAD]))
