"""Readers that turn a published file into plain facts. The only importer of the PDF libraries."""

from __future__ import annotations

from disclosurelog.files.facts import FileFacts, PageFacts, Word
from disclosurelog.files.kinds import kind_of
from disclosurelog.files.limits import ReadLimits
from disclosurelog.files.read import Unreadable, read_facts

__all__ = ["FileFacts", "PageFacts", "ReadLimits", "Unreadable", "Word", "kind_of", "read_facts"]
