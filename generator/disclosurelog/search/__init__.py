"""The search: its files, and the reading of them."""

from disclosurelog.search.index import search_files
from disclosurelog.search.planned import planned_search

__all__ = ["planned_search", "search_files"]
