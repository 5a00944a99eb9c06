"""With the spacing that a reader may choose (WCAG 2.2, 1.4.12), and in print, nothing is lost."""

from __future__ import annotations

import pytest

from kinds import KINDS, settle

pytestmark = pytest.mark.browser

SPACED = """
    * {
        line-height: 1.5 !important;
        letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important;
    }
    p { margin-bottom: 2em !important; }
"""
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter((one) => {
    const style = getComputedStyle(one);
    const cuts = (way) => ['hidden', 'clip'].includes(way);
    if (!one.getClientRects().length || one.closest('.dl-hidden, svg, [hidden]')) return false;
    return (cuts(style.overflowX) && one.scrollWidth > one.clientWidth + 1)
        || (cuts(style.overflowY) && one.scrollHeight > one.clientHeight + 1);
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_lost(samples, serve, browser, width) -> None:
    address = serve(samples.site)
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    lost = {}
    for kind, uri in KINDS.items():
        page.goto(f"{address}/{uri}")
        settle(page, uri)
        page.add_style_tag(content=SPACED)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = page.evaluate(CUT_OFF)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("scrolls sideways")
        if found:
            lost[kind] = found
    context.close()
    assert lost == {}


def test_what_is_cut_off_is_seen(samples, serve, context) -> None:
    page = context.new_page()
    page.goto(f"{serve(samples.site)}/about/")
    page.add_style_tag(content="h1 { height: 0.5em; overflow: hidden; }")
    assert len(page.evaluate(CUT_OFF)) == 1


def test_print_holds_the_reasons_and_leaves_out_what_is_for_screens(
    samples, serve, context
) -> None:
    page = context.new_page()
    page.goto(f"{serve(samples.site)}/{KINDS['record']}")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for fold in page.locator("details.dl-reasons").all():
        assert fold.locator(".dl-reasons__body").is_visible()
    for part in (".dl-nav", ".dl-header .dl-search", ".dl-button", ".dl-contents"):
        assert not page.locator(part).first.is_visible(), part
    for part in ("h1", ".dl-summary", ".dl-cite", ".dl-documents", ".dl-timeline"):
        assert page.locator(part).first.is_visible(), part
