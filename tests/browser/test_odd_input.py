"""Records that hardly fit, and a log without any: each page stands, wide and narrow."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest

from axe import violations
from microdata import items_of
from oddlogs import ARABIC, AUTHORITY, LONG_TITLE, UNBROKEN, empty_log, odd_log
from projects import Project

pytestmark = pytest.mark.browser

SLUGS = (
    *("long-title", "long-word", "many-files", "many-citations", "arabic", "urdu", "old"),
    *("long-breath", "markup"),
)


LOOKED_AT = {"", "records/", "search/", "topics/", *(f"records/{slug}/" for slug in SLUGS)}
"""Pages that axe-core goes through; the other kinds of page it sees in the sample log."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory) -> Project:
    return odd_log(Project(tmp_path_factory.mktemp("odd")))


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Project:
    return empty_log(Project(tmp_path_factory.mktemp("empty")))


@pytest.fixture(params=["odd", "empty"])
def log(request) -> Project:
    return request.getfixturevalue(request.param)


def pages_of(log: Project) -> list[str]:
    """Every page but those of checks and of most provisions, which are alike in every log."""
    every = [uri.removesuffix("index.html") for uri in log.tree() if uri.endswith(".html")]
    alike = re.compile(r"checks/|exemptions/[^/]+/(?!s31-1-a/|s40/)[^/]+/")
    return [uri for uri in every if not alike.match(uri)]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_stands(log, serve, browser, width) -> None:
    address = serve(log.site)
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    wrong = {}
    for uri in pages_of(log):
        page.goto(f"{address}/{uri}")
        if uri == "search/":
            page.wait_for_selector(".dl-found[aria-busy=false]", state="attached")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong[uri] = "scrolls sideways"
        if uri not in LOOKED_AT:
            continue
        if broken := violations(page):
            wrong[uri] = broken
    context.close()
    assert wrong == {}
    assert complaints == []


def test_nothing_is_cut_off(odd, serve, browser) -> None:
    address = serve(odd.site)
    context = browser.new_context(viewport={"width": 320, "height": 800})
    page = context.new_page()
    for slug in SLUGS:
        page.goto(f"{address}/records/{slug}/")
        outside = page.evaluate(
            """() => [...document.querySelectorAll('main h1, main p, main a, main li, main dd')]
                .filter((one) => one.getClientRects().length && !one.closest('.dl-hidden'))
                .filter((one) => {
                    const box = one.getBoundingClientRect();
                    return box.right > innerWidth + 1 || box.left < -1 || (one.scrollWidth >
                        one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible');
                }).map((one) => one.outerHTML.slice(0, 120))"""
        )
        assert outside == [], slug
    context.close()


def test_each_title_is_read_whole(odd, serve, context) -> None:
    address = serve(odd.site)
    page = context.new_page()
    titles = {"long-title": LONG_TITLE, "long-word": UNBROKEN, "markup": AUTHORITY}
    for slug, title in titles.items():
        page.goto(f"{address}/records/{slug}/")
        assert page.locator("h1").text_content() == title
        assert page.title().startswith(title)
        assert page.locator("meta[property='og:title']").get_attribute("content") == title
    assert page.locator(".dl-brand__name").text_content() == AUTHORITY
    assert page.locator("main b", has_text="A &").count() == 0


def test_words_from_right_to_left(odd, serve, context) -> None:
    address = serve(odd.site)
    page = context.new_page()
    for slug in ("arabic", "urdu"):
        page.goto(f"{address}/records/{slug}/")
        for part in ("h1", ".dl-lede", ".dl-request"):
            side = page.locator(part).first.evaluate("one => getComputedStyle(one).direction")
            assert side == "rtl", (slug, part)
        assert page.locator("html").evaluate("one => getComputedStyle(one).direction") == "ltr"
    page.goto(f"{address}/records/")
    link = page.locator(".dl-item__title a", has_text=ARABIC)
    assert link.get_attribute("lang") == "ar"
    assert link.evaluate("one => getComputedStyle(one).direction") == "rtl"


def test_all_that_there_is_is_listed(odd, serve, context) -> None:
    address = serve(odd.site)
    page = context.new_page()
    page.goto(f"{address}/records/many-files/")
    assert page.locator(".dl-document").count() == 60
    assert "and 56 more documents" in page.locator(".dl-summary").text_content()
    page.goto(f"{address}/records/many-citations/")
    assert page.locator(".dl-citation").count() == 40
    page.get_by_role("button", name="Show all reasons").click()
    assert page.locator(".dl-citation details:not([open])").count() == 0
    page.goto(f"{address}/records/old/")
    assert page.locator(".dl-citation, .dl-document").count() == 0
    assert "No documents were published with this response." in page.content()
    assert "20 January 1998" in page.locator(".dl-summary").text_content()


def test_feeds_sitemap_and_markup_are_sound(log) -> None:
    tree = log.tree()
    for uri, data in tree.items():
        if uri.endswith((".xml", ".atom")):
            ET.fromstring(data)
        elif uri.endswith((".json", ".jsonld")):
            json.loads(data)
        elif uri.endswith(".html"):
            items_of(data.decode(), f"https://log.example/{uri}")
    assert "feeds/all.atom" in tree
    assert "sitemap.xml" in tree


def test_a_log_without_records_says_so(empty, serve, context) -> None:
    address = serve(empty.site)
    page = context.new_page()
    for uri in ("", "records/", "topics/", "departments/", "years/", "outcomes/"):
        page.goto(f"{address}/{uri}")
        assert "Nothing has been published here yet." in page.content(), uri
    page.goto(f"{address}/search/?q=bridge")
    page.locator("#search", has_text="Nothing found").wait_for()
