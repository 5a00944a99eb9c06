"""Each kind of page behind a real web server: what is refused, asked for, moved."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kinds import KINDS, settle
from moved import moved, watch

pytestmark = pytest.mark.browser

WATCH = """
    window.refused = [];
    addEventListener("securitypolicyviolation", (event) =>
        refused.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`));
"""
WEIGHED = {kind: uri for kind, uri in KINDS.items() if "?q=" not in uri}
MOST = 60_000


class Watched:
    """A page, and what the browser asked for and complained of."""

    def __init__(self, context, address: str) -> None:
        context.add_init_script(WATCH)
        watch(context)
        self.page = context.new_page()
        self.address = address
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _said(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def visit(self, uri: str) -> None:
        self.page.goto(f"{self.address}/{uri}")
        settle(self.page, uri)
        moved(self.page)

    def found(self, name: str) -> list[str]:
        return self.page.evaluate(name)


@pytest.fixture
def watched(context, hosted) -> Watched:
    return Watched(context, hosted)


def test_nothing_is_refused_and_nothing_comes_from_elsewhere(watched) -> None:
    for kind, uri in KINDS.items():
        watched.visit(uri)
        assert watched.found("refused") == [], kind
        assert watched.complaints == [], kind
    hosts = {urlsplit(url)._replace(path="", query="").geturl() for url in watched.asked}
    assert hosts == {watched.address}


def test_the_policy_is_in_force(watched) -> None:
    watched.visit("about/")
    watched.page.evaluate("document.body.append(Object.assign(new Image, {src: '//a.example/'}))")
    watched.page.evaluate("document.body.setAttribute('style', 'color: red')")
    watched.page.wait_for_function("refused.length === 2")
    assert sorted(one.split(" ")[0] for one in watched.found("refused")) == [
        "img-src",
        "style-src-attr",
    ]


def test_a_search_finds_by_its_worker(watched) -> None:
    watched.visit("search/")
    watched.page.fill("#search-query", "police dogs")
    watched.page.press("#search-query", "Enter")
    watched.page.locator("#search a[href*='police-dog-training-costs']").first.wait_for()
    assert any(url.endswith("/assets/search/worker.js") for url in watched.asked)
    assert watched.complaints == []
    assert watched.found("refused") == []


def test_what_is_not_there_shows_where_to_go_on(watched) -> None:
    answer = watched.page.goto(f"{watched.address}/records/no/such/record/")
    assert answer.status == 404
    assert watched.page.locator("h1").text_content() == "Page not found"
    links = watched.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    links.append(watched.page.eval_on_selector("form", "form => form.action"))
    inside = [url for url in links if url.startswith(watched.address) and "#" not in url]
    assert f"{watched.address}/search/" in inside
    for url in inside:
        assert watched.page.request.get(url).ok, url
    assert [url for url in links if re.match(r"https?://(search|records|exemptions)\b", url)] == []
    watched.page.get_by_role("link", name="Search all responses").click()
    assert watched.page.url == f"{watched.address}/search/"


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves(browser, hosted, width) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    watched = Watched(context, hosted)
    found = {}
    for kind, uri in KINDS.items():
        watched.visit(uri)
        watched.page.mouse.wheel(0, 600)
        moved(watched.page)
        for fold in watched.page.query_selector_all("main details:not([open]) > summary"):
            if fold.is_visible():
                fold.click()
        if unfold := watched.page.query_selector("[data-dl-unfold]:not([hidden])"):
            unfold.click()
        if seen := moved(watched.page):
            found[kind] = seen
    context.close()
    assert found == {}


def test_what_moves_is_seen(watched) -> None:
    watched.visit("about/")
    watched.page.evaluate(
        "document.querySelector('main').before(Object.assign("
        "document.createElement('h1'), { textContent: 'Moved' }))"
    )
    told = moved(watched.page)
    assert told
    assert all(re.search(r"main.* from 0,\d.* to 0,\d", one) for one in told)


def packed(site: Path, url: str) -> int:
    """Bytes of a file over the wire: as nginx packs it, or as it is where that does not help."""
    path = site / urlsplit(url).path.lstrip("/")
    data = (path / "index.html" if path.is_dir() else path).read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data, 6, mtime=0))


@pytest.mark.parametrize("kind", WEIGHED)
def test_a_first_visit_is_light(samples, watched, kind) -> None:
    watched.visit(WEIGHED[kind])
    watched.page.wait_for_load_state("networkidle")
    text = {url for url in watched.asked if not url.endswith((".svg", ".webp", ".png"))}
    sizes = {url.removeprefix(watched.address): packed(samples.site, url) for url in text}
    total = sum(sizes.values())
    assert total <= MOST, f"{kind}: {total} bytes: {sizes}"
