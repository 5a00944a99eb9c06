"""The quick exit, in a real browser: when it leaves, when it stays, what it leaves behind."""

from __future__ import annotations

import pytest

from furnished import AWAY, PLAIN, SENSITIVE, furnish, served
from projects import Project

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    project = furnish(Project(tmp_path_factory.mktemp("furnished")))
    with served(project.site) as server:
        yield server


@pytest.fixture
def page(server, context):
    context.route(f"{AWAY}**", lambda route: route.fulfill(body="<title>Weather</title>Sunny"))
    page = context.new_page()
    page.goto(server.address)
    page.goto(server.address + SENSITIVE)
    return page


def left(page) -> bool:
    """Whether it leaves. The page is blanked while the key is dealt with: no need to wait."""
    return page.evaluate("document.documentElement.matches('.dl-gone')") or page.url == AWAY


def press_shift(page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def test_only_sensitive_records_have_it(page, server) -> None:
    assert page.locator(".dl-leave").count() == 1
    page.goto(server.address + SENSITIVE + "routes/")
    assert page.locator(".dl-leave").count() == 1, "nor is the record's document without it"
    page.goto(server.address + PLAIN)
    assert page.locator(".dl-leave").count() == 0
    page.keyboard.press("Escape")
    press_shift(page, 3)
    assert page.url.endswith(PLAIN)


@pytest.mark.parametrize("way", ["escape", "shift", "button", "skip link"])
def test_it_leaves_and_takes_the_pages_place_in_history(page, server, way) -> None:
    if way == "escape":
        page.keyboard.press("Escape")
    elif way == "shift":
        press_shift(page, 3)
    elif way == "button":
        page.locator(".dl-leave__button").click()
    else:
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "dl-skip dl-skip--leave"
        page.keyboard.press("Enter")
    page.wait_for_url(AWAY)
    page.go_back()
    assert page.url == server.address
    page.go_forward()
    assert page.url == AWAY


def test_the_page_is_blank_at_once(page) -> None:
    page.evaluate(
        """() => addEventListener("keydown", () => {
             self.text = document.body.textContent;
             self.seen = [...document.body.children].map(one => one.className);
             self.title = document.title;
             stop();
           })"""
    )
    # The address never answers: what is seen is what the page itself did.
    page.context.unroute(f"{AWAY}**")
    page.context.route(f"{AWAY}**", lambda route: None)
    page.keyboard.press("Escape")
    assert page.evaluate("self.text") == "Leaving."
    assert page.evaluate("self.seen") == ["dl-hidden"], "it is read out and not seen"
    assert page.evaluate("self.title").strip("\u200b") == ""


@pytest.mark.parametrize("way", ["Escape", "button"])
def test_where_it_leads_is_not_told_where_one_was(page, way) -> None:
    referrers = []

    def note(request) -> None:
        if request.url == AWAY:
            referrers.append(request.header_value("referer"))

    page.on("request", note)
    if way == "Escape":
        page.keyboard.press("Escape")
    else:
        page.locator(".dl-leave__button").click()
    page.wait_for_url(AWAY)
    assert referrers == [None]


def test_escape_pressed_again_does_not_stop_the_way_out(page) -> None:
    page.evaluate(
        """() => {
             self.ours = [];
             addEventListener("keydown", event => { ours.push(event.defaultPrevented); stop(); });
           }"""
    )
    page.context.unroute(f"{AWAY}**")
    page.context.route(f"{AWAY}**", lambda route: None)
    for _ in range(3):
        page.keyboard.press("Escape")
    assert page.evaluate("self.ours") == [True, True, True]


@pytest.mark.parametrize(
    "overlay",
    [
        "document.body.insertAdjacentHTML('beforeend', '<dialog><button>x</button></dialog>');"
        "document.querySelector('dialog').showModal()",
        "document.body.insertAdjacentHTML('beforeend', '<div popover>menu</div>');"
        "document.querySelector('[popover]').showPopover()",
    ],
    ids=["dialog", "popover"],
)
def test_escape_closes_what_is_open_first(page, overlay) -> None:
    page.evaluate(overlay)
    page.keyboard.press("Escape")
    assert not left(page)
    assert page.locator("dialog[open], [popover]:popover-open").count() == 0
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)


def test_escape_closes_an_expanded_menu_first(page) -> None:
    page.evaluate(
        """() => {
             document.body.insertAdjacentHTML("beforeend",
               "<button id=m aria-haspopup=true aria-expanded=true>Menu</button>");
             addEventListener("keydown", () => m.setAttribute("aria-expanded", "false"), true);
             m.focus();
           }"""
    )
    page.keyboard.press("Escape")
    assert not left(page)
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)


@pytest.mark.parametrize(
    "field",
    ["<input id=f>", "<textarea id=f></textarea>", "<select id=f></select>",
     "<div id=f contenteditable>x</div>"],
)  # fmt: skip
def test_escape_in_a_field_stays(page, field) -> None:
    page.evaluate(
        "html => { document.body.insertAdjacentHTML('beforeend', html); f.focus(); }", field
    )
    page.keyboard.press("Escape")
    assert not left(page)


@pytest.mark.parametrize("kind", ["checkbox", "radio", "button"])
def test_escape_leaves_from_what_is_not_written_in(page, kind) -> None:
    page.evaluate(
        "kind => { document.body.insertAdjacentHTML('beforeend', `<input id=f type=${kind}>`);"
        " f.focus(); }",
        kind,
    )
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)


@pytest.mark.parametrize("held", ["Control", "Alt", "Shift"])
def test_escape_with_another_key_is_not_ours(page, held) -> None:
    page.keyboard.press(f"{held}+Escape")
    assert not left(page)


def test_escape_held_down_closes_and_goes_no_further(page) -> None:
    page.evaluate(
        "() => { document.body.insertAdjacentHTML('beforeend', '<dialog>x</dialog>');"
        " document.querySelector('dialog').showModal(); }"
    )
    for _ in range(5):
        page.keyboard.down("Escape")
    page.keyboard.up("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert not left(page)


@pytest.mark.parametrize("values", ["isComposing: true", "ctrlKey: true"])
def test_keys_of_an_input_method_are_not_ours(page, values) -> None:
    page.evaluate(
        f"""() => {{
             const press = (kind, key) => document.body.dispatchEvent(
               new KeyboardEvent(kind, {{key, bubbles: true, cancelable: true, {values}}}));
             press("keydown", "Escape");
             for (const one of [1, 2, 3, 4]) {{
               press("keydown", "Shift");
               press("keyup", "Shift");
             }}
           }}"""
    )
    assert not left(page)


def test_a_page_that_handles_escape_keeps_it(page) -> None:
    page.evaluate(
        "() => document.addEventListener('keydown', event => event.preventDefault(), {once: true})"
    )
    page.keyboard.press("Escape")
    assert not left(page)
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)


def test_escape_in_the_search_box_leaves_the_box_then_the_site(page) -> None:
    page.locator("#site-search").click()
    page.keyboard.type("rou")
    page.locator(".dl-suggestions__one").first.wait_for()
    while page.evaluate("document.activeElement.tagName") == "INPUT":
        page.keyboard.press("Escape")
        assert not left(page)
    page.keyboard.press("Escape")
    page.wait_for_url(AWAY)


def test_shift_is_counted_aloud_and_called_off(page) -> None:
    page.clock.install()
    page.reload()
    said = page.locator("[data-dl-leave-said]")
    press_shift(page, 1)
    assert said.text_content() == "Shift pressed once of three times. Two more to leave."
    press_shift(page, 1)
    assert said.text_content() == "Shift pressed twice of three times. One more to leave."
    page.clock.run_for(5_100)
    assert said.text_content() == "Leaving was called off."
    press_shift(page, 2)
    assert not page.url.startswith(AWAY)


def test_three_presses_count_that_lie_within_five_seconds(page) -> None:
    page.clock.install()
    page.reload()
    for seconds in (3, 2.5, 4):
        press_shift(page, 1)
        page.clock.run_for(seconds * 1000)
    assert not left(page), "the first was eight seconds ago"
    press_shift(page, 1)
    page.clock.run_for(500)
    press_shift(page, 1)
    page.wait_for_url(AWAY)


def test_shift_held_down_counts_once(page) -> None:
    for _ in range(6):
        page.keyboard.down("Shift")
    page.keyboard.up("Shift")
    assert page.locator(".dl-leave__button").get_attribute("data-pressed") == "1"


def test_shift_counts_in_a_field_too(page) -> None:
    page.locator("#site-search").focus()
    press_shift(page, 3)
    page.wait_for_url(AWAY)


@pytest.mark.parametrize("between", ["Shift+Tab", "a", "Shift+ArrowDown"])
def test_shift_used_for_something_else_does_not_count(page, between) -> None:
    press_shift(page, 2)
    page.keyboard.press(between)
    press_shift(page, 2)
    assert not left(page)


def test_shift_clicks_do_not_count(page) -> None:
    for _ in range(4):
        page.locator("h1").click(modifiers=["Shift"])
    assert not left(page)


@pytest.mark.parametrize("more", ["", "routes/?q=routes"], ids=["record", "words in a document"])
def test_what_has_the_focus_is_never_under_a_bar(page, more) -> None:
    page.emulate_media(reduced_motion="reduce")  # else it is still on its way when it is measured
    page.goto(page.url + more)
    if more:
        page.locator(".dl-marks").wait_for()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 500})
        for _ in range(40):
            page.keyboard.press("Tab")
            covered = page.evaluate(
                """() => {
                     const it = document.activeElement;
                     const bars = [...document.querySelectorAll(".dl-leave, .dl-marks")];
                     if (it.closest(".dl-skip") || it === document.body) return "";
                     const box = it.getBoundingClientRect();
                     if (box.height > innerHeight / 2) return ""; // a page's picture
                     const free = bars.every(one => {
                       const bar = one.getBoundingClientRect();
                       const apart = box.bottom <= bar.top + 1 || box.top >= bar.bottom - 1;
                       return apart || one.contains(it);
                     });
                     return free ? "" : it.outerHTML;
                   }"""
            )
            assert covered == ""


def test_it_is_a_link_without_javascript(server, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.route(f"{AWAY}**", lambda route: route.fulfill(body="Sunny"))
    page = context.new_page()
    page.goto(server.address + SENSITIVE)
    assert not page.locator(".dl-leave__keys").is_visible()
    page.locator(".dl-leave__button").click()
    assert page.url == AWAY
    context.close()
