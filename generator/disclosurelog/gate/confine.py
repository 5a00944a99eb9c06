"""The walls around a child, raised before it reads the first byte of a document.

Bounds on memory, time, files and writing are always there, or the child refuses to read. The
filter of system calls (`seccomp`) and the list of readable files (`landlock`) are there wherever
the kernel has them: `probe` finds out once, and what it found every later child must have.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

from disclosurelog.gate import landlock, seccomp
from disclosurelog.gate.limits import Limits

FULL = "full"
LIMITS_ONLY = "limits only"

_PR_SET_PDEATHSIG = 1


def probe() -> str:
    """What this kernel offers: `FULL`, or `LIMITS_ONLY` where it has no filter of system calls.

    Tried in a child of its own, because what is set can't be taken back.

    Raises:
        OSError: The kernel has the filter and it can't be set: nothing may be read here.
    """
    child = os.fork()
    if child == 0:
        code = 2
        try:
            seccomp.install()
            code = 0
        except seccomp.NoSeccompError:
            code = 1
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code not in (0, 1):
        raise OSError("the filter of system calls could not be set")
    return LIMITS_ONLY if code else FULL


def die_with(parent: int) -> None:
    """Let this process end when `parent`, which made it, ends. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) or os.getppid() != parent:
        raise OSError("the parent is gone")


def be_first_to_go() -> None:
    """Ask the kernel to end this process before any other when the machine runs out of memory."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def confine(limits: Limits, level: str, readable: int | None) -> None:
    """Raise every wall around this process, for good.

    Args:
        limits: The bounds.
        level: What `probe` found.
        readable: What `landlock.ruleset` gave.

    Raises:
        OSError, ValueError: A wall could not be raised; the caller must not go on.
    """
    for what, soft, hard in (
        (resource.RLIMIT_AS, limits.memory, limits.memory),
        # The soft limit ends it with a signal that says why, the hard one if it holds on.
        (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1),
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_NOFILE, limits.open_files, limits.open_files),
        # Root is not bound by the next one: there the filter of system calls has to do.
        (resource.RLIMIT_NPROC, 0, 0),
        # A core file would hold the document.
        (resource.RLIMIT_CORE, 0, 0),
    ):
        resource.setrlimit(what, (soft, hard))
    if readable is not None:
        seccomp.set_no_new_privileges()
        landlock.restrict(readable)
        os.close(readable)
    if level == FULL:
        seccomp.install()
