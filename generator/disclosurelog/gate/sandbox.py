"""The parent's end of the sandbox: bytes go in, an answer comes out, or the reason why not.

What fails closed: without Linux, its limits, or a server that starts, nothing is checked and so
nothing is published (`CannotRun`). A child that can't raise its walls, stops, hangs, says too much
or says nonsense gives no answer, and a file without an answer is not publishable. Where the
kernel has no filter of system calls (an unusual processor, an emulated kernel), files are
checked within limits only and `Sandbox.note` says so: the walls guard the machine that
checks, and their absence lets nothing more through the checks.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import disclosurelog
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.registry import ruleset
from disclosurelog.errors import CannotRun
from disclosurelog.gate.confine import FULL
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.line import (
    ENDING,
    NO_MEMORY,
    NO_WALLS,
    OK,
    limits_values,
    receive,
    send,
)
from disclosurelog.gate.wire import Answer, GarbageError, decode

#: Why there is no answer: the key, what an officer is told, and the way out.
STOPPED: dict[str, tuple[str, str]] = {
    "memory": (
        "reading this file takes more memory than a check may use",
        "make a smaller copy: split it into parts, or lower the resolution of its pictures",
    ),
    "time": (
        "reading this file takes more time than a check may use",
        "make a simpler copy: print it to a new PDF, or split it into parts",
    ),
    "length": (
        "this file gives more text than a check may pass on",
        "split it into parts",
    ),
    "crash": (
        "the reader stopped on this file before it had seen all of it",
        "print the file to a new PDF and use that",
    ),
    "garbage": (
        "the check of this file ended without a proper result",
        "print the file to a new PDF and use that",
    ),
    "walls": (
        "this file could not be opened safely on this machine",
        "ask whoever looks after this program to look at the machine's limits for processes",
    ),
}

_START_SECONDS = 60.0  # imports take 0.3 s; a cold disk on a busy machine takes longer
_END_SECONDS = 5.0  # from a child's end, or the order to end it, to the report of it
_CHUNK = 1 << 18
_KEPT = 32 << 20  # bytes; more than a drawing of the largest part of a page takes


class StoppedError(Exception):
    """There is no answer for a file. `args[0]` is a key of `STOPPED`."""


class Sandbox:
    """A fork server and what is needed to ask it. May be used by several threads at once.

    The server starts with the first file and is started again where it has died.

    Args:
        limits: What one file may cost.
        stand_in: For tests of the sandbox itself: a module that brings its own reader and rules.
        policy: What the authority says; nothing where none is given.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        stand_in: Path | None = None,
        policy: Policy | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.policy = policy or Policy()
        self._stand_in = stand_in
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._door: socket.socket | None = None
        self._codes: tuple[str, ...] = ()
        self._closed = False
        self.note = ""

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def another(self) -> Sandbox:
        """One of its own with the same limits and the same policy as this has now."""
        return Sandbox(self.limits, stand_in=self._stand_in, policy=self.policy)

    def close(self) -> None:
        """End the server and every child. No file can be read after."""
        with self._lock:
            self._closed = True
            self._stop()

    def use(self, policy: Policy) -> None:
        """Check by another policy from now on. No file may be on its way."""
        with self._lock:
            if policy != self.policy:
                self.policy = policy
                self._stop()

    def read(self, document: int, suffix: str) -> Answer:
        """Have one file read and checked.

        Args:
            document: Descriptor of its bytes, which nobody can change any more.
            suffix: Of its name, with the dot, in lower case.

        Raises:
            StoppedError: There is no answer.
            CannotRun: No child can be started on this machine.
        """
        data = self._bytes(document, {"suffix": suffix})
        try:
            return decode(data, self._codes)
        except GarbageError:
            raise StoppedError("garbage") from None

    def do(self, document: int, job: str, wish: Mapping[str, Any]) -> bytes:
        """Have one file worked on otherwise.

        Args:
            document: Descriptor of its bytes, which nobody can change any more.
            job: A name in `jobs.JOBS`.
            wish: What the job needs to know, as plain values.

        Returns:
            What the child sent. It may be anything: look at it without trust.

        Raises:
            StoppedError: The child did not come to its end.
            CannotRun: No child can be started on this machine.
        """
        return self._bytes(document, {"job": job, "wish": dict(wish)})

    def _bytes(self, document: int, message: dict[str, Any]) -> bytes:
        """Everything a child sent that came to its end. Raises StoppedError."""
        try:
            return self._judge(*self._read(document, message))
        except OSError:
            raise StoppedError("walls") from None

    def _read(self, document: int, message: dict[str, Any]) -> tuple[bytes, int, float]:
        """What the child sent, and how it ended."""
        inlet, outlet = os.pipe()
        ours, theirs = socket.socketpair()
        with ours, theirs, os.fdopen(inlet, "rb", buffering=0):
            try:
                process = self._ask(message, (document, outlet, theirs.fileno()))
            finally:
                os.close(outlet)
                theirs.close()
            try:
                return (self._collect(inlet), *self._ending(ours))
            except StoppedError:
                self._end(ours, process)
                raise

    def _ask(
        self, message: dict[str, Any], descriptors: tuple[int, ...]
    ) -> subprocess.Popen[bytes]:
        """Tell the server of a file, starting it where there is none."""
        with self._lock:
            for _ in range(2):
                if self._closed:
                    raise StoppedError("crash")
                if self._process is None or self._process.poll() is not None:
                    self._stop()
                    self._start()
                if self._process is not None and self._door is not None:
                    with contextlib.suppress(OSError):
                        send(self._door, message, descriptors)
                        return self._process
                self._stop()
        raise CannotRun("the checks cannot be started", "look at this machine's limits")

    def _collect(self, inlet: int) -> bytes:
        """Everything the child writes, until it closes the pipe."""
        deadline = time.monotonic() + self.limits.wall_seconds
        parts: list[bytes] = []
        size = 0
        with selectors.DefaultSelector() as selector:
            selector.register(inlet, selectors.EVENT_READ)
            while True:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    raise StoppedError("time")
                part = os.read(inlet, _CHUNK)
                if not part:
                    return b"".join(parts)
                size += len(part)
                if size > self.limits.output_bytes:
                    raise StoppedError("length")
                parts.append(part)

    def _ending(self, line: socket.socket) -> tuple[int, float]:
        """How the child ended: its exit code or negative signal, and its processor time."""
        line.settimeout(_END_SECONDS)
        try:
            report = line.recv(ENDING.size, socket.MSG_WAITALL)
        except TimeoutError:
            raise StoppedError("time") from None
        except OSError:
            report = b""
        if len(report) < ENDING.size:
            raise StoppedError("crash")
        status, seconds = ENDING.unpack(report)
        return os.waitstatus_to_exitcode(status), seconds

    def _end(self, line: socket.socket, process: subprocess.Popen[bytes]) -> None:
        """Have a child ended, and the whole server where it no longer hears."""
        with contextlib.suppress(OSError):
            line.sendall(b"!")
            line.settimeout(_END_SECONDS)
            with contextlib.suppress(TimeoutError):
                line.recv(ENDING.size)
                return
            process.kill()

    def _judge(self, data: bytes, code: int, seconds: float) -> bytes:
        if code == OK:
            return data
        # The kernel counts the limit in ticks and the report in seconds: they differ by a hair.
        if code == -signal.SIGXCPU or (code < 0 and seconds > self.limits.cpu_seconds * 0.9):
            raise StoppedError("time")
        raise StoppedError({NO_MEMORY: "memory", NO_WALLS: "walls"}.get(code, "crash"))

    def _start(self) -> None:
        if not sys.platform.startswith("linux"):
            raise CannotRun(
                "files can be checked on Linux only, because only there each is read in a sandbox",
                "let your code host build the site, or use a Linux machine or container",
            )
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - this very interpreter
                _command(theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=_environment(),
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        self._door = ours
        hello = self._greet(ours)
        if hello.get("ruleset") != ruleset():
            self._stop()
            trouble = hello.get("trouble", "the program was changed while it ran")
            raise CannotRun(
                f"the checks cannot be started, so no file can be published ({trouble})",
                "run it again; if that does not help, install the program again or report this",
            )
        self._codes = tuple(hello["codes"])
        if hello["level"] != FULL:
            self.note = (
                "this system cannot cut the readers off from the network; files were read "
                "within limits of memory and time only"
            )

    def _greet(self, door: socket.socket) -> dict[str, Any]:
        """Tell a new server the limits. Gives what it says of itself."""
        door.settimeout(_START_SECONDS)
        stand_in = str(self._stand_in.absolute()) if self._stand_in else None
        try:
            first = {"limits": limits_values(self.limits), "stand_in": stand_in}
            send(door, {**first, "policy": self.policy.to_values()})
            answer = receive(door)
        except OSError as error:
            return {"trouble": type(error).__name__}
        door.settimeout(_END_SECONDS)
        return answer[0] if answer is not None else {"trouble": "it ended at once"}

    def _stop(self) -> None:
        if self._door is not None:
            self._door.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._door = self._process = None


def _command(descriptor: int) -> list[str]:
    """Start the server in isolation: nothing from the folder it is called in is ever imported.

    What this process imports from, that folder apart, comes last for the server.
    """
    here = Path.cwd()
    paths = [str(Path(disclosurelog.__file__).resolve().parent.parent)]
    paths += [path for path in sys.path if Path(path).is_absolute() and Path(path) != here]
    code = (
        "import sys; sys.path += [p for p in sys.argv[2:] if p not in sys.path]; "
        "from disclosurelog.gate.server import main; main(int(sys.argv[1]))"
    )
    return [sys.executable, "-I", "-c", code, str(descriptor), *dict.fromkeys(paths)]


def _environment() -> dict[str, str]:
    """Nothing of the caller's: no keys, no tokens. One thread, so that forking is sound.

    The last two keep the memory of one drawing for the next (mallopt(3)): to get 8 MB from the
    kernel anew for each, page by page, takes a fifth of a look at typed text.
    """
    return {
        "LANG": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MALLOC_MMAP_THRESHOLD_": str(_KEPT),
        "MALLOC_TRIM_THRESHOLD_": str(2 * _KEPT),
    }
