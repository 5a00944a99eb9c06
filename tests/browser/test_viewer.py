"""A person reads a document page by page: pictures, anchors, marks, keys, and no script at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import pdfs
from disclosurelog.records.viewer import PART
from moved import moved, watch
from projects import RECORD, Project

pytestmark = pytest.mark.browser

CONTRACT = "records/body-worn-video-contract/body-worn-video-contract/"
LONG = 900
MANY = 60


def word(number: int) -> str:
    """What a page of the long document is about."""
    return "lamps" if number % 60 == 3 else "roads"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A response with a document of 900 pages, and one with 60 documents."""
    project = Project(tmp_path_factory.mktemp("large")).start(2)
    pages = (
        f"BT /F1 12 Tf 20 60 Td (Page {number} tells of {word(number)}.) Tj ET\n"
        for number in range(1, LONG + 1)
    )
    project.add(1, pdf=pdfs.pdf(*pages, size=(200, 100)))
    folder = project.content / "records/2024/area-2"
    names = [f"part-{number}.pdf" for number in range(1, MANY + 1)]
    for name in names:
        (folder / name).write_bytes(pdfs.letter())
    (folder / "routes.pdf").unlink()
    documents = [{"file": name, "title": f"Document {name}"} for name in names]
    head = RECORD.format(number=2, day=4).partition("documents:")[0]
    (folder / "record.yaml").write_text(f"{head}documents: {json.dumps(documents)}\n")
    project.build()
    return project


@pytest.fixture
def page(samples, serve, context):
    page = context.new_page()
    page.address = serve(samples.site)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def seen(page, selector: str) -> None:
    """Wait until the top of an element is in the window: browsers scroll when they have drawn."""
    page.wait_for_function(
        """selector => {
            const { top } = document.querySelector(selector).getBoundingClientRect();
            return top >= 0 && top < innerHeight;
        }""",
        arg=selector,
        polling=100,
    )


# Pictures


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_while_pictures_come(samples, serve, browser, width) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    watch(page)
    page.goto(f"{serve(samples.site)}/{CONTRACT}?q=cameras")
    page.locator(".dl-marks").wait_for()
    for picture in page.locator(".dl-docpage img").all():
        picture.scroll_into_view_if_needed()
        page.wait_for_function(
            "one => one.complete && one.naturalWidth > 0", arg=picture.element_handle()
        )
        box, attributes = picture.bounding_box(), picture.evaluate("one => [one.width, one.height]")
        assert [round(box["width"]), round(box["height"])] == attributes
        shown, real = picture.evaluate(
            "one => [one.width / one.height, one.naturalWidth / one.naturalHeight]"
        )
        assert shown == pytest.approx(real, rel=0.01)
    assert moved(page) == []
    context.close()


def test_pictures_out_of_sight_are_not_fetched(large, serve, context) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{serve(large.site)}/records/area-1/routes/", wait_until="networkidle")
    pictures = [url for url in asked if url.endswith(".webp")]
    assert 0 < len(pictures) < PART
    assert not [url for url in asked if "marking" in url or "lunr" in url]


def test_on_the_way_to_a_page_no_other_picture_is_fetched(large, serve, context) -> None:
    page = context.new_page()
    asked: list[str] = []
    page.goto(f"{serve(large.site)}/records/area-1/routes/", wait_until="networkidle")
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Page 25", exact=True).click()
    page.wait_for_load_state("networkidle")
    seen(page, "#page-25 h2")
    assert not [url for url in asked if url.endswith("page-0012.webp")]


def test_an_anchor_leads_to_its_page(page) -> None:
    page.goto(f"{page.address}/{CONTRACT}#page-5")
    seen(page, "#page-5 h2")
    page.get_by_role("navigation", name="Go to a page").get_by_role("link", name="Page 2").click()
    assert page.url.endswith("#page-2")
    seen(page, "#page-2 h2")


# Marks


def test_a_result_leads_to_the_page_and_marks_the_words(page) -> None:
    page.goto(f"{page.address}/search/?q=%22docking+station%22+training")
    hit = page.locator(f".dl-hits a[href*='{CONTRACT}']").first
    hit.wait_for()
    hit.click()
    page.wait_for_url(
        re.compile(r"/records/[^/]+/[^/]+/\?q=%22docking\+station%22\+training#page-\d+$")
    )
    page.locator(".dl-docpage mark").first.wait_for()
    number = page.url.rpartition("#page-")[2]
    seen(page, f"#page-{number} h2")
    marked = {text.lower() for text in page.locator(f"#page-{number} mark").all_text_contents()}
    assert "docking station" in marked
    assert all(re.fullmatch(r"docking stations?|train(ing|ed|s)?", text) for text in marked)


def test_keys_lead_from_mark_to_mark(page) -> None:
    page.goto(f"{page.address}/{CONTRACT}?q=camera#page-3")
    bar = page.get_by_role("region", name="Words of your search")
    total = page.locator(".dl-docpage mark").count()
    bar.get_by_text(f"{total} places with your words").wait_for()
    before = page.locator("#page-1 mark, #page-2 mark").count()
    following = bar.get_by_role("button", name="Next")
    following.focus()
    page.keyboard.press("Enter")
    bar.get_by_text(f"{before + 1} of {total}, on page 3").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Next"
    for _ in range(total):
        page.keyboard.press("Enter")
    bar.get_by_text(f"{before + 1} of {total}, on page 3").wait_for()
    bar.get_by_role("button", name="Previous").click()
    bar.get_by_text(f"{before} of {total}").wait_for()
    assert page.locator("mark[data-dl-here]").count() == 1
    seen(page, "mark[data-dl-here]")


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("CAMERA -contract", {"Camera", "cameras", "camera"}),
        ("dock*", {"Docking", "docking"}),
        ("suplier~1", {"Supplier"}),
        ("title:cameras in:request contract", None),
        ("s.43(2)", None),
        ("the", None),
        ('"contract camera"', {"contract", "cameras"}),
        ('"', None),
        ("zebra", set()),
    ],
)
def test_a_query_marks_what_it_looks_for(page, query, marked) -> None:
    page.goto(f"{page.address}/{CONTRACT}?{'q=' + query.replace(' ', '+')}")
    page.wait_for_function("typeof self.dlSearch?.mark == 'function'")
    if marked is None:
        page.wait_for_timeout(200)
        assert page.locator(".dl-marks").count() == 0
        return
    page.locator(".dl-marks").wait_for()
    found = set(page.locator(".dl-docpage mark").all_text_contents())
    assert marked <= found if marked else found == set()
    assert page.locator(".dl-marks button").count() == (2 if marked else 0)


def test_marking_changes_no_letter(page) -> None:
    page.goto(f"{page.address}/{CONTRACT}")
    before = page.locator(".dl-docpage__text").all_text_contents()
    page.goto(f"{page.address}/{CONTRACT}?q=the+camera+a*+customer+supplier")
    page.locator(".dl-docpage mark").first.wait_for()
    assert page.locator(".dl-docpage__text").all_text_contents() == before


def test_a_search_goes_on_in_the_other_parts(large, serve, context) -> None:
    page = context.new_page()
    page.goto(f"{serve(large.site)}/records/area-1/routes/51/?q=lamps")
    page.locator("#page-63 mark").wait_for()
    page.get_by_role("link", name="Pages 101").first.click()
    page.wait_for_url("**/routes/101/?q=lamps")
    page.locator("#page-123 mark").wait_for()
    assert page.locator("mark").count() == 1


# By keys alone


def tab_to(page, wanted: str, most: int = 150) -> None:
    """Press Tab until what has the focus matches a selector."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"no Tab leads to {wanted}")


def test_from_an_exemption_to_page_3_of_a_document_by_keys_alone(page) -> None:
    page.goto(f"{page.address}/")
    tab_to(page, ".dl-nav a[href$='exemptions/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exemptions/")
    tab_to(page, "a[href$='/uk-foia-2000/s43/'], a[href$='/uk-foia-2000/s43-2/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/uk-foia-2000/s43(-2)?/$"))
    tab_to(page, "a[href$='records/body-worn-video-contract/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/body-worn-video-contract/")
    tab_to(page, f"a[href$='{CONTRACT}']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{CONTRACT}")
    tab_to(page, "a[href='#page-3']")
    page.keyboard.press("Enter")
    page.wait_for_url("**#page-3")
    seen(page, "#page-3 h2")
    # The next Tab goes on from there.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.dl-docpage').id") == "page-3"


def test_what_has_the_focus_is_never_below_the_bar(page) -> None:
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(f"{page.address}/{CONTRACT}?q=camera")
    page.locator(".dl-marks").wait_for()
    for _ in range(60):
        page.keyboard.press("Tab")
        page.wait_for_function(
            """() => {
                const one = document.activeElement;
                const bar = document.querySelector(".dl-marks");
                if (one === document.body || bar.contains(one)) return true;
                return one.getBoundingClientRect().top < bar.getBoundingClientRect().top;
            }"""
        )


# Without a script, on paper, and in the extreme


def test_everything_is_there_without_javascript(samples, serve, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(samples.site)}/{CONTRACT}?q=camera#page-3")
    assert page.locator(".dl-docpage").count() == 6
    assert "Schedule 1: what is supplied" in page.locator("#page-3").text_content()
    assert page.locator("#page-3 img").is_visible()
    assert page.locator(".dl-marks").count() == 0
    page.get_by_text("What was checked in this file").click()
    assert page.get_by_text("looked at every page of this file").is_visible()
    page.get_by_role("link", name="Open the file").click(no_wait_after=True)
    context.close()


def test_on_paper_is_the_text_and_what_was_held_back(page) -> None:
    page.goto(f"{page.address}/{CONTRACT}")
    page.emulate_media(media="print")
    assert page.get_by_text("Schedule 1: what is supplied").is_visible()
    assert page.get_by_role("heading", name="What was held back").is_visible()
    assert not page.locator("#page-1 img").is_visible()
    assert not page.get_by_role("navigation", name="Go to a page").is_visible()


def test_900_pages_are_light_and_each_is_found(large, serve, context) -> None:
    page = context.new_page()
    tree = large.tree()
    parts = [uri for uri in tree if re.fullmatch(r"records/area-1/routes/(\d+/)?index\.html", uri)]
    assert len(parts) == LONG / PART
    assert max(len(tree[uri]) for uri in parts) < 100_000
    assert len([uri for uri in tree if uri.startswith("records/area-1/routes/page-")]) == LONG
    page.goto(f"{serve(large.site)}/records/area-1/")
    page.locator("main a[href$='routes/']").first.click()
    page.get_by_role("navigation", name="Parts").get_by_role("link", name="Pages 876").click()
    page.get_by_role("link", name="Page 900", exact=True).click()
    seen(page, "#page-900 h2")
    assert "Page 900 tells of roads." in page.locator("#page-900").text_content()
    page.get_by_role("link", name="Pages 851").last.click()
    page.wait_for_url("**/routes/851/")


def test_60_documents_are_each_one_click_away(large, serve, context) -> None:
    page = context.new_page()
    address = serve(large.site)
    page.goto(f"{address}/records/area-2/")
    links = page.locator("#documents ~ ul h3 a").evaluate_all("all => all.map(one => one.href)")
    assert links == [f"{address}/records/area-2/part-{n}/" for n in range(1, MANY + 1)]
    for link in links[:: MANY - 1]:
        assert page.goto(link).ok
        assert "Dear applicant," in page.locator("#page-1").text_content()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_pictures_can_be_turned_off(tmp_path: Path) -> None:
    project = Project(tmp_path / "off").start(1)
    config = (project.path / "mkdocs.yml").read_text()
    project.write(
        "mkdocs.yml", config.replace("page_size: 5", "page_size: 5\n      page_images: false")
    )
    project.build()
    tree = project.tree()
    assert not [uri for uri in tree if uri.endswith(".webp")]
    html = tree["records/area-1/routes/index.html"].decode()
    assert "Dear applicant," in html
    assert "<img" not in html
