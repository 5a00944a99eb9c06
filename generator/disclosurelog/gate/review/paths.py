"""Where a review may be written: never where it could be published, and for its owner alone."""

from __future__ import annotations

import os
from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.records import RECORD_FILE, escaped

MARK = b"<!DOCTYPE html><!-- disclosurelog review: confidential -->"
"""The first bytes of every review. Only a file that starts so is overwritten."""

_SAFE = "name a place outside the content and the site, on a disk that only you can read"


def refuse_published(path: Path) -> None:
    """Refuse a place for the review that is published, or that holds something else.

    A place is published if a folder above it holds records, a record or a site, whatever its
    name is and through whatever link it is reached.

    Raises:
        CannotRun: It may not be written there.
    """
    shown = escaped(str(path))
    if path.suffix.lower() not in (".html", ".htm"):
        raise CannotRun(f"the report {shown} would be a web page", "let its name end in .html")
    folder = path.parent.resolve()
    if not folder.is_dir():
        raise CannotRun(f"there is no folder for the report {shown}", "make it, or name another")
    for above in (folder, *folder.parents):
        content = (above / "records").is_dir() or (above / RECORD_FILE).exists()
        named = above.name in ("content", "site") and (above.parent / "mkdocs.yml").exists()
        if content or named or (above / "manifest.json").exists():
            raise CannotRun(
                f"the report {shown} would lie among what is published, and it shows pages "
                "that are not",
                _SAFE,
            )
    if path.is_symlink() or (path.exists() and not _is_review(path)):
        raise CannotRun(f"{shown} is there already and is no report", "choose another name")


def write_private(path: Path, data: bytes) -> None:
    """Write a file that its owner alone can read (mode 0600), in one step.

    Raises:
        CannotRun: It can't be written.
    """
    draft = path.with_name(f".{path.name}-{os.getpid()}-{os.urandom(4).hex()}")
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(draft, flags, 0o600), "wb") as stream:
            stream.write(data)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        why = f"the report {escaped(str(path))} cannot be written: {error.strerror}"
        raise CannotRun(why, "check the folder and the disk") from None


def _is_review(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return stream.read(len(MARK)) == MARK
    except OSError:
        return False
