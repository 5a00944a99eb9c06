"""Every kind of page, in light and dark, wide and narrow: axe-core finds nothing wrong."""

from __future__ import annotations

import pytest

from axe import WAYS, sweep
from kinds import KINDS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing(samples, serve, browser, width, scheme) -> None:
    address = serve(samples.site)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    found = sweep(page, address, KINDS)
    context.close()
    assert found == {}
    assert errors == []


def test_every_page_is_reached_without_javascript(samples, serve, browser) -> None:
    address = serve(samples.site)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    waiting, seen, files = [f"{address}/"], set(), set()
    while waiting:
        url = waiting.pop()
        if url in seen:
            continue
        seen.add(url)
        assert page.goto(url).ok, url
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href.split('#')[0])")
        files |= {link for link in links if not link.endswith("/")}
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
    documents = {f"{address}/{uri}" for uri in tree if uri.endswith(".pdf")}
    assert documents
    assert documents - files == set()
