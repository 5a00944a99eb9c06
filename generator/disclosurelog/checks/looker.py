"""Looks for withheld terms in texts, and remembers what it has seen to be clean."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from disclosurelog.checks.policy import HASH_BYTES, TERM, Withheld
from disclosurelog.checks.terms import emails_in, five, numbers_in, pair, plain, terms_of, words_in

#: Remembered at most, of each kind: some 200 MB in all.
_MOST = 500_000

_HANDLE = 8  # hexadecimal digits of a hash by which its line in the list is found

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A withheld term in its place, in characters of the plain text. It does not say which.

    `handle` is the start of the term's line in the list.
    """

    start: int
    end: int
    handle: str


class Looker:
    """Looks for what is withheld.

    A term that was seen once to be clean is not hashed again: of ten thousand pages most words
    stand on all.
    """

    def __init__(self, withheld: Withheld) -> None:
        self._withheld = withheld
        self._terms = frozenset(map(bytes.fromhex, withheld.terms))
        self._digest = _hasher(withheld.key)
        self._pairs: set[tuple[str, str]] = set()
        self._fives: set[tuple[str, ...]] = set()
        self._others: set[str] = set()

    def holds(self, text: str) -> bool:
        """Whether a withheld term stands in a text."""
        text = plain(text)
        words = words_in(text)
        others = {f"1 {word}" for word in set(words) if len(word) >= 4}
        others |= {f"n {digits}" for digits, _, _ in numbers_in(text)}
        others |= {f"e {address}" for address, _, _ in emails_in(text)}
        fives = zip(words, words[1:], words[2:], words[3:], words[4:], strict=False)
        return (
            self._any(others, self._others, str)
            or self._any(pairwise(words), self._pairs, lambda two: pair(*two))
            or self._any(fives, self._fives, five)
        )

    def sightings(self, text: str) -> list[Sighting]:
        """Every place of a text in which one stands; empty for nearly every text."""
        if not self.holds(text):
            return []
        found = []
        for term in terms_of(text):
            hashed = self._withheld.term(term.text)
            if hashed in self._withheld.terms:
                found.append(Sighting(term.start, term.end, hashed[:_HANDLE]))
        return found

    def knows(self, sha256: str) -> bool:
        """Whether a file with this SHA-256 is an original that was redacted."""
        return self._withheld.original(sha256) in self._withheld.originals

    def _any(self, found: Iterable[T], clean: set[T], term: Callable[[T], str]) -> bool:
        new = set(found)
        new -= clean
        digest, terms = self._digest, self._terms
        for one in new:
            if digest(term(one)) in terms:
                return True
        if len(clean) > _MOST:
            clean.clear()
        clean |= new
        return False


def _hasher(key: bytes) -> Callable[[str], bytes]:
    """What `Withheld.term` does, in half the time: HMAC (RFC 2104) with its pads hashed once."""
    block = key.ljust(64, b"\0")
    inner = hashlib.sha256(bytes(byte ^ 0x36 for byte in block) + TERM)
    outer = hashlib.sha256(bytes(byte ^ 0x5C for byte in block))

    def digest(term: str) -> bytes:
        one, other = inner.copy(), outer.copy()
        one.update(term.encode("utf-8", "surrogatepass"))
        other.update(one.digest())
        return other.digest()[:HASH_BYTES]

    return digest
