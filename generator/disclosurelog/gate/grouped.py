"""Findings put together for people: one paragraph for what one check says on many pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from disclosurelog.checks.rule import BLOCK, Finding

MM_PER_POINT = 25.4 / 72  # a point is 1/72 inch (ISO 32000-2, 8.3.2.3)

_EACH = 3  # so many places are told one by one; more are told as pages


@dataclass(frozen=True, slots=True)
class Group:
    """What one check says in the same words, in the order of the pages."""

    rule: str
    severity: str
    message: str
    findings: tuple[Finding, ...]

    @property
    def remedies(self) -> tuple[str, ...]:
        """What to do: nearly always one thing."""
        return tuple(dict.fromkeys(one.remedy for one in self.findings))

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages concerned, each once; empty where it is about the whole file."""
        return tuple(sorted({one.page for one in self.findings if one.page is not None}))

    def where(self) -> str:
        """The places in words; "" where it is about the whole file."""
        placed = [one for one in self.findings if one.page is not None]
        if not placed:
            return ""
        if len(placed) <= _EACH:
            return "; ".join(dict.fromkeys(place(one) for one in placed))
        where = ranges(self.pages)
        if len(placed) == len(self.pages):
            return where
        most, count = Counter(one.page for one in placed).most_common(1)[0]
        if len(self.pages) == 1:
            return f"{where}, in {count:,} places"
        return f"{where}, in {len(placed):,} places, most of them ({count:,}) on page {most}"


def grouped(findings: Iterable[Finding]) -> tuple[Group, ...]:
    """Put findings of one check with one message together: what blocks first, then by page."""
    found: dict[tuple[str, str, str], list[Finding]] = {}
    for one in sorted(findings):
        found.setdefault((one.rule, one.severity, one.message), []).append(one)
    groups = [Group(*key, tuple(mine)) for key, mine in found.items()]
    return tuple(sorted(groups, key=lambda one: one.severity != BLOCK))


def place(finding: Finding) -> str:
    """Where on which page, in millimetres from its top left corner."""
    if finding.page is None:
        return ""
    if finding.box is None:
        return f"page {finding.page}"
    left, top = (max(0, round(side * MM_PER_POINT)) for side in finding.box[:2])
    return f"page {finding.page}, {top} mm from the top and {left} mm from the left"


def ranges(pages: Sequence[int]) -> str:
    """Pages in words: "page 3", "pages 1 to 4, 7 and 9"."""
    starts = [pages[0], *(b for a, b in pairwise(pages) if b != a + 1)]
    ends = [*(a for a, b in pairwise(pages) if b != a + 1), pages[-1]]
    parts = [
        str(a) if a == b else f"{a} and {b}" if b == a + 1 and len(starts) == 1 else f"{a} to {b}"
        for a, b in zip(starts, ends, strict=True)
    ]
    told = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"page{'s' * (len(pages) > 1)} {told}"
