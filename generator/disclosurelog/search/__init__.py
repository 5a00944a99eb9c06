"""The search: its files, and the reading of them."""

from disclosurelog.search.index import search_files

__all__ = ["search_files"]
