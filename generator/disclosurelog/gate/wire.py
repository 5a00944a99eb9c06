"""What crosses from the child to the parent: plain values in a closed form, checked on arrival.

The child has read a file that may have been made to take it over. So nothing it sends is
unpickled, and nothing is believed for its shape: every value is tested, every list is bounded,
and an answer that is not exactly right is no answer.

An answer is `MAGIC`, the length of a header, the header as JSON, and then the visible text of
each page, each with its length in front. Lengths are 4 bytes, the high one first.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from disclosurelog.checks.rule import BLOCK, WARN, Finding

MAGIC = b"dlog2\n"
_LENGTH = struct.Struct(">I")
_MOST_WORDS = 4_000  # characters of a message; the longest in the rules is a few hundred
_FIRST = b'{"sha256":"'
_ALIKE = 4096  # bytes of the longest header that is kept: that of a file with a few findings
_MOST_HEADER = 16_000_000  # 2,000 findings, each with its words, and the verdicts
LONGEST = 14_400.0 * 75_000  # points; a page's largest side at the largest UserUnit there can be

Sizes = tuple[tuple[float, float, int], ...]
"""Width and height in points, and how many pages in a row have them: most files have one run."""


class GarbageError(ValueError):
    """What arrived is not an answer. Its own words are for the program's makers, not for users."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reading of one file came to.

    Attributes:
        sha256: Of the bytes that were read, as the reader computed it.
        kind: What the bytes are, one of `files.kinds`.
        page_count: 0 where the file was not read to its end.
        findings: In order.
        verdicts: (code, "clean", "found" or "crashed") of every rule; empty where unreadable.
        text: The visible text of each page, packed by `pack_text`.
        refusal: Why the file could not be read and the way out; None where it could.
        sizes: Of the pages as shown.
    """

    sha256: str
    kind: str
    page_count: int
    findings: tuple[Finding, ...]
    verdicts: tuple[tuple[str, str], ...]
    text: bytes
    refusal: tuple[str, str] | None = None
    sizes: Sizes = ()


class Said(NamedTuple):
    """An answer but for its hash and its text."""

    kind: str
    page_count: int
    findings: tuple[Finding, ...]
    verdicts: tuple[tuple[str, str], ...]
    refusal: tuple[str, str] | None
    sizes: Sizes


def sizes_of(pages: Iterable[tuple[float, float]]) -> Sizes:
    """Sizes of pages, one a page, as runs of those that are alike."""
    return tuple((*size, sum(1 for _ in run)) for size, run in itertools.groupby(pages))


def pack_text(pages: Iterable[str]) -> bytes:
    """Pack texts into little room: ten thousand documents wait in memory for their pages."""
    parts = [page.encode("utf-8", "replace") for page in pages]
    return zlib.compress(b"".join(_LENGTH.pack(len(part)) + part for part in parts), 1)


def unpack_text(packed: bytes) -> tuple[str, ...]:
    """The texts that `pack_text` was given. Only for what this process or its cache packed."""
    return _texts(zlib.decompress(packed)) if packed else ()


def header_of(answer: Answer) -> bytes:
    """Everything of an answer but the text, as JSON."""
    values = {
        "sha256": answer.sha256,
        "kind": answer.kind,
        "pages": answer.page_count,
        "findings": [_row(finding) for finding in answer.findings],
        "verdicts": answer.verdicts,
        "refusal": answer.refusal,
        "sizes": answer.sizes,
    }
    return json.dumps(values, separators=(",", ":")).encode("ascii")


def without_hash(header: bytes) -> bytes:
    """What follows the hash in a header of `header_of`: alike for many files."""
    return _split(header)[1]


def encode(answer: Answer, pages: Sequence[str]) -> bytes:
    """An answer as the child sends it. `answer.text` is left out: `pages` holds the same."""
    header = header_of(answer)
    parts = [MAGIC, _LENGTH.pack(len(header)), header]
    for page in pages:
        text = page.encode("utf-8", "replace")
        parts += [_LENGTH.pack(len(text)), text]
    return b"".join(parts)


def decode(data: bytes, codes: Sequence[str]) -> Answer:
    """Read what a child sent.

    Args:
        data: Everything it sent.
        codes: The codes of all rules: a file that was read carries a verdict of each.

    Raises:
        GarbageError: It is not an answer.
    """
    start = len(MAGIC) + _LENGTH.size
    if data[: len(MAGIC)] != MAGIC or len(data) < start:
        raise GarbageError("no header")
    (length,) = _LENGTH.unpack_from(data, len(MAGIC))
    if length > _MOST_HEADER or start + length > len(data):
        raise GarbageError("a header of the wrong length")
    pages = _texts(data[start + length :])
    answer = answer_from(data[start : start + length], pack_text(pages) if pages else b"")
    if answer.refusal is None:
        if len(pages) != answer.page_count:
            raise GarbageError("not one text a page")
        if sum(count for _, _, count in answer.sizes) != answer.page_count:
            raise GarbageError("not one size a page")
        if [code for code, _ in answer.verdicts] != list(codes):
            raise GarbageError("not one verdict a rule")
    elif answer.verdicts or pages or answer.sizes:
        raise GarbageError("verdicts of what was not read")
    _agree(answer)
    return answer


def answer_from(header: bytes, text: bytes) -> Answer:
    """Build an answer from its header and its packed text. Raises GarbageError."""
    if not header.startswith(_FIRST):
        raise GarbageError("a header of the wrong shape")
    sha256, rest = _split(header)
    said = said_in(rest)
    return Answer(
        _word(sha256.decode("ascii", "replace")),
        said.kind,
        said.page_count,
        said.findings,
        said.verdicts,
        text,
        said.refusal,
        said.sizes,
    )


def said_in(rest: bytes) -> Said:
    """Read what follows the hash in a header. Raises GarbageError."""
    try:
        # It is alike in most answers: tested once, and kept once in memory.
        return _alike(rest) if len(rest) < _ALIKE else _read(rest)
    except GarbageError:
        raise
    except (
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        raise GarbageError("a header of the wrong shape") from None


def _split(header: bytes) -> tuple[bytes, bytes]:
    """The hash in a header, and what follows it."""
    sha256, _, rest = header[len(_FIRST) :].partition(b'"')
    return sha256, rest


def _read(rest: bytes) -> Said:
    values = json.loads(b'{"sha256":""' + rest)
    if values["sha256"] != "":
        raise GarbageError("two hashes")
    return _values(values)


_alike = functools.lru_cache(maxsize=1024)(_read)


def _values(values: dict[str, Any]) -> Said:
    refusal = values["refusal"]
    return Said(
        _word(values["kind"]),
        _whole(values["pages"]),
        tuple([_finding(row) for row in values["findings"]]),
        tuple([(_word(code), _verdict(verdict)) for code, verdict in values["verdicts"]]),
        None if refusal is None else (_words(refusal[0]), _words(refusal[1])),
        tuple([(_side(w), _side(h), _whole(count)) for w, h, count in values["sizes"]]),
    )


def _agree(answer: Answer) -> None:
    """What is said twice is said alike: no finding under a rule that says it found nothing."""
    found = {finding.rule for finding in answer.findings}
    for code, verdict in answer.verdicts:
        if verdict == "clean" and code in found and code != "F001":
            raise GarbageError("a finding of a rule that found nothing")
    crashed = any(verdict == "crashed" for _, verdict in answer.verdicts)
    if crashed and not any(finding.severity == BLOCK for finding in answer.findings):
        raise GarbageError("a rule that failed and does not block")


def _row(finding: Finding) -> list[Any]:
    return [
        finding.rule,
        finding.severity,
        finding.page,
        finding.box,
        finding.message,
        finding.remedy,
        finding.length,
    ]


def _finding(row: list[Any]) -> Finding:
    rule, severity, page, box, message, remedy, length = row
    if severity not in (BLOCK, WARN):
        raise GarbageError("a severity of its own")
    return Finding(
        _word(rule),
        severity,
        None if page is None else _whole(page),
        None if box is None else _box(box),
        _words(message),
        _words(remedy),
        _whole(length),
    )


def _box(value: list[Any]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(side) for side in value)
    if not all(map(math.isfinite, (x0, y0, x1, y1))):
        raise GarbageError("a box without an end")
    return (x0, y0, x1, y1)


def _side(value: object) -> float:
    if type(value) not in (int, float) or not 0 <= value <= LONGEST:  # type: ignore[operator]
        raise GarbageError("a page without an end")
    return float(value)  # type: ignore[arg-type]


def _words(value: object) -> str:
    # A child that was taken over could send terminal codes; the rules never do.
    if not isinstance(value, str) or len(value) > _MOST_WORDS or not value.isprintable():
        raise GarbageError("no words")
    return value


def _word(value: object) -> str:
    if not isinstance(value, str) or not value.isalnum() or len(value) > 64:
        raise GarbageError("no word")
    return value


def _verdict(value: object) -> str:
    if value not in ("clean", "found", "crashed"):
        raise GarbageError("a verdict of its own")
    return str(value)


def _whole(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 40:
        raise GarbageError("no whole number")
    return value


def _texts(data: bytes) -> tuple[str, ...]:
    texts, at = [], 0
    while at < len(data):
        if at + _LENGTH.size > len(data):
            raise GarbageError("a text cut short")
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        if at + length > len(data):
            raise GarbageError("a text cut short")
        try:
            texts.append(data[at : at + length].decode("utf-8"))
        except UnicodeDecodeError:
            raise GarbageError("a text that is not UTF-8") from None
        at += length
    return tuple(texts)
