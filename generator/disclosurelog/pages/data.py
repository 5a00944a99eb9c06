"""The page that lists the files of the data, and what each is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from disclosurelog.languages import _, later
from disclosurelog.pages.markup import dataset
from disclosurelog.pages.page import Download, Made
from disclosurelog.pages.site import HOME, Site
from disclosurelog.pages.words import size
from disclosurelog.records.feeds import EVERYTHING

DESCRIPTION = later("All responses as tables, JSON and a database, and feeds of what is new.")


@dataclass(slots=True)
class FileView:
    """A file as the page shows it."""

    uri: str
    name: str
    title: str
    says: str
    size: str
    media: str


def data_page(site: Site, files: Iterable[Download]) -> Made:
    """Return the page of the data."""
    values = {
        "trail": (HOME,),
        "files": [
            FileView(
                one.uri,
                one.uri.rpartition("/")[2],
                _(one.title),
                _(one.says),
                size(one.size),
                one.media,
            )
            for one in files
        ],
        "feed": EVERYTHING if site.feeds else "",
        "facts": dataset(site, _(DESCRIPTION)),
        "licence": site.settings.licence,
        "licence_url": site.settings.licence_url,
    }
    return site.page(
        "data/index.html",
        "data",
        values,
        title=_("Data"),
        description=_(DESCRIPTION),
    )
