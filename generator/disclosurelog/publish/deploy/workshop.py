"""Where a commit is built, and by whom: by a user who may do nothing else, where there is one.

A build reads what others wrote. Where `build_user` in `gate.toml` names somebody, the build runs as
that user in a folder of its own. There it can write its cache and the releases; it can't read the
gate's folder, where what was pushed lies before it is accepted.
"""

from __future__ import annotations

import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosurelog.errors import CannotRun
from disclosurelog.gate.withheldkey import FILE_VARIABLE, KEY_VARIABLE, find_key
from disclosurelog.publish.push.home import ALLOWED, MKDOCS, SETTINGS, Home

_FOLDER = ".build"
_KEPT = ("PATH", "HOME", "XDG_STATE_HOME", "TMPDIR", KEY_VARIABLE, FILE_VARIABLE)

#: What lies in the gate's folder and is not the administrator's part of the log.
_GATES = frozenset(
    {
        *(SETTINGS, ALLOWED, "content", "lists", "clean", "drafts", "accepted.json"),
        *("exported.json", "lock", "drafts.lock", "deploy.lock"),
    }
)


@dataclass(frozen=True, slots=True)
class Workshop:
    """A folder laid out like any log's.

    Attributes:
        path: Where it is.
        user: Who builds; None for who runs this.
    """

    path: Path
    user: pwd.struct_passwd | None

    @property
    def content(self) -> Path:
        """Where the content of the commit is put."""
        return self.path / "content"

    @property
    def caches(self) -> Path:
        """Where builds keep what the next one can use."""
        return self.path / ".cache" / "disclosurelog"

    def command(self, site: Path, after: Path | None) -> list[str]:
        """What builds the content into a folder, with what did not change since another site."""
        command = [sys.executable, "-I", "-m", "disclosurelog", "build"]
        command += ["--config", str(self.path / MKDOCS), "--site", str(site)]
        return command if after is None else [*command, "--after", str(after)]

    def process(self) -> dict[str, Any]:
        """How it is started: where, as whom, with what of the environment. Nothing of git's is."""
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        if self.user is None:
            return {"cwd": self.path, "env": environment}
        key = find_key(self.content)
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.path / ".home")}
        if key is not None:
            environment[KEY_VARIABLE] = key.hex()
        ids = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": ()}
        return {"cwd": self.path, "env": environment, **ids}


def workshop_of(home: Home, releases: Path) -> Workshop:
    """Make the place to build in ready, but for the content.

    Args:
        home: The gate's folder.
        releases: The folder that the build has to write the release into.

    Raises:
        CannotRun: There is no such user, nothing can be run as that user, or no folder be made.
    """
    user = _user(home.settings.build_user)
    if user is None:
        return Workshop(home.path, None)
    top = releases.parent / _FOLDER
    try:
        top.mkdir(mode=0o750, exist_ok=True)
        os.chown(top, 0, user.pw_gid)
        top.chmod(0o750)
        for path in (top / ".cache", top / ".home", releases):
            path.mkdir(mode=0o700, exist_ok=True)
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
        _copy(home.path, top)
    except OSError as error:
        why = f"the folder to build in cannot be made: {error.strerror}"
        raise CannotRun(why, "check the folder and the disk") from None
    return Workshop(top, user)


def _user(name: str) -> pwd.struct_passwd | None:
    if not name:
        return None
    try:
        user = pwd.getpwnam(name)
    except KeyError:
        raise CannotRun(
            "this machine has no user of the name in build_user",
            "sudo useradd --system NAME, or leave build_user in gate.toml empty",
        ) from None
    if user.pw_uid == os.geteuid():
        return None
    if os.geteuid() != 0:
        raise CannotRun(
            "only root can build as another user, and the hook does not run as root",
            "receive pushes as root, or leave build_user in gate.toml empty",
        )
    return user


def _copy(home: Path, top: Path) -> None:
    """Copy what the administrator put beside mkdocs.yml: the look, the list of names."""
    wanted = {path.name: path for path in _administrators(home)}
    for path in top.iterdir():
        if path.name not in {*wanted, "content", "exported.json", ".cache", ".home"}:
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    for name, path in wanted.items():
        place = top / name
        if path.is_dir():
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(path, place)
        else:
            shutil.copy(path, place)


def _administrators(home: Path) -> Iterator[Path]:
    for path in home.iterdir():
        if path.name not in _GATES and not path.name.startswith("."):
            yield path
