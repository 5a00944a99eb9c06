"""What a build starts from: the spare site, and the site that is there now."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Final

from disclosurelog.publish.manifest import Listed
from disclosurelog.publish.trees import NOTHING, Known, Trees, differing, mended, unchanged


class Start:
    """Looks through the spare site in a process of its own, while other things are done.

    Args:
        trees: What is known of trees.
        spare: Where the spare site is, if there is one.
        site: Where the site is, if there is one.

    Attributes:
        here: What is in the folder that the next site grows in.
        beside: What is known to be in the site that is there now; to be looked at when it is used.
        site: Where that is.
        screened: The name for the withheld words that are looked for now.
    """

    def __init__(self, trees: Trees, spare: Path, site: Path) -> None:
        self.here = NOTHING
        self.beside = trees.load(site)
        self.screened = ""
        self.site = site
        self._spare = spare
        self._known = trees.load(spare)
        self._pool: ProcessPoolExecutor | None = None
        self._odd: Future[tuple[set[str], set[str]]] | None = None
        if self._known.files:
            # Forked, so that what is known need not be handed over.
            fork = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(1, fork, initializer=_give, initargs=(self._known,))
            self._odd = self._pool.submit(_differing, str(spare))

    def take(self, tree: Path, unused: Path, screened: str) -> None:
        """Put the spare site in the place of an empty folder.

        Args:
            tree: The folder.
            unused: Where a spare site goes that can't be started from.
            screened: A name for the withheld words that are looked for now. What was looked
                through for others is of no use.
        """
        self.screened = screened
        if self.beside.screened != screened:
            self.beside = NOTHING
        odd = self._odd.result() if self._odd is not None else None
        self.close()
        try:
            if odd is None or self._known.screened != screened:
                self._spare.rename(unused)
            else:
                self._spare.rename(tree)
                self.here = mended(str(tree), self._known, *odd)
        except FileNotFoundError:
            return  # there is none, or another build has taken it
        except OSError:
            tree.rename(unused)
            tree.mkdir()

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def has(self, uri: str, says: Listed) -> bool:
        """Whether a file with these bytes is in the folder, or in the site that is there now."""
        return self.here.holds(uri, says) or (
            self.beside.holds(uri, says) and unchanged(f"{self.site}/{uri}", self.beside.files[uri])
        )


class _NoStart(Start):
    def __init__(self) -> None:
        super().__init__(Trees(None), Path(), Path())


NO_START: Final = _NoStart()
"""Nothing to start from."""

_given: Known = NOTHING


def _give(known: Known) -> None:
    global _given
    _given = known


def _differing(tree: str) -> tuple[set[str], set[str]]:
    return differing(tree, _given)
