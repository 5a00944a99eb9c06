"""May we store something? In every state, in a real browser."""

from __future__ import annotations

import json

import pytest

from axe import violations
from furnished import PLAIN, SENSITIVE, furnish, served
from moved import moved, watch
from projects import Project

pytestmark = pytest.mark.browser

KEY = "localStorage.getItem('dl-consent')"
BREAK = """() => {
  self.kept = Storage.prototype.setItem;
  Storage.prototype.setItem = () => { throw new Error("full"); };
}"""
MEND = "() => { Storage.prototype.setItem = self.kept; }"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    return furnish(Project(tmp_path_factory.mktemp("consent")))


@pytest.fixture
def server(project):
    with served(project.site) as server:
        yield server


@pytest.fixture
def page(server, context):
    page = context.new_page()
    watch(page)
    page.goto(server.address + PLAIN)
    return page


def counts(server) -> list[str]:
    return [body for path, body in server.posted if path == "/count"]


def agree(page) -> None:
    """Agree, and wait until the page is counted: that is sent when the browser has time for it."""
    with page.expect_response("**/count"):
        page.get_by_role("button", name="Agree").click()


def test_nothing_is_stored_or_counted_before_a_choice(page, server) -> None:
    assert page.locator(".dl-consent").is_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []
    assert counts(server) == []
    assert moved(page) == []


def test_agreeing_is_saved_counted_and_not_asked_again(page, server) -> None:
    agree(page)
    saved = page.locator("[data-dl-consent-saved]")
    assert saved.is_visible()
    assert page.evaluate("document.activeElement.matches('[data-dl-consent-saved]')")
    page.get_by_role("button", name="Hide this message").click()
    assert page.evaluate("document.activeElement.id") == "content"
    page.wait_for_load_state("networkidle")
    assert counts(server) == ["page=%2Frecords%2Farea-2%2F"]
    page.goto(server.address + "search/?q=something+private", wait_until="networkidle")
    assert not page.locator(".dl-consent").is_visible()
    assert counts(server)[1:] == ["page=%2Fsearch%2F"]
    assert "private" not in str(server.told)


def test_essential_only_is_remembered_and_nothing_is_counted(page, server) -> None:
    page.get_by_role("button", name="Essential only").click()
    found = json.loads(page.evaluate(KEY))
    assert found["counting"] is False
    assert found["remember"] is False
    page.reload(wait_until="networkidle")
    assert not page.locator(".dl-consent").is_visible()
    assert counts(server) == []


def test_a_choice_made_in_another_window_holds_here(page, server) -> None:
    other = page.context.new_page()
    other.goto(server.address + "about/")
    other.get_by_role("button", name="Essential only").click()
    page.locator(".dl-consent").wait_for(state="hidden")


def test_a_page_brought_back_from_memory_knows_the_choice(page, server) -> None:
    page.evaluate(
        """() => {
             localStorage.setItem("dl-consent", JSON.stringify({
               counting: true, remember: true,
               month: new Date().getFullYear() * 12 + new Date().getMonth(),
             }));
             dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
           }"""
    )
    assert not page.locator(".dl-consent").is_visible()
    page.wait_for_load_state("networkidle")
    assert len(counts(server)) == 1


def test_who_agreed_to_less_is_asked_when_more_is_asked(page, server) -> None:
    agree(page)
    page.evaluate(f"""() => {{
        const {{counting, ...less}} = JSON.parse({KEY});
        localStorage.setItem("dl-consent", JSON.stringify(less));
    }}""")
    server.posted.clear()
    page.reload(wait_until="networkidle")
    assert page.locator(".dl-consent").is_visible()
    assert counts(server) == []


def test_the_banner_names_all_that_is_asked(page) -> None:
    said = page.locator(".dl-consent").inner_text()
    assert "count which pages are read" in said
    assert "remember which pages you have rated" in said


def test_consent_that_cannot_be_taken_back_in_writing_is_taken_back(page, server) -> None:
    page.get_by_role("button", name="Agree").click()
    page.goto(server.address + "cookies/")
    page.evaluate(BREAK)
    page.get_by_role("group", name="May we count").get_by_role("radio", name="No").check()
    page.get_by_role("button", name="Save my choice").click()
    assert page.locator("form [data-dl-failed]").is_visible()
    assert page.evaluate(KEY) is None


def test_a_blocked_script_of_consent_counts_nobody_and_breaks_nothing(page, server) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/assets/consent.js", lambda route: route.abort())
    page.reload(wait_until="networkidle")
    assert not page.locator(".dl-consent").is_visible()
    assert (errors, counts(server)) == ([], [])


def test_a_problem_is_told_and_tried_again(page) -> None:
    page.evaluate(BREAK)
    page.get_by_role("button", name="Agree").click()
    failed = page.locator("[data-dl-consent-failed]")
    assert "technical problem" in failed.inner_text()
    assert page.evaluate("document.activeElement.matches('[data-dl-consent-failed]')")
    page.evaluate(MEND)
    page.get_by_role("button", name="Try again").click()
    assert page.locator("[data-dl-consent-saved]").is_visible()
    assert json.loads(page.evaluate(KEY))["counting"] is True


def test_the_mind_is_changed_on_the_page_by_keyboard(page, server) -> None:
    page.get_by_role("button", name="Agree").click()
    page.goto(server.address + "cookies/")
    yes = page.get_by_role("group", name="May we count").get_by_role("radio", name="Yes")
    assert yes.is_checked()
    yes.focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Save my choice").press("Enter")
    assert page.locator("form [data-dl-saved]").is_visible()
    assert page.evaluate("document.activeElement.matches('[data-dl-saved]')")
    found = json.loads(page.evaluate(KEY))
    assert (found["counting"], found["remember"]) == (False, True)


def test_the_page_tells_a_problem_too(page, server) -> None:
    page.get_by_role("link", name="Customise").click()
    page.evaluate(BREAK)
    page.get_by_role("button", name="Save my choice").click()
    assert page.locator("form [data-dl-failed]").is_visible()
    assert page.evaluate(KEY) is None


def test_it_is_asked_again_after_a_year(page) -> None:
    page.get_by_role("button", name="Essential only").click()
    page.evaluate(f"""() => {{
        const found = JSON.parse({KEY});
        found.month -= 12;
        localStorage.setItem("dl-consent", JSON.stringify(found));
    }}""")
    page.reload()
    assert page.locator(".dl-consent").is_visible()


@pytest.mark.parametrize("signal", ["globalPrivacyControl: true", "doNotTrack: '1'"])
def test_who_does_not_want_to_be_followed_is_not_asked(server, browser, signal) -> None:
    context = browser.new_context()
    name, value = signal.split(": ")
    context.add_init_script(
        f"Object.defineProperty(Navigator.prototype, '{name}', {{get: () => {value}}});"
        "localStorage.setItem('dl-consent', '{\"counting\":true,\"month\":99999}');"
    )
    page = context.new_page()
    page.goto(server.address + "cookies/", wait_until="networkidle")
    assert not page.locator(".dl-consent").is_visible()
    assert page.locator("[data-dl-heeded]").is_visible()
    assert not page.locator(".dl-choice").is_visible()
    assert counts(server) == []
    context.close()


def test_without_javascript_nothing_is_asked(server, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + "cookies/")
    assert not page.locator(".dl-consent").is_visible()
    assert page.locator(".dl-noscript").is_visible()
    assert not page.locator(".dl-choice").is_visible()
    context.close()


def test_a_page_is_rated_where_one_stands(page, server) -> None:
    page.get_by_role("button", name="Essential only").click()
    server.failing = True
    page.get_by_role("button", name="Yes", exact=True).click()
    page.locator(".dl-useful__failed:not([hidden])").wait_for()
    server.failing = False
    page.get_by_role("button", name="Yes", exact=True).click()
    page.locator(".dl-useful__said:not([hidden])").wait_for()
    assert page.evaluate("document.activeElement.className") == "dl-useful__said"
    address = "page=https%3A%2F%2Flog.example%2Frecords%2Farea-2%2F&useful=yes"
    assert server.posted == [("/feedback", address)] * 2
    page.reload()
    assert page.locator(".dl-useful form").is_visible()
    assert page.evaluate("localStorage.getItem('dl-rated')") is None


def test_a_rated_page_is_not_asked_about_again_where_the_reader_agreed(page, server) -> None:
    page.get_by_role("button", name="Agree").click()
    page.get_by_role("button", name="No", exact=True).click()
    page.locator(".dl-useful__said:not([hidden])").wait_for()
    page.reload()
    assert not page.locator(".dl-useful").is_visible()
    assert moved(page) == []
    page.goto(server.address + "cookies/")
    page.get_by_role("group", name="May we remember").get_by_role("radio", name="No").check()
    page.get_by_role("button", name="Save my choice").click()
    assert page.evaluate("localStorage.getItem('dl-rated')") is None


def test_a_form_is_sent_without_javascript(server, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + "about/")
    with page.expect_request("**/feedback") as asked:
        page.get_by_role("button", name="Yes", exact=True).click()
    assert asked.value.response().status == 204
    assert server.posted == [("/feedback", "page=https%3A%2F%2Flog.example%2Fabout%2F&useful=yes")]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_with_everything_on(server, browser, width, scheme) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    found = {}

    def look(what: str) -> None:
        if broken := violations(page):
            found[what] = broken
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), what

    for uri in ("records/area-1/", "search/", "cookies/", "about/", ""):
        page.goto(server.address + uri)
        look(uri)
    page.evaluate(BREAK)
    page.get_by_role("button", name="Agree").click()
    look("a problem")
    page.evaluate(MEND)
    page.get_by_role("button", name="Try again").click()
    look("saved")
    page.get_by_role("button", name="Yes", exact=True).click()
    page.locator(".dl-useful__said:not([hidden])").wait_for()
    look("rated")
    page.goto(server.address + "cookies/")
    page.get_by_role("button", name="Save my choice").click()
    look("saved on the page")
    page.goto(server.address + SENSITIVE)
    page.keyboard.press("Shift")
    look("Shift was pressed")
    context.close()
    assert found == {}
    assert errors == []
