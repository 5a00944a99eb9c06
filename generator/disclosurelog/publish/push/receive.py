"""What git asks before it takes a push in: may it enter? Whatever goes wrong, it may not."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from disclosurelog.errors import CannotRun, DisclosureLogError
from disclosurelog.gate import cachefile
from disclosurelog.gate.withheld import FOLDER, WithheldList
from disclosurelog.publish.push import known as remembered
from disclosurelog.publish.push.git import Git, from_environment
from disclosurelog.publish.push.home import Home, no_room, whole_settings
from disclosurelog.publish.push.look import Desk, Looked, look
from disclosurelog.publish.push.refusal import refused, refused_otherwise, refused_plainly
from disclosurelog.publish.push.updates import Update, read_updates
from disclosurelog.records import Settings


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a push may enter, and what is said to whoever pushed."""

    accepted: bool
    words: str


def receive(home: Home, settings: Settings | None, repository: Path, told: bytes) -> Verdict:
    """Look at a push, as git's pre-receive hook.

    Args:
        home: The gate's folder.
        settings: What the server's mkdocs.yml says.
        repository: The repository that is pushed to.
        told: What git told the hook.
    """
    try:
        with _no_longer_than(home.settings.seconds):
            return _receive(home, settings, repository, told)
    except OSError as error:
        return Verdict(False, refused_otherwise(no_room(error)))
    except DisclosureLogError as error:
        return Verdict(False, refused_otherwise(error))


def _receive(home: Home, settings: Settings | None, repository: Path, told: bytes) -> Verdict:
    updates = read_updates(told)
    git = Git(repository, from_environment())
    home.use_key()
    if refusal := _not_allowed(home, git, updates):
        return Verdict(False, refused_plainly(*refusal))
    if not any(one.new for one in updates):
        return Verdict(True, "")
    if "GIT_OBJECT_DIRECTORY" not in git.incoming:
        raise CannotRun(
            "git does not keep this push apart until it is checked",
            "the server needs git 2.11 or later, and its own receive-pack",
        )
    known = accepted_tips(home, git)
    with home.draft() as draft:
        desk = desk_of(home, settings, draft)
        looked = look(git, desk, updates, known, quarantined=True)
        if looked.troubles:
            return Verdict(False, refused(looked.troubles, git, updates, known))
        remember(home, updates, looked, desk)
    return Verdict(True, _accepted(home, updates, looked))


def accepted_tips(home: Home, git: Git) -> list[str]:
    """What the branches and tags point at now, as far as this gate has accepted it."""
    ours = set(remembered.load(home.path).tips)
    told = git.run("for-each-ref", "--format=%(objectname)").decode("ascii").split()
    head = git.line("rev-parse", "--verify", "--quiet", home.published)
    return [one for one in dict.fromkeys([head, *told]) if one in ours]


def desk_of(home: Home, settings: Settings | None, draft: Path) -> Desk:
    """What a push to the gate's repository is looked at with."""
    before = remembered.load(home.path)
    return Desk(
        settings=whole_settings(settings, home.path),
        lists=home.path / "lists",
        cache=home.cache,
        clean=home.path / "clean",
        draft=draft,
        published=home.published,
        allowed=home.allowed(),
        most=home.settings.file_mb * 1_000_000,
        basis=before.basis,
        right=before.records,
    )


def remember(home: Home, updates: Sequence[Update], looked: Looked, desk: Desk) -> None:
    """Keep what the next push need not be asked again. Raises OSError."""
    if looked.right is not None:
        _keep_lists(home.path / "lists", looked.lists)
    keep_answers(desk)
    tips = [one.new for one in updates if one.new]
    remembered.add(home.path, tips, looked.basis, looked.right)


def keep_answers(desk: Desk) -> None:
    """Keep what checks said of files that were accepted. Raises OSError."""
    for path in sorted(desk.answers.glob("??/*")) if desk.answers.is_dir() else ():
        cachefile.make(desk.cache)
        place = desk.cache / path.parent.name / path.name
        place.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.move(path, place)


def _keep_lists(folder: Path, lists: Mapping[str, WithheldList]) -> None:
    for name, one in lists.items():
        place = folder / FOLDER / name
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        data = one.to_bytes()
        if not place.exists() or place.read_bytes() != data:
            cachefile.store(str(place), data)


def _not_allowed(home: Home, git: Git, updates: Sequence[Update]) -> tuple[str, str] | None:
    """What is wrong with what a push asks for, whatever it holds; None where nothing is."""
    for one in updates:
        if one.ref != home.published:
            continue
        name = home.settings.branch
        if not one.new and not home.settings.allow_delete:
            return (
                f"{name} is the published branch and may not be deleted",
                "ask whoever looks after the server if it has to go",
            )
        if one.old and one.new and not home.settings.allow_rewind and not _goes_on(git, one):
            return (
                f"{name} is the published branch, and this would take commits of it back",
                f"fetch it and put your commits on top: git pull --rebase origin {name}",
            )
        if one.new and not git.line("rev-parse", "--verify", "-q", f"{one.new}:content/records"):
            return (
                f"{name} would have no folder content/records, and the site is built from it",
                "push the branch that holds the content",
            )
    return None


def _goes_on(git: Git, update: Update) -> bool:
    return git.answers("merge-base", "--is-ancestor", update.old, update.new)


def _accepted(home: Home, updates: Sequence[Update], looked: Looked) -> str:
    files = "1 file" if looked.files == 1 else f"{looked.files:,} files"
    published = any(one.ref == home.published for one in updates)
    more = "" if published else f" Only {home.settings.branch} is published."
    return f"Checked: {files}, nothing that stops this push.{more}"


@contextmanager
def _no_longer_than(seconds: int) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise CannotRun(
            f"looking at this push took longer than {seconds} seconds",
            "push fewer commits at once: git push origin <an earlier commit>:<branch>",
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def hook_repository() -> Path:
    """The repository that git runs the hook in."""
    return Path(os.environ.get("GIT_DIR", ".")).resolve()
