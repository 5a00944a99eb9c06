"""All terms in order, for prefixes, wildcards and near spellings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from disclosurelog.search.files import Shelf

MOST: Final = 60_000
"""Characters of a part: about 25 KB gzipped."""


def shelve_vocabulary(shelf: Shelf, terms: Sequence[str]) -> list[tuple[str, str]]:
    """Write the terms in parts; returns the first term and the name of each."""
    ends = list(accumulate(len(term) + 3 for term in terms))
    root = []
    start = before = 0
    while start < len(terms):
        stop = max(start + 1, bisect_right(ends, before + MOST))
        root.append(_part(shelf, terms[start:stop]))
        start, before = stop, ends[stop - 1]
    return root


def _part(shelf: Shelf, terms: Sequence[str]) -> tuple[str, str]:
    return terms[0], shelf.put("vocabulary", {"terms": list(terms)})
