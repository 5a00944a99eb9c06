"""The lists of what is withheld, `content/withheld/<record>.yaml`: keyed hashes, nothing else."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosurelog.checks.policy import Withheld
from disclosurelog.errors import CannotRun
from disclosurelog.gate.withheldkey import FILE_VARIABLE, KEY_VARIABLE, find_key

FOLDER = "withheld"
VERSION = 1

_HASH = re.compile(r"[0-9a-f]{32}\Z")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\.yaml\Z")
_MOST = 64_000_000  # bytes of one list

_HEAD = """\
# What was withheld from one record, as keyed hashes. Nothing can be read from them, and every
# build looks for them. Made by `disclosurelog withheld add`; docs/withheld.md says more.
"""


@dataclass(frozen=True, slots=True)
class WithheldList:
    """One list as it stands in its file.

    Attributes:
        key: The check value of the key that made it.
        originals: Keyed hashes of originals.
        terms: Keyed hashes of terms, decoys among them.
    """

    key: str
    originals: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()

    def to_bytes(self) -> bytes:
        """The file's bytes, the same for the same list."""
        lines = [_HEAD, f"version: {VERSION}\n", f'key: "{self.key}"\n']
        for name, values in (("originals", self.originals), ("terms", self.terms)):
            lines.append(f"{name}:\n" if values else f"{name}: []\n")
            lines += [f'  - "{value}"\n' for value in sorted(values)]
        return "".join(lines).encode("ascii")


def list_path(content: Path, slug: str) -> Path:
    """Where the list of a record stands."""
    return content / FOLDER / f"{slug}.yaml"


def read_list(path: Path, shown: str) -> WithheldList:
    """Read one list.

    Raises:
        CannotRun: It is not a list of this version, or can't be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise OSError
            data = stream.read(_MOST + 1)
    except OSError:
        raise CannotRun(f"{shown} cannot be read", "restore it from the repository") from None
    if len(data) > _MOST:
        raise CannotRun(f"{shown} is longer than any list", "restore it from the repository")
    return _list(data, shown)


def load_lists(content: Path) -> dict[str, WithheldList]:
    """Every list there is, by the name of its file. Raises CannotRun where one can't be read."""
    folder = content / FOLDER
    if not folder.is_dir() and not folder.is_symlink():
        return {}
    return {path.name: read_list(path, shown) for path, shown in _files(folder)}


def load_withheld(content: Path) -> Withheld | None:
    """Everything that is withheld from any record; None where nothing is listed.

    Raises:
        CannotRun: A list can't be read, or the key is not here or another one.
    """
    lists = load_lists(content).values()
    if not lists:
        return None
    key = find_key(content)
    if key is None:
        raise CannotRun(
            "this log has lists of withheld words, and their key is not here, so nothing is "
            "checked and nothing is published",
            f"set {KEY_VARIABLE} to the key, or {FILE_VARIABLE} to the file that holds it; "
            "whoever looks after the log has it",
        )
    withheld = Withheld(
        key,
        frozenset().union(*(one.terms for one in lists)),
        frozenset().union(*(one.originals for one in lists)),
    )
    refuse_other_key(withheld, lists)
    return withheld


def refuse_other_key(withheld: Withheld, lists: Iterable[WithheldList]) -> None:
    """Raise CannotRun where a list was made with another key."""
    if any(one.key != withheld.check_value for one in lists):
        raise CannotRun(
            "the key given is not the one that the lists of withheld words were made with",
            "find the right key; with another one the words would be looked for in vain",
        )


def _files(folder: Path) -> list[tuple[Path, str]]:
    found = []
    for path in sorted(folder.iterdir()) if not folder.is_symlink() else []:
        if not _NAME.match(path.name):
            raise CannotRun(
                f"the folder {FOLDER} holds something that is no list of withheld words",
                "keep only the files there that `disclosurelog withheld add` made",
            )
        found.append((path, f"{FOLDER}/{path.name}"))
    if folder.is_symlink():
        raise CannotRun(f"the folder {FOLDER} is a link", "put the folder itself there")
    return found


def _list(data: bytes, shown: str) -> WithheldList:
    """Read by hand where it is as it was written: a list may hold a million lines."""
    read = _read(data)
    if read is None or set(read) != {"version", "key", "originals", "terms"}:
        raise _wrong(shown)
    if read["version"] != VERSION:
        raise CannotRun(f"{shown} is of a version this program does not know", "update the program")
    key, originals, terms = read["key"], read["originals"], read["terms"]
    if not isinstance(key, str) or not isinstance(originals, list) or not isinstance(terms, list):
        raise _wrong(shown)
    if not all(_HASH.match(one) for one in (key, *originals, *terms)):
        raise _wrong(shown)
    return WithheldList(key, frozenset(originals), frozenset(terms))


_LINE = re.compile(r'  - "([^"]*)"\Z')


def _read(data: bytes) -> dict[str, Any] | None:
    """The values of a list; None where a line is other than `to_bytes` writes it."""
    values: dict[str, Any] = {}
    into: list[str] | None = None
    try:
        lines = data.decode("ascii").splitlines()
    except UnicodeDecodeError:
        return None
    for line in lines:
        item = _LINE.match(line)
        if item and into is not None:
            into.append(item[1])
            continue
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, value = line.partition(":")
        value = value.strip()
        if not colon or name in values:
            return None
        into = [] if value in ("", "[]") else None
        if into is not None:
            values[name] = into
        else:
            values[name] = int(value) if value.isdigit() else value.strip('"')
    return values


def _wrong(shown: str) -> CannotRun:
    return CannotRun(
        f"{shown} is not as `disclosurelog withheld add` writes it",
        "restore it from the repository, or make it again from the original",
    )
