"""Rules for names of files, folders, branches and tags, and for what is no plain file."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.gate.screening import Screen
from disclosurelog.publish.push.places import Seen
from disclosurelog.publish.push.trees import FILES, FOLDER, LINK, SUBMODULE
from disclosurelog.publish.push.trouble import said

#: Files by which a repository changes what git itself does with others.
_STEERING = {
    ".gitmodules": (
        "submodule",
        "this file brings in other repositories, which nobody checks",
        "delete it, and put the files themselves into the repository",
    ),
    ".lfsconfig": (
        "large-file",
        "this file says that files lie on another server, where nobody checks them",
        "delete it, and put the files themselves into the repository",
    ),
}
_LONGEST = 255  # bytes of a name: what file systems can hold

_RENAME = "rename it: letters, digits, hyphens, dots"
BRANCHES, TAGS, NOTES = "refs/heads/", "refs/tags/", "refs/notes/"


def entry_troubles(seen: Seen, screen: Screen) -> Iterator[tuple[str, ...]]:
    """What is wrong with an entry of a folder, whatever its file holds."""
    mode, name = seen.entry.mode, seen.entry.name
    if mode == LINK:
        yield said("link", "this is a link, and links are not followed", "put the file itself here")
    elif mode == SUBMODULE:
        yield said(
            "submodule",
            "this is another repository (a submodule), which nobody checks",
            "put the files themselves here",
        )
    elif mode not in FILES and mode != FOLDER:
        yield said("mode", "this is no plain file", "put a plain file here")
    if words := _STEERING.get(name.casefold()):
        yield said(*words)
    if reason := _odd(name):
        yield said("name", f"the name {reason}", _RENAME)
    if screen.holds(seen.place.path):
        yield said("F003", "the path holds words that were withheld", "rename the file or folder")


def _odd(name: str) -> str:
    if name in {"", ".", ".."} or name.casefold() == ".git":
        return "leads somewhere else"
    if len(name.encode("utf-8", "surrogateescape")) > _LONGEST:
        return "is too long"
    if not name.isprintable() or "\\" in name or "/" in name:
        return "holds characters that cannot be shown or lead somewhere else"
    return ""


def ref_trouble(ref: str, screen: Screen) -> tuple[str, ...]:
    """What is wrong with the name of a branch or a tag; empty where nothing is."""
    if not ref.startswith((BRANCHES, TAGS, NOTES)):
        return said(
            "ref",
            "only branches, tags and notes are taken here",
            "push a branch: git push origin HEAD:refs/heads/<name>",
        )
    if not ref.isprintable():
        return said("name", "the name holds characters that cannot be shown", _RENAME)
    if screen.holds(ref):
        return said("F003", "the name holds words that were withheld", "give it another name")
    return ()
