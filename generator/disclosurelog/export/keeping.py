"""What was made of each run of records, kept from build to build.

Each file has the name of all that it was made from, so what is found is never wrong, only of no
more use. The folder may be deleted at any time, and several builds may use it at once. The files
are signed (`gate.signed`): otherwise what came along with the content could put words into the
data that no check has seen.
"""

from __future__ import annotations

import contextlib
import marshal
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from disclosurelog.gate.signed import SignedFiles

KINDS: Final = (".tables", ".lines", ".rows")
"""How names of files end that are made of a run."""

_MOST: Final = 1 << 30  # bytes of a file; one of the longest records takes some 10 MB


class Keep:
    """Plain values in a folder: tuples, lists, dictionaries, strings, bytes, numbers.

    Args:
        folder: Made when something is kept first. None keeps nothing, and so does a folder that
            can't be written.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._files = SignedFiles(folder, "data") if folder else None

    def load(self, name: str) -> Any:
        """Return what is kept under a name; None where nothing is that can be believed."""
        data = self._files.load(name, _MOST) if self._files else None
        # Quicker than JSON and pickle; only values that this very user's build wrote are read,
        # and the recipe in their names holds the version of Python that the format belongs to.
        return None if data is None else marshal.loads(data)  # noqa: S302

    def store(self, name: str, value: Any) -> None:
        """Keep a value, in place of any before it."""
        if self._files is not None:
            self._files.store(name, marshal.dumps(value))

    def sweep(self, used: Collection[str]) -> None:
        """Delete what was made of runs and has another name than these."""
        if self._folder is None:
            return
        for path in self._folder.glob("*.*"):
            if path.suffix in KINDS and path.name not in used:
                with contextlib.suppress(OSError):
                    path.unlink()
