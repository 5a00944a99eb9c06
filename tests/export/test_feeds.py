"""Feeds: what RFC 4287 and JSON Feed ask for, the newest first, and nobody who should not be in."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import Any
from urllib.parse import urlsplit

import pytest

from disclosurelog.export.media import UNKNOWN, media_type
from disclosurelog.files.kinds import SUFFIXES
from disclosurelog.records import feeds
from export.conftest import SITE, Export, Exported
from pages.samples import record, refused

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9._~/-]+\Z")
GONE = {"date": "2024-02-01", "reason": "A court ordered it."}


def log() -> dict[str, dict[str, Any]]:
    return {
        "one": record(1, topics=["Roads & <Bridges>", "roads & <bridges>"], department="Highways"),
        "two": refused(2, "Section 31(1)(a)", topics=["Crime"], updated="2024-01-05"),
        "hidden": record(3, noindex=True, topics=["Secret ways"], title="Not to be followed"),
        "gone": record(4, status="withdrawn", tombstone=GONE, topics=["Lost"], title="Taken away"),
        "with-file": record(
            5,
            title="Ffyrdd <b> & dŵr",
            language="cy",
            documents=[{"file": "a.pdf", "title": 'Routes "north"'}],
        ),
    }


@pytest.fixture
def data(export: Export) -> Exported:
    return export(log())


def entries(data: Exported, uri: str) -> list[ET.Element]:
    return list(ET.fromstring(data.files[f"{uri}.atom"]).iter(f"{ATOM}entry"))


def slugs(data: Exported, uri: str) -> list[str]:
    items = json.loads(data.files[f"{uri}.json"])["items"]
    return [item["url"].rstrip("/").rpartition("/")[2] for item in items]


def text(element: ET.Element, name: str) -> str:
    (found,) = element.findall(f"{ATOM}{name}")
    return found.text or ""


def test_every_atom_feed_has_what_the_standard_asks_for(data: Exported) -> None:
    """RFC 4287: 4.1.1 and 4.1.2, one id, title and updated each; authors; unique ids; links."""
    found = {uri: raw for uri, raw in data.files.items() if uri.endswith(".atom")}
    assert found
    for uri, raw in found.items():
        feed = ET.fromstring(raw)
        assert feed.tag == f"{ATOM}feed"
        links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
        assert links["self"] == f"{SITE}{uri}" == text(feed, "id")
        assert text(feed, "title")
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        assert MOMENT.match(text(feed, "updated"))
        ids, moments = [], []
        for entry in feed.findall(f"{ATOM}entry"):
            ids.append(text(entry, "id"))
            moments.append(text(entry, "updated"))
            assert text(entry, "title")
            assert text(entry, "summary")
            assert MOMENT.match(moments[-1])
            assert text(entry, "published") <= moments[-1]
            (page,) = [x for x in entry.findall(f"{ATOM}link") if x.get("rel") == "alternate"]
            assert urlsplit(page.get("href")).netloc == "foi.example"
            for link in entry.findall(f"{ATOM}link"):
                assert (link.get("href") or "").startswith(SITE)
        assert len(set(ids)) == len(ids)
        assert [one for one in ids if not TAG.match(one)] == []
        assert moments == sorted(moments, reverse=True)
        assert text(feed, "updated") == max(moments)


def test_every_json_feed_says_the_same(data: Exported) -> None:
    for uri in [uri.removesuffix(".atom") for uri in data.files if uri.endswith(".atom")]:
        feed = json.loads(data.files[f"{uri}.json"])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"{SITE}{uri}.json"
        assert feed["title"]
        atom = entries(data, uri)
        assert [item["id"] for item in feed["items"]] == [text(one, "id") for one in atom]
        assert [item["title"] for item in feed["items"]] == [text(one, "title") for one in atom]
        for item in feed["items"]:
            assert item["content_text"]
            assert MOMENT.match(item["date_published"])


def test_there_is_a_feed_for_each_list(data: Exported) -> None:
    found = {uri.removesuffix(".atom") for uri in data.files if uri.endswith(".atom")}
    assert found == {
        "feeds/all",
        "feeds/laws/uk-foia-2000",
        *(f"feeds/exemptions/uk-foia-2000/{slug}" for slug in ("s31", "s31-1", "s31-1-a")),
        *("feeds/outcomes/granted-in-full", "feeds/outcomes/refused"),
        *("feeds/topics/roads-bridges", "feeds/topics/crime"),
        "feeds/departments/highways",
    }
    assert slugs(data, "feeds/exemptions/uk-foia-2000/s31") == ["two"]


def test_hidden_records_are_in_none_and_withdrawn_ones_in_that_of_all(data: Exported) -> None:
    assert slugs(data, "feeds/all") == ["gone", "two", "one", "with-file"]
    for uri, raw in data.files.items():
        if uri.startswith("feeds/"):
            assert b"hidden" not in raw, uri
            assert b"Taken away" not in raw, uri
            assert b"records/gone/" not in raw or uri.startswith("feeds/all."), uri
    (gone,) = [one for one in entries(data, "feeds/all") if text(one, "id").endswith("/gone")]
    assert text(gone, "title") == "F-0004: no longer published"
    assert text(gone, "summary") == "Withdrawn on 2024-02-01. A court ordered it."
    assert text(gone, "updated") == "2024-02-01T00:00:00Z"


def test_files_are_enclosed(data: Exported) -> None:
    (entry,) = [e for e in entries(data, "feeds/all") if text(e, "title") == "Ffyrdd <b> & dŵr"]
    (file,) = [x for x in entry.findall(f"{ATOM}link") if x.get("rel") == "enclosure"]
    assert file.attrib == {
        "rel": "enclosure",
        "type": "application/pdf",
        "href": f"{SITE}records/with-file/a.pdf",
        "length": "331000",
        "title": 'Routes "north"',
    }
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"


def test_an_id_outlives_changes(export: Export) -> None:
    changed = log()
    changed["one"] |= {"updated": "2024-05-05", "title": "Another title"}
    first, then = export(log()), export(changed)

    def ids(data: Exported) -> set[str]:
        return {text(one, "id") for one in entries(data, "feeds/all")}

    assert ids(first) == ids(then)
    assert slugs(then, "feeds/all")[0] == "one"


def test_feeds_are_bounded(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "NEWEST", 2)
    monkeypatch.setattr(feeds, "MOST", 3)
    records = {
        f"r-{n}": record(n, topics=[f"own {n}", "shared"], published=f"2023-04-{n:02}")
        for n in range(1, 8)
    }
    data = export(records)
    assert slugs(data, "feeds/all") == ["r-7", "r-6"]
    topics = {uri for uri in data.files if uri.startswith("feeds/topics/") and "atom" in uri}
    assert topics == {f"feeds/topics/{slug}.atom" for slug in ("shared", "own-1", "own-2")}


@pytest.mark.parametrize("address", ["", "/log/", "not an address"])
def test_no_address_no_feeds(export: Export, address: str) -> None:
    data = export({"one": record(1)}, site_url=address)
    assert not [uri for uri in data.files if uri.startswith("feeds/")]


def test_the_feeds_that_are_told_of_are_those_that_are_there(data: Exported) -> None:
    told = {one.uri for one in feeds.feeds_of(data.checked.log)}
    assert {f"{uri}.{kind}" for uri in told for kind in ("atom", "json")} == {
        uri for uri in data.files if uri.startswith("feeds/")
    }


def test_every_kind_of_file_has_a_media_type() -> None:
    for kind, suffixes in SUFFIXES.items():
        for suffix in suffixes:
            if kind != "ole2" and suffix not in {".docm", ".xlsm", ".pptm"}:
                assert media_type(kind, f"a{suffix}") != UNKNOWN, suffix
    assert media_type("unknown", "a.bin") == UNKNOWN


def test_odd_input_still_makes_feeds(export: Export) -> None:
    files = [{"file": f"f-{n}.pdf", "title": f"File {n} <i>"} for n in range(60)]
    data = export(
        {
            "long": record(1, title="x" * 300, documents=files),
            "rtl": record(2, title="طلب معلومات & <script>", language="ar", topics=["الشرطة"]),
            "old": record(3, received="1801-02-02", responded="1801-02-20", published="1801-03-01"),
        },
        authority={"name": '<b>"Law" & Order</b>'},
    )
    feed = ET.fromstring(data.files["feeds/all.atom"])
    assert text(feed, "title") == '<b>"Law" & Order</b>: all responses'
    titles = [text(entry, "title") for entry in entries(data, "feeds/all")]
    assert titles == ["x" * 300, "طلب معلومات & <script>", "Response 3"]
    assert "tag:foi.example,1801:log/records/old" in data.files["feeds/all.json"].decode()
    assert [uri for uri in data.files if uri.startswith("feeds/topics/x-")]
