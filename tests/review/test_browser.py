"""The review in a real browser, from the disk, as an officer opens it."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from axe import STANDARDS

pytestmark = pytest.mark.browser


@pytest.fixture
def written(leaking: Path, reviewed, tmp_path: Path) -> Path:
    path = tmp_path / "review.html"
    path.write_text(reviewed(leaking)[1], encoding="utf-8")
    return path


def opened(browser: Browser, path: Path, **options: object) -> tuple[Page, list[str]]:
    """The page, and everything that went wrong or was asked for elsewhere."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    trouble: list[str] = []
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: trouble.append(str(error)))

    def asked(request) -> None:
        if request.url != path.as_uri() and not request.url.startswith("data:"):
            trouble.append(request.url)

    page.on("request", asked)
    page.goto(path.as_uri())
    return page, trouble


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(browser, written, width, scheme) -> None:
    page, trouble = opened(
        browser, written, viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    for summary in page.locator("summary").all():
        summary.click()
    page.locator("[data-lifts]").first.click()
    found = Axe().run(page, options={"runOnly": STANDARDS})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert trouble == []


def test_a_place_is_covered_until_its_button_is_pressed(browser, written) -> None:
    """With the keyboard alone."""
    page, trouble = opened(browser, written)
    plate = page.locator("figure .plate").first
    button = page.locator("[data-lifts]").first
    close = page.locator(".close").first
    assert plate.evaluate("e => getComputedStyle(e).fill") != "none"
    assert not close.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert button.inner_text().startswith("Cover it again")
    assert plate.evaluate("e => getComputedStyle(e).fill") == "none"
    assert close.is_visible()
    others = page.locator("figure .plate.lifted").count()
    assert others == 1
    page.keyboard.press(" ")
    assert plate.evaluate("e => getComputedStyle(e).fill") != "none"
    assert not close.is_visible()
    assert trouble == []


def test_the_plate_hides_the_pixels(browser, tmp_path, reviewed) -> None:
    """What is seen on the page at a place is seen only after the button is pressed."""
    import io

    from PIL import Image

    import pdfs

    path = tmp_path / "marked.pdf"
    path.write_bytes(pdfs.letter(pdfs.LINE, change=pdfs.annotate("Redact", (36, 144, 256, 162))))
    html = tmp_path / "review.html"
    html.write_text(reviewed(path)[1], encoding="utf-8")
    page, _ = opened(browser, html)
    edge = page.locator(".edge").first

    def shades() -> int:
        edge.scroll_into_view_if_needed()
        image = Image.open(io.BytesIO(edge.screenshot())).convert("L")
        width, height = image.size
        return len(image.crop((8, 4, width - 4, height - 4)).getcolors() or range(256))

    covered = shades()
    page.locator("[data-lifts]").first.click()
    assert covered < 12 < shades()


def test_a_waiver_is_copied(browser, written) -> None:
    page, _ = opened(browser, written, permissions=["clipboard-read", "clipboard-write"])
    page.locator("summary").first.click()
    block = page.locator("pre").first.inner_text()
    button = page.locator("[data-copies$=waiver]").first
    button.click()
    page.wait_for_function("document.getElementById('said').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()").strip() == block.strip()


def test_without_scripts_all_is_covered_and_readable(browser, written) -> None:
    page, _ = opened(browser, written, java_script_enabled=False)
    assert page.get_by_text("Scripts are off").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.get_by_text("Words lie under something drawn over them").first.is_visible()
