"""Where a record's files are shown page by page: the addresses that all parts of the site agree on.

A file `report.pdf` of a record is shown at `records/<slug>/report/`. A long one is cut into parts,
each with an address of its own: `records/<slug>/report/26/` starts at page 26.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from disclosurelog.records.record import Record

PART: Final = 25
"""Pages of a document in one part. The 25 fullest of 76 real pages make 27 KB over the wire."""

_ENGINE: Final = frozenset({"index.html", "record.json"})
"""What the engine writes into a record's folder itself."""


@lru_cache(maxsize=4096)
def viewer_names(files: tuple[str, ...]) -> Mapping[str, str]:
    """Return the folder of each file's viewer below its record, by file name.

    It is the name without its suffix, unless that is not its alone: then the whole name with
    dashes for dots. Withdrawn files count too, so that no address changes when one goes.

    Args:
        files: The names of all files of the record.
    """
    stems = {file: file.rpartition(".")[0] for file in files}
    often = Counter(stem.casefold() for stem in stems.values())
    taken = {file.casefold() for file in files} | _ENGINE
    names = {
        file: stem
        for file, stem in stems.items()
        if often[stem.casefold()] == 1 and stem.casefold() not in taken
    }
    taken |= {name.casefold() for name in names.values()}
    for file in files:
        if file not in names:
            base = name = file.replace(".", "-")
            number = 1
            while name.casefold() in taken:
                number += 1
                name = f"{base}-{number}"
            names[file] = name
            taken.add(name.casefold())
    return names


def viewer_name(record: Record, file: str) -> str:
    """Return the folder of a file's viewer below its record."""
    return viewer_names(tuple([one.file for one in record.documents]))[file]


def part_of(page: int) -> int:
    """Return the first page of the part that a page is in. Pages are counted from 1."""
    return page - (page - 1) % PART


def parts_of(pages: int) -> range:
    """Return the first page of each part that a file of so many pages is shown in."""
    return range(1, max(pages, 1) + 1, PART)


def viewer_uri(slug: str, name: str, page: int = 1) -> str:
    """Return the address of the part of a viewer that shows a page, without its anchor."""
    first = part_of(page)
    return f"records/{slug}/{name}/" + (f"{first}/" if first > 1 else "")


def image_uri(slug: str, name: str, page: int) -> str:
    """Return the address of the picture of a page."""
    return f"records/{slug}/{name}/page-{page:04}.webp"
