"""From a checked log to a site in its place."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from disclosurelog.gate import CheckedLog
from disclosurelog.pages import Page, Store, Stored
from disclosurelog.publish.staging import Staging
from disclosurelog.publish.tree import Tree
from disclosurelog.search import search_files


class Pages(Protocol):
    """Makes the engine's pages; may use `store` to write some of them in helper processes."""

    def __call__(self, *, store: Store) -> Iterable[Page | Stored]:
        """Return the pages, those already written as `Stored`."""


def publish_site(
    checked: CheckedLog,
    pages: Pages,
    drawn: Iterable[str],
    staging: Staging,
    kept: Path | None = None,
) -> int:
    """Write everything into the staging folder, verify it, and swap it in.

    Args:
        checked: The log that passed the gate.
        pages: The engine's pages.
        drawn: The uris of the files that MkDocs wrote into the folder: theme and own pages.
        staging: The folder, which MkDocs may have written into.
        kept: The folder where what was counted for the search is kept from build to build.

    Returns:
        The number of files published.

    Raises:
        Refused: a file changed after it was checked, or the tree is not what was meant.
    """
    with _settled(), Tree(staging.path, screen=checked.screen) as tree:
        tree.adopt(drawn)
        for page in pages(store=tree.store):
            if isinstance(page, Stored):
                tree.accept(page)
            else:
                tree.write(page.uri, page.data)
        for file in search_files(checked, kept):
            tree.write(file.uri, file.data, file.words)
        for document in checked.documents.values():
            uri = f"records/{document.slug}/{document.file}"
            tree.copy(uri, document.path, document.sha256)
        tree.seal()
    staging.swap()
    return len(tree.listing)


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
