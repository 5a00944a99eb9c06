"""All terms in order, for prefixes, wildcards and near spellings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from disclosurelog.search.files import Shelf

MOST: Final = 60_000
"""Characters of a part: about 25 KB gzipped."""


def shelve_vocabulary(shelf: Shelf, terms: Sequence[str]) -> list[tuple[str, str]]:
    """Write the terms in parts; returns the first term and the name of each."""
    root = []
    start = size = 0
    for place, term in enumerate(terms):
        if size + len(term) + 3 > MOST:
            root.append(_part(shelf, terms[start:place]))
            start, size = place, 0
        size += len(term) + 3
    if terms[start:]:
        root.append(_part(shelf, terms[start:]))
    return root


def _part(shelf: Shelf, terms: Sequence[str]) -> tuple[str, str]:
    return terms[0], shelf.put("vocabulary", {"terms": list(terms)})
