"""The writer of a tree: every file goes through here and into the listing of what was meant."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any

from disclosurelog.errors import Refused
from disclosurelog.pages import Page, Stored
from disclosurelog.publish.manifest import MANIFEST, Listed, folders_of, strays_in, to_json
from disclosurelog.publish.start import NO_START, Start
from disclosurelog.publish.trees import Known, Stamp, drop, known_of
from disclosurelog.publish.writing import Job, read_back, replace, write_all

_BATCH = 128  # files handed over at a time
_HEAVY = 3_000_000  # bytes handed over at a time, in fewer files
_WAITING = 6  # batches handed over and not written yet: 20 MB


class Tree:
    """A tree of files being written. Use it as a context.

    Args:
        folder: Where it grows.
        processes: How many others help to write. None for one for each core; 0 to write here.
        screen: Called with the address and the bytes of each file before it is written; raises
            Refused where it may not be published.
        start: What is in the folder already, and what lies elsewhere and can be put into it.

    Attributes:
        listing: What was meant to be published, by uri. Complete once `seal` has returned.
    """

    def __init__(
        self,
        folder: Path,
        processes: int | None = None,
        screen: Callable[[str, bytes], None] = lambda uri, data: None,
        start: Start = NO_START,
    ) -> None:
        self._folder = str(folder)
        self._start = start
        self._screen = screen
        self.listing: dict[str, Listed] = {}
        self._folded: dict[str, str] = {}
        self._batch: list[Job] = []
        self._weight = 0
        self._waiting: list[Future[list[tuple[str, Listed]]]] = []
        self._processes = len(os.sched_getaffinity(0)) if processes is None else processes
        self._pool: Executor | None = None

    def __enter__(self) -> Tree:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def write(self, uri: str, data: bytes, words: str | None = None) -> None:
        """Write one file, now or a little later.

        Args:
            uri: Its address.
            data: Its bytes.
            words: All that a person could read in it, where the bytes are not to be screened as
                they are: the numbers of a shard would be taken for telephone numbers.

        Raises:
            Refused: the address is unsafe, or another file has it already (capitals ignored,
                since some hosts ignore them).
            CannotRun: the disk is full, or the folder cannot be written.
        """
        self._screen(uri, data if words is None else words.encode())
        self._take(Job(uri, data, was=self._was(uri)))

    def has(self, uri: str, says: Listed) -> bool:
        """Whether a file with these bytes is there already, so that `keep` can take it."""
        return self._start.has(uri, says)

    def keep(self, uri: str, says: Listed) -> None:
        """List a file that an earlier build made, which `has` said is there.

        It was looked through then, for the same withheld words. Raises as `write` does.
        """
        if self._start.here.holds(uri, says):
            self._claim(uri)
            self.listing[uri] = says
        else:
            source = self._start.site / uri
            self._take(
                Job(
                    uri,
                    source=source,
                    sha256=says.sha256,
                    size=says.size,
                    link=True,
                    was=self._was(uri),
                )
            )

    def store(self, page: Page) -> Stored:
        """Write one page now, in a helper process that this tree was forked into.

        The tree that forked has to `accept` what this returns. Raises as `write` does.
        """
        self._screen(page.uri, page.data)
        _refuse_unsafe(page.uri)
        job = Job(page.uri, page.data, was=self._was(page.uri))
        ((uri, says),) = write_all(self._folder, [job])
        return Stored(uri, says.sha256, says.size)

    def accept(self, stored: Stored) -> None:
        """List a page that a helper process stored. Raises as `write` does."""
        self._claim(stored.uri)
        self.listing[stored.uri] = Listed(stored.sha256, stored.size)

    def copy(self, uri: str, source: Path, sha256: str, size: int) -> None:
        """Copy one file that was checked. Raises as `write`, and where it is not what it was."""
        self._screen(uri, b"")
        self._put(uri, source, Listed(sha256, size))

    def take_over(self, uri: str, source: Path, sha256: str, pieces: Iterable[str]) -> None:
        """Copy one file that was made aside, and look at what a person can read in it.

        Args:
            uri: Its address.
            source: Where it lies.
            sha256: Of its bytes.
            pieces: Its words, in pieces of which each is looked at by itself.

        Raises as `copy` does.
        """
        self._screen(uri, b"")
        for piece in pieces:
            self._screen(uri, piece.encode())
        self._put(uri, source, Listed(sha256, source.stat().st_size))

    def adopt(self, uris: Iterable[str], folder: Path) -> None:
        """Write files that were drawn into another folder. Raises as `write` does."""
        for uri in uris:
            self.write(uri, (folder / uri).read_bytes())

    def flush(self) -> None:
        """Write everything that was handed in. Raises as `write` does."""
        self._hand_over()
        self._await(0)

    def seal(self) -> Known:
        """Finish writing, read back what was written, compare the tree with the listing.

        What an earlier build left and nobody wanted is deleted. Then the manifest is written.

        Returns:
            What is known of the tree now.

        Raises:
            Refused: A file is there that nobody meant, or one is not what was meant.
            CannotRun: The disk is full, or the folder cannot be written.
        """
        self.flush()
        folders = folders_of(self.listing)
        if both := sorted(folders & self.listing.keys()):
            raise Refused(f"{both[0]} would be a file and a folder", "rename its source")
        here = self._start.here
        files: dict[str, Stamp] = {
            uri: here.files[uri] for uri, says in self.listing.items() if here.holds(uri, says)
        }
        fresh = [(uri, says) for uri, says in self.listing.items() if uri not in files]
        touched = drop(self._folder, here.files.keys() - self.listing.keys())
        touched |= folders_of(uri for uri, _ in fresh) | {""}
        wrong = dict(strays_in(self._folder, self.listing, folders & touched, folders))
        for uri, stamp in self._map(read_back, fresh):
            if stamp is None:
                wrong.setdefault(uri, "is not what was approved")
            else:
                files[uri] = stamp
        if wrong:
            lines = "\n".join(f"  {uri} {what}" for uri, what in sorted(wrong.items()))
            raise Refused(f"the tree is not what was approved:\n{lines}", "build again")
        replace(Path(self._folder, MANIFEST), to_json(self.listing))
        return known_of(self._folder, self._start.screened, files, here, touched)

    def _put(self, uri: str, source: Path, says: Listed) -> None:
        if self.has(uri, says):
            self.keep(uri, says)
        else:
            self._take(Job(uri, source=source, sha256=says.sha256, was=self._was(uri)))

    def _was(self, uri: str) -> str | None:
        here = self._start.here.files
        return here[uri][0] if uri in here else "" if here else None

    def _take(self, job: Job) -> None:
        self._claim(job.uri)
        self._batch.append(job)
        self._weight += len(job.data)
        if len(self._batch) >= _BATCH or self._weight >= _HEAVY:
            if self._pool is None and self._processes > 1:
                # Forked, so that nothing is imported again; the helpers only write files.
                fork = multiprocessing.get_context("fork")
                self._pool = ProcessPoolExecutor(self._processes, fork)
            self._hand_over()
            self._await(_WAITING)

    def _hand_over(self) -> None:
        batch, self._batch, self._weight = self._batch, [], 0
        if self._pool is not None:
            self._waiting.append(self._pool.submit(write_all, self._folder, batch))
        else:
            self.listing.update(write_all(self._folder, batch))

    def _await(self, most: int) -> None:
        while len(self._waiting) > most:
            self.listing.update(self._waiting.pop(0).result())

    def _map(self, work: Callable[..., Any], items: Sequence[Any]) -> Iterable[Any]:
        """Do `work` on the items in pieces, with the helpers where there are any."""
        if self._pool is None:
            return list(work(self._folder, items))
        size = -(-len(items) // (self._processes * 4)) or 1
        pieces = [items[start : start + size] for start in range(0, len(items), size)]
        return chain.from_iterable(self._pool.map(work, [self._folder] * len(pieces), pieces))

    def _claim(self, uri: str) -> None:
        _refuse_unsafe(uri)
        folded = uri.casefold()
        if folded in self._folded:
            what = f"two files of the site would have the address {self._folded[folded]}"
            raise Refused(what, "rename one of them")
        self._folded[folded] = uri


def _refuse_unsafe(uri: str) -> None:
    parts = uri.split("/")
    unsafe = "" in parts or "." in parts or ".." in parts or "\\" in uri
    if unsafe or not uri.isprintable():
        raise Refused("a file of the site would have an unsafe address", "rename its source")
