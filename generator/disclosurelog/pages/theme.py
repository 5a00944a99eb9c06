"""Where the theme lies, which of its files are published, and its templates, compiled once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from disclosurelog.errors import CannotRun
from disclosurelog.pages import text, words
from disclosurelog.pages.shell import ROOT
from disclosurelog.records import Settings

_PRIVATE = ("components/", "pages/")
_MATERIAL = ("assets/javascripts/", "assets/stylesheets/", "assets/images/favicon.png")


@cache
def theme_folder() -> Path:
    """Return the theme: inside the package where it was installed, else at the top of the checkout.

    Raises:
        CannotRun: it is in neither place.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "theme", package.parent.parent / "theme"):
        if (folder / "main.html").is_file():
            return folder
    raise CannotRun("the folder `theme` is missing", "install disclosurelog again")


def is_published(uri: str) -> bool:
    """Say whether a static file of the theme's folders belongs in the site.

    Our own templates' test data does not; nor do Material's stylesheets and scripts, which no page
    of ours loads (2.5 MB, and 60 KB over the wire for each first visit).
    """
    return not uri.startswith((*_PRIVATE, *_MATERIAL))


def chrome(settings: Settings) -> dict[str, str]:
    """Return what the header and footer say of the authority: `extra.disclosurelog` of MkDocs."""
    authority = settings.authority
    found = {
        "authority": authority.name,
        "url": authority.url,
        "email": authority.email,
        "licence": settings.licence,
        "licence_url": settings.licence_url,
    }
    return {name: value for name, value in found.items() if value}


@cache
def environment() -> jinja2.Environment:
    """Return the templates' environment: everything is escaped, a missing value is an error."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.filters |= {
        "paragraphs": text.paragraphs,
        "rich": text.rich,
        "day": words.day,
        "thousands": words.thousands,
        "capital": words.capital,
    }
    env.globals |= {"root": ROOT, "count": words.count}
    return env


def render(name: str, values: Mapping[str, Any]) -> str:
    """Return the page template `pages/<name>.html`, filled."""
    return environment().get_template(f"pages/{name}.html").render(values)
