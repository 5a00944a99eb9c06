"""The secret that ties a cache to the person who filled it.

A cache entry says that a file is clean. If anybody could write one, a cache that came along with
the content, in a commit or an archive, could pass a file that no check has seen. So entries are
signed with a key that lies in the user's own state folder and never beside the content
(XDG Base Directory Specification 0.8: `$XDG_STATE_HOME`, else `~/.local/state`).
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

_LENGTH = 32  # bytes; the block of HMAC-SHA-256 needs no more (RFC 2104, section 3)


def load_key() -> bytes:
    """The user's key, made on first use.

    Where it can't be kept, a key for this process alone: its entries are of no use to the next.
    """
    with contextlib.suppress(OSError, RuntimeError):
        path = _state_folder() / "disclosurelog" / "cache-key"
        return _read(path) or _make(path)
    return os.urandom(_LENGTH)


def _state_folder() -> Path:
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".local" / "state"


def _read(path: Path) -> bytes | None:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        key = stream.read(_LENGTH + 1)
    private = stat.S_ISREG(status.st_mode) and not status.st_mode & 0o077
    if not private or status.st_uid != os.geteuid() or len(key) != _LENGTH:
        raise PermissionError(path)
    return key


def _make(path: Path) -> bytes:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}-{os.getpid()}-{os.urandom(4).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(os.urandom(_LENGTH))
        # A link fails where another process was first: then its key is the key.
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
    key = _read(path)
    if key is None:
        raise FileNotFoundError(path)
    return key
