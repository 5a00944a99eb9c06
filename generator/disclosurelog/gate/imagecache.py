"""Pictures of pages that were drawn before, a few pages in a file.

The files are signed (`signed`), and the folder may be deleted at any time. A name holds the hash of
the document, so that a changed document has none.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import struct
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from disclosurelog.files.limits import ReadLimits
from disclosurelog.gate import cachefile
from disclosurelog.gate.imagejob import Wanted
from disclosurelog.gate.signed import SignedFiles

DRAWING: Final = 1
"""Changes with anything in `webp`, so that kept pictures are drawn anew."""

_LENGTH = struct.Struct(">I")
_MOST = 64_000_000  # bytes; four pictures of the largest size that cannot be packed have 24 million
_LIBRARIES = ("numpy", "pillow", "pypdfium2")


def basis(limits: ReadLimits) -> str:
    """Return a name for all that decides how a page is drawn."""
    versions = [(name, importlib.metadata.version(name)) for name in _LIBRARIES]
    return json.dumps([DRAWING, versions, asdict(limits)], sort_keys=True)


class ImageCache:
    """Pictures in a folder. Safe for several threads and processes at once.

    Args:
        folder: Made when the first pictures are kept. One that can't be written keeps nothing;
            that is no error.
        limits: How much of a document was looked at.
    """

    def __init__(self, folder: Path, limits: ReadLimits) -> None:
        self._folder = folder
        self._files = SignedFiles(folder, "pages")
        self._basis = basis(limits)

    def writable(self) -> bool:
        """Say whether pictures can be kept, and make the folder."""
        try:
            cachefile.make(self._folder)
        except OSError:
            return False
        return True

    def has(self, sha256: str, wanted: Sequence[Wanted]) -> bool:
        """Say whether there is a file for these pages. It may turn out to be spoilt."""
        return (self._folder / self._name(sha256, wanted)).is_file()

    def get(self, sha256: str, wanted: Sequence[Wanted]) -> list[bytes] | None:
        """Return these pages' pictures, empty where none can be drawn; None where unknown."""
        data = self._files.load(self._name(sha256, wanted), _MOST)
        if data is None:
            return None
        images, at = [], 0
        for _ in wanted:
            (length,) = _LENGTH.unpack_from(data, at)
            at += _LENGTH.size
            images.append(bytes(data[at : at + length]))
            at += length
        return images

    def put(self, sha256: str, wanted: Sequence[Wanted], images: Sequence[bytes]) -> None:
        """Keep the pictures of these pages."""
        parts = [part for image in images for part in (_LENGTH.pack(len(image)), image)]
        self._files.store(self._name(sha256, wanted), b"".join(parts))

    def _name(self, sha256: str, wanted: Sequence[Wanted]) -> str:
        basis = f"{self._basis} {[tuple(one) for one in wanted]}".encode()
        return f"{sha256[:2]}/{sha256}-{hashlib.sha256(basis).hexdigest()[:16]}"
