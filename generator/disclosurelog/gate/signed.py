"""Files that are believed only if this user's key signed them for their own place.

What is kept from build to build lies beside the content. What is cut short, altered, copied from
another file or made by somebody else is as good as not there: see `cachekey`.
"""

from __future__ import annotations

import contextlib
import hmac
from pathlib import Path

from disclosurelog.gate import cachefile
from disclosurelog.gate.cachekey import load_key

_LENGTH = 32  # bytes of a signature: HMAC-SHA-256


class SignedFiles:
    """Signed files in a folder. Safe for several threads and processes at once.

    Args:
        folder: Made when the first file is kept. One that can't be written keeps nothing; that is
            no error.
        purpose: What they are, so that no file passes for one of another kind.
    """

    def __init__(self, folder: Path, purpose: str) -> None:
        self._folder = folder
        self._top = str(folder)
        self._purpose = purpose
        self._key = load_key()
        self._made: set[Path] = set()

    def load(self, name: str, most: int) -> memoryview | None:
        """Return what a file holds; None where it can't be believed or has over `most` bytes."""
        path = f"{self._top}/{name}"
        data = cachefile.load(path, most)
        if data is None:
            return None
        view = memoryview(data)
        if not hmac.compare_digest(view[:_LENGTH], self._sign(name, view[_LENGTH:])):
            return None
        cachefile.used(path)
        return view[_LENGTH:]

    def store(self, name: str, data: bytes) -> None:
        """Keep a file, in place of any before it."""
        path = self._folder / name
        with contextlib.suppress(OSError):
            self._make(path.parent)
            cachefile.store(str(path), self._sign(name, data) + data)

    def _make(self, folder: Path) -> None:
        if folder not in self._made:
            cachefile.make(self._folder)
            folder.mkdir(mode=0o700, exist_ok=True)
            self._made.add(folder)

    def _sign(self, name: str, data: bytes | memoryview) -> bytes:
        # A key for the place, then the data as they are: long ones need not be copied beside it.
        place = f"{self._purpose}\0{name}".encode()
        return hmac.digest(hmac.digest(self._key, place, "sha256"), data, "sha256")
