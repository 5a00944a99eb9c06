"""Everything that a push brings in: what its branches and tags lead to, and all that came along.

Each alone has a hole. What the branches lead to leaves out an object that nothing points at, and
it could be fetched by its name later. What came along leaves out an object that lay in the
repository before without anybody having looked at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from disclosurelog.errors import CannotRun
from disclosurelog.publish.push.git import Git

MOST_OBJECTS = 1_000_000
"""Objects of one push: some hundred thousand records. More is a mistake, or an attack."""

_MOST_BYTES = 64_000_000  # of a commit, a tag or a folder: one of a million files has 40 MB

_REMEDY = "push a part of the commits first: git push origin <an earlier commit>:<branch>"


@dataclass(slots=True)
class Brought:
    """The objects of a push by type. Blobs come with their sizes in bytes."""

    commits: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    trees: list[str] = field(default_factory=list)
    blobs: dict[str, int] = field(default_factory=dict)


def brought_in(git: Git, new: Sequence[str], known: Sequence[str], *, quarantined: bool) -> Brought:
    """List everything that a push brings in.

    Args:
        git: The repository, with the push's own objects.
        new: What the branches and tags shall point at.
        known: What was accepted before, with all that it leads to.
        quarantined: Whether the push's objects lie by themselves.

    Raises:
        CannotRun: Git failed, an object is missing, or there are too many.
    """
    wanted = "".join([*(f"{one}\n" for one in new), *(f"^{one}\n" for one in known)])
    listed = git.run(
        "rev-list", "--objects", "--no-object-names", "--stdin", given=wanted.encode("ascii")
    )
    names = set(listed.decode("ascii").split())
    if quarantined:
        form = "--batch-check=%(objectname)"
        alone = git.run("cat-file", "--batch-all-objects", "--unordered", form, alone=True)
        names |= _not_accepted(git, set(alone.decode("ascii").split()) - names, known)
    if len(names) > MOST_OBJECTS:
        raise CannotRun(f"this push has {len(names):,} objects, too many to look at", _REMEDY)
    return _by_type(git, names)


def _not_accepted(git: Git, stray: set[str], known: Sequence[str]) -> set[str]:
    """Of what came along and is led to by nothing new, what nothing accepted leads to either.

    Git packs a push as differences from older objects, and puts a copy of those beside it.
    """
    if not stray or not known:
        return stray
    given = "".join(f"{one}\n" for one in known).encode("ascii")
    listed = git.run("rev-list", "--objects", "--no-object-names", "--stdin", given=given)
    return stray - set(listed.decode("ascii").split())


def _by_type(git: Git, names: set[str]) -> Brought:
    given = "".join(f"{name}\n" for name in sorted(names)).encode("ascii")
    told = git.run(
        "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", given=given
    )
    found = Brought()
    lists = {"commit": found.commits, "tag": found.tags, "tree": found.trees}
    seen = 0
    for line in told.decode("ascii").splitlines():
        name, _, rest = line.partition(" ")
        kind, _, size = rest.partition(" ")
        if name not in names or not size.isdigit():
            raise CannotRun("an object of this push is missing or broken", "push it again")
        if kind == "blob":
            found.blobs[name] = int(size)
        elif int(size) > _MOST_BYTES:
            raise CannotRun(f"a {kind} of this push is too large to look at", "make it smaller")
        elif kind in lists:
            lists[kind].append(name)
        else:
            raise CannotRun("this push holds an object of an unknown type", "push with git")
        seen += 1
    if seen != len(names):
        raise CannotRun("not every object of this push can be read", "push it again")
    return found
