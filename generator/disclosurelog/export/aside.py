"""Work in a process of its own, while this one goes on."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

from disclosurelog.errors import CannotRun

Result = TypeVar("Result")


class Aside(Generic[Result]):
    """Starts the work at once, in a process that is forked: it has all that this one has in memory.

    Args:
        work: What to do. Its result and its errors must be picklable.
        what: What the work is, for people.
    """

    def __init__(self, work: Callable[[], Result], what: str) -> None:
        fork = multiprocessing.get_context("fork")
        self._what = what
        self._answer, answer = fork.Pipe(duplex=False)
        # A daemon: it never outlives this process.
        self._process = fork.Process(target=_do, args=(work, answer), daemon=True)
        self._process.start()
        answer.close()

    def result(self) -> Result:
        """Wait for the result, and return it. Call it once.

        Raises:
            CannotRun: The process ended without one.
            Exception: What the work raised.
        """
        try:
            error, result = self._answer.recv()
        except EOFError:
            raise CannotRun(
                f"{self._what} was not finished: its process ended before",
                "see whether the memory is full, and build again",
            ) from None
        finally:
            self.stop()
        if error is not None:
            raise error
        found: Result = result
        return found

    def stop(self) -> None:
        """End the process, whether the work is done or not."""
        self._answer.close()
        self._process.kill()
        self._process.join()


def _do(work: Callable[[], Any], answer: Connection) -> None:
    # The process that started this one is told to stop, and stops it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # To look through the memory that both share for cycles would copy all of it.
    gc.freeze()
    try:
        answer.send((None, work()))
    except Exception as error:
        answer.send((error, None))
