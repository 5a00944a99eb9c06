"""A record in several languages: an article in each, labels included, and nothing said twice."""

from __future__ import annotations

import re

from markupsafe import Markup

from disclosurelog.pages.tongues import apart
from pages.samples import Make, record

WELSH = {
    "title": "Ymateb un",
    "request": "Anfonwch y papurau.",
    "response": "Maent ynghlwm.",
}


def articles(html: str) -> dict[str, str]:
    """The record's articles by language tag, in the order of the page."""
    parts = re.split(r'<div class="dl-tongue[^"]*" id="in-([a-z]+)"', html)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_each_language_has_an_article_with_its_own_labels(make: Make) -> None:
    html = make({"one": record(1, translations={"cy": WELSH})}).html("records/one/")
    found = articles(html)
    assert list(found) == ["en", "cy"]
    assert found["cy"].startswith(' tabindex="-1" lang="cy">')
    for label in ("Beth a ofynnwyd", "Llinell amser", "Cipolwg", "Dogfennau"):
        assert label in found["cy"]
        assert label not in found["en"]
    assert "What was asked" in found["en"]
    assert ">What was asked<" not in found["cy"]
    assert re.search(r"<h1[^>]*>Ymateb un</h1>", found["cy"])
    assert "Anfonwch y papurau." in found["cy"]


def test_what_is_not_translated_is_shown_in_the_records_language(make: Make) -> None:
    html = make({"one": record(1, translations={"cy": WELSH})}).html("records/one/")
    summary = record(1)["summary"]
    assert f'dir="auto" lang="en">{summary}</p>' in articles(html)["cy"]
    assert f'dir="auto">{summary}</p>' in articles(html)["en"]


def test_the_switch_says_which_language_is_shown(make: Make) -> None:
    found = articles(make({"one": record(1, translations={"cy": WELSH})}).html("records/one/"))
    assert '<a href="#in-en" aria-current="true">English</a>' in found["en"]
    assert '<a href="#in-cy" lang="cy">Cymraeg</a>' in found["en"]
    assert '<a href="#in-en" lang="en">English</a>' in found["cy"]
    assert '<a href="#in-cy" aria-current="true">Cymraeg</a>' in found["cy"]


def test_no_id_is_there_twice_and_each_link_stays_in_its_article(make: Make) -> None:
    html = make({"one": record(1, translations={"cy": WELSH})}).html("records/one/")
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert 'href="#timeline"' in articles(html)["en"]
    assert 'href="#cy-timeline"' in articles(html)["cy"]
    for target in re.findall(r' href="#([^"]+)"', html):
        assert target in ids


def test_a_language_without_a_catalogue_has_labels_in_the_sites(make: Make) -> None:
    irish = {"title": "Freagra", "request": "Cad?", "response": "Seo."}
    written = make({"one": record(1, translations={"ga": irish, "ar": {"title": "طلب"}})})
    found = articles(written.html("records/one/"))
    assert list(found) == ["en", "ar", "ga"]
    assert "What was asked" in found["ga"]
    assert re.search(r'<h1[^>]* lang="ga">Freagra</h1>', found["ga"])
    assert re.search(r'<h1[^>]* lang="ar"[^>]*>طلب</h1>', found["ar"])


def test_a_welsh_site_shows_the_welsh_first_and_in_its_lists(make: Make) -> None:
    written = make({"one": record(1, translations={"cy": WELSH})}, language="cy")
    html = written.html("records/one/")
    assert list(articles(html)) == ["cy", "en"]
    assert re.search(r"<title[^>]*>Ymateb un", html)
    assert ">Ymateb un</a></h3>" in written.html("records/")


def test_words_of_a_record_that_look_like_an_id_are_left_as_they_are() -> None:
    html = Markup('<p id="a">see id="a" and <a href="#a">it</a>, <a href="#in-en">English</a></p>')
    assert apart(html, "cy-") == (
        '<p id="cy-a">see id="a" and <a href="#cy-a">it</a>, <a href="#in-en">English</a></p>'
    )
