"""Searches the bytes of a site, or of many, for what was withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from disclosurelog.checks.looker import Looker
from disclosurelog.checks.policy import Withheld
from disclosurelog.errors import Refused
from disclosurelog.gate.screening import Screen


def search(folders: Iterable[Path], withheld: Withheld) -> tuple[int, list[tuple[Path, str]]]:
    """Search every file for what is withheld.

    Args:
        folders: Sites, releases, search files that were kept.
        withheld: The lists.

    Returns:
        How many files were searched, and each that is an original on the list or holds withheld
        words, with why.
    """
    looker, screen = Looker(withheld), Screen(withheld)
    count, found = 0, []
    for path in (path for top in folders for path in sorted(top.rglob("*"))):
        if path.is_symlink() or not path.is_file():
            continue
        count += 1
        data = path.read_bytes()
        if looker.knows(hashlib.sha256(data).hexdigest()):
            found.append((path, "is a file that was withdrawn"))
            continue
        try:
            screen(path.name, data)
        except Refused:
            found.append((path, "holds words that were withdrawn"))
    return count, found
