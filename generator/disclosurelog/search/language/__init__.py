"""What a person types in the search box, read: see docs/search-format.md."""

from __future__ import annotations

from disclosurelog.search.language.nodes import Node, Problem, to_json
from disclosurelog.search.language.read import read, reference_key
from disclosurelog.search.language.resolve import resolve
from disclosurelog.search.language.tables import Tables

__all__ = ["Node", "Problem", "Tables", "read", "reference_key", "resolve", "to_json"]
