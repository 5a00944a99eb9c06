"""Where the theme lies, which of its files are published, and its templates, compiled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final, cast

import jinja2
from markupsafe import Markup

from disclosurelog.errors import CannotRun
from disclosurelog.languages import MarkupSpeaker, spoken
from disclosurelog.pages import text, words
from disclosurelog.pages.compiling import Environment, Loader
from disclosurelog.pages.furniture import furniture
from disclosurelog.records import Settings

Component = Callable[..., Markup]

REPEATED: Final = frozenset({"breadcrumbs", "contents", "outcome", "provision"})
"""Components whose values are the same on many pages; their HTML is kept."""

LOCALES: Final = {
    **{one: f"{one}_GB" for one in ("en", "cy", "gd", "kw", "sco")},
    "ga": "ga_IE",
    "gv": "gv_IM",
    "mi": "mi_NZ",
}
"""A language with its usual country, as Open Graph writes locales."""

_PRIVATE = ("components/", "pages/", "assets/styles/", "assets/log.js")
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

    Our own templates' test data does not, nor do the styles and scripts that `styles` and `scripts`
    make lighter; nor do Material's stylesheets and scripts, which no page
    of ours loads (2.5 MB, and 60 KB over the wire for each first visit).
    """
    if uri.startswith("assets/search/"):
        return uri.startswith("assets/search/vendor/")
    return not uri.startswith((*_PRIVATE, *_MATERIAL))


def chrome(settings: Settings) -> dict[str, Any]:
    """Return what MkDocs' templates need to know of the log: `extra.disclosurelog` of MkDocs."""
    authority = settings.authority
    found = {
        "language": settings.language,
        "direction": "rtl" if words.is_right_to_left(settings.language) else "ltr",
        "authority": authority.name,
        "url": authority.url,
        "email": authority.email,
        "licence": settings.licence,
        "licence_url": settings.licence_url,
        "locale": LOCALES.get(settings.language, settings.language.replace("-", "_")),
        **furniture(settings),
    }
    return {name: value for name, value in found.items() if value}


def environment() -> Environment:
    """Return the templates' environment: everything is escaped, a missing value is an error.

    Every component is there by its name, so that page templates import none of them. Values are
    objects with attributes: `a.b` is never `a["b"]`, which halves the cost of each. There is one
    environment for each language: strings are put in when a template is compiled.
    """
    return _environment(spoken())


@cache
def _environment(tag: str) -> Environment:
    speaker = MarkupSpeaker(tag)
    env = Environment(
        speaker,
        loader=Loader(theme_folder()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.getattr = getattr  # type: ignore[method-assign, assignment]
    env.filters |= {
        "paragraphs": text.paragraphs,
        "rich": text.rich,
        "unbroken": text.unbroken,
        "day": words.day,
        "thousands": words.thousands,
        "capital": words.capital,
        "sided": words.sided,
    }
    env.globals |= {**speaker.calls(), "count": words.count}
    for folder in sorted((theme_folder() / "components").iterdir()):
        name = folder.name.replace("-", "_")
        macro = _when_called(env, f"components/{folder.name}/template.html", name)
        env.globals[name] = lru_cache(maxsize=4096)(macro) if name in REPEATED else macro
    return env


def _when_called(env: Environment, template: str, name: str) -> Component:
    """Return a macro. Its template is compiled at the first call: most builds draw few pages."""
    macro: Component | None = None

    def call(*args: Any, **values: Any) -> Markup:
        nonlocal macro
        if macro is None:
            macro = cast(Component, getattr(env.get_template(template).module, name))
        return macro(*args, **values)

    return call


def component(name: str) -> Component:
    """Return a component by the name of its folder: a function from its values to HTML."""
    return cast(Component, environment().globals[name.replace("-", "_")])


def render(name: str, values: Mapping[str, Any]) -> str:
    """Return the page template `pages/<name>.html`, filled."""
    template, shared = _template(name, spoken())
    context = template.new_context({**shared, **values}, shared=True)
    return "".join(template.root_render_func(context))


def fragment(name: str, values: Mapping[str, Any]) -> Markup:
    """Return a template under `pages/`, filled, as a part of another page."""
    return Markup(render(name, values))  # noqa: S704 - a template escapes what it is given


@cache
def _template(name: str, tag: str) -> tuple[jinja2.Template, Mapping[str, Any]]:
    env = _environment(tag)
    return env.get_template(f"pages/{name}.html"), dict(env.globals)
