"""Looks at files: intake, cache, sandbox, report. Whatever goes wrong, there is a report."""

from __future__ import annotations

import hashlib
import os
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from disclosurelog.checks.policy import Policy
from disclosurelog.checks.registry import ruleset
from disclosurelog.checks.rule import Finding
from disclosurelog.gate.cache import Cache
from disclosurelog.gate.filereport import FileReport, reported, unread
from disclosurelog.gate.intake import NotTakenError, Taken, small, take
from disclosurelog.gate.limits import Limits
from disclosurelog.gate.sandbox import STOPPED, Sandbox, StoppedError
from disclosurelog.gate.texts import Texts

Progress = Callable[[int, int, str], None]
"""Called after each file with how many are done, how many there are, and its path."""

#: Bytes of a file that is hashed in less time than it takes to hand it to a thread.
_SMALL = 256 * 1024

_SUFFIX = re.compile(r"\.[a-z0-9]{1,15}\Z")


class Inspector:
    """Looks at many files with one sandbox and one cache. Use it in a `with` statement.

    Args:
        limits: What one file may cost.
        cache: The folder of answers; None to look at everything anew.
        jobs: How many files are looked at at once; None for as many as there are processors.
        sandbox: One to use, with its own limits, and to leave open; None for one of its own.
        policy: What the authority says; None for what the sandbox was told, or nothing.
        behind: A second folder of answers, which is read and never written.

    Attributes:
        ruleset: The name of the rules that look, and of the policy where one says anything.
    """

    def __init__(
        self,
        *,
        limits: Limits | None = None,
        cache: Path | None = None,
        jobs: int | None = None,
        sandbox: Sandbox | None = None,
        policy: Policy | None = None,
        behind: Path | None = None,
    ) -> None:
        self._borrowed = sandbox is not None
        self._sandbox = sandbox or Sandbox(limits, policy=policy)
        if policy is not None:
            self._sandbox.use(policy)
        policy = self._sandbox.policy
        self.ruleset = "-".join(filter(None, (ruleset(), policy.digest)))
        self._limits = self._sandbox.limits
        basis = f"{ruleset()} {policy.private_digest}"
        self._cache = None if cache is None else Cache(cache, basis, self._limits, behind)
        self._texts = (
            None if self._cache is None else Texts(self._cache, self._sandbox, self.ruleset)
        )
        self._jobs = jobs or len(os.sched_getaffinity(0))

    def __enter__(self) -> Inspector:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._borrowed:
            self._sandbox.close()

    @property
    def note(self) -> str:
        """What people should know of the sandbox here; "" where it is whole."""
        return self._sandbox.note

    def inspect(self, path: Path | str, shown: str | None = None) -> FileReport:
        """Look at one file.

        Args:
            path: Where it is.
            shown: How its path is told to people, if differently.

        Raises:
            CannotRun: Nothing can be checked on this machine.
        """
        name = str(path) if shown is None else shown
        try:
            with take(str(path), self._limits.read.file_bytes) as taken:
                return self._look(taken, str(path), name)
        except NotTakenError as refusal:
            return unread(
                name,
                self.ruleset,
                refusal.what,
                refusal.remedy,
                size=refusal.size,
                missing=refusal.missing,
            )

    def inspect_all(
        self,
        files: Sequence[tuple[Path | str, str]],
        progress: Progress | None = None,
        *,
        whole: bool = False,
    ) -> list[FileReport]:
        """Look at many files, given as (path, path as shown). Reports come in the same order.

        Args:
            files: The files.
            progress: Called after each file.
            whole: Whether these are all files whose answers lie in the cache.

        Raises:
            CannotRun: Nothing can be checked on this machine.
        """
        reports = self._all_known(files, progress)
        open_still = [(n, files[n]) for n, report in enumerate(reports) if report is None]
        waiting = iter(open_still)
        done = len(files) - len(open_still)
        lock = threading.Lock()
        failures: list[BaseException] = []

        def work() -> None:
            nonlocal done
            while not failures:
                with lock:
                    number, given = next(waiting, (-1, None))
                if given is None:
                    return
                try:
                    reports[number] = self.inspect(*given)
                    with lock:
                        done += 1
                        if progress is not None:
                            progress(done, len(files), given[1])
                except BaseException as error:
                    failures.append(error)

        helpers = [
            threading.Thread(target=work, daemon=True)
            for _ in range(min(self._jobs, len(open_still)) - 1)
        ]
        for helper in helpers:
            helper.start()
        work()
        if failures:
            self._sandbox.close()  # the others need not wait for their files
        for helper in helpers:
            helper.join()
        if failures:
            raise failures[0]
        if self._cache is not None:
            self._cache.save(whole=whole)
        return [report for report in reports if report is not None]

    def _all_known(
        self, files: Sequence[tuple[Path | str, str]], progress: Progress | None
    ) -> list[FileReport | None]:
        """What the cache says of the files that are small; None for all others.

        Such files are looked up one after another: the threads that wait for children would
        only wait for one another here. A large file takes long to hash, and threads share that.
        """
        reports: list[FileReport | None] = [None] * len(files)
        if self._texts is None:
            return reports
        most = min(_SMALL, self._limits.read.file_bytes)
        done = 0
        for number, (path, shown) in enumerate(files):
            data = small(str(path), most)
            if data is None:
                continue  # it is looked at once more, and told why
            sha256 = hashlib.sha256(data).hexdigest()
            known = self._texts.report(str(path), shown, _suffix(path), sha256, len(data))
            if known is not None:
                reports[number] = known
                done += 1
                if progress is not None:
                    progress(done, len(files), shown)
        return reports

    def _look(self, taken: Taken, path: str, name: str) -> FileReport:
        suffix = _suffix(path)
        if self._texts is not None:
            known = self._texts.report(path, name, suffix, taken.sha256, taken.size)
            if known is not None:
                return known
        key = "garbage"
        try:
            with taken.sealed() as copy:
                answer = self._sandbox.read(copy, suffix)
        except StoppedError as stopped:
            key = str(stopped.args[0])
        else:
            if answer.refusal is not None:
                what, remedy = answer.refusal
                return self._unread(taken, name, what, remedy, answer.findings)
            # The child must have read these very bytes and no others.
            if answer.sha256 == taken.sha256:
                if self._cache is not None:
                    self._cache.put(taken.sha256, suffix, answer)
                return reported(name, self.ruleset, taken.size, answer)
        return self._unread(taken, name, *STOPPED[key])

    def _unread(
        self, taken: Taken, name: str, what: str, remedy: str, more: Sequence[Finding] = ()
    ) -> FileReport:
        return unread(
            name,
            self.ruleset,
            what,
            remedy,
            sha256=taken.sha256,
            size=taken.size,
            kind=taken.kind,
            more=more,
        )


def inspect(path: Path, *, limits: Limits | None = None, cache: Path | None = None) -> FileReport:
    """Look at one file, with a sandbox for it alone.

    Raises:
        CannotRun: Nothing can be checked on this machine.
    """
    with Inspector(limits=limits, cache=cache, jobs=1) as inspector:
        return inspector.inspect(path)


def _suffix(path: Path | str) -> str:
    """The suffix that the rules may know: small letters and digits, else none."""
    # As pathlib finds it, which takes as long as to read the file.
    name = str(path).rpartition("/")[2]
    dot = name.rfind(".")
    suffix = name[dot:].lower() if dot > 0 else ""
    return suffix if _SUFFIX.match(suffix) else ""
