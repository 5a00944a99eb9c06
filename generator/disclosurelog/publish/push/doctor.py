"""Looks at a server or an officer's folder, and says what is missing and how to mend it."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.errors import CannotRun, DisclosureLogError
from disclosurelog.gate import Sandbox
from disclosurelog.gate.intake import take
from disclosurelog.gate.sandbox import StoppedError
from disclosurelog.gate.withheld import load_withheld
from disclosurelog.publish.deploy.releases import Releases
from disclosurelog.publish.push.git import Git, hooks_folder
from disclosurelog.publish.push.home import Home, open_home
from disclosurelog.publish.push.install import HOME, LOCAL, MARK, PLACES
from disclosurelog.publish.push.receive import accepted_tips

_GIT = (2, 30)  # Debian 11's; older ones lack switches that are used here
_ROOM = 1_000_000_000  # bytes that should be free on the disk of a repository


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was looked at. `remedy` is "" where it is as it should be."""

    what: str
    remedy: str = ""


def of_machine() -> Iterator[Found]:
    """What every machine needs: git, and a sandbox that is whole."""
    yield _git()
    with Sandbox() as sandbox:
        try:
            with take(__file__, 1_000_000) as taken, taken.sealed() as copy:
                sandbox.read(copy, ".py")
        except (DisclosureLogError, StoppedError) as error:
            what = error.what if isinstance(error, DisclosureLogError) else "the sandbox stops"
            yield Found(f"files cannot be checked here: {what}", "see docs/push.md, The machine")
            return
        if sandbox.note:
            yield Found(sandbox.note, "use Linux 5.13 or later, where programs may be confined")
        else:
            yield Found("files are read in a whole sandbox")


def of_folder(folder: Path, content: Path | None) -> Iterator[Found]:
    """What an officer's work tree needs."""
    if content is None or not (content / "records").is_dir():
        yield Found("there is no content folder here", "go to the folder that holds it")
    else:
        yield Found("the content folder is here")
        yield _key(content)
    hooks = hooks_folder(folder)
    if hooks is None:
        yield Found("this is no work tree of git", "git clone the log, and work in that folder")
        return
    for name in LOCAL:
        if _is_ours(hooks / name):
            yield Found(f"the {name} hook is set up")
        else:
            remedy = "disclosurelog hook install --local"
            yield Found(
                f"there is no {name} hook: a leak would be stopped by the server only", remedy
            )


def of_repository(repository: Path, read: Callable[[Home], object]) -> Iterator[Found]:
    """What a server's bare repository needs.

    Args:
        repository: The repository.
        read: Reads the gate's mkdocs.yml; raises CannotRun where it can't be used.
    """
    again = f"disclosurelog hook install {repository}"
    try:
        home = open_home(repository / HOME)
    except CannotRun as error:
        yield Found(f"no gate is set up here: {error.what}", again)
        return
    git = Git(repository)
    yield from _hooks(repository, again)
    yield from _configuration(git, home, again)
    if stat.S_IMODE(home.path.stat().st_mode) & 0o077:
        yield Found("others may read the gate's folder", f"chmod 700 {home.path}")
    try:
        read(home)
        yield Found("the gate's mkdocs.yml can be used")
    except DisclosureLogError as error:
        yield Found(error.what, error.remedy or f"mend {home.path / 'mkdocs.yml'}")
    home.use_key()
    yield _key(home.path / "lists")
    told = git.run("for-each-ref", "--format=%(objectname)").decode("ascii").split()
    unseen = len(set(told) - set(accepted_tips(home, git)))
    if unseen:
        what = f"{unseen} branches or tags came in without a check"
        yield Found(what, f"{again}; it checks them and says what is wrong")
    else:
        yield Found("every branch and tag was checked")
    yield from _room(home)
    yield from _live(home, git)


def _hooks(repository: Path, again: str) -> Iterator[Found]:
    for name in ("pre-receive", "post-receive"):
        places = [repository / place.format(name=name) for place in PLACES.values()]
        mine = [place for place in places if _is_ours(place)]
        if not mine:
            yield Found(f"there is no {name} hook of this program", again)
            continue
        program = re.search(r"^exec (\S+) ", mine[0].read_text(encoding="utf-8"), re.MULTILINE)
        if not os.access(mine[0], os.X_OK):
            yield Found(f"the {name} hook may not be run, so git passes it over", again)
        elif program is None or shutil.which(program[1]) is None:
            yield Found(f"the program that the {name} hook calls is gone", again)
        else:
            yield Found(f"the {name} hook is set up")


def _configuration(git: Git, home: Home, again: str) -> Iterator[Found]:
    if git.line("config", "--bool", "receive.fsckObjects") != "true":
        yield Found("receive.fsckObjects is off", again)
    if hooks_folder(git.repository) != git.repository / "hooks":
        yield Found("core.hooksPath leads away from the hooks", "git config core.hooksPath hooks")
    if not git.line("config", "receive.maxInputSize"):
        yield Found("a push may have any size", again)
    if git.line("symbolic-ref", "HEAD") != home.published:
        remedy = f"git symbolic-ref HEAD {home.published}"
        yield Found("HEAD is not the published branch", remedy)


def _room(home: Home) -> Iterator[Found]:
    for place in (home.path, Path(home.settings.site or home.path)):
        if place.exists() and shutil.disk_usage(place).free < _ROOM:
            yield Found(f"less than 1 GB is free at {place}", "make room")
            return
    yield Found("there is room on the disk")


def _live(home: Home, git: Git) -> Iterator[Found]:
    if not home.settings.site:
        yield Found("nothing is put live from here (site in gate.toml is empty)")
        return
    releases = Releases(Path(home.settings.site))
    live, tip = releases.live(), git.line("rev-parse", "--verify", "-q", home.published)
    remedy = f"disclosurelog deploy {home.path.parent}"
    if not live:
        yield Found("nothing is live yet", remedy if tip else "push the content")
    elif live != tip:
        yield Found("what is live is not the newest commit", remedy)
    elif not releases.whole(live):
        yield Found("what is live is not what its manifest says", f"{remedy} --again")
    else:
        yield Found("the newest commit is live, and whole")


def _key(content: Path) -> Found:
    try:
        withheld = load_withheld(content)
    except CannotRun as error:
        return Found(error.what, error.remedy)
    if withheld is None:
        return Found("no words are listed as withheld")
    return Found("the key of the withheld words is here")


def _git() -> Found:
    try:
        done = subprocess.run(["git", "version"], capture_output=True, text=True, check=True)  # noqa: S607
    except (OSError, subprocess.CalledProcessError):
        return Found("git is not here", "sudo apt-get install git")
    numbers = re.search(r"(\d+)\.(\d+)", done.stdout)
    if numbers is None or (int(numbers[1]), int(numbers[2])) < _GIT:
        return Found("this git is too old", f"install git {_GIT[0]}.{_GIT[1]} or later")
    return Found(f"git {numbers[0]} is here")


def _is_ours(path: Path) -> bool:
    return path.is_file() and MARK in path.read_text(encoding="utf-8", errors="replace")
