"""The arithmetic decoder of JBIG2 (ITU-T T.88, annexes A and E)."""

from __future__ import annotations

#: Probability estimation (T.88, table E.1): Qe, next after more probable, next after less
#: probable, whether the more probable symbol changes.
TABLE = (
    (0x5601, 1, 1, 1), (0x3401, 2, 6, 0), (0x1801, 3, 9, 0), (0x0AC1, 4, 12, 0),
    (0x0521, 5, 29, 0), (0x0221, 38, 33, 0), (0x5601, 7, 6, 1), (0x5401, 8, 14, 0),
    (0x4801, 9, 14, 0), (0x3801, 10, 14, 0), (0x3001, 11, 17, 0), (0x2401, 12, 18, 0),
    (0x1C01, 13, 20, 0), (0x1601, 29, 21, 0), (0x5601, 15, 14, 1), (0x5401, 16, 14, 0),
    (0x5101, 17, 15, 0), (0x4801, 18, 16, 0), (0x3801, 19, 17, 0), (0x3401, 20, 18, 0),
    (0x3001, 21, 19, 0), (0x2801, 22, 19, 0), (0x2401, 23, 20, 0), (0x2201, 24, 21, 0),
    (0x1C01, 25, 22, 0), (0x1801, 26, 23, 0), (0x1601, 27, 24, 0), (0x1401, 28, 25, 0),
    (0x1201, 29, 26, 0), (0x1101, 30, 27, 0), (0x0AC1, 31, 28, 0), (0x09C1, 32, 29, 0),
    (0x08A1, 33, 30, 0), (0x0521, 34, 31, 0), (0x0441, 35, 32, 0), (0x02A1, 36, 33, 0),
    (0x0221, 37, 34, 0), (0x0141, 38, 35, 0), (0x0111, 39, 36, 0), (0x0085, 40, 37, 0),
    (0x0049, 41, 38, 0), (0x0025, 42, 39, 0), (0x0015, 43, 40, 0), (0x0009, 44, 41, 0),
    (0x0005, 45, 42, 0), (0x0001, 45, 43, 0), (0x5601, 46, 46, 0),
)  # fmt: skip

#: Ranges of integers (T.88, table A.1): how many bits, and what is added.
RANGES = ((2, 0), (4, 4), (6, 20), (8, 84), (12, 340), (32, 4436))


class Decoder:
    """Bits out of arithmetically coded data. Past its end the data goes on with ones."""

    def __init__(self, data: bytes) -> None:
        self._data = data + b"\xff\xac"
        self._at = 0
        self._code = self._data[0] << 16
        self._count = 0
        self._byte()
        self._code <<= 7
        self._count -= 7
        self._width = 0x8000

    def _byte(self) -> None:
        data, at = self._data, self._at
        if data[at] == 0xFF:
            if at + 1 >= len(data) or data[at + 1] > 0x8F:
                self._code += 0xFF00
                self._count = 8
                return
            self._at = at + 1
            self._code += data[at + 1] << 9
            self._count = 7
            return
        self._at = at + 1
        self._code += data[at + 1] << 8
        self._count = 8

    def bit(self, contexts: bytearray, place: int) -> int:
        """The next bit. A context holds its state, doubled, and its more probable bit."""
        state = contexts[place]
        probable = state & 1
        estimate, more, less, switch = TABLE[state >> 1]
        self._width -= estimate
        if (self._code >> 16) < estimate:
            lower = self._width < estimate
            self._width = estimate
        else:
            self._code -= estimate << 16
            if self._width & 0x8000:
                return probable
            lower = self._width >= estimate
        if lower:
            bit = probable
            contexts[place] = more << 1 | probable
        else:
            bit = 1 - probable
            contexts[place] = less << 1 | (1 - probable if switch else probable)
        while not self._width & 0x8000:
            if self._count == 0:
                self._byte()
            self._width <<= 1
            self._code <<= 1
            self._count -= 1
        return bit


class Integers:
    """Integers of one kind out of a decoder (T.88, A.2)."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._contexts = bytearray(512)

    def next(self) -> int | None:
        """The next integer; None for the value that is out of band."""
        self._place = 1
        negative = self._bit()
        last = len(RANGES) - 1
        width, offset = RANGES[next((n for n in range(last) if not self._bit()), last)]
        value = 0
        for _ in range(width):
            value = value << 1 | self._bit()
        value += offset
        if negative:
            return -value if value else None
        return value

    def _bit(self) -> int:
        place = self._place
        bit = self._decoder.bit(self._contexts, place)
        place = place << 1 | bit
        self._place = place if place < 512 else (place & 511) | 256
        return bit
