"""A person searches, with the real worker over the sample log, under a strict security policy."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from axe import violations
from disclosurelog.publish.hosting import ALWAYS

pytestmark = pytest.mark.browser

POLICY = ALWAYS["Content-Security-Policy"]
STATUS = "#search .dl-searching__head [role=status]"


@pytest.fixture(scope="module")
def records(samples) -> list[dict]:
    """What a search may find: the sample records as they are written."""
    found = []
    for path in sorted(samples.content.glob("records/*/*/record.yaml")):
        fields = yaml.safe_load(path.read_text(encoding="utf-8"))
        if fields.get("status") != "withdrawn" and not fields.get("noindex"):
            found.append({**fields, "slug": path.parent.name})
    return found


def watched(context, samples, serve):
    """A page under the policy that hosts are given, and what the browser complains of."""
    page = context.new_page()
    page.address = serve(samples.site)
    page.complaints = []

    def with_policy(route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": POLICY}
        )

    page.route(re.compile(r"(/|\.html|worker\.js)(\?.*)?$"), with_policy)
    page.on(
        "console", lambda said: page.complaints.append(said.text) if said.type == "error" else None
    )
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@pytest.fixture
def page(samples, serve, context):
    page = watched(context, samples, serve)
    yield page
    assert page.complaints == []


def settled(page) -> None:
    """Wait until the results and the choices of what is in the address are shown."""
    page.wait_for_selector(".dl-found[aria-busy=false]", state="attached")
    page.locator(STATUS).filter(has_text=re.compile("[^…]$")).wait_for()


def first_is(page, title: str) -> None:
    """Wait until this is the title of the first result."""
    page.locator(".dl-found > li:first-child h3").filter(has_text=title).wait_for()


def find(page, query: str = "", more: str = "") -> list[str]:
    """Open the search page with a query; returns the titles found."""
    from urllib.parse import quote_plus

    page.goto(f"{page.address}/search/?q={quote_plus(query)}{more}")
    settled(page)
    return titles(page)


def titles(page) -> list[str]:
    return page.locator(".dl-found h3").all_text_contents()


def total(page) -> int:
    text = page.locator(STATUS).text_content()
    return (
        int(re.match(r"([\d,]+) responses?", text)[1].replace(",", "")) if text[0].isdigit() else 0
    )


def count_of(page, group: str, label: str) -> int:
    row = page.get_by_role("group", name=group).locator(
        "label", has_text=re.compile(f"^{re.escape(label)}")
    )
    return int(re.match(r"\d+", row.locator(".dl-facet__count").text_content())[0])


def choose(page, group: str, label: str) -> None:
    """Tick or untick a choice, and wait for what comes of it."""
    before = page.url
    page.get_by_role("group", name=group).get_by_label(re.compile(f"^{re.escape(label)}")).click()
    page.wait_for_url(lambda url: url != before)
    settled(page)


# From anywhere


def test_from_the_front_page(page) -> None:
    page.goto(page.address + "/")
    page.locator("main input[name=q]").fill("facial recognition")
    page.keyboard.press("Enter")
    settled(page)
    assert "live facial recognition" in titles(page)[0].lower()
    assert page.title().startswith("facial recognition – Search")
    page.locator(".dl-found h3 a").first.click()
    assert "/records/" in page.url


def test_an_empty_search_lists_everything_newest_first(page, records) -> None:
    find(page)
    assert total(page) == len(records)
    days = page.locator(".dl-found time").evaluate_all(
        "all => all.filter(e => /^answered/.test(e.parentElement.innerText)).map(e => e.dateTime)"
    )
    assert days == sorted((str(one["responded"]) for one in records), reverse=True)[:10]


@pytest.mark.parametrize("spelling", ["s.31(1)(a)", "section 31(1)(a)", "exemption:s31(1)(a)"])
def test_an_exemption_in_each_spelling(page, spelling, records) -> None:
    find(page, spelling)
    citing = [
        one
        for one in records
        if any(re.search(r"31\(1\)\(a\)", cited["cite"]) for cited in one.get("citations", ()))
    ]
    assert total(page) >= len(citing) > 0
    chip = page.locator(".dl-chip", has_text="Remove Exemption: FOIA section 31(1)(a)")
    chip.click()
    page.wait_for_url("**/search/")
    settled(page)
    assert total(page) == len(records)


def test_a_bare_reference_goes_to_its_record_and_back(page) -> None:
    page.goto(page.address + "/about/")
    page.locator("#site-search").fill("01.FOI.22.026317")
    page.keyboard.press("Enter")
    page.wait_for_url("**/records/*/")
    page.go_back()
    settled(page)
    assert page.url.endswith("/search/?q=01.FOI.22.026317")
    assert len(titles(page)) == 1
    page.go_back()
    page.wait_for_url("**/about/")


# What is found


def test_a_result_shows_what_was_found_and_where(page) -> None:
    find(page, '"live facial recognition"')
    first = page.locator(".dl-found > li").first
    marked = [text.lower() for text in first.locator("mark").all_text_contents()]
    assert {"live", "facial", "recognition"} <= set(marked)
    text = first.text_content()
    assert re.search(r"received \d+ \w+ 20\d\d", text)
    assert re.search(r"answered \d+ \w+ 20\d\d", text)
    assert re.search(r"in \d+ of \d+ working days|late: \d+ working days, limit \d+", text)
    assert first.locator(".dl-outcome").count() == 1


def test_pages_of_documents_open_where_the_words_stand(page, samples) -> None:
    find(page, "in:documents application")
    links = page.locator(".dl-hits a")
    assert links.count() > 0
    for link in links.all():
        href = link.get_attribute("href")
        found = re.fullmatch(r".*(/records/[^/]+/[^/#]+/)\?q=[^#]+#page-(\d+)", href)
        assert f'id="page-{found[2]}"' in page.request.get(page.address + found[1]).text()
        assert re.match(rf"page {found[2]} of \w", link.text_content())


def test_nothing_found_says_what_to_do(page) -> None:
    assert find(page, "zzzz yyyy") == []
    assert page.locator(STATUS).text_content() == "Nothing found"
    assert "every word has to occur" in page.locator(".dl-searching__messages").text_content()
    page.get_by_role("link", name="Start afresh").click()
    page.wait_for_url("**/search/")


def test_words_left_out_are_named(page) -> None:
    find(page, "the facial")
    assert "“the” is too common" in page.locator(".dl-searching__note").text_content()
    assert total(page) > 0


@pytest.mark.parametrize("query", ['facial "recognition', "(facial", "year:abc", "exemption:s999"])
def test_what_cannot_be_read_is_shown_with_an_offer(page, query) -> None:
    find(page, query)
    assert page.locator(STATUS).text_content() == "This query cannot be read"
    assert (
        page.locator(".dl-problem__query")
        .first.inner_text()
        .replace("\u2009\u2423\u2009", "")
        .strip()
        == query
    )
    page.locator(".dl-searching__messages a").first.click()
    settled(page)
    assert page.locator(".dl-problem").count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "<img src=x onerror=window.owned=1>",
        '"><script>window.owned=1</script>',
        "title:<svg/onload=window.owned=1>",
        "javascript:window.owned=1",
        "شرطة caffè ŵyn \u202e abc",
        "x" * 10_000,
        "ab " * 3_400,
    ],
)
def test_any_text_is_inert(page, query) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    page.goto(page.address + "/search/")
    page.locator("#search-query").fill(query)
    page.locator("#search-query").press("Enter")
    settled(page)
    assert page.evaluate("window.owned") is None
    assert page.locator("#search img, #search script, #search svg[onload]").count() == 0
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert page.locator("#search-query").input_value() == query.strip()


def test_accents_do_not_matter(page) -> None:
    assert find(page, "Caerdŷdd") == find(page, "caerdydd")


# Choices


def test_choices_widen_within_a_facet_and_narrow_across(page, records) -> None:
    find(page)
    years = Counter(one["responded"].year for one in records)
    year, _ = years.most_common()[0]
    outcomes = Counter(one["outcome"] for one in records)
    assert count_of(page, "Decision", "Granted in part") == outcomes["granted-in-part"]
    assert count_of(page, "Year answered", str(year)) == years[year]
    choose(page, "Decision", "Granted in part")
    assert total(page) == outcomes["granted-in-part"]
    assert count_of(page, "Decision", "Refused") == outcomes["refused"]
    choose(page, "Decision", "Refused")
    assert total(page) == outcomes["granted-in-part"] + outcomes["refused"]
    choose(page, "Year answered", str(year))
    both = [one for one in records if one["responded"].year == year]
    within = Counter(one["outcome"] for one in both)
    assert total(page) == within["granted-in-part"] + within["refused"]
    assert count_of(page, "Decision", "Granted in full") == within["granted-in-full"]
    assert count_of(page, "Decision", "Refused") == within["refused"]
    assert f"year={year}" in page.url
    assert page.url.count("outcome=") == 2
    choose(page, "Decision", "Refused")
    assert total(page) == within["granted-in-part"]
    page.get_by_role("link", name="Clear all").click()
    page.wait_for_url("**/search/")
    settled(page)
    assert total(page) == len(records)
    assert page.locator(".dl-facet input:checked").count() == 0


def test_exemptions_are_a_tree(page) -> None:
    find(page)
    tree = page.get_by_role("group", name="Exemption")
    section = tree.locator("label", has_text=re.compile(r"^Section 31 "))
    whole = count_of(page, "Exemption", "Section 31 ")
    more = tree.get_by_role("button", name=re.compile("^Parts of Section 31 "))
    assert more.get_attribute("aria-expanded") == "false"
    more.click()
    more = tree.get_by_role("button", name=re.compile(r"^Parts of Section 31\(1\) "))
    more.click()
    part = tree.locator("label", has_text=re.compile(r"^Section 31\(1\)\(a\) "))
    assert 0 < int(re.match(r"\d+", part.locator(".dl-facet__count").text_content())[0]) <= whole
    part.click()
    page.wait_for_url("**exemption=uk-foia-2000/s31%281%29%28a%29")
    settled(page)
    assert part.get_by_role("checkbox").is_checked()
    section.click()
    page.wait_for_url("**exemption=uk-foia-2000/s31&**")
    settled(page)
    assert total(page) == whole
    assert len(page.locator(".dl-chip").all()) == 2


def test_in_time_and_late(page, records) -> None:
    find(page)
    late = count_of(page, "Timeliness", "Late")
    in_time = count_of(page, "Timeliness", "In time")
    assert 0 < late < in_time
    assert late + in_time <= len(records)
    choose(page, "Timeliness", "Late")
    assert total(page) == late
    assert page.locator(".dl-late").count() == min(late, 10)


def test_the_focus_stays_on_a_choice(page) -> None:
    find(page, "police")
    box = page.get_by_role("group", name="Decision").get_by_role("checkbox").first
    box.focus()
    for _ in range(2):
        page.keyboard.press("Space")
        settled(page)
        page.wait_for_timeout(200)
        assert box.evaluate("box => box === document.activeElement")


# The address


def test_back_and_forward_and_a_shared_address(page, context, samples, serve) -> None:
    first = find(page, "police")
    page.locator("#search-query").fill("fire")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=fire")
    settled(page)
    second = titles(page)
    assert second != first
    group = page.get_by_role("group", name="Decision")
    group.get_by_role("checkbox").first.click()
    page.wait_for_url("**outcome=*")
    settled(page)
    shared, third = page.url, titles(page)
    page.go_back()
    page.wait_for_url("**q=fire")
    settled(page)
    first_is(page, second[0])
    assert group.locator("input:checked").count() == 0
    page.go_back()
    page.wait_for_url("**q=police")
    first_is(page, first[0])
    assert page.locator("#search-query").input_value() == "police"
    page.go_forward()
    page.go_forward()
    page.wait_for_url(shared)
    settled(page)
    other = watched(context, samples, serve)
    other.goto(shared)
    settled(other)
    assert titles(other) == third
    assert other.complaints == []


def test_sorted(page, records) -> None:
    find(page)
    sort = page.get_by_label("Sort by")
    sort.select_option("oldest")
    page.wait_for_url("**sort=oldest")
    settled(page)
    by_day = sorted(records, key=lambda one: (str(one["responded"]), one["slug"]))
    assert titles(page) == [one["title"].strip() for one in by_day[:10]]
    sort.select_option("newest")
    page.wait_for_url("**sort=newest")
    settled(page)
    assert titles(page) == [one["title"].strip() for one in by_day[:-11:-1]]
    sort.select_option("longest")
    page.wait_for_url("**sort=longest")
    settled(page)
    taken = [
        int(re.search(r"(?:in|late:) (\d+)", text)[1])
        for text in page.locator(".dl-found > li").all_text_contents()
    ]
    assert taken == sorted(taken, reverse=True)


def test_pages_are_links(page, records) -> None:
    first = find(page)
    page.get_by_role("link", name="Next page").click()
    page.wait_for_url("**/search/?page=2")
    settled(page)
    second = titles(page)
    assert len(second) == 10
    assert not set(first) & set(second)
    assert page.locator(STATUS).text_content() == f"{len(records)} responses, page 2"
    assert page.evaluate("document.activeElement.id") == "results"
    assert page.locator(".dl-pagination [aria-current]").text_content() == "Page 2"
    assert page.get_by_role("link", name="Previous page").get_attribute("href").endswith("/search/")
    page.goto(page.url)
    settled(page)
    assert titles(page) == second


def test_a_page_past_the_end_leads_to_the_last(page, records) -> None:
    find(page, "", "&page=999")
    last = -(-len(records) // 10)
    page.wait_for_url(f"**/search/?page={last}")
    assert page.locator(".dl-pagination [aria-current]").text_content() == f"Page {last}"
    assert len(titles(page)) == len(records) - 10 * (last - 1)


# To take away


def test_the_results_as_a_table(page, records) -> None:
    find(page, "", "&outcome=refused&sort=oldest")
    with page.expect_download() as download:
        page.get_by_role("button", name="Get these as CSV").click()
    assert download.value.suggested_filename == "disclosure-log-search.csv"
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    wanted = sorted(
        (one for one in records if one["outcome"] == "refused"),
        key=lambda one: (str(one["responded"]), one["slug"]),
    )
    assert [row["title"] for row in rows] == [one["title"].strip() for one in wanted]
    assert [row["reference"] for row in rows] == [one["reference"] for one in wanted]
    assert [row["responded"] for row in rows] == [str(one["responded"]) for one in wanted]
    assert {row["outcome"] for row in rows} == {"Refused"}
    assert rows[0]["address"].endswith(f"/records/{wanted[0]['slug']}/")
    assert page.locator(".dl-take__said").text_content() == f"{len(wanted)} responses saved"


def test_a_search_can_be_cited(page, context, records) -> None:
    find(page, "police", "&outcome=refused")
    button = page.get_by_role("button", name="Cite this search")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    text = page.locator(".dl-take .dl-cite").text_content()
    number = total(page)
    newest = max(one["responded"] for one in records)
    assert text == (
        "Aldermoor Constabulary, disclosure log, search for “police”, decision: Refused: "
        f"{number} response{'s' * (number != 1)}, up to the response of "
        f"{newest.day} {newest:%B %Y}. {page.address}/search/?q=police&outcome=refused"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=page.address)
    page.locator("#dl-take-cite button").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == text


# While typing


def test_suggestions_in_the_header(page, records) -> None:
    page.goto(page.address + "/about/")
    box = page.locator("#site-search")
    box.focus()
    page.locator("#site-search[role=combobox]").wait_for()
    box.press_sequentially("facial rec")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    options.first.wait_for()
    assert "facial recognition" in options.first.text_content().lower()
    box.fill("")
    box.press_sequentially("s31(1)(a")
    page.get_by_role("option", name=re.compile(r"section 31\(1\)\(a\)")).click()
    page.wait_for_url("**/search/?q=exemption*")
    settled(page)
    assert total(page) > 0
    page.goto(page.address + "/about/")
    box.focus()
    page.locator("#site-search[role=combobox]").wait_for()
    box.press_sequentially("01.FOI.22.0263")
    page.get_by_role("option", name=re.compile("^01.FOI.22.026317")).wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/records/*/")


def test_filters_are_completed_as_one_types(page) -> None:
    find(page)
    box = page.locator("#search-query")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    box.press_sequentially("exemp")
    options.filter(has_text="exemption:").wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "exemption:"
    box.press_sequentially("s31(1)(a")
    option = options.filter(has_text="FOIA section 31(1)(a)")
    option.wait_for()
    assert "Exemption" in option.text_content()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/search/?q=exemption*")
    settled(page)
    assert "section 31(1)(a)" in page.locator(".dl-chip").text_content()


# For everybody


def test_by_keyboard_alone(page) -> None:
    page.goto(page.address + "/search/")
    settled(page)
    page.keyboard.press("/")
    page.keyboard.type("police")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=police")
    settled(page)
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const e = document.activeElement; const box = e.getBoundingClientRect();
                return {text: e.innerText || e.ariaLabel || e.labels?.[0]?.innerText || e.id,
                    tag: e.tagName, type: e.type ?? '', seen: box.width > 0 && box.height > 0,
                    ring: getComputedStyle(e).outlineStyle}; }"""
        )
        if here["tag"] == "BODY":
            break
        assert here["seen"], here
        assert here["ring"] != "none", here
        seen.append(here)
    kinds = [one["type"] for one in seen]
    assert kinds.index("checkbox") < kinds.index("select-one")
    assert [one["text"] for one in seen if one["tag"] == "BUTTON"][-1].startswith(
        "Turn search keys"
    )
    assert any("Get these as CSV" in one["text"] for one in seen)


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(samples, serve, browser, width, scheme) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.address = serve(samples.site)
    found = {}
    for query in ("", "police -fire year:2020..2025", "zzzz", '"open', "in:documents the report"):
        find(page, query, "&outcome=refused&outcome=granted-in-part" if "police" in query else "")
        page.wait_for_timeout(300)
        if width < 800 and page.locator(".dl-facets__button").is_visible():
            page.locator(".dl-facets__button").click()
        page.evaluate(
            """() => { for (const more of document.querySelectorAll('.dl-facet__more'))
                if (more.ariaExpanded === 'false') more.click(); }"""
        )
        if page.get_by_role("button", name="Cite this search").is_visible():
            page.get_by_role("button", name="Cite this search").click()
        if broken := violations(page):
            found[query] = broken
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), query
    context.close()
    assert found == {}


def test_choices_fold_away_on_a_phone(page) -> None:
    page.set_viewport_size({"width": 375, "height": 700})
    find(page, "", "&outcome=refused&late=no")
    button = page.get_by_role("button", name="Narrow (2)")
    button.wait_for()
    assert page.get_by_role("group", name="Decision").count() == 0
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert page.get_by_role("group", name="Decision").is_visible()


def test_without_javascript_the_page_says_so(samples, serve, browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(samples.site)}/about/")
    page.locator("#site-search").fill("police")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=police")
    assert "needs JavaScript" in page.locator("noscript").inner_text()
    assert page.get_by_role("link", name="Exemptions").last.is_visible()
    assert page.locator("[data-dl-keys]").is_hidden()
    context.close()


# What is in the files


def test_withdrawn_and_noindex_are_not_in_them(samples) -> None:
    everything = b"\n".join(
        data for uri, data in samples.tree(samples.site).items() if uri.startswith("search/")
    ).decode()
    slugs = set(re.findall(r'"slug":"([^"]+)"', everything))
    for path in samples.content.glob("records/*/*/record.yaml"):
        text = path.read_text(encoding="utf-8")
        hidden = "\nstatus: withdrawn" in text or "\nnoindex: true" in text
        assert (path.parent.name in slugs) is not hidden
    assert "responses.json" not in json.dumps(sorted(samples.tree(samples.site)))
