"""What was counted before, kept from build to build.

A pack holds what was counted of some hundred records. A record is looked for by a name made of all
that it was counted from, so a pack is never wrong, only of no more use. The folder may be deleted
at any time, and several builds may use it at once. A pack is believed only if it is signed with the
user's key (`gate.cachekey`): otherwise what came along with the content could put words into the
search that no check has seen.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from disclosurelog.gate import cachefile
from disclosurelog.gate.cachekey import load_key
from disclosurelog.search.counting import Counted, Ints
from disclosurelog.search.passages import FIELDS

FORMAT: Final = 1
"""Of a pack and of the way from text to counts, words, stems and fields. Raise it with each."""

ROWS: Final = 512
"""Records in a pack."""

_SMALL: Final = 64  # packs of fewer rows than ROWS / 8; those past so many are counted anew
_WASTE: Final = 0.5  # a pack is dropped where less than this of it is in use
_MOST: Final = 1 << 30  # bytes of a pack; one of long documents takes some 50 MB
_HEAD = struct.Struct(">32sI")
_SUFFIX: Final = ".terms"


class Packs:
    """The packs in a folder.

    Args:
        folder: Made when the first pack is kept. None keeps nothing, and so does a folder that
            can't be written.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._key = load_key() if folder else b""

    def load(self, wanted: set[str]) -> Iterator[Counted]:
        """Yield every pack that holds some of the records wanted; delete what is of little use."""
        if self._folder is None:
            return
        small = 0
        for path in sorted(self._folder.glob(f"*{_SUFFIX}")):
            found = self._read(path)
            used = 0 if found is None else sum(key in wanted for key in found.keys)
            small += found is not None and len(found.keys) < ROWS // 8
            if found is None or used < _WASTE * len(found.keys) or small > _SMALL:
                _drop(path)
            else:
                yield found

    def keep(self, counted: Counted) -> None:
        """Keep a pack."""
        if self._folder is None:
            return
        header = {"format": FORMAT, "keys": counted.keys, "terms": counted.terms}
        words = json.dumps(header, ensure_ascii=False).encode()
        arrays = (counted.lengths, counted.starts, counted.places, counted.positions, counted.runs)
        body = b"".join([words, *(np.ascontiguousarray(one, "<i4").tobytes() for one in arrays)])
        data = struct.pack(">I", len(words)) + body
        signature = hmac.digest(self._key, data, "sha256")
        path = self._folder / f"{signature.hex()[:32]}{_SUFFIX}"
        with contextlib.suppress(OSError):
            cachefile.make(self._folder)
            cachefile.store(str(path), signature + data)

    def _read(self, path: Path) -> Counted | None:
        data = cachefile.load(str(path), _MOST)
        if data is None:
            return None
        try:
            signature, size = _HEAD.unpack_from(data)
            if not hmac.compare_digest(signature, hmac.digest(self._key, data[32:], "sha256")):
                return None
            header = json.loads(data[_HEAD.size : _HEAD.size + size])
            if header["format"] != FORMAT:
                return None
        except (ValueError, KeyError, struct.error):
            return None
        return _counted(header, np.frombuffer(data, "<i4", offset=_HEAD.size + size))


def _counted(header: dict[str, Sequence[str]], numbers: Ints) -> Counted | None:
    keys, terms = tuple(header["keys"]), tuple(header["terms"])
    fields = len(FIELDS)
    cuts = np.cumsum([len(keys) * fields, len(terms) + 1])
    lengths, starts, rest = np.split(numbers, cuts)
    places, positions, runs = np.split(rest, 3)
    return Counted(keys, lengths.reshape(-1, fields), terms, starts, places, positions, runs)


def _drop(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
