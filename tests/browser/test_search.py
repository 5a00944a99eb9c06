"""A person types into the box, and finds."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(samples, serve, context):
    page = context.new_page()
    page.goto(serve(samples.site) + "/")
    return page


def titles(page) -> list[str]:
    page.wait_for_selector("#search [role=status]:not(:empty)")
    page.wait_for_function(
        "!document.querySelector('#search [role=status]').textContent.endsWith('…')"
    )
    return page.locator("#search h2").all_text_contents()


def test_from_the_front_page(page) -> None:
    page.locator("main input[name=q]").fill("facial recognition")
    page.keyboard.press("Enter")
    found = titles(page)
    assert any("facial recognition" in title.lower() for title in found)
    page.locator("#search a").first.click()
    assert "/records/" in page.url


@pytest.mark.parametrize("spelling", ["s.31(1)(a)", "section 31(1)(a)", "S31 (1)(a)"])
def test_an_exemption_in_each_spelling(page, spelling) -> None:
    page.locator("main input[name=q]").fill(spelling)
    page.keyboard.press("Enter")
    assert len(titles(page)) >= 2


def test_a_reference_and_back(page) -> None:
    page.locator("main input[name=q]").fill("01.FOI.22.026317")
    page.keyboard.press("Enter")
    assert len(titles(page)) == 1
    page.locator("#search-query").fill("zzzz")
    page.keyboard.press("Enter")
    assert titles(page) == []
    assert "Nothing found" in page.locator("#search [role=status]").text_content()
    page.go_back()
    page.wait_for_function("document.querySelectorAll('#search h2').length == 1")


def test_script_in_a_query_is_text(page) -> None:
    page.locator("main input[name=q]").fill("<img src=x onerror=window.owned=1>")
    page.keyboard.press("Enter")
    titles(page)
    assert page.evaluate("window.owned") is None


def test_withdrawn_and_noindex_are_not_in_it(samples) -> None:
    import json

    rows = json.loads(samples.tree(samples.site)["search/responses.json"])["rows"]
    found = {row["slug"] for row in rows}
    for path in samples.content.glob("records/*/*/record.yaml"):
        text = path.read_text(encoding="utf-8")
        hidden = "\nstatus: withdrawn" in text or "\nnoindex: true" in text
        assert (path.parent.name in found) is not hidden
