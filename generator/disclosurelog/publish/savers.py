"""What an authority can turn down where a site is too large for its host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from disclosurelog.gate import CheckedLog
from disclosurelog.publish.forecast import PICTURE_MOST
from disclosurelog.publish.sizes import counted, in_mb
from disclosurelog.records import viewer_name

DATABASE: Final = "data/disclosurelog.sqlite"
MOST_A_PAGE: Final = 500
"""The largest `page_size` that the settings take."""

_DATABASE_HOLDS: Final = "it holds the text of all documents; publish fewer, or shorter ones"
_PICTURE: Final = re.compile(r"records/[^/]+/[^/]+/page-\d+\.webp")
_LATER_PAGE: Final = re.compile(r"(.+)/page/\d+/index\.html")


@dataclass(frozen=True, slots=True)
class Saver:
    """Something to turn down.

    Attributes:
        what: What it is and what it saves, in words.
        files: How many files it saves.
        size: How many bytes of those that are known.
    """

    what: str
    files: int
    size: int


def savers(files: Mapping[str, int], checked: CheckedLog, *, least: bool) -> Iterator[Saver]:
    """Yield what can be turned down, in no order.

    Args:
        files: The bytes of each file of the site, by its address.
        checked: The log that the site is made of.
        least: Whether pictures have no size yet, so that it has to be estimated.
    """
    pictures = pictures_in(files)
    if pictures:
        size = sum(files[uri] for uri in pictures)
        most = in_mb(len(pictures) * PICTURE_MOST)
        weight = f"an estimate from above: up to {most}" if least else in_mb(size)
        number = counted(len(pictures), "file")
        what = f"page_images: false in mkdocs.yml saves {number} ({weight})"
        yield Saver(what, len(pictures), size)
    yield from _documents(files, checked)
    yield from _lists(files, checked)
    if size := files.get(DATABASE, 0):
        yield Saver(f"{DATABASE} is {in_mb(size)}: {_DATABASE_HOLDS}", 0, size)


def pictures_in(files: Iterable[str]) -> list[str]:
    """Return which of these addresses are pictures of pages of documents."""
    return [uri for uri in files if _PICTURE.fullmatch(uri)]


def remedy_for(uri: str, checked: CheckedLog) -> str:
    """Return what to do about one file that is too large."""
    if uri == DATABASE:
        return _DATABASE_HOLDS
    parts = uri.split("/")
    if len(parts) == 3 and (parts[1], parts[2]) in checked.documents:
        return "publish the document in parts, or make its pictures smaller"
    return "it grows with the log: take records out whose time is over (retain_until)"


def _documents(files: Mapping[str, int], checked: CheckedLog) -> Iterator[Saver]:
    """Yield the document that takes most bytes with its pages, and the one with most files."""
    shown: Counter[tuple[str, str]] = Counter()
    weight: Counter[tuple[str, str]] = Counter()
    for uri, size in files.items():
        folder, *rest = uri.split("/", 3)
        if folder == "records" and len(rest) == 3:
            shown[rest[0], rest[1]] += 1
            weight[rest[0], rest[1]] += size
    found = []
    for entry in checked.log.entries:
        for document in entry.record.documents:
            one = checked.documents.get((entry.slug, document.file))
            if one is not None:
                place = (entry.slug, viewer_name(entry.record, document.file))
                uri = f"records/{entry.slug}/{document.file}"
                pages = shown[place]
                what = f"{uri} is {in_mb(one.size)}; its pages make {counted(pages, 'file')} more"
                found.append(Saver(what, 1 + pages, one.size + weight[place]))
    if found:
        yield from {
            max(found, key=lambda one: one.size): None,
            max(found, key=lambda one: one.files): None,
        }


def _lists(files: Mapping[str, int], checked: CheckedLog) -> Iterator[Saver]:
    """Yield the later pages of lists of responses that longer pages would make superfluous."""
    size = checked.log.settings.page_size
    later = Counter(
        match[1]
        for uri in files
        if (match := _LATER_PAGE.fullmatch(uri)) and not match[1].endswith("/reasons")
    )
    saved = sum(1 + more - -(-(1 + more) * size // MOST_A_PAGE) for more in later.values())
    if saved > 0:
        what = (
            f"page_size: {MOST_A_PAGE} in mkdocs.yml (it is {size}) saves {counted(saved, 'file')}"
        )
        yield Saver(what, saved, 0)
