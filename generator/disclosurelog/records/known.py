"""Records that an earlier build loaded: what is still the same is not parsed again.

Every `record.yaml` is read and hashed at each load; nothing is concluded from a date. An entry is
taken over only where all that it was made of is what it was then: the bytes of its file, the names
of the files beside it, the laws, the program. Records with mistakes are never kept.

Entries lie in files by the first digits of the hash of their slug. A file in which an entry is
gone or changed is written anew, so that no words stay in it that are not in the content any more.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from disclosurelog.law import Clock, Law
from disclosurelog.recipe import recipe
from disclosurelog.records.entry import Cited, Entry
from disclosurelog.records.folder import RECORD_FILE, RecordFolder
from disclosurelog.records.many import Loaded, load_many, no_collection
from disclosurelog.records.packing import pack, unpack
from disclosurelog.records.record import Record
from disclosurelog.records.yamlfile import MAX_BYTES

_PACKAGES: Final = ("languages", "law", "records")
_LIBRARIES: Final = ("holidays", "pydantic", "pydantic_core", "python-dateutil", "PyYAML")
_FILES: Final = [f"{number:02x}" for number in range(256)]
_MOST: Final = 1 << 30  # bytes of a file; with 100,000 records each takes some 2 MB
_USUAL: Final = 1 << 15  # bytes; more than nearly every record has: room for the rest costs more
_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class Keep(Protocol):
    """Where entries are kept. What it hands out must be what this user's programs handed in."""

    def load(self, name: str, most: int) -> memoryview | None:
        """Return what is kept under a name; None where that is nothing, or over `most` bytes."""

    def store(self, name: str, data: bytes) -> None:
        """Keep something, in place of what was kept under its name before."""


class _Kept(NamedTuple):
    """An entry without its place: the whole folder may have been moved.

    `made_of` is the SHA-256 of its `record.yaml`, then the names of the files beside it.
    """

    made_of: tuple[str, ...]
    record: Record
    laws: tuple[Law, ...]
    cited: tuple[Cited, ...]
    clock: Clock


def maker() -> str:
    """A name of the program that makes a record of the bytes of its file."""
    return recipe(_PACKAGES, _LIBRARIES)


def load_changed(
    folders: Sequence[RecordFolder], laws: Mapping[str, Law], keep: Keep
) -> list[Loaded]:
    """Load each folder, in the order given, and parse only what is not known.

    Args:
        folders: All the records of a log: of others nothing is kept any longer.
        laws: By id.
        keep: Where entries are kept.
    """
    basis = _basis(laws)
    homes = [hashlib.sha256(folder.slug.encode()).hexdigest()[:2] for folder in folders]
    with no_collection(len(folders)):
        before = {name: _load(keep, name, basis, laws) for name in _FILES}
        loaded = [_known(before[home], one) for home, one in zip(homes, folders, strict=True)]
        missing = [number for number, (entry, _) in enumerate(loaded) if entry is None]
        anew = load_many([folders[number] for number in missing], laws)
        for number, one in zip(missing, anew, strict=True):
            loaded[number] = one
        after: dict[str, dict[str, _Kept]] = {name: {} for name in _FILES}
        for home, folder, (entry, _) in zip(homes, folders, loaded, strict=True):
            if entry is not None:
                made_of = _made_of(entry.sha256, folder)
                kept = _Kept(made_of, entry.record, entry.laws, entry.cited, entry.clock)
                after[home][folder.slug] = kept
        for name in _FILES:
            if _sources(after[name]) != _sources(before[name]):
                keep.store(name, basis + pack(after[name]))
    return loaded


def _basis(laws: Mapping[str, Law]) -> bytes:
    """A name of everything beside a record's own folder that decides what it is loaded as."""
    said = [maker(), sorted((law.id, law.sha256) for law in laws.values())]
    return hashlib.sha256(json.dumps(said).encode()).digest()


def _load(keep: Keep, name: str, basis: bytes, laws: Mapping[str, Law]) -> dict[str, _Kept]:
    data = keep.load(name, _MOST)
    # What another program packed cannot be unpacked by this one.
    if data is None or data[: len(basis)] != basis:
        return {}
    found: dict[str, _Kept] = unpack(data[len(basis) :], laws)
    return found


def _known(kept: Mapping[str, _Kept], folder: RecordFolder) -> Loaded:
    one = kept.get(folder.slug)
    if one is None or one.made_of != _made_of(_sha256(folder), folder):
        return None, []
    place = (folder.slug, folder.path, f"{folder.shown}/{RECORD_FILE}")
    return Entry(*place, one.record, one.laws, one.cited, one.clock, one.made_of[0]), []


def _made_of(sha256: str, folder: RecordFolder) -> tuple[str, ...]:
    return sha256, *sorted(folder.files)


def _sha256(folder: RecordFolder) -> str:
    """Of a record's bytes; "" where they cannot be read: then it is loaded, and told why."""
    try:
        handle = os.open(f"{folder.path}/{RECORD_FILE}", _FLAGS)
    except OSError:
        return ""
    try:
        data = os.read(handle, _USUAL)
        if len(data) == _USUAL:
            data += os.read(handle, MAX_BYTES + 1 - _USUAL)
        return hashlib.sha256(data).hexdigest()
    except OSError:
        return ""
    finally:
        os.close(handle)


def _sources(kept: Mapping[str, _Kept]) -> dict[str, tuple[str, ...]]:
    return {slug: one.made_of for slug, one in kept.items()}
