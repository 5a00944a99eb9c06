"""Files that were damaged on their way: honest and leaking ones, changed by seeded chance."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import random
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pypdfium2
from pypdf import PdfReader

import pdfs
from pdfs import BOX, LETTER, LINE

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj\b", re.DOTALL)

#: Real releases that are small, by name.
REAL = ("state-cable-3.pdf", "state-cable-7.pdf", "cia-reading-room-6.pdf")


def sources(real: Path | None = None) -> list[bytes]:
    """Small files to damage: honest, leaking, and from `real` where that folder is there."""
    made = [
        pdfs.letter(),
        pdfs.letter(LINE + BOX),
        pdfs.pdf(LETTER, LETTER + LINE, LETTER),
        pdfs.edited(pdfs.letter(LINE), pdfs.content(LETTER)),
        pdfs.letter(change=pdfs.attach(b"notes of a meeting")),
        pdfs.letter(change=pdfs.info(Author="A. Writer", Title="A letter")),
        pdfs.letter(change=pdfs.annotate("Square", (36, 144, 256, 162), "0 g 0 0 220 18 re f\n")),
        pdfs.report(lambda canvas: canvas.drawString(40, 150, "A page that was typeset.")),
    ]
    if real is not None:
        made += [(real / name).read_bytes() for name in REAL if (real / name).is_file()]
    return made


def flipped(data: bytes, dice: random.Random) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 2, 5, 20, 100))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(data: bytes, dice: random.Random) -> bytes:
    """The end is missing, or a piece of the middle."""
    start = dice.randrange(len(data))
    if dice.random() < 0.5:
        return data[:start]
    return data[:start] + data[start + dice.randrange(1, 400) :]


def swapped(data: bytes, dice: random.Random) -> bytes:
    """Two objects have each other's bodies, or one has taken the other's place too."""
    objects = list(_OBJECT.finditer(data))
    if len(objects) < 2:
        return flipped(data, dice)
    first, second = sorted(dice.sample(objects, 2), key=lambda one: one.start())
    body = first[2] if dice.random() < 0.5 else second[2]
    other = second[2] if dice.random() < 0.8 else body
    return b"".join(
        (
            data[: first.start(2)],
            other,
            data[first.end(2) : second.start(2)],
            body,
            data[second.end(2) :],
        )
    )


def doubled(data: bytes, dice: random.Random) -> bytes:
    """A stretch stands there twice."""
    start, end = sorted(dice.randrange(len(data)) for _ in range(2))
    place = dice.randrange(len(data))
    return data[:place] + data[start:end] + data[place:]


def renumbered(data: bytes, dice: random.Random) -> bytes:
    """A number is another: a length, a place, a reference, a size."""
    numbers = list(re.finditer(rb"\b\d+\b", data))
    one = dice.choice(numbers)
    other = str(dice.choice((0, 1, 2, 3, 7, 65_536, 2**31 - 1, 2**31, 10**12))).encode()
    return data[: one.start()] + other + data[one.end() :]


HARM: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flipped,
    flipped,
    cut,
    swapped,
    swapped,
    doubled,
    renumbered,
)


def mutants(originals: Sequence[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many damaged files, the same for the same seed."""
    dice = random.Random(seed)
    for _ in range(count):
        yield dice.choice(HARM)(dice.choice(originals), dice)


#: What other readers say of a file: `OPENS`, or the first of these that is true.
OPENS, MENDED, NOT_OPEN, OTHER_PAGES = "opens", "mended", "not", "other pages"
_SAID = (OPENS, MENDED, NOT_OPEN, OTHER_PAGES)

#: What pypdf says when it looks for the file's objects itself because the table, the trailer or
#: the end of the file does not lead to them. The rest of what it says is about one object.
_MENDS = re.compile(
    r"startxref|xref|EOF marker|[Rr]ebuild|ref repaired|Object ID|wrong pointing|[Rr]oot"
    r"|[Tt]railer|Catalog"
)


def second_reading(path: Path, pages: int) -> str:
    """What PDFium and pypdf say of a file, in a process of its own.

    It opens when PDFium draws every page, pypdf reads every object without mending the table
    that leads to them, and both see as many pages as the gate.

    Args:
        path: The file.
        pages: How many pages the gate saw.
    """
    child = os.fork()
    if child == 0:
        code = _SAID.index(NOT_OPEN)
        try:
            code = _SAID.index(_second(path.read_bytes(), pages))
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return _SAID[code] if 0 <= code < len(_SAID) else NOT_OPEN


def _second(data: bytes, pages: int) -> str:
    try:
        counts = {_drawn(data), len(PdfReader(io.BytesIO(data)).pages)}
    except Exception:
        return NOT_OPEN
    if counts != {pages}:
        return OTHER_PAGES
    return MENDED if any(map(_MENDS.search, _warnings(data))) else OPENS


def _drawn(data: bytes) -> int:
    """How many pages PDFium opens and draws, each of them small."""
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.render(scale=0.2)
    return len(document)


def _warnings(data: bytes) -> list[str]:
    """What pypdf warns of while it opens a file and reads every object in its table."""
    said: list[str] = []
    log = logging.getLogger("pypdf")
    log.setLevel(logging.WARNING)
    log.propagate = False
    listener = logging.Handler()
    listener.emit = lambda record: said.append(str(record.msg))  # type: ignore[method-assign]
    log.addHandler(listener)
    reader = PdfReader(io.BytesIO(data))
    numbers = {number for known in reader.xref.values() for number in known}
    for number in sorted(numbers | set(reader.xref_objStm)):
        with contextlib.suppress(Exception):  # an object that is broken in itself
            reader.get_object(number)
    return said
