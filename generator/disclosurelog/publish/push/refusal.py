"""The words of a refusal: what is wrong, where, what to do, how to take it out of the commits."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from disclosurelog.errors import DisclosureLogError
from disclosurelog.publish.push.git import Git
from disclosurelog.publish.push.trouble import Trouble
from disclosurelog.publish.push.updates import Update
from disclosurelog.records import escaped

_MOST_PLACES = 20
_MOST_LINES = 40
_KEPT = "Nothing of this push was kept on the server, and nothing was published."
REFUSED = f"This push is refused. {_KEPT}"


def refused(
    troubles: Sequence[Trouble],
    git: Git,
    updates: Sequence[Update],
    known: Iterable[str],
    *,
    head: str = REFUSED,
) -> str:
    """Everything that is to be said of a refused push, without a newline at its end.

    Args:
        troubles: What is wrong.
        git: The repository with the push's objects.
        updates: What the push asked for.
        known: What was accepted before.
        head: The first sentence.
    """
    lines = [head, *_places(troubles), *_cures(troubles, git, updates, list(known))]
    return "\n".join(escaped(line) for line in lines)


def refused_commit(troubles: Sequence[Trouble]) -> str:
    """The same of a commit that is not made yet: there is nothing to take back."""
    bare = [replace(one, commit="") for one in troubles]
    lines = ["This commit is not made, because the push would be refused.", *_places(bare)]
    return "\n".join(escaped(line) for line in lines)


def _places(troubles: Sequence[Trouble]) -> Iterator[str]:
    groups: dict[tuple[str, str], list[Trouble]] = {}
    for one in troubles:
        groups.setdefault((one.place, one.commit), []).append(one)
    for (place, commit), several in list(groups.items())[:_MOST_PLACES]:
        where = f", in commit {commit[:12]}" if commit else ""
        yield from ("", f"{place}{where}:")
        said = list(dict.fromkeys(line for one in several for line in one.lines))
        yield from said[:_MOST_LINES]
        if len(said) > _MOST_LINES:
            yield f"  … and {len(said) - _MOST_LINES:,} lines more."
    if len(groups) > _MOST_PLACES:
        yield from ("", f"… and {len(groups) - _MOST_PLACES:,} places more.")


def refused_otherwise(error: DisclosureLogError) -> str:
    """What is said where a push could not be looked at to its end."""
    told = "\n".join(map(escaped, str(error).splitlines()))
    return f"This push is refused, because it could not be checked. {_KEPT}\n\n{told}"


def refused_plainly(what: str, remedy: str) -> str:
    """What is said where a push asks for what is not allowed here."""
    return f"This push is refused. {_KEPT}\n\n{escaped(what)}; {escaped(remedy)}"


def _cures(
    troubles: Sequence[Trouble], git: Git, updates: Sequence[Update], known: list[str]
) -> Iterator[str]:
    cures = {(one.cure, one.name) for one in troubles}
    for update in updates:
        if ("commit", update.short) in cures and update.new:
            mine = [one for one in troubles if (one.cure, one.name) == ("commit", update.short)]
            yield from _of_commits(mine, git, update, known)
    for cure, name in sorted(cures):
        if cure == "tag":
            yield from ("", "To delete the tag, and make it again later:")
            yield f"  git tag -d {shlex.quote(name)}"
        elif cure == "notes":
            yield from ("", "To take the notes back (git keeps their history too):")
            yield f"  git update-ref -d {shlex.quote(f'refs/{name}')}"
        elif cure == "object":
            yield from ("", "Nothing in the push leads to this object. Push again with git itself:")
            yield "  git push"
    if any(cure in {"commit", "tag", "notes"} for cure, _ in cures):
        yield from ("", "Your own machine keeps what was taken out until you type:")
        yield "  git reflog expire --expire=now --all && git gc --prune=now"


def _of_commits(
    troubles: Sequence[Trouble], git: Git, update: Update, known: list[str]
) -> Iterator[str]:
    """How to make the branch's new commits anew, without what is wrong."""
    base = _base(git, update, known)
    parent = git.line("rev-parse", "--verify", "--quiet", f"{update.new}^")
    only_last = {one.commit for one in troubles} == {update.new} and parent == base
    branch = shlex.quote(update.short)
    yield ""
    if only_last and base:
        yield "It is in your last commit. Mend or delete what is named above, then:"
        yield "  git add --all && git commit --amend && git push"
        return
    yield "To take it out of the commits, on your own machine (your files stay as they are):"
    yield f"  git switch {branch}"
    if base:
        yield f"  git reset --soft {base[:12]}"
    else:
        yield "  git update-ref -d HEAD"
    yield "  mend or delete what is named above, where it is still there"
    yield "  git add --all && git commit && git push"


def _base(git: Git, update: Update, known: list[str]) -> str:
    """The newest commit that was accepted and that the branch stands on; "" for none."""
    if update.old and git.answers("merge-base", "--is-ancestor", update.old, update.new):
        return update.old
    for one in known:
        if base := git.line("merge-base", one, update.new):
            return base
    return ""
