"""What the gate remembers of a repository: what it accepted, and what may only grow."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from disclosurelog.gate import cachefile

_FILE = "accepted.json"
_MOST_TIPS = 5_000
_MOST_BYTES = 64_000_000


@dataclass(slots=True)
class Known:
    """What was accepted.

    Attributes:
        tips: Commits and other objects of which everything they lead to was looked at, oldest
            first.
        records: The references of each record that was right, by its folder's tree, under `basis`.
        basis: The rules and settings that judged the records.
    """

    tips: list[str] = field(default_factory=list)
    basis: str = ""
    records: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def right(self, basis: str) -> Mapping[str, tuple[str, ...]]:
        """The records that were right under these rules and settings."""
        return self.records if self.basis == basis else {}


def load(folder: Path) -> Known:
    """Read what is remembered. What can't be read is not known, and is looked at again."""
    data = cachefile.load(str(folder / _FILE), _MOST_BYTES)
    try:
        values = json.loads(data or b"{}")
        tips = [one for one in values.get("tips", []) if _is_name(one)]
        records = {
            tree: tuple(map(str, references))
            for tree, references in values.get("records", {}).items()
            if _is_name(tree)
        }
        return Known(tips, str(values.get("basis", "")), records)
    except (ValueError, TypeError, AttributeError):
        return Known()


def add(
    folder: Path,
    tips: Iterable[str],
    basis: str = "",
    records: Mapping[str, tuple[str, ...]] | None = None,
) -> None:
    """Remember more. Two pushes at once both add theirs.

    Args:
        folder: The gate's own.
        tips: What was accepted.
        basis: The rules and settings that judged the records.
        records: Those of the published branch; None where it was not pushed.

    Raises:
        OSError: It can't be written.
    """
    with locked(folder):
        now = load(folder)
        new = [one for one in tips if one not in set(now.tips)]
        values = {
            "tips": [*now.tips, *new][-_MOST_TIPS:],
            "basis": now.basis if records is None else basis,
            "records": now.records if records is None else dict(records),
        }
        cachefile.store(str(folder / _FILE), json.dumps(values).encode("ascii"))


@contextmanager
def locked(
    folder: Path, name: str = "lock", waits: Callable[[], None] | None = None
) -> Iterator[None]:
    """Wait until nobody else holds the lock, and hold it. Raises OSError.

    Args:
        folder: The gate's own.
        name: Of the lock's file.
        waits: Called where somebody else holds it, before the wait.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(folder / name, flags, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waits is not None:
                waits()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(value) in {40, 64} and value.isalnum()
