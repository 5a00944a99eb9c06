"""Rules for text: what no reader of documents looks at, and what a person can read all the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.personal import find
from disclosurelog.checks.policy import Policy
from disclosurelog.gate.screening import Screen
from disclosurelog.publish.push.trouble import said

TEXT_BYTES = 10_000_000
"""Longest text: the longest record has 1 MB, and the lock file of a large program some 5."""

_POINTER = b"version https://git-lfs.github.com/spec/"
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
#: What a file packed into text looks like: base64 (RFC 4648, sections 4 and 5) or hexadecimal.
_PACKED = re.compile(r"[A-Za-z0-9+/=_-]{60,}")
_PACKED_LENGTH = 4096  # characters, in one line or in several: no picture or document is smaller
_CHANGING = re.compile(
    r"(?:^|\s)(filter|working-tree-encoding|ident|export-subst|export-ignore)(?=[\s=]|$)"
)
_MOST = 20  # lines told of one file

_OWN = (
    "take it out, or, if it is the authority's own, have it listed under personal_data.contacts in "
    "the server's mkdocs.yml"
)
_WITHHELD = (
    "take the words out; if they are common words that tell nothing, ask for their line to be "
    "deleted from the list under content/withheld"
)


def as_text(data: bytes) -> str | None:
    """The text that a file holds; None where it is not plain UTF-8 text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if _CONTROLS.search(text) else text


def pointer_trouble(data: bytes) -> tuple[str, ...]:
    """What is said of a stand-in for a file that lies on another server; else nothing."""
    if not data.startswith(_POINTER):
        return ()
    return said(
        "large-file",
        "this stands in for a file that Git LFS keeps on another server, where nobody checks it",
        "put the file itself here: git lfs untrack its pattern, git lfs uninstall, add it again",
    )


def text_troubles(
    text: str, name: str, policy: Policy, screen: Screen, *, content: bool
) -> Iterator[tuple[str, ...]]:
    """What is wrong with a text.

    Args:
        text: All of it.
        name: Of its file; "" where it has none.
        policy: What the authority says.
        screen: What was withheld.
        content: Whether it is content, so that it is looked through for personal data too.
    """
    if name.casefold() == ".gitattributes":
        yield from _attributes(text)
    if _packed(text):
        yield said(
            "packed",
            "a file seems to be packed into this text, where no check looks at it",
            "put the file itself here, and leave it out of the text",
        )
    yield from withheld_troubles(text, screen)
    if content:
        yield from personal_troubles(text, policy)


def withheld_troubles(text: str, screen: Screen) -> Iterator[tuple[str, ...]]:
    """One for each withheld term in a text."""
    for one in screen.sightings(text)[:_MOST]:
        line = text.count("\n", 0, one.start) + 1
        what = f"words that were withheld stand in line {line} (list entry {one.handle})"
        yield said("F003", what, _WITHHELD)


def personal_troubles(text: str, policy: Policy, *, mail: bool = True) -> Iterator[tuple[str, ...]]:
    """One for each thing in a text that a person can be known by.

    Args:
        text: All of it.
        policy: What the authority says.
        mail: Whether e-mail addresses count.
    """
    found = [one for one in find(text, policy) if one.strong]
    for one in [one for one in found if mail or "e-mail" not in one.kind][:_MOST]:
        line = text.count("\n", 0, one.start) + 1
        yield said("F004", f"{one.kind} stands in line {line}", _OWN)


def _packed(text: str) -> bool:
    """Whether something long stands in a text that nobody could have written."""
    length = 0
    for line in text.splitlines():
        runs = _PACKED.findall(line)
        whole = len(runs) == 1 and len(runs[0]) == len(line.strip(" \t>\"',;\\"))
        length = length + len(runs[0]) if whole else 0
        if max([length, *map(len, runs)]) >= _PACKED_LENGTH:
            return True
    return False


def _attributes(text: str) -> Iterator[tuple[str, ...]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.lstrip().startswith("#") and _CHANGING.search(line):
            yield said(
                "attributes",
                f"line {number} has git change files on their way in or out",
                "delete the line: what is checked must be what is published",
            )
