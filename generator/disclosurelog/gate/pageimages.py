"""Pictures of the pages of documents that may be published.

They are drawn in the sandbox from the very bytes that were checked, a few pages at a time, and
kept from build to build. A page that can't be drawn has no picture; its text stands all the same.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Final

from disclosurelog.errors import Refused
from disclosurelog.files.kinds import PDF
from disclosurelog.gate.checked import CheckedDocument
from disclosurelog.gate.imagecache import ImageCache, basis
from disclosurelog.gate.imagejob import Wanted, images_from, images_wish
from disclosurelog.gate.imagesize import ImageSize, image_size
from disclosurelog.gate.intake import NotTakenError, take
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.sandbox import Sandbox, StoppedError
from disclosurelog.gate.wire import GarbageError

DRAWING_LIMITS: Final = Limits(cpu_seconds=60, wall_seconds=120.0)
"""For `_AT_ONCE` pages. One takes 0.02 to 0.05 s, so that only a trap comes near."""

_AT_ONCE: Final = 4  # pages that one child draws: 24 MB of pixels at most, 6 MB for A4 in grey
_IN_A_ROW: Final = 16  # such lots that one thread draws from one sealed copy of the document
_MOST_STOPS: Final = 3  # pages on which a child did not come to its end, before a document is left

Lot = Sequence[Wanted]
Progress = Callable[[int, int], None]
"""Called with how many pages have been drawn and how many are to be."""


def image_sizes(document: CheckedDocument) -> list[ImageSize | None]:
    """Return the size of each page's picture; None for pages that have none."""
    if document.kind != PDF:
        return [None] * document.page_count
    return [image_size(*size) for size in document.page_sizes]


class PageImages:
    """Draws pages, or takes what is kept of them. Use it in a `with` statement.

    Args:
        cache: The folder of pictures; None to draw everything anew.
        jobs: How many documents are drawn at once; None for as many as there are processors.
        sandbox: One to use and to leave open; None for one of its own.
        progress: Called while `prepare` draws.
    """

    def __init__(
        self,
        cache: Path | None,
        jobs: int | None = None,
        sandbox: Sandbox | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._borrowed = sandbox is not None
        self._sandbox = sandbox or Sandbox(DRAWING_LIMITS)
        self._cache = None if cache is None else ImageCache(cache, self._sandbox.limits.read)
        self._jobs = jobs or len(os.sched_getaffinity(0))
        self._stops: Counter[str] = Counter()
        self._unkept: dict[tuple[str, int], list[bytes]] = {}
        self._lock = threading.Lock()
        self._progress = progress

    def __enter__(self) -> PageImages:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._borrowed:
            self._sandbox.close()

    @property
    def recipe(self) -> str:
        """A name for all that decides how a page is drawn."""
        return basis(self._sandbox.limits.read)

    def prepare(self, documents: Iterable[CheckedDocument]) -> None:
        """Draw and keep what is not kept yet, on all processors.

        Without a folder to keep pictures in, nothing is done here: `of` draws them.

        Raises:
            CannotRun: Nothing can be drawn on this machine.
            Refused: A document changed after it was checked.
        """
        cache = self._cache
        if cache is None or not cache.writable():
            return
        missing = [
            (document, lots)
            for document in {one.sha256: one for one in documents}.values()
            for lots in _in_rows(document)
            if not all(cache.has(document.sha256, lot) for lot in lots)
        ]
        total = sum(len(lot) for _, lots in missing for lot in lots)
        done = 0
        with ThreadPoolExecutor(self._jobs) as pool:
            for count in pool.map(lambda one: sum(1 for _ in self._pages(*one)), missing):
                done += count
                if self._progress is not None:
                    self._progress(done, total)

    def of(self, document: CheckedDocument) -> Iterator[tuple[int, bytes]]:
        """Yield each page's number and its picture as WebP, empty where it can't be drawn.

        A few pages are in memory at a time. Raises as `prepare` does.
        """
        for lots in _in_rows(document):
            yield from self._pages(document, lots)

    def _pages(self, document: CheckedDocument, lots: Sequence[Lot]) -> Iterator[tuple[int, bytes]]:
        with contextlib.ExitStack() as stack:
            copy = -1
            for lot in lots:
                images = self._known(document.sha256, lot)
                if images is None:
                    if copy < 0:
                        copy = stack.enter_context(_sealed(document, self._sandbox))
                    images = self._draw(document.sha256, copy, lot)
                yield from zip((one.number for one in lot), images, strict=True)

    def _known(self, sha256: str, lot: Lot) -> list[bytes] | None:
        images = self._unkept.get((sha256, lot[0].number))
        if images is None and self._cache is not None:
            images = self._cache.get(sha256, lot)
        return images

    def _draw(self, sha256: str, copy: int, lot: Lot) -> list[bytes]:
        images = self._asked(sha256, copy, lot)
        if images is None:
            # One of them stopped the child: the others need not go without. What a busy machine
            # did not finish may come to its end at the next build, so this is not kept for it.
            alone = [self._asked(sha256, copy, [one]) for one in lot]
            images = [image[0] if image else b"" for image in alone]
            self._unkept[sha256, lot[0].number] = images
        elif self._cache is not None:
            self._cache.put(sha256, lot, images)
        return images

    def _asked(self, sha256: str, copy: int, lot: Lot) -> list[bytes] | None:
        """Have pages drawn. None where the child did not come to its end."""
        if self._stops[sha256] >= _MOST_STOPS:
            return None
        try:
            sent = self._sandbox.do(copy, "images", images_wish(lot))
            drawn = images_from(sent, lot)
        except (StoppedError, GarbageError):
            with self._lock:
                self._stops[sha256] += len(lot) == 1
            return None
        # NumPy and Pillow take a tenth of a second, and most builds draw nothing.
        from disclosurelog.gate.webp import webp

        return [
            webp(one, ImageSize(page.width, page.height)) if one is not None else b""
            for page, one in zip(lot, drawn, strict=True)
        ]


def _in_rows(document: CheckedDocument) -> Iterator[Sequence[Lot]]:
    """The pages that have a size, in lots for one child, in rows of lots for one thread."""
    wanted = [Wanted(number, *size) for number, size in enumerate(image_sizes(document), 1) if size]
    lots: list[Lot] = [
        wanted[start : start + _AT_ONCE] for start in range(0, len(wanted), _AT_ONCE)
    ]
    for start in range(0, len(lots), _IN_A_ROW):
        yield lots[start : start + _IN_A_ROW]


@contextlib.contextmanager
def _sealed(document: CheckedDocument, sandbox: Sandbox) -> Iterator[int]:
    """The bytes that were checked, and no others, as a descriptor."""
    with contextlib.ExitStack() as stack:
        try:
            taken = stack.enter_context(take(str(document.path), sandbox.limits.read.file_bytes))
            changed = taken.sha256 != document.sha256
            copy = -1 if changed else stack.enter_context(taken.sealed())
        except NotTakenError:
            changed = True
        if changed:
            what = f"records/{document.slug}/{document.file} changed after it was checked"
            raise Refused(what, "build again, so that the file as it is now is checked")
        yield copy
