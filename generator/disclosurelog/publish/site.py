"""From a checked log to a site in its place."""

from __future__ import annotations

import gc
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from disclosurelog.export import Data, Products, export_files
from disclosurelog.gate import CheckedLog, PageImages
from disclosurelog.pages import Download, Page, Store, Stored, Undrawn
from disclosurelog.publish.fitting import foresee, look_again
from disclosurelog.publish.hosting import NAME, place_of, plain_headers
from disclosurelog.publish.staging import Staging
from disclosurelog.publish.tree import Tree
from disclosurelog.records import image_uri, viewer_name
from disclosurelog.search import search_files


class Pages(Protocol):
    """Makes the engine's pages; may use `store` to write some of them in helper processes."""

    def __call__(
        self, *, store: Store, downloads: Iterable[Download], undrawn: Undrawn
    ) -> Iterable[Page | Stored]:
        """Return the pages, those already written as `Stored`."""


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
        kept: The folder where what was made for the search and the data is kept from build to
            build, each in a folder of its own.
        site_url: The site's own address, if it has one.
        images: Draws the pages of documents; None where the settings leave pictures out.
        say: Told how much of its host's limits the site will take, where the settings name one.

    Returns:
        The number of files published.

    Raises:
        Refused: a file changed after it was checked, the tree is not what was meant, or the host
            would not take it.
    """
    with _settled(), Tree(staging.path, screen=checked.screen) as tree:
        tree.adopt(drawn)
        products = Products(checked, site_url, kept and kept / "data")
        downloads = _take_data(products, tree)
        foresee(checked, tree.listing, site_url, images=images is not None, say=say)
        if images is not None:
            # Threads draw them. They have ended before the tree forks its helpers: what was written
            # so far is too little for that.
            images.prepare(checked.documents.values())
        undrawn = {} if images is None else _take_images(checked, images, tree)
        for page in pages(store=tree.store, downloads=downloads, undrawn=undrawn):
            if isinstance(page, Stored):
                tree.accept(page)
            else:
                tree.write(page.uri, page.data)
        for file in search_files(checked, kept and kept / "search"):
            words = "" if checked.screen.idle else file.words
            tree.write(file.uri, file.data, words)
        for made in export_files(products):
            tree.write(made.uri, made.data)
        for document in checked.documents.values():
            uri = f"records/{document.slug}/{document.file}"
            tree.copy(uri, document.path, document.sha256)
        tree.write(NAME, plain_headers(place_of(site_url).below))
        tree.seal()
        look_again(checked, tree.listing, staging.path)
    staging.swap()
    return len(tree.listing)


def _take_data(products: Products, tree: Tree) -> list[Download]:
    """Make the data aside, since the database of a long log is too large to hold in memory."""
    with tempfile.TemporaryDirectory(prefix="disclosurelog-") as folder:
        with Data(products, Path(folder)) as data:
            files = data.files()
        for made in files:
            # Without a list of withheld words nothing needs to be read again.
            pieces = () if products.checked.screen.idle else made.pieces()
            tree.take_over(made.uri, made.path, made.sha256, pieces)
        tree.flush()
    return [Download(made.uri, made.size, made.title, made.says, made.media) for made in files]


def _take_images(checked: CheckedLog, images: PageImages, tree: Tree) -> Undrawn:
    """Write the pictures of all pages; return which pages of which file have none."""
    undrawn: dict[str, set[int]] = {}
    for entry in checked.log.entries:
        for document in entry.record.documents:
            found = checked.documents.get((entry.slug, document.file))
            if found is None:
                continue
            name = viewer_name(entry.record, document.file)
            for number, data in images.of(found):
                if data:
                    tree.write(image_uri(entry.slug, name, number), data, words="")
                else:
                    undrawn.setdefault(found.sha256, set()).add(number)
    return undrawn


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
