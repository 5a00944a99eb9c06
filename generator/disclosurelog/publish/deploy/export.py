"""Writes the content of a commit into a folder, by git's plumbing: no filter, attribute or hook.

What lies there from the commit before and is the same is left alone; what nobody wrote is removed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from disclosurelog.errors import CannotRun
from disclosurelog.gate import cachefile
from disclosurelog.publish.push.git import Git
from disclosurelog.publish.push.tip import write_file

_FOLDER = "content"
_STATE = "exported.json"
_MOST = 200_000_000  # bytes of the state of a million files
_PLAIN = {b"100644", b"100755", b"100664"}

State = dict[str, tuple[str, int, int]]
"""Of each file its path, its object, its size in bytes, and when it was written, in nanoseconds."""


def export(git: Git, commit: str, home: Path) -> None:
    """Make `content` in a folder what it is in a commit.

    Args:
        git: The repository.
        commit: What is to be built.
        home: The folder that `content` lies in.

    Raises:
        CannotRun: The commit has no content, or it can't be written.
    """
    wanted = dict(_listed(git, commit))
    if not any(path.startswith(f"{_FOLDER}/records/") for path in wanted):
        raise CannotRun("the commit has no folder content/records", "push the content")
    try:
        _export(git, wanted, home)
    except OSError as error:
        why = f"the content cannot be written out: {error.strerror}"
        raise CannotRun(why, "make room on the server's disk") from None


def _export(git: Git, wanted: dict[str, str], home: Path) -> None:
    state = _read_state(home)
    # Gone while it is not true: what a killed export left is written again.
    (home / _STATE).unlink(missing_ok=True)
    there = set(_there(home))
    same = {
        path
        for path, oid in wanted.items()
        if path in there and path in state and state[path] == (oid, *_stamp(home / path))
    }
    for path in there - same:
        (home / path).unlink()
    with git.objects() as objects:
        for path in sorted(wanted.keys() - same):
            write_file(home, path, objects.blob(wanted[path]))
    _remove_empty(home / _FOLDER)
    (home / _FOLDER / "pages").mkdir(exist_ok=True)
    new = {path: (oid, *_stamp(home / path)) for path, oid in wanted.items()}
    cachefile.store(str(home / _STATE), json.dumps(new).encode("utf-8", "surrogatepass"))


def _listed(git: Git, commit: str) -> Iterator[tuple[str, str]]:
    told = git.run("ls-tree", "-r", "-z", "--full-tree", commit, f"{_FOLDER}/")
    for line in told.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, kind, oid = about.split(b" ")
        if kind != b"blob" or mode not in _PLAIN:
            raise CannotRun("the content holds a link or a submodule", "take it out and push again")
        yield path.decode("utf-8", "surrogateescape"), oid.decode("ascii")


def _there(home: Path) -> Iterator[str]:
    """Every file below `content`. Whatever is no plain file is removed at once."""
    top = home / _FOLDER
    top.mkdir(exist_ok=True)
    for folder, names, files in os.walk(top):
        for name in [*names, *files]:
            path = Path(folder, name)
            if path.is_symlink():
                path.unlink()
            elif name in files:
                yield str(path.relative_to(home))


def _remove_empty(top: Path) -> None:
    for folder, _, _ in os.walk(top, topdown=False):
        path = Path(folder)
        if path != top and not any(path.iterdir()):
            path.rmdir()


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat(follow_symlinks=False)
    return status.st_size, status.st_mtime_ns


def _read_state(home: Path) -> State:
    data = cachefile.load(str(home / _STATE), _MOST)
    try:
        values = json.loads(data or b"{}")
        return {path: (str(one[0]), int(one[1]), int(one[2])) for path, one in values.items()}
    except (ValueError, TypeError, AttributeError, IndexError):
        return {}
