"""What the site's own search looks through."""

from disclosurelog.search.listing import search_files

__all__ = ["search_files"]
