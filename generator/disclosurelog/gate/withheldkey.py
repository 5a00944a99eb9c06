"""The key of what is withheld: from the environment or a file, never from the repository."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path

from disclosurelog.checks.policy import KEY_BYTES
from disclosurelog.errors import CannotRun

KEY_VARIABLE = "DISCLOSURELOG_WITHHELD_KEY"
FILE_VARIABLE = "DISCLOSURELOG_WITHHELD_KEY_FILE"

_KEY = re.compile(rf"[0-9a-fA-F]{{{2 * KEY_BYTES}}}\Z")
_MAKE = "make one with `disclosurelog withheld key FILE`, outside the repository"


def find_key(content: Path, file: Path | None = None) -> bytes | None:
    """The key, or None where nobody has given one.

    Args:
        content: The content folder. A key in its repository is refused.
        file: The file of the key, where it was named on the command line.

    Raises:
        CannotRun: The key can't be used.
    """
    given = os.environ.get(KEY_VARIABLE)
    named = os.environ.get(FILE_VARIABLE)
    if file is None and named:
        file = Path(named)
    if file is not None:
        return _from_file(file, content)
    return None if not given else _from_text(given, f"the key in {KEY_VARIABLE}")


def make_key(file: Path, content: Path) -> None:
    """Write a new key into a new file that only its owner can read.

    Raises:
        CannotRun: The file is there already, lies in the repository, or can't be written.
    """
    _refuse_inside(file, content)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        handle = os.open(file, flags, 0o600)
    except FileExistsError:
        raise CannotRun("there is a file of that name already", "choose another name") from None
    except OSError:
        raise CannotRun("the key cannot be written there", "choose another folder") from None
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(os.urandom(KEY_BYTES).hex() + "\n")


def repository_of(content: Path) -> Path:
    """The top of the git work tree that holds the content; without one, the folder above it."""
    whole = content.resolve()
    for folder in (whole, *whole.parents):
        if (folder / ".git").exists():
            return folder
    return whole.parent


def _from_file(file: Path, content: Path) -> bytes:
    _refuse_inside(file, content)
    try:
        with file.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            data = stream.read(1000) if stat.S_ISREG(mode) else b""
    except OSError:
        raise CannotRun("the file of the key for what is withheld cannot be read", _MAKE) from None
    text = ""
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("ascii")
    return _from_text(text, "the file of the key for what is withheld")


def _from_text(text: str, what: str) -> bytes:
    if not _KEY.match(text.strip()):
        raise CannotRun(f"{what} is no key: it must be {2 * KEY_BYTES} hexadecimal digits", _MAKE)
    return bytes.fromhex(text.strip())


def _refuse_inside(file: Path, content: Path) -> None:
    # Both the place that is named and the place where a link leads.
    top = repository_of(content)
    named = file.absolute().parent.resolve() / file.name
    if named.is_relative_to(top) or file.resolve().is_relative_to(top):
        raise CannotRun(
            "the key for what is withheld lies in the repository of the content",
            "keep it outside: whoever has both the key and the list can guess what was withheld",
        )
