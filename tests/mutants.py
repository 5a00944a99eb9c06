"""Files that were damaged on their way: honest and leaking ones, changed by seeded chance."""

from __future__ import annotations

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


#: What a second reader says of a file: `OPENS`, or the first of these that is true.
OPENS, NOT_STRICT, NOT_OPEN, OTHER_PAGES = "opens", "not strictly", "not", "other pages"


def second_reading(path: Path, pages: int) -> str:
    """What PDFium and pypdf say of a file, in a process of its own.

    Args:
        path: The file.
        pages: How many pages the gate saw.
    """
    child = os.fork()
    if child == 0:
        code = 2
        try:
            code = (OPENS, NOT_STRICT, NOT_OPEN, OTHER_PAGES).index(_second(path, pages))
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return (OPENS, NOT_STRICT, NOT_OPEN, OTHER_PAGES)[code] if 0 <= code <= 3 else NOT_OPEN


def _second(path: Path, pages: int) -> str:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    data = path.read_bytes()
    try:
        counts = {len(pypdfium2.PdfDocument(data)), len(PdfReader(io.BytesIO(data)).pages)}
    except Exception:
        return NOT_OPEN
    if counts != {pages}:
        return OTHER_PAGES
    try:
        strict = len(PdfReader(io.BytesIO(data), strict=True).pages)
    except Exception:
        return NOT_STRICT
    return OPENS if strict == pages else OTHER_PAGES
