"""Readers that turn a published file into plain facts. The only importer of the PDF libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclosurelog.files.facts import FileFacts, PageFacts, Word
from disclosurelog.files.kinds import kind_of
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.refusal import Unreadable

if TYPE_CHECKING:
    from disclosurelog.files.read import read_facts

__all__ = ["FileFacts", "PageFacts", "ReadLimits", "Unreadable", "Word", "kind_of", "read_facts"]


def __getattr__(name: str) -> object:
    """Load the readers, and the PDF libraries with them, when someone reads a file.

    The gate's parent only handles facts and kinds. It never needs the 0.25 s and the memory.
    """
    if name == "read_facts":
        from disclosurelog.files.read import read_facts

        return read_facts
    raise AttributeError(name)
