"""A safe copy, from the child that made it to the parent that has it checked."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from disclosurelog.files.flat.wish import Wish
from disclosurelog.files.kinds import HEAD, NAMES, PDF, kind_of
from disclosurelog.files.refusal import Unreadable
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.wire import GarbageError

_MAGIC = b"flat1\n"
_LENGTH = struct.Struct(">I")
_MOST_HEADER = 1_000_000
_MOST_WORDS = 4_000


@dataclass(frozen=True, slots=True)
class Copy:
    """What a child made, or why it made nothing.

    Attributes:
        data: The bytes of the copy.
        drawn: The pages that were redrawn.
        erased: (page, count) of words that showed in part and show no more.
        refusal: What is wrong and the way out; None where there is a copy.
    """

    data: bytes
    drawn: tuple[int, ...] = ()
    erased: tuple[tuple[int, int], ...] = ()
    refusal: tuple[str, str] | None = None


def wish_values(wish: Wish) -> dict[str, Any]:
    """A wish as plain values, for `flatten`."""
    return asdict(wish)


def flatten(path: Path, limits: Limits, wish: Mapping[str, Any]) -> bytes:
    """In the child: make the copy and pack it for `copy_from`."""
    # Only a child needs what reads PDFs. Its server has brought that in already.
    from disclosurelog.files.flat.flatten import flatten_pdf

    try:
        data = path.read_bytes()
        kind = kind_of(data[:HEAD])
        if kind != PDF:
            raise Unreadable(f"it is {NAMES[kind]}, not a PDF", "print it to a PDF first")
        made = flatten_pdf(data, _wish(wish), limits.read)
    except Unreadable as refusal:
        return _packed({"refusal": [refusal.what, refusal.remedy]}, b"")
    return _packed({"refusal": None, "drawn": made.drawn, "erased": made.erased}, made.data)


def _wish(values: Mapping[str, Any]) -> Wish:
    lists = {key: tuple(values[key]) for key in ("pages", "wordless")}
    return Wish(dpi=values["dpi"], title=values["title"], language=values["language"], **lists)


def _packed(header: dict[str, Any], data: bytes) -> bytes:
    packed = json.dumps(header).encode("ascii")
    return b"".join([_MAGIC, _LENGTH.pack(len(packed)), packed, data])


def copy_from(sent: bytes) -> Copy:
    """In the parent: what a child sent. The copy itself has yet to be checked like any file.

    Raises:
        GarbageError: It is not an answer.
    """
    start = len(_MAGIC) + _LENGTH.size
    if sent[: len(_MAGIC)] != _MAGIC or len(sent) < start:
        raise GarbageError("no copy")
    (length,) = _LENGTH.unpack_from(sent, len(_MAGIC))
    if length > _MOST_HEADER or start + length > len(sent):
        raise GarbageError("a header of the wrong length")
    try:
        header = json.loads(sent[start : start + length])
        if header["refusal"] is not None:
            what, remedy = header["refusal"]
            return Copy(b"", refusal=(_words(what), _words(remedy)))
        return Copy(
            sent[start + length :],
            tuple(_whole(one) for one in header["drawn"]),
            tuple((_whole(page), _whole(count)) for page, count in header["erased"]),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise GarbageError("a header of the wrong shape") from None


def _words(value: object) -> str:
    if not isinstance(value, str) or len(value) > _MOST_WORDS or not value.isprintable():
        raise GarbageError("no words")
    return value


def _whole(value: object) -> int:
    if type(value) is not int or not 0 < value < 1 << 31:
        raise GarbageError("no whole number")
    return value
