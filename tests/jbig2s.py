"""Symbol-coded scans (JBIG2, ITU-T T.88), coded here so that a test knows what they hold."""

from __future__ import annotations

import struct

from disclosurelog.files.arithmetic import RANGES, TABLE

#: The arithmetic template of pixels already coded (T.88, figure 3), any order will do.
_NEAR = [(-4, 0), (-3, 0), (-2, 0), (-1, 0)] + [(x, -1) for x in range(-3, 4)]
_NEAR += [(x, -2) for x in range(-2, 3)]

SIDE = 8


class Encoder:
    """The arithmetic encoder (T.88, annex E; drawn in ITU-T T.800, annex C)."""

    def __init__(self) -> None:
        self.width, self.code, self.count = 0x8000, 0, 12
        self.out = bytearray([0])

    def bit(self, contexts: dict, key: object, bit: int) -> None:
        index, probable = contexts.get(key, (0, 0))
        estimate, more, less, switch = TABLE[index]
        self.width -= estimate
        if bit == probable:
            if self.width & 0x8000:
                self.code += estimate
                return
            if self.width < estimate:
                self.width = estimate
            else:
                self.code += estimate
            contexts[key] = (more, probable)
        else:
            if self.width < estimate:
                self.code += estimate
            else:
                self.width = estimate
            contexts[key] = (less, 1 - probable if switch else probable)
        while not self.width & 0x8000:
            self.width <<= 1
            self.code <<= 1
            self.count -= 1
            if self.count == 0:
                self._byte()

    def _byte(self) -> None:
        if self.out[-1] != 0xFF and self.code >= 0x8000000:
            self.out[-1] += 1
            self.code &= 0x7FFFFFF
        bits = 20 if self.out[-1] == 0xFF else 19
        self.out.append(self.code >> bits & 0xFF)
        self.code &= (1 << bits) - 1
        self.count = 7 if bits == 20 else 8

    def end(self) -> bytes:
        bound = self.code + self.width
        self.code |= 0xFFFF
        if self.code >= bound:
            self.code -= 0x8000
        for _ in range(2):
            self.code <<= self.count
            self._byte()
        return bytes(self.out[1:]) + b"\xff\xac"

    def integer(self, contexts: dict, value: int | None) -> None:
        """An integer (T.88, A.2); None is the value out of band."""
        place = 1

        def put(bit: int) -> None:
            nonlocal place
            self.bit(contexts, place, bit)
            place = place << 1 | bit
            place = place if place < 512 else (place & 511) | 256

        size = abs(value or 0)
        put(1 if value is None or value < 0 else 0)
        last = max(n for n, (_, offset) in enumerate(RANGES) if size >= offset or n == 0)
        for n in range(len(RANGES) - 1):
            put(1 if n < last else 0)
            if n >= last:
                break
        width, offset = RANGES[last]
        for shift in reversed(range(width)):
            put((size - offset) >> shift & 1)


def segment(number: int, kind: int, data: bytes, refers: tuple[int, ...] = (), page: int = 1):
    """One segment (T.88, 7.2)."""
    head = struct.pack(">IBB", number, kind, len(refers) << 5) + bytes(refers) + bytes([page])
    return head + struct.pack(">I", len(data)) + data


def shapes(count: int, first: int = 1) -> list[list[list[int]]]:
    """Shapes that all differ: a number in binary under a frame."""
    return [
        [[1] * SIDE]
        + [[1, *((first + n) >> k & 1 for k in range(SIDE - 2)), 1] for _ in range(SIDE - 2)]
        + [[1] * SIDE]
        for n in range(count)
    ]


def dictionary(number: int, made: list[list[list[int]]], page: int = 1) -> bytes:
    """A symbol dictionary that exports all of its shapes (T.88, 6.5)."""
    encoder = Encoder()
    heights, widths, exports, pixels = {}, {}, {}, {}
    encoder.integer(heights, SIDE)
    for index, shape in enumerate(made):
        encoder.integer(widths, 0 if index else SIDE)
        for y, row in enumerate(shape):
            for x, bit in enumerate(row):
                near = tuple(_at(shape, x + dx, y + dy) for dx, dy in _NEAR)
                encoder.bit(pixels, near, bit)
    encoder.integer(widths, None)
    encoder.integer(exports, 0)
    encoder.integer(exports, len(made))
    head = struct.pack(">H8b2I", 0, 3, -1, -3, -1, 2, -2, -2, -2, len(made), len(made))
    return segment(number, 0, head + encoder.end(), page=page)


def _at(shape: list[list[int]], x: int, y: int) -> int:
    return shape[y][x] if 0 <= y < SIDE and 0 <= x < SIDE else 0


def text(
    number: int,
    refers: tuple[int, ...],
    symbols: int,
    ids: list[int],
    *,
    size: tuple[int, int],
    flags: int = 0,
) -> bytes:
    """A text region with these symbols side by side (T.88, 6.4)."""
    encoder = Encoder()
    rows, firsts, steps, names = {}, {}, {}, {}
    encoder.integer(rows, 0)
    encoder.integer(rows, 4)
    for index, one in enumerate(ids):
        if index:
            encoder.integer(steps, 3)
        else:
            encoder.integer(firsts, 4)
        place = 1
        for shift in reversed(range(max(0, symbols - 1).bit_length())):
            bit = one >> shift & 1
            encoder.bit(names, place, bit)
            place = place << 1 | bit
    encoder.integer(steps, None)
    region = struct.pack(">4IB", *size, 0, 0, 0)
    more = (bytes(2) if flags & 1 else b"") + (b"\x01\xff\xff\xff" if flags & 2 else b"")
    head = region + struct.pack(">H", 1 << 4 | flags) + more + struct.pack(">I", len(ids))
    return segment(number, 6, head + encoder.end(), refers)


def page(size: tuple[int, int]) -> bytes:
    """The page information that every picture starts with (T.88, 7.4.8)."""
    return segment(0, 48, struct.pack(">4IBH", *size, 0, 0, 0, 0))
