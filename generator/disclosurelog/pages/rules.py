"""The public pages of the checks: what every file must pass before it is published."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.registry import RulePage, pages
from disclosurelog.pages.page import Page
from disclosurelog.pages.site import HOME, Link, Site
from disclosurelog.pages.text import rich
from disclosurelog.pages.words import capital


def rule_pages(site: Site) -> Iterator[Page]:
    """Yield the list of checks and a page for each."""
    found = pages()
    rows = [{"code": one.code, "title": _title(one), "summary": one.summary} for one in found]
    yield site.page(
        "checks/index.html",
        "checks",
        {"trail": (HOME,), "rules": rows, "ruleset": site.checked.ruleset},
        title="Checks before publication",
        description="What every file on this site has passed before it was published.",
    )
    for one in found:
        body = one.text.partition("\n")[2].strip()
        yield site.page(
            f"checks/{one.code}/index.html",
            "check",
            {
                "trail": (HOME, Link("Checks", "checks/")),
                "rule": {
                    "code": one.code,
                    "name": one.name,
                    "title": _title(one),
                    "summary": one.summary,
                    "severity": one.severity,
                },
                "body": rich(body, 2),
            },
            title=f"{one.code} {_title(one)}",
            description=one.summary,
        )


def _title(rule: RulePage) -> str:
    return capital(rule.name.replace("-", " "))
