"""Cuts the terms into shards.

Where a shard ends depends on the terms beside it and on nothing else. So one changed record changes
the shards that its own words are in; counting off so many terms each would shift all that follow.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from disclosurelog.search.files import FOLDER, SearchFile, dumped
from disclosurelog.search.joining import Written

LEAST: Final = 5_000
"""Characters of a shard before it may end."""
FULL: Final = 28_000
"""Characters of a shard of several terms. A term that is longer has one to itself."""

_ONE_IN: Final = 8  # terms at which a shard may end


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard: its file, and the terms in it."""

    file: SearchFile
    terms: Sequence[str]


class Cutter:
    """Puts terms, given in order, into shards.

    Args:
        family: The folder of these shards.
    """

    def __init__(self, family: str) -> None:
        self._family = family
        self._terms: list[Written] = []
        self._size = 0

    @property
    def empty(self) -> bool:
        """Whether no shard is being filled."""
        return not self._terms

    def ends_before(self, one: Written) -> bool:
        """Whether a term starts a new shard."""
        return not self._terms or (
            one.df is not None
            or self._size + _size(one) > FULL
            or (self._size >= LEAST and zlib.crc32(one.term.encode()) % _ONE_IN == 0)
        )

    def take(self, one: Written) -> Iterator[Shard]:
        """Put in a term; yields the shards that are done."""
        if self.ends_before(one):
            yield from self.close()
        self._terms.append(one)
        self._size += _size(one)
        if one.df is not None:
            yield from self.close()

    def close(self) -> Iterator[Shard]:
        """End the shard that is being filled."""
        if not self._terms:
            return
        terms = [one.term for one in self._terms]
        head = self._terms[0]
        shard = f'{{"terms":{dumped(terms)},"data":["' + '","'.join(one.text for one in self._terms)
        tail = "" if head.df is None else f',"df":{head.df}'
        self._terms, self._size = [], 0
        yield Shard(SearchFile.of(f"{FOLDER}/{self._family}/*.json", f'{shard}"]{tail}}}'), terms)


def _size(one: Written) -> int:
    return len(one.text) + len(one.term.encode()) + 6
