"""Numbers and sizes as messages say them."""

from __future__ import annotations

from disclosurelog.records import MB


def in_mb(size: float) -> str:
    """Return a size in bytes as MB; in bytes where it is below a thousandth of that."""
    if size < MB / 1_000:
        return counted(round(size), "byte")
    digits = 1 if size >= 10 * MB else 3
    text = f"{size / MB:,.{digits}f}".rstrip("0").rstrip(".")
    return f"{text} MB"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: 1 file, 2,000 files; 2 files or folders."""
    nouns = " or ".join(f"{one}s" for one in noun.split(" or "))
    return f"{number:,} {noun if number == 1 else nouns}"
