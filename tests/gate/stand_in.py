"""A reader that does what the document says, so that tests can do harm from inside the sandbox.

Loaded by the fork server alone, and only where a test hands it to `Sandbox(stand_in=...)`.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import FileFacts, PageFacts, Word
from disclosurelog.files.read import Unreadable

BOX = (72.0, 72.0, 144.0, 90.0)


def facts_of(data: bytes, texts: list[str]) -> FileFacts:
    pages = tuple(
        PageFacts(
            number,
            595.0,
            842.0,
            tuple(Word(w, BOX, 12.0, 0, True, "", 1.0, 0, False) for w in text.split()),
        )
        for number, text in enumerate(texts, 1)
    )
    return FileFacts("pdf", ".x", hashlib.sha256(data).hexdigest(), len(data), len(texts), pages)


def refused(error: BaseException) -> str:
    return f"refused {type(error).__name__}"


def tried(action: object) -> str:
    """Call it and say what came of it, as the one word of a page."""
    try:
        action()  # type: ignore[operator]
    except OSError as error:
        return refused(error)
    return "done"


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def write_file() -> None:
    Path("/tmp/disclosurelog-should-not-be-here").write_text("x")


def write_through_own_descriptor() -> None:
    for number in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(number, b"") if number < 3 else None
    fd = next(n for n in range(3, 64) if Path(f"/proc/self/fd/{n}").exists())
    os.open(f"/proc/self/fd/{fd}", os.O_RDWR)


def read_others() -> None:
    Path("/etc/passwd").read_bytes()


def fork() -> None:
    os.fork()


def run_program() -> None:
    subprocess.run([sys.executable, "-c", ""], check=False)


def exec_program() -> None:
    os.execv("/bin/true", ["/bin/true"])


def trace() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(0, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "ptrace")


def kill_parent() -> None:
    os.kill(os.getppid(), signal.SIGKILL)


def raise_limits() -> None:
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError as error:
        raise PermissionError(str(error)) from None


ATTEMPTS = {
    "connect": connect,
    "write": write_file,
    "rewrite": write_through_own_descriptor,
    "read": read_others,
    "fork": fork,
    "program": run_program,
    "exec": exec_program,
    "trace": trace,
    "kill": kill_parent,
    "limits": raise_limits,
}


def raw(data: bytes) -> None:
    """Write straight into the pipe of the answer, as a reader that was taken over would."""
    pipes = [n for n in range(3, 64) if _is_pipe(n)]
    view = memoryview(data)
    while view:
        view = view[os.write(pipes[0], view) :]


def _is_pipe(number: int) -> bool:
    try:
        return Path(f"/proc/self/fd/{number}").readlink().name.startswith("pipe:")
    except OSError:
        return False


def read_facts(path: Path, *, limits: object = None) -> FileFacts:
    data = path.read_bytes()
    word, _, rest = data.decode().strip().partition(" ")
    if word == "clean":
        return facts_of(data, rest.split("|"))
    if word == "try":
        return facts_of(data, [tried(ATTEMPTS[rest])])
    if word == "environment":
        return facts_of(data, [" ".join(sorted(os.environ))])
    if word == "lie":
        return facts_of(b"something else", ["text"])
    HARM[word](rest)
    return facts_of(data, ["survived"])


def spin(_: str) -> None:
    while True:
        pass


def memory(_: str) -> None:
    kept = []
    while True:
        kept.append(bytearray(10_000_000))


def malloc(_: str) -> None:
    """What a C library does that never looks at what malloc gave it."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    while True:
        place = libc.malloc(50_000_000)
        ctypes.memset(place, 1, 50_000_000)


def unreadable(rest: str) -> None:
    raise Unreadable(rest or "the file is encrypted", "save it without a password")


def fail(_: str) -> None:
    raise RuntimeError("the secret is TOPSECRET")


def recurse(_: str) -> None:
    def deeper(n: int) -> int:
        return deeper(n + 1) + 1

    sys.setrecursionlimit(1 << 30)
    deeper(0)


def sleep(rest: str) -> None:
    time.sleep(float(rest))


def flood(_: str) -> None:
    raw(b"x" * 200_000_000)


def garbage(rest: str) -> None:
    raw(rest.encode() * 1000)
    os._exit(0)


def leave(rest: str) -> None:
    os._exit(int(rest))


def crash(rest: str) -> None:
    ctypes.string_at(int(rest or "0"))


def mute(_: str) -> None:
    """Close the pipe and live on."""
    for number in range(3, 64):
        if _is_pipe(number):
            os.close(number)
    time.sleep(60)


HARM = {
    "spin": spin,
    "memory": memory,
    "malloc": malloc,
    "unreadable": unreadable,
    "fail": fail,
    "recurse": recurse,
    "sleep": sleep,
    "flood": flood,
    "garbage": garbage,
    "leave": leave,
    "crash": crash,
    "mute": mute,
}


class Marked(Rule):
    """Finds the word MARK.

    ## What it finds
    ## Why it matters
    ## Example
    ## What to do
    """

    code = "T901"
    name = "marked"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        for page in facts.pages:
            for word in page.words:
                if word.text.startswith("MARK"):
                    yield self.finding(
                        "a marked word is there", "take it out", page=page.number, box=word.box
                    )
                if word.text == "MANY":
                    for at in range(5000):
                        yield self.finding("one of many", "go on", page=page.number, length=at)
                if word.text == "WARN":
                    yield self.finding("looks odd", "look", page=page.number, severity="warn")
                if word.text == "FAIL":
                    raise RuntimeError("the secret is TOPSECRET")
                if word.text == "ESCAPE":
                    yield self.finding("\x1b[31mred", "look", page=page.number)


class Named(Rule):
    """Finds a name that lies.

    ## What it finds
    ## Why it matters
    ## Example
    ## What to do
    """

    code = "F002"
    name = "named"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        if facts.suffix == ".lie":
            yield self.finding("not what its name says", "rename it")


RULES = (Named(), Marked())
