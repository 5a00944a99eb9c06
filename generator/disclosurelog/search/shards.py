"""Cuts the terms into shards.

Where a shard ends depends on the terms beside it and on nothing else. So one changed record changes
the shards that its own words are in; counting off so many terms each would shift all that follow.
"""

from __future__ import annotations

import zlib
from typing import Final

from disclosurelog.search.files import Shelf, dumped
from disclosurelog.search.joining import Written

LEAST: Final = 5_000
"""Characters of a shard before it may end."""
FULL: Final = 28_000
"""Characters of a shard of several terms. A term that is longer has one to itself."""

_ONE_IN: Final = 8  # terms at which a shard may end


class Cutter:
    """Puts terms, given in order, into shards.

    Args:
        shelf: Where to.
        family: The folder of these shards.

    Attributes:
        first: The first term of each shard.
        names: The name of each.
    """

    def __init__(self, shelf: Shelf, family: str) -> None:
        self.first: list[str] = []
        self.names: list[str] = []
        self._shelf = shelf
        self._family = family
        self._terms: list[Written] = []
        self._size = 0

    def take(self, one: Written) -> None:
        """Put in a term."""
        name = one.term.encode()
        size = len(one.text) + len(name) + 6
        if self._terms and (
            one.df is not None
            or self._size + size > FULL
            or (self._size >= LEAST and zlib.crc32(name) % _ONE_IN == 0)
        ):
            self.close()
        self._terms.append(one)
        self._size += size
        if one.df is not None:
            self.close()

    def close(self) -> None:
        """End the shard that is being filled."""
        if not self._terms:
            return
        terms = [one.term for one in self._terms]
        head = self._terms[0]
        shard = f'{{"terms":{dumped(terms)},"data":["' + '","'.join(one.text for one in self._terms)
        tail = "" if head.df is None else f',"df":{head.df}'
        self.first.append(terms[0])
        self.names.append(self._shelf.put_text(self._family, f'{shard}"]{tail}}}'))
        self._terms, self._size = [], 0
