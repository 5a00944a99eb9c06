"""lunr's score, worked out from counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from disclosurelog.search.numerals import Numbers

K1: Final = 1.2
"""How soon a term that is repeated counts no more: lunr's own."""
B: Final = 0.75
"""How much a long field is held against a record: lunr's own."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """What the score of a term in a field depends on, beside the counts.

    Attributes:
        records: How many there are.
        boosts: Of each field.
        averages: The mean number of terms of each field, over all records.
    """

    records: int
    boosts: tuple[float, ...]
    averages: tuple[float, ...]

    def idf(self, df: int) -> float:
        """How telling a term is that stands in `df` pairs of a field and a record (lunr `idf`)."""
        return math.log(1 + abs((self.records - df + 0.5) / (df + 0.5)))

    def scores(
        self, df: int, field: Numbers, count: Numbers, length: Numbers
    ) -> NDArray[np.float64]:
        """The score of one term in each of some pairs, rounded to three places as lunr does."""
        average = np.array(self.averages)[field]
        weight = self.idf(df) * ((K1 + 1) * count)
        score = weight / (K1 * (1 - B + B * (length / average)) + count)
        return _rounded(score * np.array(self.boosts)[field])


def _rounded(score: NDArray[np.float64]) -> NDArray[np.float64]:
    """Rounded as Python's `round` does, which lunr.py uses; numpy's may differ beside a half."""
    scaled = score * 1000
    found = np.rint(scaled) / 1000
    for place in np.flatnonzero(np.abs(scaled % 1 - 0.5) < 1e-6):
        found[place] = round(float(score[place]), 3)
    return found
