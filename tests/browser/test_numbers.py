"""Reasons side by side and the statistics, as a person meets them."""

from __future__ import annotations

import gzip

import pytest

from moved import moved, watch

pytestmark = pytest.mark.browser

REASONS = "exemptions/uk-foia-2000/s31/reasons/"
STATISTICS = "statistics/"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'"


@pytest.fixture
def address(samples, serve) -> str:
    return serve(samples.site)


def tops(page, step: str) -> list[int]:
    """How far down the same reason stands in each of the first three responses."""
    return [
        round(one.bounding_box()["y"])
        for one in page.locator(f".dl-compare__one:nth-child(-n+3) .dl-compare__{step}").all()
    ]


@pytest.mark.parametrize("step", ["why", "harm", "for", "against", "balance"])
def test_the_same_reason_stands_in_the_same_row(address, browser, step) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}/{REASONS}")
    found = tops(page, step)
    page.close()
    assert len(found) == 3
    assert len(set(found)) == 1


def test_on_a_phone_they_stand_one_below_the_other(address, browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{address}/{REASONS}")
    found = tops(page, "harm")
    lefts = {one.bounding_box()["x"] for one in page.locator(".dl-compare__one").all()}
    page.close()
    assert found == sorted(set(found))
    assert len(lefts) == 1


def test_a_reader_comes_from_a_citation_to_the_reasons_and_to_one_overturned(
    address, browser
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/records/live-facial-recognition-last-three-deployments/")
    page.locator(".dl-citation__compare a").first.click()
    assert page.url.endswith("/reasons/")
    page.goto(f"{address}/{REASONS}")
    short = page.get_by_role("region", name="In short")
    short.get_by_role("link", name="Overturned, wholly or in part").click()
    assert page.url.endswith("#overturned")
    page.get_by_role("region", name="Overturned").get_by_role("link").first.click()
    target = page.locator(".dl-compare__one:target")
    assert target.get_by_role("listitem").filter(has_text="overturned").count() == 1
    target.get_by_role("link").first.click()
    assert "/records/" in page.url
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("uri", [REASONS, STATISTICS])
def test_nothing_moves_and_the_policy_holds(address, browser, uri, width, scheme) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=False
    )
    page = context.new_page()
    errors: list[str] = []
    elsewhere: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda one: elsewhere.append(one.url) if address not in one.url else None)

    def strict(route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": POLICY}
        route.fulfill(response=answer, headers=headers)

    page.route("**/*", strict)
    watch(page)
    page.goto(f"{address}/{uri}")
    found = moved(page)
    painted = page.evaluate(
        "[...document.querySelectorAll('.dl-chart__bar')].map(one => getComputedStyle(one).fill)"
    )
    page.unroute_all(behavior="ignoreErrors")  # a picture may be on its way still
    context.close()
    assert found == []
    assert errors == []
    assert elsewhere == []
    assert (uri == STATISTICS) == bool(painted)
    assert "rgb(0, 0, 0)" not in painted


def test_late_is_told_by_more_than_its_colour(address, browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{STATISTICS}")
    fills = page.locator(".dl-chart__late").evaluate_all(
        "all => all.map(a => a.getAttribute('fill'))"
    )
    assert fills
    assert all(fill.startswith("url(#") for fill in fills)
    for fill in set(fills):
        assert page.locator(f"pattern{fill[4:-1]}").count() == 1
    page.close()


def test_a_wide_table_scrolls_by_keyboard_on_a_phone(address, browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(f"{address}/{STATISTICS}")
    table = page.get_by_role("region", name="By year", exact=True)
    table.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.close()


def test_every_chart_has_a_name_and_a_table(address, browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{STATISTICS}")
    names = page.get_by_role("img").evaluate_all(
        "all => all.map(one => one.querySelector('title').textContent.trim())"
    )
    assert len(names) > 10
    assert all(names)
    sections = page.locator(".dl-statistics:has(svg.dl-chart)")
    for section in sections.all():
        section.locator("summary").click()
        assert section.get_by_role("table").is_visible()
    page.close()


def test_printed_tables_are_unfolded(address, browser) -> None:
    page = browser.new_page()
    page.goto(f"{address}/{STATISTICS}")
    page.emulate_media(media="print")
    assert page.locator("#outcomes-table").is_visible()
    page.close()


@pytest.mark.parametrize("uri", [REASONS, STATISTICS])
def test_the_page_is_light(samples, uri) -> None:
    data = (samples.site / uri / "index.html").read_bytes()
    assert len(gzip.compress(data)) < 60_000
