"""The pictures of pages of documents, on their way into the tree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from disclosurelog.gate import CheckedDocument, CheckedLog, Memo, PageImages
from disclosurelog.pages import Undrawn
from disclosurelog.publish.manifest import Listed, listed
from disclosurelog.publish.tree import Tree
from disclosurelog.records import image_uri, viewer_name


def take_pictures(
    checked: CheckedLog, images: PageImages, tree: Tree, kept: Path | None
) -> Undrawn:
    """Put the pictures of all pages into the tree; return which pages of which file have none.

    Args:
        checked: The log.
        images: Draws what is not in the tree yet.
        tree: The tree. Threads draw, and it forks helpers: nothing is written before all is drawn.
        kept: The folder where it is kept which pictures a document has.

    Raises:
        CannotRun: Nothing can be drawn on this machine.
        Refused: A document changed after it was checked.
    """
    memo = Memo(kept, "pictures", images.recipe)
    undrawn: dict[str, set[int]] = {}
    missing = []
    for document, name in _documents(checked):
        known = _known(memo, document, name)
        if known is not None and all(tree.has(*one) for one in known):
            for one in known:
                tree.keep(*one)
        else:
            missing.append((document, name))
    images.prepare(document for document, _ in missing)
    for document, name in missing:
        drawn = []
        for number, data in images.of(document):
            if data:
                tree.write(image_uri(document.slug, name, number), data, words="")
                says = listed(data)
                drawn.append((number, says.sha256, says.size))
            else:
                undrawn.setdefault(document.sha256, set()).add(number)
        if document.sha256 not in undrawn:
            memo.put(document.sha256, document.sha256, tuple(drawn))
    memo.save()
    return undrawn


def _documents(checked: CheckedLog) -> Iterator[tuple[CheckedDocument, str]]:
    """Yield each document, and the name of the folder of its pictures."""
    for entry in checked.log.entries:
        for document in entry.record.documents:
            found = checked.documents.get((entry.slug, document.file))
            if found is not None:
                yield found, viewer_name(entry.record, document.file)


def _known(memo: Memo, document: CheckedDocument, name: str) -> list[tuple[str, Listed]] | None:
    """Which pictures a document has; None where that is not known."""
    found = memo.get(document.sha256, document.sha256)
    if found is None:
        return None
    return [
        (image_uri(document.slug, name, number), Listed(sha256, size))
        for number, sha256, size in found
    ]
