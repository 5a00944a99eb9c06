"""A document page by page: what its pages hold, and where each is found."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.pages import viewer
from disclosurelog.pages.theme import theme_folder
from disclosurelog.records.viewer import PART, part_of, viewer_names, viewer_uri
from pages.samples import Make, record, refused
from pages.test_pages import REDACTED, broken_links, everything

PAPERS = ("personal", "papers.pdf")


def one(**document: Any) -> dict[str, dict[str, Any]]:
    """A log of one response with one document."""
    return {"one": record(1, documents=[{"file": "map.pdf", "title": "A map", **document}])}


def shown(html: str) -> list[str]:
    """The text of each page, as a reader sees it."""
    found = re.findall(
        r'<div class="dl-docpage__text"[^>]*><p dir="auto">(.*?)</p>', html, re.DOTALL
    )
    return [unescape(text) for text in found]


def test_each_page_has_its_picture_and_its_text(make: Make) -> None:
    html = make(one(), texts={("one", "map.pdf"): ["First <b>page</b>.", "Second."]}).html(
        "records/one/map/"
    )
    assert shown(html) == ["First <b>page</b>.", "Second."]
    pictures = re.findall(
        r'<img src="([^"]+)" width="(\d+)" height="(\d+)"[^>]*loading="lazy"', html
    )
    assert pictures == [
        (f"../../../records/one/map/page-000{n}.webp", "1050", "1484") for n in (1, 2)
    ]
    assert '<section class="dl-docpage" id="page-2"' in html
    assert '<a class="dl-viewer__file" href="../../../records/one/map.pdf">' in html
    assert "mailto:foi@aldermoor.example?subject=Another%20format" in html


def test_what_was_held_back_is_said_for_the_document_and_on_each_page(make: Make) -> None:
    html = make(everything()).html("records/personal/papers/")
    html = re.sub(r'<span class="dl-nowrap">(.*?)</span>', r"\1", html)
    rows = re.findall(r"<tr><td>(.*?)</tr>", html)
    assert ["Section 40(2)" in rows[0], "Section 31(1)(a)" in rows[1]] == [True, True]
    assert re.findall(r'href="(#page-\d)"', rows[0]) == ["#page-1"]
    assert 'aria-label="Page 1\u20132">1\u20132</a>' in rows[0]
    assert '<td class="dl-number">3</td>' in rows[0]
    assert 'href="../../../records/personal/#citation-1"' in rows[0]
    assert "Not given" in rows[1]
    # The citation's own pages, which nobody counted places on.
    assert "Section 40(3A)" in rows[2]
    assert "Not counted" in rows[2]
    second = html[html.index('id="page-2"') : html.index('id="page-3"')]
    assert "Section 40(2)</a> <span>2 places</span>" in second
    assert "Section 31(1)(a)</a> <span>1 place</span>" in second
    third = html[html.index('id="page-3"') : html.index('id="page-4"')]
    assert "Held back" not in third


def test_pages_that_a_record_names_and_a_document_lacks_lead_nowhere(make: Make) -> None:
    redactions = [{"page": 7, "provision": "s.40(2)"}]
    log = {
        "one": refused(
            1,
            "s.31(1)(a)",
            outcome="granted-in-part",
            documents=[
                {"file": "map.pdf", "title": "A map", "redacted": True, "redactions": redactions}
            ],
        )
    }
    log["one"]["citations"][0]["applies_to"] = [
        {"document": "map.pdf", "pages": "2-999999999999999"}
    ]
    written = make(log, texts={("one", "map.pdf"): ["a", "b", "c"]})
    assert broken_links(written, {"records/one/map.pdf"}) == []
    html = written.html("records/one/map/")
    assert "<td>7</td>" in html
    assert 'aria-label="Page 2\u20133">2\u20133</a>' in html


def test_the_certificate_is_put_in_words(make: Make) -> None:
    html = make(everything()).html("records/personal/papers/")
    assert (
        "3 checks looked at every page of this file before it was published. 2 of them found"
        in html
    )
    assert re.search(r'checks/P101/">P101 [a-z ]+</a> It found something. A person looked', html)
    assert re.search(r'checks/P106/">P106 [a-z ]+</a> It found something that needs a look', html)
    assert re.search(r"certificates/[0-9a-f]{64}\.json", html)


def test_a_page_that_could_not_be_drawn_stands_without_its_picture(make: Make) -> None:
    written = make(everything(), undrawn={PAPERS: {2}})
    assert broken_links(written, {"records/personal/papers.pdf"}) == []
    html = written.html("records/personal/papers/")
    assert "page-0001.webp" in html
    assert "page-0002.webp" not in html
    assert html.count("because it could not be drawn") == 1
    assert "What stands on page 2." in html


def test_a_page_without_text_says_so(make: Make) -> None:
    written = make(one(), texts={("one", "map.pdf"): ["", ""]}, undrawn={("one", "map.pdf"): {2}})
    html = written.html("records/one/map/")
    assert html.count("the picture of it is all there is") == 1
    assert html.count("no text that can be shown here") == 1


def test_pictures_can_be_left_out(make: Make) -> None:
    html = make(everything(), page_images=False).html("records/personal/papers/")
    assert ".webp" not in html
    assert "could not be drawn" not in html
    assert "What stands on page 9." in html


def test_a_long_document_is_cut_into_parts(make: Make) -> None:
    texts = [f"Text {number}." for number in range(1, 902)]
    written = make(one(), texts={("one", "map.pdf"): texts})
    uris = [uri for uri in written.order if uri.startswith("records/one/map/")]
    assert len(uris) == 37
    assert [text for uri in uris for text in shown(written.data[uri].decode())] == texts
    for number, uri in enumerate(uris):
        html = written.data[uri].decode()
        assert (
            f'aria-current="page"><span class="dl-hidden">Pages </span>{number * PART + 1}' in html
        )
    assert broken_links(written, {"records/one/map.pdf"}) == []
    for page in (1, PART, PART + 1, 900, 901):
        assert f'id="page-{page}"' in written.html(viewer_uri("one", "map", page))


def test_a_withdrawn_file_has_no_page_and_a_replaced_one_says_so(make: Make) -> None:
    written = make(everything())
    assert not [uri for uri in written.order if "gone" in uri]
    html = make(one(replaced={"date": "2023-04-02", "reason": "A page was missing."})).html(
        "records/one/map/"
    )
    assert "This file replaced an earlier one on" in html
    assert "A page was missing." in html


def test_a_record_kept_from_search_engines_keeps_its_documents_from_them(make: Make) -> None:
    log = one()
    log["one"] |= {"noindex": True, "sensitive": True}
    written = make(log)
    assert 'content="noindex"' in written.html("records/one/map/")
    assert "records/one/map/" not in written.data["sitemap.xml"].decode()
    assert "readers may find distressing" in written.html("records/one/map/")


def test_another_language_is_marked_and_no_attribute_stands_twice(make: Make) -> None:
    html = make(one(language="ar")).html("records/one/map/")
    assert '<div class="dl-docpage__text" lang="ar" dir="rtl"><p dir="auto">' in html
    for tag in re.findall(r"<[a-z][^>]*>", html[html.index("<article") :]):
        names = re.findall(r" ([a-z-]+)(?:=|\s|>)", re.sub(r'"[^"]*"', '""', tag))
        assert len(names) == len(set(names)), tag


def test_the_record_leads_to_the_page_first_and_to_the_file_beside_it(make: Make) -> None:
    html = make(everything()).html("records/personal/")
    for part in (html[: html.index('id="request"')], html[html.index('id="documents"') :]):
        viewer_at = part.index('href="../../records/personal/papers/"')
        assert viewer_at < part.index('href="../../records/personal/papers.pdf"')


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("nul\x00 and bell\x07", "nul and bell"),
        ("over\u202eride", "override"),
        ("a line that is as wide as the paper it was set on\ngoes on", " goes on"),
        ("a line that is as wide as the paper it was set on\n1,200", "\n1,200"),
        ("short\nline", "short\nline"),
    ],
)
def test_text_is_fit_to_be_read(make: Make, text: str, seen: str) -> None:
    html = make(one(), texts={("one", "map.pdf"): [text]}).html("records/one/map/")
    assert shown(html)[0].endswith(seen)


@given(st.text(max_size=300))
def test_no_text_is_lost_in_flowing(text: str) -> None:
    flowing = viewer._flowing(text)
    assert flowing.split() == text.split() or flowing.replace(" ", "\n") == text.replace(" ", "\n")


# Addresses


def test_a_file_is_shown_under_its_name_without_suffix() -> None:
    assert viewer_names(("a.pdf", "b.final.pdf")) == {"a.pdf": "a", "b.final.pdf": "b.final"}


def test_files_that_differ_only_in_suffix_are_shown_apart() -> None:
    assert viewer_names(("a.pdf", "A.csv", "b.pdf")) == {
        "a.pdf": "a-pdf",
        "A.csv": "A-csv",
        "b.pdf": "b",
    }


NAMES = st.from_regex(r"[ab][ab.-]{0,5}\.(pdf|b)", fullmatch=True)


@given(st.lists(NAMES, unique_by=str.casefold, max_size=12))
def test_no_two_files_share_an_address_with_anything(files: list[str]) -> None:
    names = viewer_names(tuple(files))
    taken = [*files, *names.values(), "index.html", "record.json"]
    assert set(names) == set(files)
    assert len({name.casefold() for name in taken}) == len(taken)


def test_names_of_the_engine_are_nobodys() -> None:
    assert viewer_names(("record.json.pdf", "index.html.pdf")) == {
        "record.json.pdf": "record-json-pdf",
        "index.html.pdf": "index-html-pdf",
    }


def test_scripts_and_pages_cut_documents_alike() -> None:
    script = (theme_folder() / "assets/search/elements.js").read_text(encoding="utf-8")
    assert re.search(r"const PART = (\d+);", script)[1] == str(PART)
    assert [part_of(page) for page in (1, 25, 26, 50, 51)] == [1, 1, 26, 26, 51]


assert REDACTED["file"] == PAPERS[1]
