"""Every page of the sample log: what it may hold, and what it says of itself to machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
import yaml

from kinds import KINDS
from microdata import Item, items_of
from projects import Project

SITE = "https://foi.aldermoor.example/"
DAY = re.compile(r"\d{4}-\d\d-\d\d")

# The properties of schema.org's types that are used; those that have to be there have a star.
ORGANISATION = {"name*", "url"}
VOCABULARY = {
    "BreadcrumbList": {"itemListElement*"},
    "ListItem": {"item*", "name*", "position*"},
    "WebSite": {"name*", "inLanguage*", "url*", "publisher*", "potentialAction*"},
    "SearchAction": {"target*", "query-input*"},
    "EntryPoint": {"urlTemplate*"},
    "GovernmentOrganization": ORGANISATION,
    "Report": {
        *("name*", "description*", "reportNumber*", "inLanguage*", "dateCreated*"),
        *("datePublished*", "dateModified", "keywords", "url*", "license", "publisher*", "hasPart"),
    },
    "DigitalDocument": {"name*", "url*"},
    "Dataset": {
        *("name*", "description*", "isAccessibleForFree*", "dateModified", "url*", "license*"),
        *("creator*", "distribution*"),
    },
    "DataDownload": {"name*", "contentUrl*", "contentSize*", "encodingFormat*", "description*"},
}
OPEN_GRAPH = {"og:type", "og:title", "og:description", "og:url", "og:site_name", "og:locale"}


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


@pytest.fixture(scope="module")
def pages(samples: Project) -> dict[str, str]:
    return {
        uri.removesuffix("index.html"): data.decode()
        for uri, data in samples.tree(samples.site).items()
        if uri.endswith(".html")
    }


def against_the_policy(html: str) -> list[str]:
    """What a strict Content-Security-Policy would refuse in a page."""
    wrong = []
    for tag, given in Tags(html).tags:
        if tag in {"style", "base", "iframe", "object", "embed", "applet"}:
            wrong.append(f"<{tag}>")
        if tag == "script" and not given.get("src"):
            wrong.append("a script in the page")
        wrong += [f"{name}= of <{tag}>" for name in given if name == "style" or name[:2] == "on"]
        for name, value in given.items():
            scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", value, re.IGNORECASE)
            if name not in {
                "href",
                "xlink:href",
                "src",
                "srcset",
                "action",
                "formaction",
                "poster",
            }:
                continue
            if scheme and scheme[1].casefold() not in {"http", "https", "mailto"}:
                wrong.append(f"{name}={scheme[1]}: of <{tag}>")
            loads = tag not in {"a", "link"} or given.get("rel") in {
                "stylesheet",
                "preload",
                "icon",
            }
            if loads and (scheme or value.lstrip().startswith("//")):
                wrong.append(f"<{tag}> loads {value}")
            if value.lstrip().startswith("//"):
                wrong.append(f"{name}={value} of <{tag}>")
    return wrong


def test_nothing_is_inline_or_from_elsewhere(pages) -> None:
    wrong = {uri: found for uri, html in pages.items() if (found := against_the_policy(html))}
    assert wrong == {}
    assert len(pages) > 200


@pytest.mark.parametrize(
    "html",
    [
        "<p style='color: red'>",
        "<p onclick='x()'>",
        "<script>x()</script>",
        "<script type='application/ld+json'>{}</script>",
        "<style>p {}</style>",
        "<a href=' JavaScript:x()'>",
        "<img src='https://elsewhere.example/'>",
        "<form action='//search/'>",
        "<a href='//records/'>",
        "<svg><a xlink:href='javascript:x()'>",
        "<link rel='stylesheet' href='https://elsewhere.example/x.css'>",
    ],
)
def test_what_the_policy_refuses_is_seen(html) -> None:
    assert against_the_policy(html)


def head(html: str) -> dict[str, str]:
    found = {}
    for tag, given in Tags(html).tags:
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            found.setdefault(name, given["content"])
        if tag == "link" and given.get("rel") == "canonical":
            found["canonical"] = given["href"]
    return found


def test_every_page_says_what_it_is_when_it_is_shared(pages) -> None:
    for uri, html in pages.items():
        said = head(html)
        address = set() if uri == "404.html" else {"canonical", "og:url"}
        assert {name for name in said if said[name]} >= OPEN_GRAPH - {"og:url"} | address, uri
        assert said["og:site_name"] == "Aldermoor Constabulary disclosure log"
        assert said["og:locale"] == "en_GB"
        assert said["og:description"] == said["description"]
        if address:
            assert said["og:url"] == said["canonical"] == f"{SITE}{uri}"


def walk(item: Item) -> Iterator[Item]:
    yield item
    for values in item.properties.values():
        for value in values:
            if isinstance(value, Item):
                yield from walk(value)


def found_on(pages: dict[str, str], uri: str, kind: str) -> Item:
    items = items_of(pages[uri], f"{SITE}{uri}")
    (item,) = [one for one in items if one.type == f"https://schema.org/{kind}"]
    return item


def test_markup_keeps_to_the_vocabulary(pages) -> None:
    seen = set()
    for uri, html in pages.items():
        for item in (one for top in items_of(html, f"{SITE}{uri}") for one in walk(top)):
            kind = item.type.removeprefix("https://schema.org/")
            known = VOCABULARY[kind]
            names = set(item.properties)
            assert names <= {name.rstrip("*") for name in known}, (uri, kind)
            assert {name.rstrip("*") for name in known if name.endswith("*")} <= names, (uri, kind)
            assert all(value for values in item.properties.values() for value in values), (
                uri,
                kind,
            )
            seen.add(kind)
    assert seen == set(VOCABULARY)


def test_every_record_is_a_report_with_its_documents(pages, samples) -> None:
    for path in samples.content.glob("records/*/*/record.yaml"):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        uri = f"records/{path.parent.name}/"
        if record.get("status") == "withdrawn":
            assert "schema.org/Report" not in pages[uri]
            continue
        report = found_on(pages, uri, "Report")
        assert report.one("url") == f"{SITE}{uri}"
        assert report.one("reportNumber") == str(record["reference"])
        assert report.one("name") == " ".join(record["title"].split())
        assert report.one("datePublished") == str(record["published"])
        assert DAY.fullmatch(report.one("dateCreated"))
        shown = [one for one in record.get("documents", ()) if not one.get("withdrawn")]
        parts = report.properties.get("hasPart", [])
        assert [part.one("url") for part in parts] == [f"{SITE}{uri}{one['file']}" for one in shown]


def test_the_way_up_is_numbered(pages) -> None:
    trail = found_on(pages, KINDS["record"], "BreadcrumbList").properties["itemListElement"]
    assert [one.one("position") for one in trail] == [str(n) for n in range(1, len(trail) + 1)]
    assert trail[0].one("item") == SITE
    assert trail[1].one("item") == f"{SITE}records/"
    for uri, html in pages.items():
        if "schema.org/BreadcrumbList" in html:
            links = found_on(pages, uri, "BreadcrumbList").properties["itemListElement"]
            assert {one.one("item").removeprefix(SITE) for one in links} <= pages.keys(), uri


def test_the_site_says_how_it_is_searched(pages) -> None:
    action = found_on(pages, "", "WebSite").one("potentialAction")
    assert action.one("target").one("urlTemplate") == f"{SITE}search/?q={{query}}"


def test_the_data_are_a_dataset_of_all_its_files(pages, samples) -> None:
    found = found_on(pages, "data/", "Dataset").properties["distribution"]
    there = {uri for uri in samples.tree(samples.site) if uri.startswith("data/")}
    assert {one.one("contentUrl").removeprefix(SITE) for one in found} == there - {
        "data/index.html"
    }
    media = {one.one("contentUrl").rpartition(".")[2]: one.one("encodingFormat") for one in found}
    assert media["csv"] == "text/csv"
    assert media["jsonl"] == "application/x-ndjson"
