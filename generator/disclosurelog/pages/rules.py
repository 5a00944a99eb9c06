"""The public pages of the checks: what every file must pass before it is published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from disclosurelog.checks.registry import RulePage, pages
from disclosurelog.languages import _, later, spoken
from disclosurelog.languages.catalogue import ENGLISH
from disclosurelog.pages.page import Made
from disclosurelog.pages.site import HOME, Place, Site
from disclosurelog.pages.text import rich
from disclosurelog.pages.words import capital, lang_attribute


@dataclass(slots=True)
class RuleView:
    """What the templates `checks` and `check` show of a rule."""

    code: str
    name: str
    title: str
    severity: str
    summary: str


def rule_pages(site: Site) -> Iterator[Made]:
    """Yield the list of checks and a page for each."""
    found = pages()
    yield site.page(
        "checks/index.html",
        "checks",
        {
            "trail": (HOME,),
            "rules": [_view(one) for one in found],
            "ruleset": site.checked.ruleset,
            "lang": lang_attribute(ENGLISH, spoken()),
        },
        title=_("Checks before publication"),
        description=_("What every file on this site has passed before it was published."),
    )
    for one in found:
        view = _view(one)
        body = one.text.partition("\n")[2].strip()
        yield site.page(
            f"checks/{one.code}/index.html",
            "check",
            {
                "trail": (HOME, Place(later("Checks"), "checks/")),
                "rule": view,
                "body": rich(body, 2),
                "lang": lang_attribute(ENGLISH, spoken()),
            },
            title=f"{view.code} {view.title}",
            description=view.summary,
        )


def _view(rule: RulePage) -> RuleView:
    title = capital(rule.name.replace("-", " "))
    return RuleView(rule.code, rule.name, title, rule.severity, rule.summary)
