"""The lists of what was withheld, on the server and in a push: they only grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from disclosurelog.gate.withheld import FOLDER, WithheldList, load_lists
from disclosurelog.gate.withheldkey import find_key
from disclosurelog.gate.withholding import without_decoys
from disclosurelog.publish.push.git import Objects
from disclosurelog.publish.push.tip import Tip, write_file
from disclosurelog.publish.push.trouble import Trouble, said

Lists = Mapping[str, WithheldList]

_ABOVE = f"content/{FOLDER}/"


def lists_of(tip: Tip, objects: Objects, folder: Path) -> dict[str, WithheldList]:
    """Read the lists of a tip, by the names of their files.

    Args:
        tip: What lies in it.
        objects: Reads it.
        folder: An empty folder to write into.

    Raises:
        CannotRun: One of them is no list.
    """
    for path, oid in tip.others.items():
        if path.startswith(_ABOVE):
            write_file(folder, path, objects.blob(oid))
    return load_lists(folder / "content")


def merged(several: Iterable[Lists]) -> dict[str, WithheldList]:
    """Every entry of every list. Where keys differ, each list of the kind is kept for the gate."""
    found: dict[str, WithheldList] = {}
    for lists in several:
        for name, one in lists.items():
            before = found.get(name, WithheldList(one.key))
            key = one.key if one.key == before.key else "0" * len(one.key)
            found[name] = WithheldList(
                key, before.originals | one.originals, before.terms | one.terms
            )
    return found


def lost_entries(before: Lists, pushed: Lists, content: Path) -> Iterator[Trouble]:
    """What the server holds and a push would drop: whoever pushes could publish it next.

    Args:
        before: The lists on the server.
        pushed: The lists of the push.
        content: The folder that `before` stands in. Decoys come and go; the key tells them.
    """
    key = find_key(content)
    for name, one in sorted(before.items()):
        now = pushed.get(name, WithheldList(one.key))
        slug = name.removesuffix(".yaml")
        terms = one.terms if key is None else without_decoys(key, slug, one.terms)
        count = len(one.originals - now.originals) + len(terms - now.terms)
        if count:
            lines = said(
                "list",
                f"{count:,} entr{'y' if count == 1 else 'ies'} that the server holds would be gone",
                "put the list back: git checkout <the published branch> -- <the file>; where it "
                "was decided that an entry is wrong, the administrator deletes it on the server "
                "first",
            )
            yield Trouble(f"{_ABOVE}{name}", "", lines, "settings")
