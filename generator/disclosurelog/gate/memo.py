"""What was made of what: values by name, each with the key of all that it was made from.

One signed file (`signed`), read whole at the start and written whole at the end. It may be deleted
at any time. Of two builds at once, the one that ends last is remembered.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from disclosurelog.gate.signed import SignedFiles

_MOST: Final = 1 << 30  # bytes; ten thousand records take some 15 MB


class Memo:
    """Values that are kept from build to build.

    Args:
        folder: Where; None to keep nothing.
        name: The file's.
        recipe: A name for all that decides every value beside its key. What another recipe made is
            forgotten.
    """

    def __init__(self, folder: Path | None, name: str, recipe: str) -> None:
        self._files = None if folder is None else SignedFiles(folder, "memo")
        self._name = name
        self._recipe = recipe
        self._before: dict[str, tuple[str, Any]] = {}
        self._now: dict[str, tuple[str, Any]] = {}
        data = self._files.load(name, _MOST) if self._files else None
        if data is not None:
            # Signed, so these are the very bytes that `save` wrote, if under another Python.
            with contextlib.suppress(ValueError, EOFError, TypeError):
                made_by, before = marshal.loads(data)  # noqa: S302
                self._before = before if made_by == recipe else {}

    def get(self, name: str, key: str) -> Any:
        """What was kept under a name, if it was made of what the key stands for; else None."""
        known = self._before.get(name)
        if known is None or known[0] != key:
            return None
        self._now[name] = known
        return known[1]

    def names(self) -> Iterable[str]:
        """The names of all that was kept."""
        return self._before.keys()

    def put(self, name: str, key: str, value: Any) -> None:
        """Keep a value: strings, bytes, numbers, and tuples of them."""
        self._now[name] = (key, value)

    def save(self, others: int = 0) -> None:
        """Keep for the next build what was got and put in this one.

        Args:
            others: How many there may be in all, for those that were neither got nor put to stay
                as well.
        """
        kept = {**self._before, **self._now}
        if len(kept) > others:
            kept = self._now
        if self._files is not None and kept != self._before:
            self._files.store(self._name, marshal.dumps((self._recipe, kept)))
