"""Sets a repository up so that nothing enters it unchecked."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from disclosurelog.errors import CannotRun
from disclosurelog.publish.push import known as remembered
from disclosurelog.publish.push.git import Git
from disclosurelog.publish.push.home import MKDOCS, SETTINGS, GateSettings, Home, open_home, to_toml
from disclosurelog.publish.push.look import look
from disclosurelog.publish.push.receive import desk_of, remember
from disclosurelog.publish.push.refusal import refused
from disclosurelog.publish.push.updates import Update
from disclosurelog.records import Settings

HOME = "disclosurelog"
MARK = "Written by `disclosurelog hook install`"

Layout = Literal["git", "gitea", "gitlab"]
"""Where a server keeps hooks: git's own `hooks/pre-receive`; Gitea and Forgejo
`hooks/pre-receive.d/`; GitLab `custom_hooks/pre-receive.d/`."""

PLACES: dict[Layout, str] = {
    "git": "hooks/{name}",
    "gitea": "hooks/{name}.d/disclosurelog",
    "gitlab": "custom_hooks/{name}.d/disclosurelog",
}
_COMMANDS = {"pre-receive": "hook receive", "post-receive": "deploy --pushed"}

LOCAL = {"pre-commit": 'hook pre-commit "$@"', "pre-push": 'hook pre-push "$@"'}
"""The hooks of a work tree, and what they call."""

_SCRIPT = """\
#!/bin/sh
# {mark}. {what}
exec {python} -I -m disclosurelog {command}
"""
_WHAT = {
    "pre-commit": "A commit that would be refused is not made.",
    "pre-push": "A push that would be refused is not sent.",
    "pre-receive": "A push is refused unless everything in it was checked.",
    "post-receive": "The published branch is built and put in place.",
}

PUSH_BYTES = 2_000_000_000
"""Largest push (`receive.maxInputSize`): some thousand records of 2 MB."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What was set up. `words` say what stops what lies there already; "" where nothing does."""

    home: Home
    hooks: tuple[Path, ...]
    words: str


def install(
    repository: Path,
    settings: GateSettings,
    mkdocs: Path,
    *,
    layout: Layout = "git",
    read: Callable[[Home], Settings | None],
    trust: bool = False,
) -> Installed:
    """Set a bare repository up. What is set up already is set up anew; its settings stay.

    Args:
        repository: The repository.
        settings: For a gate that is not there yet.
        mkdocs: The mkdocs.yml to judge and build by.
        layout: Where the server keeps hooks.
        read: Reads the gate's mkdocs.yml.
        trust: Whether what lies in the repository is taken as it is, unchecked.

    Raises:
        CannotRun: It is no bare repository, holds other hooks, or can't be written.
    """
    git = _bare(repository)
    hooks = {name: repository / PLACES[layout].format(name=name) for name in _COMMANDS}
    for path in hooks.values():
        refuse_other(path)
    home = _home(repository, settings, mkdocs)
    given = read(home)
    _configure(git, home)
    words = _what_lies_there(git, home, given, trust=trust)
    place = shlex.quote(str(home.path))
    for name, path in hooks.items():
        write_hook(path, script_of(name, f"{_COMMANDS[name]} --home {place}"))
    return Installed(home, tuple(hooks.values()), words)


def script_of(name: str, command: str) -> str:
    """The text of a hook that calls a command of this program."""
    python = shlex.quote(sys.executable)
    return _SCRIPT.format(mark=MARK, what=_WHAT[name], python=python, command=command)


def write_hook(path: Path, text: str) -> None:
    """Put a hook in place in one step. Raises CannotRun."""
    draft = path.with_name(f".{path.name}-new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8")
        draft.chmod(0o755)
        draft.replace(path)
    except OSError as error:
        raise CannotRun(f"{path} cannot be written: {error.strerror}", "check the folder") from None


def refuse_other(path: Path) -> None:
    """Somebody else's hook is not overwritten. Raises CannotRun."""
    if path.is_symlink() or path.exists():
        ours = path.is_file() and MARK in path.read_text(encoding="utf-8", errors="replace")
        if not ours:
            raise CannotRun(
                f"{path} is there already, and is not ours",
                "call `disclosurelog hook receive` from it, or move it away",
            )


def _bare(repository: Path) -> Git:
    git = Git(repository)
    if (
        not (repository / "HEAD").is_file()
        or git.line("rev-parse", "--is-bare-repository") != "true"
    ):
        raise CannotRun(
            f"{repository} is no bare repository",
            "make one: git init --bare REPO.git; for a folder you work in: hook install --local",
        )
    return git


def _home(repository: Path, settings: GateSettings, mkdocs: Path) -> Home:
    path = repository.resolve() / HOME
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        path.chmod(0o700)
        # MkDocs asks for it before there is any content.
        (path / "content" / "pages").mkdir(parents=True, exist_ok=True)
        if not (path / SETTINGS).exists():
            (path / SETTINGS).write_text(to_toml(settings), encoding="utf-8")
        if not (path / MKDOCS).exists():
            shutil.copyfile(mkdocs, path / MKDOCS)
    except OSError as error:
        why = f"the gate cannot be set up: {error.strerror}"
        raise CannotRun(why, "name the mkdocs.yml to publish by with --config") from None
    return open_home(path)


def _configure(git: Git, home: Home) -> None:
    for name, value in (
        ("receive.fsckObjects", "true"),
        ("transfer.fsckObjects", "true"),
        ("receive.maxInputSize", str(PUSH_BYTES)),
        ("receive.denyDeleteCurrent", "false" if home.settings.allow_delete else "true"),
        ("receive.shallowUpdate", "false"),
        ("receive.advertiseAtomic", "true"),
    ):
        git.run("config", name, value)
    git.run("symbolic-ref", "HEAD", home.published)


def _what_lies_there(git: Git, home: Home, settings: Settings | None, *, trust: bool) -> str:
    """Look at everything in the repository that this gate has not accepted yet."""
    told = git.run("for-each-ref", "--format=%(objectname) %(refname)").decode("utf-8", "replace")
    ours = set(remembered.load(home.path).tips)
    refs = [line.partition(" ")[::2] for line in told.splitlines()]
    updates = [Update(ref, "", oid) for oid, ref in refs if oid not in ours]
    if not updates:
        return ""
    if trust:
        remembered.add(home.path, [one.new for one in updates])
        return ""
    home.use_key()
    with home.draft() as draft:
        desk = desk_of(home, settings, draft)
        looked = look(
            git, desk, updates, [one for one, _ in refs if one in ours], quarantined=False
        )
        if looked.troubles:
            return refused(looked.troubles, git, updates, ()).partition("\n\n")[2]
        remember(home, updates, looked, desk)
    return ""
