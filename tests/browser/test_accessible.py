"""Every kind of page, in light and dark, wide and narrow: axe-core finds nothing wrong."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

KINDS = {
    "home": "",
    "record": "records/live-facial-recognition-last-three-deployments/",
    "record in two languages": "records/home-fire-safety-visits/",
    "the same in its second": "records/home-fire-safety-visits/#in-cy",
    "listing": "records/",
    "years": "years/",
    "year": "years/2024/",
    "outcomes": "outcomes/",
    "outcome": "outcomes/granted-in-part/",
    "exemptions": "exemptions/",
    "law": "exemptions/uk-foia-2000/",
    "provision": "exemptions/uk-foia-2000/s31-1-a/",
    "topics": "topics/",
    "departments": "departments/",
    "search": "search/",
    "search results": "search/?q=police",
    "checks": "checks/",
    "check": "checks/P101/",
    "written": "about/",
    "accessibility": "accessibility/",
    "not found": "404.html",
}
WAYS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]


def withdrawn(samples) -> str:
    for path in sorted(samples.content.glob("records/*/*/record.yaml")):
        if "\nstatus: withdrawn" in path.read_text(encoding="utf-8"):
            return f"records/{path.parent.name}/"
    raise AssertionError("no sample record is withdrawn")


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing(samples, serve, browser, width, scheme) -> None:
    address = serve(samples.site)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    found = {}
    for kind, uri in {**KINDS, "withdrawn": withdrawn(samples)}.items():
        page.goto(f"{address}/{uri}")
        for fold in page.locator("details").all():
            fold.evaluate("fold => { fold.open = true; }")
        options = {"runOnly": {"type": "tag", "values": STANDARDS}}
        violations = Axe().run(page, options=options).response["violations"]
        if violations:
            found[kind] = [(v["id"], v["nodes"][0]["html"][:120]) for v in violations]
        scrolls = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not scrolls, f"{kind} scrolls sideways at {width} pixels"
    context.close()
    assert found == {}
    assert errors == []


def test_every_page_is_reached_without_javascript(samples, serve, browser) -> None:
    address = serve(samples.site)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    waiting, seen = [f"{address}/"], set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        assert page.goto(url).ok, url
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href.split('#')[0])")
        waiting += [
            link
            for link in links
            if link.startswith(address) and link.endswith("/") and link not in seen
        ]
    context.close()
    tree = samples.tree(samples.site)
    pages = {
        f"{address}/{uri.removesuffix('index.html')}" for uri in tree if uri.endswith("index.html")
    }
    assert pages - seen == set()
