"""Lists of numbers as text: what the shards are written in.

Text, because static hosts compress JSON and leave binary files alone; and these characters, because
JSON need not escape them. Measured on the shards of 10,000 records: gzipped, 0.72 of the same
numbers in decimal.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

LAST: Final = 64
"""Characters that end a number."""

LEADING: Final = 27
"""Characters that lead one."""

_ALPHABET: Final = bytes(code for code in range(0x23, 0x7F) if code != 0x5C)
_CHARACTERS: Final = np.frombuffer(_ALPHABET, np.uint8)
_VALUES: Final = np.full(256, -1, np.int64)
_VALUES[_CHARACTERS] = np.arange(len(_ALPHABET))
_BOUNDS: Final = np.array([LAST * LEADING**power for power in range(5)])


def encode(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Write numbers one after another.

    Returns:
        The text, and where each number ends in it.

    Raises:
        ValueError: One is negative, or too large to be written.
    """
    if len(numbers) and (int(numbers.min()) < 0 or int(numbers.max()) >= LAST * LEADING**5):
        raise ValueError("a number does not fit")
    ends = np.arange(1, len(numbers) + 1)
    large = np.flatnonzero(numbers >= LAST)  # few: most numbers are steps and small counts
    if not len(large):
        return _CHARACTERS[numbers].tobytes(), ends
    rest = numbers[large] // LAST
    wider = np.zeros(len(numbers), np.int64)
    wider[large] = np.searchsorted(_BOUNDS, numbers[large], "right")
    ends += np.cumsum(wider)
    text = np.empty(int(ends[-1]), np.uint8)
    text[ends - 1] = _CHARACTERS[numbers % LAST]
    at = ends[large] - 1
    while len(rest):
        at -= 1
        text[at] = _CHARACTERS[LAST + rest % LEADING]
        rest = rest // LEADING
        more = np.flatnonzero(rest)
        rest, at = rest[more], at[more]
    return text.tobytes(), ends


def written(numbers: Sequence[int] | Numbers) -> str:
    """The text of a list of numbers."""
    return encode(np.asarray(numbers, np.int64))[0].decode("ascii")


@functools.cache
def numeral(number: int) -> str:
    """The text of one number."""
    return written([number])


def rising(numbers: Sequence[int] | Numbers) -> str:
    """The text of a rising list: the first number, then the differences."""
    given = np.asarray(numbers, np.int64)
    return written(np.concatenate([given[:1], given[1:] - given[:-1]]))


def decode(text: str) -> Numbers:
    """Read numbers; the opposite of `written`.

    Raises:
        ValueError: The text is no list of numbers.
    """
    values = _VALUES[np.frombuffer(text.encode("ascii", "replace"), np.uint8)]
    if len(values) and (values.min() < 0 or values[-1] >= LAST):
        raise ValueError("this is no list of numbers")
    ends = np.flatnonzero(values < LAST)
    starts = np.concatenate([[0], ends[:-1] + 1]) if len(ends) else ends
    found = np.zeros(len(ends), np.int64)
    for step in range(int((ends - starts).max()) if len(ends) else 0):
        lead = np.flatnonzero(starts + step < ends)
        found[lead] = found[lead] * LEADING + values[starts[lead] + step] - LAST
    return found * LAST + values[ends]
