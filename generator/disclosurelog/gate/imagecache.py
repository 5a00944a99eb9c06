"""Pictures of pages that were drawn before, a few pages in a file.

As in `cache`, a file is believed only if it is signed for its own name with the user's key, and
the folder may be deleted at any time. A name holds the hash of the document, so that a changed
document has none.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import importlib.metadata
import json
import struct
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from disclosurelog.files.limits import ReadLimits
from disclosurelog.gate import cachefile
from disclosurelog.gate.cachekey import load_key
from disclosurelog.gate.imagejob import Wanted
from disclosurelog.gate.webp import DRAWING

_LENGTH = struct.Struct(">I")
_SIGNATURE = 32  # bytes
_MOST = 64_000_000  # bytes; four pictures of the largest size that cannot be packed have 24 million
_LIBRARIES = ("numpy", "pillow", "pypdfium2")


class ImageCache:
    """Pictures in a folder. Safe for several threads and processes at once.

    Args:
        folder: Made when the first pictures are kept. One that can't be written keeps nothing;
            that is no error.
        limits: How much of a document was looked at.
    """

    def __init__(self, folder: Path, limits: ReadLimits) -> None:
        self._folder = folder
        self._key = load_key()
        versions = [(name, importlib.metadata.version(name)) for name in _LIBRARIES]
        self._basis = json.dumps([DRAWING, versions, asdict(limits)], sort_keys=True)

    def writable(self) -> bool:
        """Say whether pictures can be kept, and make the folder."""
        try:
            cachefile.make(self._folder)
        except OSError:
            return False
        return True

    def has(self, sha256: str, wanted: Sequence[Wanted]) -> bool:
        """Say whether there is a file for these pages. It may turn out to be spoilt."""
        return self._path(self._name(sha256, wanted)).is_file()

    def get(self, sha256: str, wanted: Sequence[Wanted]) -> list[bytes] | None:
        """Return these pages' pictures, empty where none can be drawn; None where unknown."""
        name = self._name(sha256, wanted)
        data = cachefile.load(str(self._path(name)), _MOST)
        if data is None or not hmac.compare_digest(data[:_SIGNATURE], self._sign(name, data)):
            return None
        images, at = [], _SIGNATURE
        for _ in wanted:
            (length,) = _LENGTH.unpack_from(data, at)
            at += _LENGTH.size
            images.append(data[at : at + length])
            at += length
        return images

    def put(self, sha256: str, wanted: Sequence[Wanted], images: Sequence[bytes]) -> None:
        """Keep the pictures of these pages."""
        name = self._name(sha256, wanted)
        parts = [part for image in images for part in (_LENGTH.pack(len(image)), image)]
        data = b"".join([bytes(_SIGNATURE), *parts])
        with contextlib.suppress(OSError):
            cachefile.make(self._folder)
            self._path(name).parent.mkdir(mode=0o700, exist_ok=True)
            signed = self._sign(name, data) + data[_SIGNATURE:]
            cachefile.store(str(self._path(name)), signed)

    def _path(self, name: str) -> Path:
        return self._folder / name

    def _name(self, sha256: str, wanted: Sequence[Wanted]) -> str:
        basis = f"{self._basis} {[tuple(one) for one in wanted]}".encode()
        return f"{sha256[:2]}/{sha256}-{hashlib.sha256(basis).hexdigest()[:16]}"

    def _sign(self, name: str, data: bytes) -> bytes:
        body = memoryview(data)[_SIGNATURE:]
        return hmac.digest(self._key, b"".join((name.encode("ascii"), b"\0", body)), "sha256")
