"""The system calls that a child may make: those of reading and computing, and no others.

An allow-list, because a list of what is forbidden is out of date with the next kernel. What is
not on it fails with EPERM: sockets, new processes, new programs, writing, tracing, signals,
timers and limits of other processes are all among that.

The filter is classic BPF as seccomp(2) describes it. Numbers are those of the kernel's
arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h (aarch64).
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from typing import NamedTuple

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_GET_SECCOMP = 38, 22, 21
_SECCOMP_MODE_FILTER = 2
_RET_KILL, _RET_ERRNO, _RET_ALLOW = 0x8000_0000, 0x0005_0000, 0x7FFF_0000
_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data
_X32_BIT = 0x4000_0000


class _Machine(NamedTuple):
    """One instruction set: its audit number, its column below, whether it has an x32 twin."""

    audit: int
    column: int
    x32: bool


_MACHINES = {
    "x86_64": _Machine(0xC000_003E, 0, x32=True),
    "aarch64": _Machine(0xC000_00B7, 1, x32=False),
}

# Name: (x86_64, aarch64); None where the instruction set has no such call.
_ALLOWED: dict[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "close": (3, 57),
    "stat": (4, None),
    "fstat": (5, 80),
    "lstat": (6, None),
    "lseek": (8, 62),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "munmap": (11, 215),
    "brk": (12, 214),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "pread64": (17, 67),
    "readv": (19, 65),
    "writev": (20, 66),
    "access": (21, None),
    "sched_yield": (24, 124),
    "mremap": (25, 216),
    "mincore": (27, 232),
    "madvise": (28, 233),
    "nanosleep": (35, 101),
    "getpid": (39, 172),
    "exit": (60, 93),
    "uname": (63, 160),
    "getcwd": (79, 17),
    "readlink": (89, None),
    "gettimeofday": (96, 169),
    "getrusage": (98, 165),
    "sysinfo": (99, 179),
    "getuid": (102, 174),
    "getgid": (104, 176),
    "geteuid": (107, 175),
    "getegid": (108, 177),
    "getppid": (110, 173),
    "sigaltstack": (131, 132),
    "gettid": (186, 178),
    "time": (201, None),
    "futex": (202, 98),
    "sched_getaffinity": (204, 123),
    "getdents64": (217, 61),
    "restart_syscall": (219, 128),
    "fadvise64": (221, 223),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "exit_group": (231, 94),
    "newfstatat": (262, 79),
    "readlinkat": (267, 78),
    "faccessat": (269, 48),
    "set_robust_list": (273, 99),
    "getrandom": (318, 278),
    "membarrier": (324, 283),
    "statx": (332, 291),
    "rseq": (334, 293),
    "faccessat2": (439, 439),
}

# Opening is allowed where none of these flags is given: nothing may be written or made.
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | 0o20000000  # the last: O_TMPFILE
_OPENAT = (257, 56)
_OPEN_X86 = 2

# Of fcntl only the questions: F_GETFD, F_SETFD, F_GETFL are 1 to 3 everywhere.
_FCNTL = (72, 25)
_FCNTL_QUESTIONS = 3


class NoSeccompError(OSError):
    """This kernel or this kind of processor has no filter of system calls that we know."""


def install() -> None:
    """Confine this process, for good. It can't be undone and is inherited.

    Raises:
        NoSeccompError: There is no filter here.
        OSError: There is one and it could not be set: the caller must not go on.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    prctl = libc.prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    machine = _MACHINES.get(platform.machine())
    # 32-bit programs on a 64-bit kernel make other calls under the same machine name.
    if machine is None or struct.calcsize("P") != 8 or prctl(_PR_GET_SECCOMP, 0, 0, 0, 0) < 0:
        raise NoSeccompError(errno.ENOSYS, "no filter of system calls")
    set_no_new_privileges()
    program = _program(machine)
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    block = ctypes.create_string_buffer(header, len(header))
    if prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(block), 0, 0):
        number = ctypes.get_errno()
        kind = NoSeccompError if number == errno.EINVAL else OSError
        raise kind(number, "the filter of system calls could not be set")


def set_no_new_privileges() -> None:
    """Give up every way to gain rights (prctl(2), PR_SET_NO_NEW_PRIVS). Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "new privileges could not be ruled out")


def _program(machine: _Machine) -> bytes:
    """The filter: pass what is listed, look at the flags of an opening, refuse the rest."""
    numbers = [row[machine.column] for row in _ALLOWED.values()]
    lines = [_line(_LOAD, _ARCH), _line(_EQUAL, machine.audit, 1, 0), _line(_RETURN, _RET_KILL)]
    lines.append(_line(_LOAD, _NUMBER))
    if machine.x32:
        lines += [_line(_AT_LEAST, _X32_BIT, 0, 1), _line(_RETURN, _RET_KILL)]
        lines += _opening(_OPEN_X86, 1)
    lines += _opening(_OPENAT[machine.column], 2)
    lines += _at_most(_FCNTL[machine.column], 1, _FCNTL_QUESTIONS)
    for number in sorted(one for one in numbers if one is not None):
        lines += [_line(_EQUAL, number, 0, 1), _line(_RETURN, _RET_ALLOW)]
    lines.append(_line(_RETURN, _RET_ERRNO | errno.EPERM))
    return b"".join(lines)


def _opening(number: int, argument: int) -> list[bytes]:
    """Call `number` passes where its argument holds no writing flag. Leaves the number loaded."""
    return [
        _line(_EQUAL, number, 0, 5),
        _line(_LOAD, _ARGUMENTS + 8 * argument),  # the low half: both machines are little-endian
        _line(_AND, _WRITING),
        _line(_EQUAL, 0, 0, 1),
        _line(_RETURN, _RET_ALLOW),
        _line(_RETURN, _RET_ERRNO | errno.EPERM),
    ]


def _at_most(number: int, argument: int, greatest: int) -> list[bytes]:
    """Call `number` passes where its argument is no greater. Leaves the number loaded."""
    return [
        _line(_EQUAL, number, 0, 4),
        _line(_LOAD, _ARGUMENTS + 8 * argument),
        _line(_AT_LEAST, greatest + 1, 1, 0),
        _line(_RETURN, _RET_ALLOW),
        _line(_RETURN, _RET_ERRNO | errno.EPERM),
    ]


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
