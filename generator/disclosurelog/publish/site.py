"""From a checked log to a site in its place."""

from __future__ import annotations

import gc
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from disclosurelog.export import Data, Products, export_files
from disclosurelog.gate import CheckedLog, PageImages
from disclosurelog.pages import Download, Kept, Made, PageKeep, Store, Stored, Undrawn
from disclosurelog.publish.fitting import foresee, look_again
from disclosurelog.publish.hosting import NAME, place_of, plain_headers
from disclosurelog.publish.manifest import Listed
from disclosurelog.publish.pictures import take_pictures
from disclosurelog.publish.staging import Staging
from disclosurelog.publish.tree import Tree
from disclosurelog.search import search_files


class Pages(Protocol):
    """Makes the engine's pages; may use `store` to write some of them in helper processes."""

    def __call__(
        self,
        *,
        store: Store,
        downloads: Iterable[Download],
        undrawn: Undrawn,
        keep: PageKeep,
    ) -> Iterable[Made]:
        """Return the pages, those already written as `Stored`, those still there as `Kept`."""


def publish_site(
    checked: CheckedLog,
    pages: Pages,
    drawn: Iterable[str],
    staging: Staging,
    kept: Path | None = None,
    site_url: str = "",
    images: PageImages | None = None,
    say: Callable[[str], None] = lambda words: None,
) -> int:
    """Write everything into the staging folder, verify it, and swap it in.

    Args:
        checked: The log that passed the gate.
        pages: The engine's pages.
        drawn: The uris of the files that MkDocs wrote into the folder: theme and own pages.
        staging: The folder, which MkDocs may have written into.
        kept: The folder of all that is kept from build to build.
        site_url: The site's own address, if it has one.
        images: Draws the pages of documents; None where the settings leave pictures out.
        say: Told how much of its host's limits the site will take, where the settings name one.

    Returns:
        The number of files published.

    Raises:
        Refused: a file changed after it was checked, the tree is not what was meant, or the host
            would not take it.
    """
    products = Products(checked, site_url, None if kept is None else kept / "data")
    with (
        _settled(),
        tempfile.TemporaryDirectory(prefix="disclosurelog-") as aside,
        # Its database is written by another process while this one makes the pages.
        Data(products, Path(aside)) as data,
        Tree(staging.path, screen=checked.screen, start=staging.start(checked.screen.name)) as tree,
    ):
        tree.adopt(drawn, staging.drawn)
        downloads = _Downloads(data, tree, screened=not checked.screen.idle)
        if checked.log.settings.host is not None:
            downloads.take()
        foresee(checked, tree.listing, site_url, images=images is not None, say=say)
        # Threads draw them. They have ended before the tree forks its helpers: what was written so
        # far is too little for that.
        beside = None if kept is None else kept / "made"
        undrawn = {} if images is None else take_pictures(checked, images, tree, beside)
        keep = PageKeep(beside, lambda page: tree.has(page.uri, Listed(page.sha256, page.size)))
        for page in pages(store=tree.store, downloads=downloads, undrawn=undrawn, keep=keep):
            if isinstance(page, Stored):
                tree.accept(page)
            elif isinstance(page, Kept):
                tree.keep(page.uri, Listed(page.sha256, page.size))
            else:
                tree.write(page.uri, page.data)
        for file in search_files(checked, None if kept is None else kept / "search"):
            says = Listed(file.sha256, len(file.data))
            _put(tree, file.uri, says, file.data, "" if checked.screen.idle else file.words)
        for made in export_files(products):
            says = Listed(hashlib.sha256(made.data).hexdigest(), len(made.data))
            _put(tree, made.uri, says, made.data)
        for document in checked.documents.values():
            uri = f"records/{document.slug}/{document.file}"
            tree.copy(uri, document.path, document.sha256, document.size)
        tree.write(NAME, plain_headers(place_of(site_url).below))
        known = tree.seal()
        look_again(checked, tree.listing, staging.path)
        keep.save(tree.listing)
    staging.swap(known)
    return len(tree.listing)


def _put(tree: Tree, uri: str, says: Listed, data: bytes, words: str | None = None) -> None:
    if tree.has(uri, says):
        tree.keep(uri, says)
    else:
        tree.write(uri, data, words)


class _Downloads:
    """The files of the data, taken into the tree when they are wanted first.

    They are made aside, since the database of a long log is too large to hold in memory.

    Args:
        data: Makes them.
        tree: Where they go.
        screened: Whether words are withheld: then all that was written is read again.
    """

    def __init__(self, data: Data, tree: Tree, *, screened: bool) -> None:
        self._data = data
        self._tree = tree
        self._screened = screened
        self._taken: list[Download] | None = None

    def __iter__(self) -> Iterator[Download]:
        return iter(self.take())

    def take(self) -> list[Download]:
        """Wait until they are made, and hand them to the tree. Raises as both do."""
        if self._taken is None:
            self._taken = []
            for made in self._data.files():
                pieces = made.pieces() if self._screened else ()
                self._tree.take_over(made.uri, made.path, made.sha256, pieces)
                self._taken.append(Download(made.uri, made.size, made.title, made.says, made.media))
        return self._taken


@contextmanager
def _settled() -> Iterator[None]:
    """Take what is in memory out of the cycle collector's sight.

    Helper processes share it with this one; each look at all of it would copy it, page by page.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
