"""Cuts a long list of records into runs, whose ends depend on the slugs near by.

A record that is added or taken out changes its own run, rarely the next. So the same list is cut
alike whatever was built before, and what was made of the other runs is still of use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence


def starts(slugs: Sequence[str], least: int, one_in: int, most: int) -> Iterator[int]:
    """Yield where each run starts.

    Args:
        slugs: Of the records, in order.
        least: Records in a run before it may end.
        one_in: From there on, one slug in so many starts the next.
        most: Records in the longest run.
    """
    last = -most
    for place, slug in enumerate(slugs):
        size = place - last
        if size >= most or (size >= least and _chosen(slug, one_in)):
            last = place
            yield place


def _chosen(slug: str, one_in: int) -> bool:
    return int.from_bytes(hashlib.sha256(slug.encode()).digest()[:4]) % one_in == 0
