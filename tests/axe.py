"""axe-core over pages, by the standards that every page is held to."""

from __future__ import annotations

from collections.abc import Mapping

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WAYS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


def violations(page: Page) -> list[tuple[str, str]]:
    """What is wrong with the page as it stands: each rule, and the start of one place's HTML."""
    options = {"runOnly": {"type": "tag", "values": STANDARDS}}
    found = Axe().run(page, options=options).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:160]) for one in found]


def sweep(page: Page, address: str, kinds: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    """What is wrong with each of these pages, all that folds unfolded; none scrolls sideways."""
    found = {}
    for kind, uri in kinds.items():
        page.goto(f"{address}/{uri}")
        for fold in page.locator("details").all():
            fold.evaluate("fold => { fold.open = true; }")
        if wrong := violations(page):
            found[kind] = wrong
        scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not scrolls, f"{kind} scrolls sideways"
    return found
