"""The same look on the officer's own machine, before a commit is made and before it is pushed.

It helps whoever wants to be helped. It stops nobody: git leaves it out with `--no-verify`.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from disclosurelog.errors import CannotRun, DisclosureLogError
from disclosurelog.files.limits import ReadLimits
from disclosurelog.gate import cache_folder
from disclosurelog.publish.push.git import Git, hooks_folder
from disclosurelog.publish.push.home import no_room, whole_settings
from disclosurelog.publish.push.install import LOCAL, refuse_other, script_of, write_hook
from disclosurelog.publish.push.look import Desk, look
from disclosurelog.publish.push.receive import Verdict, keep_answers
from disclosurelog.publish.push.refusal import refused, refused_commit
from disclosurelog.publish.push.updates import Update
from disclosurelog.records import Settings

_HEAD = "This push is not sent, because it would be refused."


def install_local(folder: Path) -> list[Path]:
    """Put both hooks into the repository of a work tree. Raises CannotRun."""
    hooks = hooks_folder(folder)
    if hooks is None or Git(folder).line("rev-parse", "--is-inside-work-tree") != "true":
        raise CannotRun("this is no work tree of git", "go to the folder that you commit in")
    places = [hooks / name for name in LOCAL]
    for place in places:
        refuse_other(place)
    for place in places:
        write_hook(place, script_of(place.name, LOCAL[place.name]))
    return places


def before_commit(folder: Path, settings: Settings | None, content: Path) -> Verdict:
    """Look at what is about to be committed, as git's pre-commit hook.

    Args:
        folder: The work tree.
        settings: What its mkdocs.yml says.
        content: Its content folder.
    """
    index = os.environ.get("GIT_INDEX_FILE")
    incoming = {"GIT_INDEX_FILE": str(Path(index).absolute())} if index else {}
    try:
        git = Git(folder, incoming)
        head = git.line("rev-parse", "--verify", "--quiet", "HEAD")
        known = [head] if head else []
        tree = git.run("write-tree").decode("ascii").strip()
        update = Update("refs/heads/next", head, git.commit_of(tree, known))
        with _desk(settings, content) as desk:
            looked = look(git, desk, [update], known, quarantined=False)
            if looked.troubles:
                return Verdict(False, refused_commit(looked.troubles))
            keep_answers(desk)
    except OSError as error:
        return Verdict(False, str(no_room(error)))
    except DisclosureLogError as error:
        return Verdict(False, f"This commit is not made, because it could not be checked.\n{error}")
    return Verdict(True, "")


def before_push(
    folder: Path, settings: Settings | None, content: Path, remote: str, told: bytes
) -> Verdict:
    """Look at what is about to be pushed, as git's pre-push hook.

    Args:
        folder: The work tree.
        settings: What its mkdocs.yml says.
        content: Its content folder.
        remote: The name of the remote, or its address.
        told: What git told the hook (githooks(5), pre-push).
    """
    try:
        git = Git(folder)
        updates = list(_updates(told))
        known = _of_remote(git, remote, updates)
        with _desk(settings, content) as desk:
            looked = look(git, desk, updates, known, quarantined=False)
            if looked.troubles:
                return Verdict(False, refused(looked.troubles, git, updates, known, head=_HEAD))
            keep_answers(desk)
    except OSError as error:
        return Verdict(False, str(no_room(error)))
    except DisclosureLogError as error:
        return Verdict(False, f"This push is not sent, because it could not be checked.\n{error}")
    return Verdict(True, "")


def from_framework(environment: Mapping[str, str]) -> bytes | None:
    """What git would have told the hook, where the pre-commit framework runs it instead."""
    new, ref = environment.get("PRE_COMMIT_TO_REF"), environment.get("PRE_COMMIT_REMOTE_BRANCH")
    if not new or not ref:
        return None
    old = environment.get("PRE_COMMIT_FROM_REF") or "0" * 40
    return f"HEAD {new} {ref} {old}\n".encode()


def _updates(told: bytes) -> Iterator[Update]:
    for line in told.decode("utf-8", "surrogateescape").splitlines():
        words = line.split(" ")
        if len(words) != 4:
            raise CannotRun("git told the hook something that it does not understand", "update git")
        _, new, ref, old = words
        if set(new) != {"0"}:
            yield Update(ref, "" if set(old) == {"0"} else old, new)


def _of_remote(git: Git, remote: str, updates: list[Update]) -> list[str]:
    """What the other side has, as far as is known here."""
    there = git.run("for-each-ref", "--format=%(objectname)", f"refs/remotes/{remote}")
    names = [*there.decode("ascii").split(), *(one.old for one in updates if one.old)]
    return [one for one in dict.fromkeys(names) if git.line("rev-parse", "-q", "--verify", one)]


@contextmanager
def _desk(settings: Settings | None, content: Path) -> Iterator[Desk]:
    cache = cache_folder(content)
    with tempfile.TemporaryDirectory(prefix="disclosurelog-") as folder:
        yield Desk(
            settings=whole_settings(settings, content.resolve().parent),
            lists=content,
            cache=cache,
            clean=cache.parent / "pushed",
            draft=Path(folder),
            published="",
            allowed=frozenset(),
            most=ReadLimits().file_bytes,
        )
