"""The page on which readers see what would be stored, and change their mind."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.languages import _
from disclosurelog.pages.page import Made
from disclosurelog.pages.site import HOME, Site


def cookies_pages(site: Site) -> Iterator[Made]:
    """Yield the page on cookies, where anything is stored or counted at all."""
    settings = site.settings
    if not settings.purposes:
        return
    values = {
        "trail": (HOME,),
        "purposes": settings.purposes,
        "authority": settings.authority.name,
    }
    yield site.page(
        "cookies/index.html",
        "cookies",
        values,
        title=_("Cookies"),
        description=_("What this site may store on your device and count, and your choice."),
    )
