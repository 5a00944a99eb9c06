"""Withdraws a record or one of its files, so that it goes and comes back under no other name."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from disclosurelog.gate import Inspector, Sandbox, cache_folder, cachefile
from disclosurelog.gate.withholding import add_withdrawn
from disclosurelog.publish.withdrawal.stone import Taken, strings, without_document, without_record
from disclosurelog.records import Settings, load_log


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What was done.

    Attributes:
        paths: What has to go from the history, from the folder above the content.
        entries: How many entries the record's list has now, decoys among them.
    """

    paths: tuple[str, ...]
    entries: int


def withdraw(
    content: Path,
    folder: Path,
    settings: Settings,
    key: bytes,
    *,
    reason: str,
    day: datetime.date,
    document: str = "",
) -> Withdrawn:
    """Withdraw a record, or one of its files.

    The list is written first, then the record, and the files are deleted last: where it ends half
    way, it can be done again.

    Args:
        content: The content folder.
        folder: The record's.
        settings: What mkdocs.yml says.
        key: The key of the lists of what was withheld.
        reason: Why, in words for the public.
        day: The day of the withdrawal.
        document: The file; "" for the whole record.

    Raises:
        CannotRun: It can't be withdrawn, or the key is not that of the lists.
        ContentRefused: What would be left is no record, or the log holds other mistakes.
    """
    if document:
        taken = without_document(folder, document, reason, day)
    else:
        taken = without_record(folder, reason, day)
    with Sandbox() as sandbox:
        added = add_withdrawn(
            content,
            folder.name,
            taken.files,
            taken.words,
            key,
            public=_public(content, folder, taken, settings, sandbox),
            sandbox=sandbox,
        )
    taken.write(folder)
    documents = [sha256(path.read_bytes()).hexdigest() for path in taken.files]
    cachefile.forget(cache_folder(content).parent, documents)
    for path in taken.files:
        path.unlink()
    top = content.parent
    gone = [folder] if not document else list(taken.files)
    return Withdrawn(tuple(one.relative_to(top).as_posix() for one in gone), added.entries)


def _public(
    content: Path, folder: Path, taken: Taken, settings: Settings, sandbox: Sandbox
) -> Iterator[str]:
    """Everything that stays in the log: it is no secret, and must not be stopped from now on."""
    yield from filter(None, (settings.authority.name, settings.authority.short_name))
    yield from taken.left
    gone = {path.name for path in taken.files}
    log = load_log(content, settings)
    with Inspector(cache=cache_folder(content), sandbox=sandbox) as inspector:
        for entry in (*log.entries, *log.held_back):
            here = entry.slug == folder.name
            if not here:
                yield from strings(entry.record.model_dump())
            for document in entry.record.documents:
                if document.withdrawn is None and not (here and document.file in gone):
                    yield from inspector.inspect(entry.folder / document.file).visible_text
