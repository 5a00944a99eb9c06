"""The files of the search on a built site, read as they are needed."""

from __future__ import annotations

import functools
import json
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from disclosurelog.errors import CannotRun
from disclosurelog.search.files import FOLDER, FORMAT
from disclosurelog.search.numerals import Numbers, decode
from disclosurelog.search.reading.unblocked import Place, Posting, placed, posted
from disclosurelog.search.scoring import Scorer

_REMEDY: Final = "build the site again with this program"


class Store:
    """The search of a built site.

    Args:
        site: The site's folder.

    Attributes:
        records: How many records can be found.
        fields: The names of the fields.
        scorer: Works out scores.
        starts: The first record of each run.

    Raises:
        CannotRun: The site has no search, or one of another program's making.
    """

    def __init__(self, site: Path) -> None:
        self._folder = site / FOLDER
        self.index: dict[str, Any] = self._json("index")
        if self.index.get("format") != FORMAT:
            raise CannotRun("the search of this site was made by another version", _REMEDY)
        self.records: int = self.index["records"]
        fields = self.index["fields"]
        self.fields: tuple[str, ...] = tuple(field["name"] for field in fields)
        boosts = tuple(field["boost"] for field in fields)
        self.scorer = Scorer(self.records, boosts, tuple(field["average"] for field in fields))
        self.starts: Numbers = np.cumsum(decode(self.index["runs"]))
        self.read = functools.lru_cache(maxsize=None)(self._json)
        self.postings = functools.lru_cache(maxsize=None)(self._postings)

    def _json(self, name: str) -> Any:
        try:
            return json.loads((self._folder / f"{name}.json").read_bytes())
        except FileNotFoundError:
            if name == "index":
                raise CannotRun("this is no built site with a search", "build it first") from None
            raise CannotRun("a file of the search is missing", _REMEDY) from None
        except (OSError, ValueError):
            raise CannotRun("a file of the search cannot be read", _REMEDY) from None

    def column(self, name: str) -> Any:
        """A file of columns."""
        return self.read(f"columns/{self.index['columns'][name]}")

    def _postings(self, term: str) -> tuple[int, tuple[Posting, ...]]:
        """How many pairs a term has, and its postings; (0, ()) where it stands nowhere."""
        df, found = 0, []
        for shard, text in self._entries("postings", term):
            postings = list(posted(decode(text), self.starts))
            found += postings
            df = shard.get("df") or sum(len(one.records) for one in postings)
        return df, tuple(found)

    def places(self, term: str) -> tuple[Place, ...]:
        """Where a term stands."""
        found: list[Place] = []
        for _, text in self._entries("places", term):
            found += placed(decode(text), self.starts)
        return tuple(found)

    def _entries(self, family: str, term: str) -> list[tuple[Mapping[str, Any], str]]:
        """The shards that hold a term, each with its numbers."""
        root = self.index[family]
        found = []
        for leaf in _holding(root, [first for first, _ in root], term):
            listed = self.read(f"leaves/{leaf[1]}")
            for name in _holding(listed["names"], listed["first"], term):
                shard = self.read(f"{family}/{name}")
                place = bisect_left(shard["terms"], term)
                if shard["terms"][place : place + 1] == [term]:
                    found.append((shard, shard["data"][place]))
        return found

    @functools.cached_property
    def vocabulary(self) -> list[str]:
        """Every term, in order."""
        parts = self.index["vocabulary"]
        return [term for _, name in parts for term in self.read(f"vocabulary/{name}")["terms"]]

    def card(self, record: int) -> dict[str, Any]:
        """The card of a record."""
        cards = self.index["cards"]
        run = int(np.searchsorted(self.starts, record, "right")) - 1
        block, place = divmod(record - int(self.starts[run]), cards["block"])
        name = self.read(f"leaves/{cards['names'][run]}")["names"][block]
        found: dict[str, Any] = self.read(f"cards/{name}")[place]
        return found

    def texts(self, card: Mapping[str, Any]) -> list[Any]:
        """The files of text of a record."""
        return [self.read(f"texts/{name}") for name in (card["text"], *card.get("more", ()))]


def _holding(items: Sequence[Any], first: Sequence[str], term: str) -> Sequence[Any]:
    """The items whose ranges may hold a term: the last that starts before, all that start with it.

    Where several start with the term, they hold nothing else, and the one before may end with it
    only if it too starts with it.
    """
    low, high = bisect_left(first, term), bisect_right(first, term)
    return items[low:high] if low < high else items[max(0, low - 1) : low]
