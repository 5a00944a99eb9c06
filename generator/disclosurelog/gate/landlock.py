"""The files that a child may read: those that Python imports from, and no others.

With Landlock (landlock(7), Linux 5.13 and later) a child that is taken over by a hostile file
can't read the drafts and originals that lie on the same disk. It also keeps the machine's own
fonts out of sight, so that a page looks the same to the checks wherever they run. Where the
kernel has no Landlock the other walls stand alone.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct
import sys
import sysconfig

# The same numbers on every instruction set: calls from 5.1 on are numbered alike.
_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_RULE_PATH_BENEATH = 1
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_ALL_OF_VERSION_1 = (1 << 13) - 1

# What the dynamic loader opens when an import brings a library of the system with it.
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache")


def ruleset() -> int | None:
    """Make the list of what may be read.

    Returns:
        An open descriptor for `restrict`; None where the kernel has no Landlock.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    attributes = ctypes.create_string_buffer(struct.pack("Q", _ALL_OF_VERSION_1), 8)
    handle: int = libc.syscall(_CREATE, attributes, ctypes.c_size_t(8), 0)
    if handle < 0:
        return None
    for path in _readable():
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            _allow(libc, handle, path)
    return handle


def restrict(handle: int) -> None:
    """Confine this process, for good, to what `handle` lists. Raises OSError where it can't."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(_RESTRICT, handle, 0):
        raise OSError(ctypes.get_errno(), "reading could not be confined")


def _readable() -> list[str]:
    stdlib = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib")]
    return sorted({*stdlib, *_SYSTEM, *(path for path in sys.path if path)})


def _allow(libc: ctypes.CDLL, handle: int, path: str) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        access = _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE  # noqa: PTH112
        rule = ctypes.create_string_buffer(struct.pack("=Qi", access, folder), 12)
        if libc.syscall(_ADD_RULE, handle, _RULE_PATH_BENEATH, rule, 0):
            raise OSError(ctypes.get_errno(), "reading could not be confined")
    finally:
        os.close(folder)
