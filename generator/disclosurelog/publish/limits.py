"""Whether a site is too large for its host: by how much, and what to turn down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from disclosurelog.errors import Refused
from disclosurelog.gate import CheckedLog
from disclosurelog.publish.savers import remedy_for, savers
from disclosurelog.publish.sizes import counted, in_mb
from disclosurelog.records import MB, Host

MOST_NAMED: Final = 5
"""Files that are too large, and things to turn down, that one message names."""

_NEXT: Final = (
    "Turn down what stands below a limit, the first saves most; "
    "or choose a host that takes more, and say so at host in mkdocs.yml."
)

_UNDRAWN: Final = " without the pictures of pages"


def refuse_too_large(
    host: Host, files: Mapping[str, int], checked: CheckedLog, *, least: bool
) -> None:
    """Let a site pass that its host takes.

    Args:
        host: The host's limits.
        files: The bytes of each file, by its address.
        checked: The log that the site is made of.
        least: Whether these are only what the site has at least.

    Raises:
        Refused: The site breaks a limit. All that it breaks is said at once.
    """
    broken = [*_too_many(host, files, checked, least), *_too_heavy(host, files, checked, least)]
    if broken:
        lines = [f"the site is too large for {host.name}:", *broken, _NEXT]
        raise Refused("\n".join(lines))


def measured(host: Host, files: Mapping[str, int]) -> str:
    """Return how much of a host's limits a site takes, in a few words."""
    parts = []
    if host.files is not None:
        parts.append(f"{_entries(host, files):,} of {counted(host.files, 'file')}")
    if host.total_mb is not None:
        parts.append(f"{in_mb(sum(files.values()))} of {in_mb(host.total_mb * MB)}")
    if host.file_mb is not None:
        largest = max(files.values(), default=0)
        parts.append(f"the largest file {in_mb(largest)} of {in_mb(host.file_mb * MB)}")
    if host.folder_files is not None:
        fullest = max(_by_folder(files).values(), default=0)
        parts.append(f"the fullest folder {fullest:,} of {counted(host.folder_files, 'file')}")
    return "; ".join(parts)


def _too_many(
    host: Host, files: Mapping[str, int], checked: CheckedLog, least: bool
) -> Iterator[str]:
    number = _entries(host, files)
    if host.files is not None and number > host.files:
        kind = "file or folder" if host.count_folders else "file"
        yield (
            f"  {_at_least(least)}{counted(number, kind)}, and it takes {host.files:,}: "
            f"{number - host.files:,} too many"
        )
        found = savers(files, checked, least=least)
        yield from _turned_down((one.files, one.what) for one in found)
    for folder, inside in sorted(_by_folder(files).items()):
        if host.folder_files is not None and inside > host.folder_files:
            yield (
                f"  {_at_least(least)}{counted(inside, 'file')} in the folder {folder}/, and it "
                f"takes {host.folder_files:,}: {inside - host.folder_files:,} too many"
            )


def _too_heavy(
    host: Host, files: Mapping[str, int], checked: CheckedLog, least: bool
) -> Iterator[str]:
    if host.total_mb is not None and (total := sum(files.values())) > host.total_mb * MB:
        yield (
            f"  {_at_least(least)}{in_mb(total)} in all{_UNDRAWN if least else ''}, and it takes "
            f"{in_mb(host.total_mb * MB)}: {in_mb(total - host.total_mb * MB)} too much"
        )
        found = savers(files, checked, least=least)
        yield from _turned_down((one.size, one.what) for one in found)
    if host.file_mb is None:
        return
    most = host.file_mb * MB
    large = sorted((-size, uri) for uri, size in files.items() if size > most)
    for less, uri in large[:MOST_NAMED]:
        yield (
            f"  {uri} has {in_mb(-less)}, and it takes files of {in_mb(most)}: "
            f"{in_mb(-less - most)} too much"
        )
        yield f"    {remedy_for(uri, checked)}"
    if large[MOST_NAMED:]:
        yield f"  and {counted(len(large) - MOST_NAMED, 'other file')} too large"


def _turned_down(found: Iterable[tuple[int, str]]) -> Iterator[str]:
    """Yield a line for what saves anything here, the largest first, from how much and its words."""
    saving = sorted((-saves, what) for saves, what in found if saves)
    yield from (f"    {what}" for _, what in saving[:MOST_NAMED])


def _entries(host: Host, files: Mapping[str, int]) -> int:
    if not host.count_folders:
        return len(files)
    folders = {""}
    for uri in files:
        folder = uri.rpartition("/")[0]
        while folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]
    return len(files) + len(folders)


def _by_folder(files: Mapping[str, int]) -> Counter[str]:
    return Counter(uri.rpartition("/")[0] for uri in files)


def _at_least(least: bool) -> str:
    return "at least " if least else ""
