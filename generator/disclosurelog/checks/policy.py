"""What an authority tells the checks: its own contacts, its patterns, its lists, what it withheld.

Plain values, so that a policy can cross to the process that reads a file. It holds secrets: the
names that the authority keeps a list of, and the key of its withheld terms. Neither is in its
repr, in a digest that is published, or in any finding.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

#: Bytes of each keyed hash that are kept. 128 bits: no two terms meet by chance, and nobody who
#: lacks the key can find a term for a hash.
HASH_BYTES = 16

#: Stands before a term, so that no term has the hash of anything else.
TERM = b"term\0"

KEY_BYTES = 32  # the block of HMAC-SHA-256 needs no more (RFC 2104, section 3)

_HASH = re.compile(r"[0-9a-f]{32}\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_MOST_PATTERN = 500  # characters of a pattern


@dataclass(frozen=True, slots=True)
class Withheld:
    """What must never be published, as hashes that mean nothing without their key.

    Attributes:
        key: The key of HMAC-SHA-256.
        terms: The keyed hash of each withheld term, and of decoys that hide their number.
        originals: The keyed hash of each original's SHA-256.
    """

    key: bytes = field(repr=False)
    terms: frozenset[str] = field(default_factory=frozenset, repr=False)
    originals: frozenset[str] = field(default_factory=frozenset, repr=False)

    def term(self, term: str) -> str:
        """The keyed hash of a term as `checks.terms` writes it."""
        return self._hash(TERM, term)

    def original(self, sha256: str) -> str:
        """The keyed hash of a file, given its SHA-256 in hexadecimal."""
        return self._hash(b"file\0", sha256)

    @property
    def check_value(self) -> str:
        """What tells one key from another and nothing else. It may be published."""
        return self._hash(b"key\0", "")

    def _hash(self, kind: bytes, text: str) -> str:
        data = kind + text.encode("utf-8", "surrogatepass")
        return hmac.digest(self.key, data, "sha256")[:HASH_BYTES].hex()


@dataclass(frozen=True, slots=True)
class Policy:
    """What the checks know of the authority.

    Attributes:
        contacts: Addresses, numbers and postcodes that the authority itself publishes.
        own_names: What the authority is called.
        numbers: (name, regular expression) of numbers that stand for a person.
        people: Names that must not be read anywhere.
        countries: ISO 3166 codes of the countries whose telephone numbers are known.
        withheld: What must never be published; None where nothing is listed.
    """

    contacts: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = field(default=(), repr=False)
    countries: tuple[str, ...] = ("GB",)
    withheld: Withheld | None = None

    def to_values(self) -> dict[str, Any]:
        """The policy as JSON can hold it, the secrets among them."""
        values: dict[str, Any] = {
            "contacts": list(self.contacts),
            "own_names": list(self.own_names),
            "numbers": [list(pair) for pair in self.numbers],
            "people": list(self.people),
            "countries": list(self.countries),
            "withheld": None,
        }
        if self.withheld is not None:
            values["withheld"] = {
                "key": self.withheld.key.hex(),
                "terms": sorted(self.withheld.terms),
                "originals": sorted(self.withheld.originals),
            }
        return values

    @property
    def digest(self) -> str:
        """A short name for what of the policy may change a verdict; "" where it says nothing.

        It is published. The names of people are left out but for whether there are any, and of
        what is withheld only hashes go in that are published themselves.
        """
        if self == Policy():
            return ""
        values = {**self.to_values(), "people": bool(self.people)}
        if self.withheld is not None:
            values["withheld"]["key"] = self.withheld.check_value
        return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:12]

    @property
    def private_digest(self) -> str:
        """A digest of everything, for what stays on this machine."""
        return hashlib.sha256(json.dumps(self.to_values(), sort_keys=True).encode()).hexdigest()

    def with_withheld(self, withheld: Withheld | None) -> Policy:
        """The same policy with another list of what is withheld."""
        return replace(self, withheld=withheld)


def policy_from(values: Mapping[str, Any]) -> Policy:
    """Make a policy of what `Policy.to_values` gave.

    Raises:
        ValueError: It is anything else. The error's words hold none of it.
    """
    try:
        known = {"contacts", "own_names", "numbers", "people", "countries", "withheld"}
        if set(values) != known:
            raise ValueError("a policy with other keys")
        countries = _strings(values["countries"])
        if not all(_COUNTRY.match(one) for one in countries):
            raise ValueError("a country that is no code")
        numbers = tuple(map(_number, values["numbers"]))
        held = values["withheld"]
        return Policy(
            _strings(values["contacts"]),
            _strings(values["own_names"]),
            numbers,
            _strings(values["people"]),
            countries,
            None if held is None else _withheld(held),
        )
    except (TypeError, KeyError, AttributeError):
        raise ValueError("a policy of the wrong shape") from None


def _withheld(values: Mapping[str, Any]) -> Withheld:
    key = bytes.fromhex(_string(values["key"]))
    if len(key) != KEY_BYTES:
        raise ValueError("a key of the wrong length")
    return Withheld(key, _hashes(values["terms"]), _hashes(values["originals"]))


def _hashes(values: Iterable[Any]) -> frozenset[str]:
    found = frozenset(_strings(values))
    if not all(_HASH.match(one) for one in found):
        raise ValueError("a hash that is none")
    return found


def _strings(values: Iterable[Any]) -> tuple[str, ...]:
    if not isinstance(values, (list, tuple)):
        raise TypeError
    return tuple(_string(value) for value in values)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> tuple[str, str]:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise TypeError
    return _string(value[0]), _pattern(value[1])


def _pattern(value: object) -> str:
    text = _string(value)
    if len(text) > _MOST_PATTERN:
        raise ValueError("a pattern that is too long")
    try:
        if re.compile(text).match(""):
            raise ValueError("a pattern that fits everything")
    except (re.error, RecursionError, OverflowError):
        raise ValueError("a pattern that can't be read") from None
    return text
