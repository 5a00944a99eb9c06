"""The reader's pages: made from a checked log, poured into shells drawn by MkDocs."""

from disclosurelog.pages.keeping import PageKeep
from disclosurelog.pages.make import make_pages
from disclosurelog.pages.page import Download, Kept, Made, Page, Store, Stored, Undrawn
from disclosurelog.pages.planned import planned_pages
from disclosurelog.pages.shell import MAX_DEPTH, Shell, own_page, shell_address, shell_source
from disclosurelog.pages.theme import chrome, is_published, theme_folder

__all__ = [
    "MAX_DEPTH",
    "Download",
    "Kept",
    "Made",
    "Page",
    "PageKeep",
    "Shell",
    "Store",
    "Stored",
    "Undrawn",
    "chrome",
    "is_published",
    "make_pages",
    "own_page",
    "planned_pages",
    "shell_address",
    "shell_source",
    "theme_folder",
]
