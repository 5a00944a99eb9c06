"""The search page as it is before any script runs, and the search engine's description."""

from __future__ import annotations

import html
import json
import re
import xml.etree.ElementTree as ET

from disclosurelog.pages.theme import theme_folder
from pages.samples import REASONS, Make, record, refused

SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def log(**changed):
    return {
        "one": record(1, title="Dog walking areas", topics=["Dogs", "Parks and gardens"]),
        "two": record(2, title="Dogs in walking areas", topics=["dogs", "Parks"], **changed),
        "three": refused(
            3,
            "Section 31(1)(a)&(b)",
            topics=["Parks and gardens"],
            citations=[{**REASONS, "cite": "Section 31(1)(a)&(b)", "harm": "It would help crime"}],
        ),
        "four": refused(4, "Section 31(1)(b)", responded="2022-12-30", received="2022-12-01"),
    }


def examples(page: str) -> list[str]:
    found = re.findall(r'\?q=([^"]+)"><code dir="auto">([^<]+)<', page)
    assert all(address for address, _ in found)
    return [html.unescape(text) for _, text in found]


def test_examples_come_from_the_log(make: Make) -> None:
    page = make(log()).html("search/")
    assert examples(page) == [
        "dogs",
        '"walking areas"',
        "exemption:s31(1)(b)",
        "year:2023 in:reasons crime",
    ]


def test_examples_show_nothing_that_a_search_does_not(make: Make) -> None:
    hidden = {"title": "Secret tunnels below", "topics": ["Tunnels"], "noindex": True}
    page = make({"one": record(1, **hidden), "two": record(2, **hidden)}).html("search/")
    assert examples(page) == []
    assert "unnels" not in page


def test_what_the_scripts_are_told(make: Make) -> None:
    page = make(log()).html("search/")
    told = json.loads(html.unescape(re.search(r'data-dl-log="([^"]+)"', page)[1]))
    assert told["authority"] == "Aldermoor Constabulary"
    assert re.fullmatch(r"2023-\d\d-\d\d", told["newest"])
    assert told["outcomes"]["granted-in-part"] == "Granted in part"


def test_scripts_are_files_in_order(make: Make) -> None:
    page = make({}).html("search/")
    assert re.findall(r'<script src="([^"]+)" defer></script>', page) == [
        "../assets/search/search.js"
    ]
    assert page.count("<script") == 1


def test_scripts_are_joined_and_lose_their_remarks_alone(make: Make) -> None:
    written = make({}).data
    joined = {u: d.decode() for u, d in written.items() if u.startswith("assets/search/")}
    worker, queries = (joined[f"assets/search/{name}.js"] for name in ("worker", "queries"))
    assert worker.count("importScripts(") == 1  # for what is fetched when it is needed
    assert queries.startswith('importScripts("vendor/lunr-2.3.9/lunr.min.js");')
    assert queries.count("importScripts(") == 1
    together = {line for script in joined.values() for line in script.splitlines()}
    for path in (theme_folder() / "assets/search").glob("*.js"):
        script, inside = path.read_text(), False
        if path.stem in {"worker", "queries"}:
            script = script.partition(");\n")[2]  # what it needs stands before it now
        for line in script.splitlines():
            inside = inside or line.lstrip().startswith("/*")
            if not inside and not line.lstrip().startswith("//"):
                assert line in together, (path.name, line)
            inside = inside and not line.rstrip().endswith("*/")
    assert not re.search(r"^\s*//", "\n".join(together), re.MULTILINE)
    brought = re.findall(
        r'"([a-z]+\.js)"', "".join(re.findall(r"dl\.bring\(([^)]*)\)", worker + queries))
    )
    assert {f"assets/search/{name}" for name in brought} <= joined.keys()


def test_a_browser_can_add_the_site_as_a_search_engine(make: Make) -> None:
    written = make(
        {}, site_url="https://foi.example/log", authority={"name": 'Law & <Order>" Office'}
    )
    root = ET.fromstring(written.data["opensearch.xml"])
    assert root.find(f"{SPACE}ShortName").text == 'Law & <Order>"…'
    assert (
        root.find(f"{SPACE}Url").get("template")
        == "https://foi.example/log/search/?q={searchTerms}"
    )
    assert len(root.find(f"{SPACE}ShortName").text) <= 16


def test_without_an_address_there_is_no_search_engine(make: Make) -> None:
    assert "opensearch.xml" not in make({}, site_url="").data


def told(page: str) -> dict[str, object]:
    return json.loads(html.unescape(re.search(r'data-dl-log="([^"]+)"', page)[1]))


def test_the_search_knows_which_choices_have_a_feed(make: Make) -> None:
    records = log(department="Parks office") | {"hidden": record(9, noindex=True, topics=["Own"])}
    written = make(records)
    feeds = told(written.html("search/"))["feeds"]
    assert feeds["topic"] == {
        "Dogs": "feeds/topics/dogs.atom",
        "dogs": "feeds/topics/dogs.atom",
        "Parks": "feeds/topics/parks.atom",
        "Parks and gardens": "feeds/topics/parks-and-gardens.atom",
    }
    assert feeds["exemption"]["uk-foia-2000/s31(1)"] == "feeds/exemptions/uk-foia-2000/s31-1.atom"
    assert feeds["law"] == {"FOIA": "feeds/laws/uk-foia-2000.atom"}
    assert feeds["outcome"]["refused"] == "feeds/outcomes/refused.atom"
    assert feeds["department"] == {"Parks office": "feeds/departments/parks-office.atom"}
    assert {one for facet in feeds.values() for one in facet.values()} <= written.beside
    assert told(make(records, site_url="").html("search/"))["feeds"] == {}
