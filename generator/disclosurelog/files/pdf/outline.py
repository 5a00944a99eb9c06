"""Whether a file's bookmarks come to an end."""

from __future__ import annotations

from typing import Any

from pypdf.generic import DictionaryObject, IndirectObject

from disclosurelog.files.pdf.walk import resolve
from disclosurelog.files.refusal import Unreadable


def refuse_loop(catalogue: DictionaryObject) -> None:
    """Refuse an outline (ISO 32000-2, 12.3.3) in which an entry is met a second time.

    Some programs go round for ever; others show it as far as they please.

    Args:
        catalogue: The file's.

    Raises:
        Unreadable: An entry follows itself, or is its own ancestor.
    """
    outline = resolve(catalogue.get("/Outlines"))
    seen: set[int] = set()
    waiting = _next(outline, "/First")
    while waiting:
        reference = waiting.pop()
        if reference.idnum in seen:
            raise Unreadable(
                "the file's bookmarks lead back to themselves, so a program may never reach "
                "their end",
                "take the bookmarks out, or print the document to a new PDF and publish that one",
            )
        seen.add(reference.idnum)
        entry = reference.get_object()
        waiting += _next(entry, "/Next") + _next(entry, "/First")


def _next(entry: Any, key: str) -> list[IndirectObject]:
    if not isinstance(entry, DictionaryObject) or key not in entry:
        return []
    reference = entry.raw_get(key)
    return [reference] if isinstance(reference, IndirectObject) else []
