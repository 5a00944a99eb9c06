"""Lists of numbers as text: what the shards are written in.

Text, because static hosts compress JSON and leave binary files alone; and these characters, because
JSON need not escape them. Measured on the shards of 10,000 records: gzipped, 0.72 of the same
numbers in decimal.
"""

from __future__ import annotations

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
_BOUNDS: Final = tuple(LAST * LEADING**power for power in range(5))


def widths(numbers: Numbers) -> Numbers:
    """How many characters each number takes.

    Raises:
        ValueError: One is negative, or too large to be written.
    """
    found = np.ones(len(numbers), np.int64)
    # Negative numbers are large ones here: one look finds both.
    large = np.flatnonzero(numbers.view(np.uint64) >= LAST)
    if len(large):
        values = numbers[large]
        if int(values.min()) < 0 or int(values.max()) >= LAST * LEADING**5:
            raise ValueError("a number does not fit")
        for bound in _BOUNDS:
            found[large] += values >= bound
    return found


def encode(numbers: Numbers) -> tuple[bytes, Numbers]:
    """Write numbers one after another.

    Returns:
        The text, and where each number ends in it.
    """
    ends = np.cumsum(widths(numbers))
    text = np.empty(int(ends[-1]) if len(ends) else 0, np.uint8)
    at = ends - 1
    text[at] = _CHARACTERS[numbers % LAST]
    more = np.flatnonzero(numbers >= LAST)
    rest, at = numbers[more] // LAST, at[more]
    while len(more):
        at -= 1
        text[at] = _CHARACTERS[LAST + rest % LEADING]
        rest //= LEADING
        more = np.flatnonzero(rest)
        rest, at = rest[more], at[more]
    return text.tobytes(), ends


def written(numbers: Sequence[int] | Numbers) -> str:
    """The text of a list of numbers."""
    return encode(np.asarray(numbers, np.int64))[0].decode("ascii")


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
