"""The filter of system calls is what it says, on both kinds of processor."""

from __future__ import annotations

import errno
import struct

import pytest

from disclosurelog.gate import seccomp

ALLOW, REFUSE, KILL = 0x7FFF_0000, 0x0005_0000 | errno.EPERM, 0x8000_0000
X86, ARM = 0xC000_003E, 0xC000_00B7


def outcome(program: bytes, arch: int, number: int, *arguments: int) -> int:
    """Run the filter as the kernel does."""
    values = [*arguments, *([0] * (6 - len(arguments)))]
    data = struct.pack("<IIQ6Q", number, arch, 0, *values)
    lines = [struct.unpack("HBBI", program[at : at + 8]) for at in range(0, len(program), 8)]
    held, at = 0, 0
    while True:
        code, yes, no, value = lines[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("<I", data, value)
        elif code == 0x54:
            held &= value
        elif code == 0x15:
            at += yes if held == value else no
        elif code == 0x35:
            at += yes if held >= value else no
        else:
            return value


def program(machine: str) -> bytes:
    return seccomp._program(seccomp._MACHINES[machine])


@pytest.mark.parametrize(
    ("machine", "arch", "openat", "fcntl", "read"),
    [("x86_64", X86, 257, 72, 0), ("aarch64", ARM, 56, 25, 63)],
)
def test_what_passes(machine: str, arch: int, openat: int, fcntl: int, read: int) -> None:
    code = program(machine)
    assert outcome(code, arch, read) == ALLOW
    assert outcome(code, arch, openat, 0, 0, 0o2000000) == ALLOW
    for flags in (0o1, 0o2, 0o100, 0o1000, 0o20200000, 0o2000001):
        assert outcome(code, arch, openat, 0, 0, flags) == REFUSE
    assert outcome(code, arch, fcntl, 3, 3) == ALLOW
    assert outcome(code, arch, fcntl, 3, 8) == REFUSE
    assert outcome(code, arch ^ 1, read) == KILL


@pytest.mark.parametrize(
    ("name", "x86", "arm"),
    [
        ("socket", 41, 198),
        ("connect", 42, 203),
        ("sendto", 44, 206),
        ("sendmsg", 46, 211),
        ("clone", 56, 220),
        ("execve", 59, 221),
        ("kill", 62, 129),
        ("ptrace", 101, 117),
        ("prlimit64", 302, 261),
        ("tgkill", 234, 131),
        ("unlinkat", 263, 35),
        ("renameat2", 316, 276),
        ("mkdirat", 258, 34),
        ("memfd_create", 319, 279),
        ("execveat", 322, 281),
        ("bpf", 321, 280),
        ("process_vm_readv", 310, 270),
        ("process_vm_writev", 311, 271),
        ("io_uring_setup", 425, 425),
        ("clone3", 435, 435),
        ("openat2", 437, 437),
        ("pidfd_getfd", 438, 438),
        ("landlock_add_rule", 445, 445),
        ("not yet invented", 999, 999),
    ],
)
def test_what_does_not(name: str, x86: int, arm: int) -> None:
    assert outcome(program("x86_64"), X86, x86) == REFUSE
    assert outcome(program("aarch64"), ARM, arm) == REFUSE


def test_the_second_way_into_the_same_kernel_is_shut() -> None:
    assert outcome(program("x86_64"), X86, 0x4000_0000 + 41) == KILL
    assert outcome(program("x86_64"), X86, 2, 0, 0o2) == REFUSE
    assert outcome(program("x86_64"), X86, 2, 0, 0) == ALLOW
    assert outcome(program("x86_64"), X86, 85) == REFUSE  # creat
