"""Texts that were looked through before and hold nothing that must not be published.

What is kept of a text is a signature alone: HMAC-SHA-256 with the user's key (`cachekey`) over
the rules, the policy and the text's key, which holds the hash of its bytes. So nobody without the
user's key can add one, one that is spoilt is that of no text, and a text with one letter changed
has another. The file may be deleted at any time. Where two builds write at once, the last one
stays, and the other's texts are looked through again.
"""

from __future__ import annotations

import contextlib
import hmac
import json
from pathlib import Path

from disclosurelog.checks.policy import Policy
from disclosurelog.checks.registry import ruleset
from disclosurelog.gate import cachefile
from disclosurelog.gate.cachekey import load_key

FORMAT = 2  # of what is signed, and of what is looked for
_NAME = "clean-texts"
_SIZE = 32  # bytes of a signature
_MOST = 200_000  # signatures; beyond that, those of texts that are no more are dropped


class CleanTexts:
    """What is known of texts; see `knows` and `add`.

    Args:
        folder: Of the cache; None to know nothing and to keep nothing.
        policy: What the authority says.
    """

    def __init__(self, folder: Path | None, policy: Policy) -> None:
        self._folder = folder
        self._known: set[bytes] = set()
        self._used: set[bytes] = set()
        if folder is None:
            return
        self._key = load_key()
        basis = [FORMAT, ruleset(), policy.private_digest]
        self._basis = json.dumps(basis).encode("ascii") + b"\0"
        path = f"{folder}/{_NAME}"
        data = cachefile.load(path, 2 * _MOST * _SIZE) or b""
        cachefile.used(path)
        self._known = {data[at : at + _SIZE] for at in range(0, len(data), _SIZE)}

    def knows(self, key: str) -> bool:
        """Whether the text with this key was clean under these rules and this policy."""
        if self._folder is None:
            return False
        signature = self._sign(key)
        if signature not in self._known:
            return False
        self._used.add(signature)
        return True

    def add(self, key: str) -> None:
        """Say that a text is clean.

        Args:
            key: Says what kind of text it is, and holds the hash of its bytes; never the words of
                somebody else.
        """
        if self._folder is not None:
            self._used.add(self._sign(key))

    def save(self) -> None:
        """Keep what was added. A folder that can't be written keeps nothing; that is no error."""
        if self._folder is None or self._used <= self._known:
            return
        kept = self._known | self._used
        if len(kept) > _MOST:
            kept = self._used
        with contextlib.suppress(OSError):
            cachefile.make(self._folder)
            cachefile.store(f"{self._folder}/{_NAME}", b"".join(sorted(kept)))

    def _sign(self, key: str) -> bytes:
        data = self._basis + key.encode()
        return hmac.digest(self._key, data, "sha256")
