"""A record in two languages is switched in place; a site in Welsh is as good as one in English."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from axe import WAYS, sweep
from kinds import KINDS
from projects import Project

pytestmark = pytest.mark.browser

RECORD = "records/home-fire-safety-visits/"
ENGLISH = "Home fire safety visits, 2022 to 2025"
WELSH = "Ymweliadau diogelwch tân yn y cartref, 2022 i 2025"


@pytest.fixture
def english(samples: Project, serve: Callable[[Path], str]) -> str:
    return serve(samples.site)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def shown(page: Page) -> list[str]:
    return [one.inner_text() for one in page.locator("h1").all() if one.is_visible()]


def test_the_record_is_switched_with_the_keyboard_and_without_scripts(english, page) -> None:
    page.goto(f"{english}/{RECORD}")
    assert shown(page) == [ENGLISH]
    link = page.get_by_role("link", name="Cymraeg", exact=True)
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    assert page.url.endswith("#in-cy")
    assert shown(page) == [WELSH]
    # The next stop is in the article that was opened.
    page.keyboard.press("Tab")
    assert page.locator("#in-cy a:focus").count() == 1
    page.get_by_role("link", name="English", exact=True).click()
    assert shown(page) == [ENGLISH]
    page.go_back()
    assert shown(page) == [WELSH]


def test_an_address_opens_the_language_and_places_in_it(english, page) -> None:
    page.goto(f"{english}/{RECORD}#in-cy")
    assert shown(page) == [WELSH]
    page.get_by_role("link", name="Llinell amser", exact=True).click()
    assert page.url.endswith("#cy-timeline")
    assert shown(page) == [WELSH]
    expect(page.locator("#cy-timeline")).to_be_in_viewport()
    page.goto(f"{english}/{RECORD}#timeline")
    assert shown(page) == [ENGLISH]


def test_what_is_not_shown_is_neither_read_aloud_nor_printed(english, page) -> None:
    page.goto(f"{english}/{RECORD}#in-cy")
    assert page.get_by_role("heading", name=ENGLISH).count() == 0
    assert page.get_by_role("heading", level=1).count() == 1
    page.emulate_media(media="print")
    assert shown(page) == [WELSH]


def test_the_skip_link_keeps_the_language(english, browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{english}/{RECORD}#in-cy")
    page.locator(".dl-skip[href='#content']").focus()
    page.keyboard.press("Enter")
    assert shown(page) == [WELSH]
    assert page.evaluate("document.activeElement.id") == "content"
    context.close()


def test_buttons_act_in_the_article_that_is_shown(english, browser) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{english}/{RECORD}#in-cy")
    page.get_by_role("button", name="Copïo’r dyfyniad hwn").click()
    expect(page.locator("#in-cy [role=status]")).to_have_text("Wedi’i gopïo")
    assert "3 Gorffennaf 2025" in page.evaluate("navigator.clipboard.readText()")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_axe_finds_nothing_in_welsh(welsh, serve, browser, width, scheme) -> None:
    address = serve(welsh.site)
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    found = sweep(page, address, KINDS)
    context.close()
    assert found == {}


def test_the_search_speaks_welsh(welsh, serve, browser) -> None:
    address = serve(welsh.site)
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/search/?q=drone")
    expect(page.get_by_role("heading", name="Canlyniadau")).to_be_visible()
    expect(page.locator(".dl-searching [role=status]").first).to_have_text("1 ymateb")
    expect(page.locator(".dl-found")).to_contain_text("mewn 8 o 20 diwrnod gwaith")
    expect(page.locator(".dl-facets")).to_contain_text("Adran 14 Ceisiadau blinderus neu fynych")
    page.goto(f"{address}/search/?q=zzzzqqq")
    expect(page.locator(".dl-searching")).to_contain_text("Ni chanfuwyd dim")
    page.goto(f"{address}/search/?q=%28drone")
    expect(page.locator(".dl-problem p[lang=en]")).to_contain_text("never closed")
    box = page.locator("#search-query")
    box.fill("outc")
    expect(page.get_by_role("option").first).to_contain_text("beth a benderfynwyd")
    context.close()
