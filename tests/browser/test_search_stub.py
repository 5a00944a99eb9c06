"""What the search page makes of answers that the real worker rarely gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

STUB = Path(__file__).with_name("stub_worker.js")
STATUS = "#search .dl-searching__head [role=status]"


@pytest.fixture
def page(samples, serve, context):
    page = context.new_page()
    page.route(
        "**/assets/search/worker.js",
        lambda route: route.fulfill(path=STUB, content_type="text/javascript"),
    )
    page.set_default_timeout(10_000)
    page.address = f"{serve(samples.site)}/search/"
    return page


def said(page, words: str) -> None:
    page.locator(STATUS).get_by_text(words).wait_for()


def options_of(page, **which):
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option", **which)


def test_a_query_that_cannot_be_read(page) -> None:
    page.goto(page.address + "?q=broken+%22quote")
    said(page, "cannot be read")
    assert page.locator(".dl-problem").text_content() == 'The quote is never closed.broken "quote'
    assert page.locator(".dl-problem mark").text_content() == '"quote'
    offer = page.get_by_role("link", name='broken "quote"')
    assert offer.get_attribute("href").endswith("?q=broken+%22quote%22")
    assert page.locator(".dl-found li").count() == 0
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations] == []


def test_what_failed_can_be_tried_again(page) -> None:
    page.goto(page.address + "?q=fails")
    said(page, "could not be loaded")
    page.get_by_text("The search index did not arrive").wait_for()
    page.get_by_role("button", name="Try again").click()
    said(page, "25 responses")
    assert page.locator(".dl-failed").count() == 0


def test_what_did_load_is_shown(page) -> None:
    page.goto(page.address + "?q=partly")
    page.get_by_text("A part of the search index did not arrive. The rest is shown.").wait_for()
    assert page.locator(".dl-found > li").count() == 9
    assert page.locator(STATUS).text_content() == "25 responses"


def test_a_worker_that_is_not_there(page, samples, serve) -> None:
    page.unroute("**/assets/search/worker.js")
    page.route("**/assets/search/worker.js", lambda route: route.fulfill(status=404))
    page.goto(page.address + "?q=grit")
    said(page, "could not be loaded")
    page.unroute("**/assets/search/worker.js")
    page.route(
        "**/assets/search/worker.js",
        lambda route: route.fulfill(path=STUB, content_type="text/javascript"),
    )
    page.get_by_role("button", name="Try again").click()
    said(page, "25 responses")


def test_a_log_that_was_built_anew_is_loaded_again_once(page) -> None:
    loads = []
    page.on("domcontentloaded", lambda: loads.append(page.url))
    page.goto(page.address + "?q=reload")
    said(page, "published anew")
    assert len(loads) == 2
    page.locator("#search-query").fill("grit")
    page.keyboard.press("Enter")
    said(page, "25 responses")
    assert len(loads) == 2


def test_pages_found_later_are_added(page) -> None:
    page.goto(page.address + "?q=long")
    link = page.get_by_role("link", name="page 4 of Routes, all of them")
    link.wait_for()
    assert link.get_attribute("href").endswith("/records/record-1/routes/?q=long#page-4")
    assert page.locator(".dl-found > li").first.locator(".dl-hits li").count() == 1


def test_what_people_wrote_is_text(page) -> None:
    page.goto(page.address + "?q=grit")
    said(page, "25 responses")
    assert page.locator(".dl-found mark").first.text_content().startswith("<img")
    assert page.locator("#search img, #search b").count() == 0
    assert page.evaluate("window.owned") is None


def test_a_table_cannot_run_formulas(page) -> None:
    page.goto(page.address + "?q=grit")
    said(page, "25 responses")
    with page.expect_download() as download:
        page.get_by_role("button", name="Get these as CSV").click()
    text = Path(download.value.path()).read_bytes().decode()
    head, first, second, end = text.split("\r\n")
    assert head == (
        "\ufeffreference,title,received,responded,days taken,limit,days counted,late,outcome,"
        "exemptions,documents,summary,address"
    )
    assert first.startswith("T/1,Record 1 about <b>gritting</b>,2024-01-02,2024-01-20,18,20,")
    assert ",no,Granted in part,FOIA section 31(1)(a),1,'=1+1 and “more”,http" in first
    assert ",31,20,working-days,yes," in second
    assert end == ""
    assert page.evaluate(
        """() => ['=1', '+1', '-1', '@a', '\\ta', '\\ra', 'a"b', 'a,b', 'plain'].map(title =>
            dlSearch.ui.csv([{title, cited: [], documents: [], slug: 'x'}], {})
                .split(/\\r\\n(?=,)/)[1].split(',,,,,,')[0].slice(1))"""
    ) == ["'=1", "'+1", "'-1", "'@a", "'\ta", '"\'\ra"', '"a""b"', '"a,b"', "plain"]


def test_long_facets_and_their_parts_unfold(page) -> None:
    page.goto(page.address + "?q=grit")
    said(page, "25 responses")
    topic = page.get_by_role("group", name="Topic")
    assert topic.get_by_role("checkbox").count() == 8
    every = topic.get_by_role("button", name="Show all 12")
    every.click()
    assert topic.get_by_role("checkbox").count() == 12
    assert topic.get_by_role("button", name="Show fewer").get_attribute("aria-expanded") == "true"
    tree = page.get_by_role("group", name="Exemption")
    assert tree.get_by_role("checkbox").count() == 1
    tree.get_by_role("button", name="Parts of Section 31").press("Enter")
    assert tree.get_by_role("checkbox").count() == 2


@pytest.mark.parametrize(
    ("query", "start", "end", "rest"),
    [
        ("facial exemption:s31", 7, 20, "facial"),
        ("-year:2022 facial", 1, 10, "facial"),
        ("facial NOT year:2022", 11, 20, "facial"),
        ("year:2022 OR year:2023", 0, 9, "year:2023"),
        ("(year:2022) 𝒜b", 1, 10, "𝒜b"),
        ("𝒜b year:2022", 3, 12, "𝒜b"),
    ],
)
def test_a_filter_is_taken_out_of_a_query(page, query, start, end, rest) -> None:
    page.goto(page.address)
    said(page, "25 responses")
    args = [query, {"start": start, "end": end}]
    assert page.evaluate("args => dlSearch.ui.without(...args)", args) == rest


def test_addresses_are_read_as_they_are_written(page) -> None:
    page.goto(page.address)
    said(page, "25 responses")
    search = {
        "query": 'a "b" & c+d (é) 100%',
        "choices": {"exemption": ["uk-foia-2000/s31(1)(a)", "x/y"], "year": ["2024"]},
        "sort": "oldest",
        "page": 3,
    }
    text = page.evaluate("search => dlSearch.ui.address.write(search)", search)
    assert text == (
        "?q=a+%22b%22+%26+c%2Bd+%28%C3%A9%29+100%25&exemption=uk-foia-2000/s31%281%29%28a%29"
        "&exemption=x/y&year=2024&sort=oldest&page=3"
    )
    assert page.evaluate("text => dlSearch.ui.address.read(text)", text) == search
    odd = "?q=&sort=evil&page=-2&exemption=&year=2024&year=2024&other=1"
    assert page.evaluate("text => dlSearch.ui.address.read(text)", odd) == {
        "query": "",
        "choices": {"year": ["2024"]},
        "sort": "relevance",
        "page": 1,
    }


def test_page_numbers(page) -> None:
    page.goto(page.address)
    said(page, "25 responses")
    shown = page.evaluate(
        "[[1, 2], [1, 9], [5, 9], [9, 9], [4, 9]].map(a => dlSearch.ui.pageNumbers(...a))"
    )
    assert shown == [
        [1, 2],
        [1, 2, 0, 8, 9],
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 2, 0, 8, 9],
        [1, 2, 3, 4, 5, 0, 8, 9],
    ]


def test_suggestions_by_keyboard(page) -> None:
    page.goto(page.address)
    said(page, "25 responses")
    box = page.get_by_role("combobox", name="Search responses")
    options = options_of(page)
    box.press_sequentially("sug")
    options.first.wait_for()
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") is None
    assert options_of(page, selected=True).count() == 0
    for _ in range(3):
        box.press("ArrowDown")
    chosen = options_of(page, selected=True)
    assert chosen.text_content() == "section 31(1)(a) Crime (FOIA)Exemption"
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    violations = Axe().run(page).response["violations"]
    assert [one["id"] for one in violations] == []
    box.press("Escape")
    assert options.count() == 0
    assert box.input_value() == "sug"
    assert box.get_attribute("aria-expanded") == "false"
    box.press("ArrowDown")
    options.first.wait_for()
    box.press("ArrowUp")
    assert "section 31(1)(a)" in options_of(page, selected=True).text_content()
    box.press("Enter")
    assert box.input_value() == "exemption:s31(1)(a)"
    page.wait_for_url("**/search/?q=exemption:s31%281%29%28a%29")
    box.fill("sug")
    options.first.wait_for()
    box.press("Enter")
    page.wait_for_url("**/search/?q=sug")
    assert options.count() == 0


WITHOUT = [
    ("drone OR (late:yes)", "drone"),
    ("NOT (late:yes)", ""),
    ("late:yes OR drone", "drone"),
    ("a late:yes OR b", "a OR b"),
    ("a OR late:yes b", "a OR b"),
    ("a OR late:yes OR b", "a OR b"),
    ("a OR (b -(late:yes))", "a OR (b)"),
    ("((late:yes)) OR b", "b"),
    ("a|late:yes", "a"),
    ("b OR title:(late:yes)", "b"),
    ("drone in:request late:yes", "drone"),
    ("drone in:request late:yes OR x", "drone OR in:request x"),
    ("a AND NOT late:yes AND b", "a b"),
    ('"x OR" late:yes', '"x OR"'),
    ("FLOOR late:yes OR b", "FLOOR OR b"),
    ("x \U0001f600 OR (late:yes) y", "x \U0001f600 OR y"),
]


def test_a_filter_is_taken_back(page) -> None:
    page.goto(page.address)
    cut = """(queries) => queries.map((query) => {
      const start = [...query.split("late:yes")[0]].length;
      return dlSearch.ui.without(query, { start, end: start + 8 });
    })"""
    found = page.evaluate(cut, [query for query, _ in WITHOUT])
    assert found == [rest for _, rest in WITHOUT]


def test_names_that_every_object_has(page) -> None:
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    names = "outcome=constructor&topic=toString&exemption=constructor/valueOf&late=__proto__"
    page.goto(f"{page.address}?{names}")
    said(page, "25 responses")
    chips = page.locator(".dl-chips .dl-chip bdi")
    assert chips.all_text_contents() == [
        "constructor valueOf",
        "Constructor",
        "ToString",
        "__proto__",
    ]
    page.get_by_role("button", name="Cite this search").click()
    assert "function" not in page.locator(".dl-cite").text_content()
    assert errors == []


def test_a_hash_that_cannot_be_decoded(page) -> None:
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(page.address + "#100%")
    said(page, "25 responses")
    assert errors == []


def test_alike_searches_have_one_address(page) -> None:
    page.goto(page.address)
    write = "(text) => dlSearch.ui.address.write(dlSearch.ui.address.read(text))"
    assert page.evaluate(write, "?topic=b&topic=a") == page.evaluate(write, "?topic=a&topic=b")


def test_a_query_may_hold_signs_of_a_pattern(page) -> None:
    page.goto(page.address + "?q=cost+%24%26+%24%60")
    said(page, "25 responses")
    assert page.title().startswith("cost $& $` – Search")


def test_a_superseded_question_leaves_no_searching(page) -> None:
    page.goto(page.address + "?q=never")
    said(page, "Searching")
    page.evaluate("""() => {
      const [box] = document.querySelectorAll("#search-query");
      box.value = "never more";
      box.form.requestSubmit();
      box.value = "grit";
      box.form.requestSubmit();
    }""")
    said(page, "25 responses")
    page.wait_for_timeout(300)
    assert page.locator(STATUS).text_content() == "25 responses"


def test_what_is_wrong_belongs_to_the_box(page) -> None:
    page.goto(page.address)
    page.get_by_role("group", name="Decision").wait_for()
    box = page.locator("#search-query")
    box.fill("broken")
    box.press("Enter")
    said(page, "cannot be read")
    assert box.get_attribute("aria-invalid") == "true"
    about = page.locator(f"#{box.get_attribute('aria-describedby')}")
    assert about.text_content() == "The quote is never closed."
    assert about.locator("xpath=ancestor::*[@role='status']").count() == 1
    assert page.locator(".dl-facets").is_hidden()
    box.fill("grit")
    box.press("Enter")
    said(page, "25 responses")
    assert box.get_attribute("aria-invalid") == "false"
    assert not box.get_attribute("aria-describedby")
    page.locator(".dl-facets").wait_for()


def test_trying_again_in_vain_keeps_the_focus(page) -> None:
    page.goto(page.address + "?q=failsalways")
    button = page.get_by_role("button", name="Try again")
    button.evaluate("(button) => { button.dataset.old = 1; button.focus(); }")
    page.keyboard.press("Enter")
    page.locator(".dl-failed button:not([data-old])").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Try again"


def test_a_choice_that_vanishes_hands_the_focus_on(page) -> None:
    page.goto(page.address + "?outcome=refused")
    box = page.get_by_role("group", name="Decision").get_by_role("checkbox", name="Refused")
    box.focus()
    page.keyboard.press("Space")
    box.wait_for(state="detached")
    focus = "document.activeElement.closest('label')?.textContent"
    assert page.evaluate(focus).startswith("Granted in part")


def test_shift_and_an_arrow_mark_text(page) -> None:
    page.goto(page.address)
    box = page.locator("#search-query")
    box.press_sequentially("sug")
    options_of(page).first.wait_for()
    box.press("Shift+ArrowUp")
    assert box.evaluate("(box) => [box.selectionStart, box.selectionEnd]") == [0, 3]
    assert box.get_attribute("aria-activedescendant") is None


def test_a_suggested_record_is_gone_to_by_mouse(page) -> None:
    page.goto(page.address)
    page.locator("#search-query").press_sequentially("sug")
    options_of(page).first.click()
    page.wait_for_url("**/records/record-2/")


def test_the_header_loads_nothing_before_it_is_used(page, samples, serve) -> None:
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(f"{serve(samples.site)}/about/")
    assert not [name for name in asked if name in {"box.js", "worker.js"}]
    box = page.locator("#site-search")
    assert box.get_attribute("role") is None
    page.keyboard.press("/")
    page.locator("#site-search[role=combobox]").wait_for()
    assert "box.js" in asked
    box.press_sequentially("sug")
    options_of(page).first.wait_for()
    assert box.input_value() == "sug"
    box.press("ArrowUp")
    box.press("Enter")
    page.wait_for_url("**/search/?q=exemption*")


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_keys_lead_to_the_box_and_out(page, samples, serve, key) -> None:
    page.goto(f"{serve(samples.site)}/about/")
    page.keyboard.press(key)
    focus = "document.activeElement.id"
    assert page.evaluate(focus) == "site-search"
    page.keyboard.type(f"a{key}")
    assert page.locator("#site-search").input_value() == f"a{key}"
    page.keyboard.press("Escape")
    assert page.evaluate(focus) == ""
    assert page.locator("#site-search").input_value() == f"a{key}"
    page.keyboard.press(f"Control+{key}")
    assert page.evaluate(focus) == ""


def test_the_keys_can_be_turned_off(page, samples, serve) -> None:
    page.goto(f"{serve(samples.site)}/about/")
    page.get_by_role("button", name="Turn search keys (/ s f) off").click()
    page.reload()
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == ""
    page.get_by_role("button", name="Turn search keys (/ s f) on").click()
    page.locator("h1").click()
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == "site-search"
