"""The fork server: imports everything once, then forks a child for each file.

A child costs a fork (1.3 ms measured) instead of an interpreter and its imports (0.3 s). The
server itself never reads a document. It is told of each file by a message with three
descriptors: the bytes, the pipe for the answer, and a socket on which it reports how the child
ended and is told to end it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import importlib.util
import os
import pkgutil
import selectors
import signal
import socket
from pathlib import Path
from types import ModuleType
from typing import Any

import disclosurelog.files
from disclosurelog.checks import registry
from disclosurelog.checks.policy import policy_from
from disclosurelog.checks.registry import run_rules
from disclosurelog.files.pdf.reader import read_pdf
from disclosurelog.files.read import read_facts
from disclosurelog.gate import child, landlock
from disclosurelog.gate.confine import probe
from disclosurelog.gate.line import ENDING, limits_from, receive, send

#: New objects after which a child looks for dead rings among them: a page makes thousands that
#: live as long as the child.
_COLLECT = 50_000


class Server:
    """Children by process number, and the sockets that speak of them."""

    def __init__(self, door: socket.socket, work: child.Work) -> None:
        self._door, self._work = door, work
        self._running: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._wake, wake = socket.socketpair()
        self._wake.setblocking(False)
        wake.setblocking(False)
        self._waker = wake
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        self._selector.register(door, selectors.EVENT_READ)
        self._selector.register(self._wake, selectors.EVENT_READ)

    def serve(self) -> None:
        """Fork children until the parent is gone; then end those that are left."""
        try:
            while True:
                for key, _ in self._selector.select():
                    if key.fileobj is self._door:
                        request = receive(self._door)
                        if request is None:
                            return
                        self._start(*request)
                    elif key.fileobj is self._wake:
                        with contextlib.suppress(BlockingIOError):
                            self._wake.recv(4096)
                        self._reap()
                    elif key.data in self._running:
                        # A word or a closed socket: nobody waits for this child any more.
                        os.kill(key.data, signal.SIGKILL)
                        self._selector.unregister(key.fileobj)
        finally:
            for number in self._running:
                os.kill(number, signal.SIGKILL)

    def _start(self, message: dict[str, Any], descriptors: list[int]) -> None:
        document, answer, status = descriptors
        line = socket.socket(fileno=status)
        server = os.getpid()
        try:
            number = os.fork()
            if number == 0:
                child.run(self._work, document, answer, message, server)
        except OSError:
            line.close()  # no child, no answer: the parent sees that at once
            return
        finally:
            os.close(document)
            os.close(answer)
        self._running[number] = line
        self._selector.register(line, selectors.EVENT_READ, number)

    def _reap(self) -> None:
        while self._running:
            number, status, usage = os.wait4(-1, os.WNOHANG)
            if number == 0:
                return
            line = self._running.pop(number)
            with contextlib.suppress(KeyError):
                self._selector.unregister(line)
            with contextlib.suppress(OSError):
                line.sendall(ENDING.pack(status, usage.ru_utime + usage.ru_stime))
            line.close()


def _import_all() -> None:
    """Import every module of the readers now, so that no child has to."""
    for module in pkgutil.walk_packages(disclosurelog.files.__path__, "disclosurelog.files."):
        importlib.import_module(module.name)
    registry.rules()


def _practise(work: child.Work) -> None:
    """Look at a page of our own once, so that no child compiles patterns or imports late.

    It has no letters: a font would have PDFium look for those of this machine, which children
    must not know of (see `landlock`). What is in memory by then belongs to all children, so the
    collector leaves it alone: where it looks, it copies.
    """
    head = b"%PDF-1.4\n"
    drawing = b"0 0 9 9 re f"
    bodies = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
    )
    parts, places, at = [head], [], len(head)
    for number, body in enumerate(bodies, 1):
        places.append(b"%010d 00000 n \n" % at)
        parts.append(b"%d 0 obj%s endobj\n" % (number, body))
        at += len(parts[-1])
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % at
    facts = read_pdf(b"".join((*parts, table, end)), ".pdf", work.limits.read)
    run_rules(facts, policy=work.policy)
    del facts
    gc.collect()
    gc.freeze()
    gc.set_threshold(_COLLECT)


def _stand_in(path: str | None) -> ModuleType | None:
    """The module of a test that brings its own reader and rules; nothing else ever names one."""
    if path is None:
        return None
    spec = importlib.util.spec_from_file_location(Path(path).stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(descriptor: int) -> None:
    """Serve the parent at the other end of this socket. It says limits and policy first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides when to stop
    door = socket.socket(fileno=descriptor)
    first = receive(door)
    if first is None:
        return
    try:
        work = _prepare(first[0])
        codes = [rule.code for rule in work.rules]
        hello = {"codes": codes, "ruleset": registry.ruleset(), "level": work.level}
    except Exception as error:  # no document is here yet, so its words can be told
        send(door, {"trouble": f"{type(error).__name__}: {error}"})
        return
    send(door, hello)
    Server(door, work).serve()


def _prepare(settings: dict[str, Any]) -> child.Work:
    _import_all()
    other = _stand_in(settings["stand_in"])
    work = child.Work(
        limits_from(settings["limits"]),
        probe(),
        landlock.ruleset(),
        getattr(other, "read_facts", read_facts),
        getattr(other, "RULES", None) or registry.rules(),
        policy_from(settings["policy"]),
    )
    _practise(work)
    return work
