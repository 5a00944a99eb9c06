"""The page that lists the files of the data, and what each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosurelog.languages import _
from disclosurelog.pages.page import Download, Page
from disclosurelog.pages.site import HOME, Site
from disclosurelog.pages.words import size
from disclosurelog.records.feeds import EVERYTHING


@dataclass(slots=True)
class FileView:
    """A file as the page shows it."""

    uri: str
    name: str
    title: str
    says: str
    size: str


def data_page(site: Site, files: Iterable[Download]) -> Page:
    """Return the page of the data."""
    values = {
        "trail": (HOME,),
        "files": [
            FileView(one.uri, one.uri.rpartition("/")[2], _(one.title), _(one.says), size(one.size))
            for one in files
        ],
        "feed": EVERYTHING if site.feeds else "",
        "licence": site.settings.licence,
        "licence_url": site.settings.licence_url,
    }
    return site.page(
        "data/index.html",
        "data",
        values,
        title=_("Data"),
        description=_("All responses as tables, JSON and a database, and feeds of what is new."),
    )
