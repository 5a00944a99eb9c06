"""Git, called in one way only: nothing of the caller's settings, no hooks, no filters.

Output is taken apart at NULs or read object by object, so no path is ever quoted. A command that
fails is never passed over.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from disclosurelog.errors import CannotRun

#: Where a push's objects lie until it is accepted (git-receive-pack(1), "quarantine environment").
INCOMING = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH")

_SAFE = (
    *("-c", "core.hooksPath=/dev/null"),
    *("-c", "core.fsmonitor=false"),
    *("-c", "core.attributesFile=/dev/null"),
    *("-c", "core.commitGraph=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "gc.auto=0"),
)
_DAY = "@1000000000 +0000"  # any one: of commits that nobody keeps
_SECONDS = 300.0  # a command over a repository of a million objects takes some 20 s (measured)
_REMEDY = "push again; if that does not help, ask whoever looks after the server"


class Git:
    """Git in one repository.

    Args:
        repository: The bare repository, or the work tree.
        incoming: The variables of the push that is looked at; empty where there is none.
    """

    def __init__(self, repository: Path, incoming: Mapping[str, str] | None = None) -> None:
        self.repository = repository
        self.incoming = dict(incoming or {})

    def run(self, *arguments: str, given: bytes = b"", alone: bool = False) -> bytes:
        """Run a command and return what it prints.

        Args:
            arguments: The command and its arguments.
            given: What it reads.
            alone: Whether it sees the objects of the push and no others.

        Raises:
            CannotRun: It failed, or took too long.
        """
        done = self._done(arguments, given, alone=alone)
        if done.returncode != 0:
            raise _failed(arguments)
        return done.stdout

    def answers(self, *arguments: str) -> bool:
        """Run a command that says yes or no with its exit code. Raises CannotRun."""
        done = self._done(arguments, b"", alone=False)
        if done.returncode not in {0, 1}:
            raise _failed(arguments)
        return done.returncode == 0

    def commit_of(self, tree: str, parents: Sequence[str]) -> str:
        """Make a commit of a tree that no branch leads to, and return its name."""
        who = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "check"), ("EMAIL", "check"), ("DATE", _DAY))
        }
        made = Git(self.repository, {**self.incoming, **who})
        above = [word for one in parents for word in ("-p", one)]
        return made.run("commit-tree", *above, tree, given=b"check\n").decode("ascii").strip()

    def line(self, *arguments: str) -> str:
        """The first line that a command prints; "" where it fails or prints none."""
        done = self._done(arguments, b"", alone=False)
        first, _, _ = done.stdout.partition(b"\n")
        return first.decode("utf-8", "replace") if done.returncode == 0 else ""

    @contextmanager
    def objects(self) -> Iterator[Objects]:
        """Read objects while the context lasts."""
        command = ("cat-file", "--batch")
        with subprocess.Popen(  # noqa: S603 - a fixed command
            self._command(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self.repository,
            env=self._environment(alone=False),
        ) as process:
            try:
                yield Objects(process)
            finally:
                process.kill()

    def _done(
        self, arguments: Sequence[str], given: bytes, *, alone: bool
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - no shell; arguments are ours or object names
                self._command(arguments),
                input=given,
                capture_output=True,
                cwd=self.repository,
                env=self._environment(alone=alone),
                timeout=_SECONDS,
                check=False,
            )
        except FileNotFoundError:
            raise CannotRun("git is not here", "install git") from None
        except subprocess.TimeoutExpired:
            raise CannotRun(f"git {arguments[0]} took too long", _REMEDY) from None
        except OSError as error:
            raise CannotRun(f"git cannot be started: {error.strerror}", _REMEDY) from None

    def _command(self, arguments: Sequence[str]) -> list[str]:
        return ["git", "--no-replace-objects", "--no-optional-locks", *_SAFE, *arguments]

    def _environment(self, *, alone: bool) -> dict[str, str]:
        given = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": os.environ.get("HOME", "/"),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_GRAFT_FILE": os.devnull,
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_NO_LAZY_FETCH": "1",
        }
        if (self.repository / "HEAD").is_file():
            given["GIT_DIR"] = str(self.repository.resolve())
        incoming = dict(self.incoming)
        if alone:
            incoming.pop("GIT_ALTERNATE_OBJECT_DIRECTORIES", None)
        return {**given, **incoming}


class Objects:
    """Objects of a repository, read one after another by one process."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def read(self, name: str) -> tuple[str, bytes]:
        """Return an object's type and its bytes. Raises CannotRun where it can't be read."""
        asked, told = self._process.stdin, self._process.stdout
        if asked is None or told is None:
            raise _failed(("cat-file",))
        try:
            asked.write(f"{name}\n".encode("ascii"))
            asked.flush()
        except OSError:
            raise _failed(("cat-file",)) from None
        head = told.readline().split()
        if len(head) != 3 or head[0] != name.encode("ascii"):
            raise CannotRun("an object of this push is missing or broken", _REMEDY)
        size = int(head[2])
        data = told.read(size + 1)
        if len(data) != size + 1:
            raise _failed(("cat-file",))
        return head[1].decode("ascii"), data[:-1]

    def blob(self, name: str) -> bytes:
        """Return a blob's bytes. Raises CannotRun where it is none."""
        return self._of_type(name, "blob")

    def tree(self, name: str) -> bytes:
        """Return a tree's bytes. Raises CannotRun where it is none."""
        return self._of_type(name, "tree")

    def _of_type(self, name: str, wanted: str) -> bytes:
        kind, data = self.read(name)
        if kind != wanted:
            raise CannotRun(f"an object of this push is no {wanted}", _REMEDY)
        return data


def hooks_folder(repository: Path) -> Path | None:
    """Where git looks for a repository's hooks, by the settings of whoever calls it.

    None where this is no repository.
    """
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    config = {name: os.environ[name] for name in os.environ if name.startswith("GIT_CONFIG")}
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--git-path", "hooks"],  # noqa: S607
            cwd=repository,
            env={**own, **config},
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return repository / os.fsdecode(done.stdout.rstrip(b"\n"))


def from_environment(names: Iterable[str] = INCOMING) -> dict[str, str]:
    """The variables that git gave a hook."""
    return {name: os.environ[name] for name in names if name in os.environ}


def _failed(arguments: Sequence[str]) -> CannotRun:
    # Git's own words may quote a path or a message, so they are not passed on.
    return CannotRun(f"git {arguments[0]} failed, so nothing can be said of this push", _REMEDY)
