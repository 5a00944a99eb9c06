"""Every kind of page, from a small log: what is on it, and that every link leads somewhere."""

from __future__ import annotations

import posixpath
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from disclosurelog.pages import fixed, many, theme_folder
from pages.samples import NOTICE, REASONS, Make, Written, record, refused

REDACTED = {
    "file": "papers.pdf",
    "title": "The papers",
    "redacted": True,
    "redactions": [
        {"page": 1, "provision": "s.40(2)"},
        {"page": 2, "provision": "s.40(2)", "count": 2},
        {"page": 2, "provision": "s.31(1)(a)"},
    ],
}


def everything() -> dict[str, dict[str, Any]]:
    """A log with one of each thing that changes a page."""
    return {
        "plain": record(1, topics=["Dogs", "C"], department="Kennels"),
        "refused": refused(
            2, "Section 31(1)(a)&(b)", responded="2022-12-30", received="2022-12-01"
        ),
        "personal": refused(
            3,
            "Section 40(2)&(3)",
            outcome="granted-in-part",
            citations=[
                {
                    "cite": "Section 40(2)&(3)",
                    "reason": "Names.",
                    "legitimate_interest": {"purpose": "P.", "necessity": "N.", "balance": "B."},
                    "applies_to": [{"document": "papers.pdf", "pages": "1-2"}],
                }
            ],
            documents=[
                REDACTED,
                {
                    "file": "gone.pdf",
                    "title": "Gone",
                    "withdrawn": {"date": "2023-05-01", "reason": "It named a person."},
                },
            ],
            topics=["C++", "dogs"],
        ),
        "late": record(4, responded="2023-06-30", published="2023-07-01"),
        "parts": record(
            5,
            outcome="granted-in-part",
            request={
                "text": "Two things.",
                "parts": [
                    {"label": "1", "text": "How many?", "outcome": "granted-in-full"},
                    {"label": "2", "text": "Who?", "outcome": "refused"},
                ],
            },
            citations=[{"cite": "s.31(1)(a)", "applies_to": [{"part": "2"}], **REASONS}],
            refusal_notice=NOTICE,
            internal_review={
                "requested": "2023-04-01",
                "decided": "2023-04-20",
                "outcome": "upheld",
                "text": "We looked again.",
            },
            regulator={
                "body": "Information Commissioner",
                "reference": "IC-1",
                "date": "2023-09-01",
                "outcome": "overturned",
                "url": "https://example.org/ic-1",
            },
            related=[
                {"reference": "F-0001", "relation": "follows"},
                {"reference": "F-9999", "relation": "batch"},
            ],
        ),
        "withdrawn": record(
            6,
            title="Withdrawn title",
            response={"text": "SECRET WORDS"},
            status="withdrawn",
            tombstone={"date": "2023-08-01", "reason": "A figure could point to a person."},
        ),
        "cymraeg": record(
            7,
            noindex=True,
            sensitive=True,
            translations={
                "cy": {
                    "title": "Ymateb saith",
                    "request": "Anfonwch y papurau.",
                    "response": "Maent ynghlwm.",
                }
            },
        ),
        "welsh": record(8, language="cy", title="Ymateb wyth", licence="No licence"),
    }


class Links(HTMLParser):
    """Where a page leads, and the places in it that can be led to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes |= {name for name, _ in attrs}
        for name, value in attrs:
            if name in {"href", "src", "action"}:
                self.targets.append(value or "")
            if name == "id":
                self.ids.append(value or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))


def target_of(uri: str, target: str) -> str:
    """The file that a link on a page leads to."""
    where = unquote(urlsplit(target).path)
    if not where:
        return uri
    path = posixpath.normpath(posixpath.join(posixpath.dirname(uri), where))
    return posixpath.normpath(f"{path}/index.html") if where.endswith("/") else path


def broken_links(written: Written, files: set[str]) -> list[str]:
    """Every internal link of every page that leads nowhere."""
    pages = {
        uri: Links(data.decode()) for uri, data in written.data.items() if uri.endswith(".html")
    }
    wrong = []
    for uri, links in pages.items():
        for target in links.targets:
            parts = urlsplit(target)
            if parts.scheme:
                assert parts.scheme in {"http", "https", "mailto"}
                continue
            path = target_of(uri, target)
            if path.startswith("assets/") and (theme_folder() / path).is_file():
                continue
            there = pages.get(path)
            if (there is None and path not in files | written.data.keys() | written.beside) or (
                parts.fragment and there is not None and parts.fragment not in there.ids
            ):
                wrong.append(f"{uri}: {target}")
    return wrong


def test_every_link_leads_somewhere(make: Make) -> None:
    written = make(everything(), page_size=5)
    assert broken_links(written, {"records/personal/papers.pdf"}) == []


def test_every_page_can_be_come_by(make: Make) -> None:
    written = make(everything(), page_size=5)
    seen, waiting = set(), ["index.html"]
    while waiting:
        uri = waiting.pop()
        if uri not in seen:
            seen.add(uri)
            for target in Links(written.data[uri].decode()).targets:
                there = target_of(uri, target)
                if there.endswith(".html") and there in written.data:
                    waiting.append(there)
    assert {uri for uri in written.data if uri.endswith(".html")} - seen == set()


def test_every_page_has_an_outline_without_gaps_and_no_id_twice(make: Make) -> None:
    for uri, data in make(everything(), page_size=5).data.items():
        if uri.endswith(".html"):
            links = Links(data.decode())
            assert len(links.ids) == len(set(links.ids)), uri
            assert links.headings[0] == 1, uri
            # A record in several languages has a heading in each; one is shown at a time.
            assert links.headings.count(1) == max(1, data.count(b'" id="in-')), uri
            for one, two in zip(links.headings, links.headings[1:], strict=False):
                assert two <= one + 1, uri


def test_there_is_a_page_for_each_record_and_no_address_twice(make: Make) -> None:
    written = make(everything())
    pages = [uri for uri in written.order if re.fullmatch(r"records/[a-z]+/index\.html", uri)]
    assert sorted(pages) == sorted(f"records/{slug}/index.html" for slug in everything())
    assert len(written.order) == len(set(written.order))


def test_two_runs_give_the_same_bytes(make: Make) -> None:
    one, two = make(everything()), make(everything())
    assert one.order == two.order
    assert one.data == two.data


def test_several_processes_give_the_same_bytes(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    one = make(everything())
    monkeypatch.setattr(many, "WORTH_IT", 1)
    monkeypatch.setattr(many, "_CHUNK", 2)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {0, 1})
    two = make(everything())
    assert one.order == two.order
    assert one.data == two.data


def test_nothing_of_the_shell_is_left(make: Make) -> None:
    for uri, data in make(everything()).data.items():
        assert b"\x00" not in data, uri
        assert b"dl-shell" not in data, uri


def test_an_empty_log_still_has_its_pages(make: Make) -> None:
    written = make({})
    assert "Nothing has been published here yet." in written.html("")
    assert "Nothing has been published here yet." in written.html("records/")
    assert broken_links(written, set()) == []


def test_a_record_carries_all_that_was_decided(make: Make) -> None:
    html = make(everything()).html("records/refused/")
    for words in (
        "F-0002",
        "Please send me the papers.",
        "Refused",
        "Section 31(1)(a)&amp;(b)",
        "Prevention or detection of crime",
        "It tells how operations are run.",
        "Harm: it would be likely to happen",
        "Methods would be lost:",
        '<ol type="a">',
        "Openness.",
        "Safety prevails.",
        "Given under Section 17(1), Freedom of Information Act 2000",
        "Write to us.",
        "Write to them.",
        "of 20 working days",
        "Open Government Licence v3.0",
        "https://foi.example/records/refused/",
    ):
        assert words in html.replace('<span class="dl-nowrap">', "").replace("</span>", "")
    assert '<a href="../../exemptions/uk-foia-2000/s31-1-a/">' in html


def test_documents_say_what_they_are_and_what_was_taken_out(make: Make) -> None:
    html = make(everything()).html("records/personal/")
    assert "Released information · PDF, 331 KB, 9 pages · in English" in html
    assert "What was taken out, in 4 places" in html
    assert "<td>s.40(2)</td><td>1\u20132</td>" in html
    assert re.search(r'href="../../certificates/[0-9a-f]{64}\.json">What was checked', html)
    assert "applies to “The papers”, pages 1\u20132" in html
    assert "Withdrawn on" in html
    assert "It named a person." in html
    assert "gone.pdf" not in html
    assert "Legitimate interest: necessity" in html


def test_a_late_response_is_said_to_be_late(make: Make) -> None:
    written = make(everything())
    assert re.search(
        r"This response was late\. It took \d+ working days; the limit was 20",
        written.html("records/late/"),
    )
    assert "was late" not in written.html("records/plain/")
    assert "in 10 of 20 working days" in written.html("records/plain/")


def test_parts_reviews_and_relations_are_shown(make: Make) -> None:
    written = make(everything())
    html = written.html("records/parts/")
    for words in (
        "How many?",
        "Who?",
        "applies to part 2",
        "We looked again.",
        "Information Commissioner, IC-1: the decision was overturned",
        "https://example.org/ic-1",
        "F-9999",
    ):
        assert words in html
    assert 'Follows <a href="../../records/plain/">' in html
    assert 'Followed by <a href="../../records/parts/">' in written.html("records/plain/")


def test_a_withdrawn_record_leaves_its_tombstone_and_nothing_else(make: Make) -> None:
    written = make(everything())
    html = written.html("records/withdrawn/")
    assert "A figure could point to a person." in html
    assert "1 August 2023" in html
    assert 'content="noindex"' in html
    for uri, data in written.data.items():
        assert b"SECRET WORDS" not in data, uri
        assert b"number 6" not in data, uri
    assert "No longer published" in written.html("records/")
    assert "Withdrawn title" not in written.html("outcomes/granted-in-full/")
    assert b"records/withdrawn/" not in written.data["sitemap.xml"]


def test_an_element_has_one_direction(make: Make) -> None:
    log = everything()
    log["welsh"]["language"] = "ar"
    html = make(log).html("records/welsh/")
    assert '<h1 itemprop="name" lang="ar" dir="rtl">Ymateb wyth</h1>' in html
    assert [tag for tag in re.findall(r"<[^>]+>", html) if tag.count(" dir=") > 1] == []


def test_a_record_in_another_language_is_marked_as_such(make: Make) -> None:
    written = make(everything())
    html = written.html("records/welsh/")
    assert '<h1 itemprop="name" dir="auto" lang="cy">Ymateb wyth</h1>' in html
    assert '<title lang="cy">' in html
    assert 'lang="cy">Ymateb wyth</a>' in written.html("records/")
    assert "under the No licence." in html


def test_a_record_that_asks_not_to_be_indexed_is_not(make: Make) -> None:
    written = make(everything())
    assert '<meta name="robots" content="noindex">' in written.html("records/cymraeg/")
    assert "may find distressing" in written.html("records/cymraeg/")
    assert b"/records/cymraeg/" not in written.data["sitemap.xml"]
    assert b"/records/plain/" in written.data["sitemap.xml"]


def test_neighbours_lead_through_the_whole_log(make: Make) -> None:
    written = make(everything())
    seen, address = [], "records/late/"
    while address:
        seen.append(address)
        found = re.search(r'rel="prev" href="../../(records/[a-z]+/)"', written.html(address))
        address = found[1] if found else ""
    assert len(seen) == len(everything())


def test_a_provision_lists_what_cites_it_or_a_part_of_it(make: Make) -> None:
    written = make(everything())
    for slug in ("s31", "s31-1", "s31-1-a"):
        html = written.html(f"exemptions/uk-foia-2000/{slug}/")
        assert "2 responses" in html
        assert "records/refused/" in html
        assert "records/parts/" in html
    assert "1 response<" in written.html("exemptions/uk-foia-2000/s31-1-b/")
    assert "exemptions/uk-foia-2000/s31-1-c/index.html" not in written.data
    assert "legislation.gov.uk" in written.html("exemptions/uk-foia-2000/s31-1-a/")


def test_an_older_number_is_found_under_both(make: Make) -> None:
    written = make(everything())
    assert "records/personal/" in written.html("exemptions/uk-foia-2000/s40-3a/")
    older = written.html("exemptions/uk-foia-2000/s40-3/")
    assert "records/personal/" in older
    assert "older number of section 40(3A)" in older
    newer = written.html("exemptions/uk-foia-2000/s40-3a/")
    assert 'href="../../../exemptions/uk-foia-2000/s40-3/">Section 40(3)</a>' in newer
    assert "Section 40(2)&amp;(3)" in written.html("records/personal/").replace(
        '<span class="dl-nowrap">', ""
    )


def test_a_refusal_notice_is_no_exemption(make: Make) -> None:
    written = make(everything())
    assert not [uri for uri in written.data if "/s17" in uri]
    assert "Section 17" not in written.html("exemptions/uk-foia-2000/")


def test_a_law_shows_every_exemption_it_has(make: Make) -> None:
    html = make(everything()).html("exemptions/uk-foia-2000/")
    assert "Section 22A" in html
    assert 'id="s31-1-c"' in html
    assert '<a href="../../exemptions/uk-foia-2000/s31/">' in html


def test_long_lists_are_cut_into_pages(make: Make) -> None:
    records = {f"r{n}": refused(n, "s.31(1)(a)", topics=["Dogs"]) for n in range(1, 13)}
    written = make(records, page_size=5)
    for folder in (
        "records/",
        "topics/dogs/",
        "years/2023/",
        "outcomes/refused/",
        "exemptions/uk-foia-2000/s31/",
    ):
        shown = []
        for number in (1, 2, 3):
            html = written.html(folder if number == 1 else f"{folder}page/{number}/")
            shown += re.findall(r'<h3 class="dl-item__title"><a href="[./]*records/(r\d+)/"', html)
            assert f"Page {number} of 3" in html
            assert ('rel="prev"' in html) == (number > 1)
            assert ('rel="next"' in html) == (number < 3)
            assert f'aria-current="page"><span class="dl-hidden">Page </span>{number}</a>' in html
        assert sorted(shown) == sorted(records)
        assert f"{folder}page/4/index.html" not in written.data
    assert broken_links(written, set()) == []


def test_topics_that_differ_in_capitals_are_one_and_in_signs_are_two(make: Make) -> None:
    written = make(everything())
    assert "2 responses" in written.html("topics/dogs/")
    assert "records/plain/" in written.html("topics/c/")
    other = next(uri for uri in written.data if re.match(r"topics/c-[0-9a-f]{8}/index", uri))
    assert "records/personal/" in written.html(other.removesuffix("index.html"))


def test_the_front_page_leads_everywhere(make: Make) -> None:
    html = make(everything()).html("")
    assert "7 responses that Aldermoor Constabulary" in html
    assert 'action="./search/"' in html
    for address in (
        "records/",
        "outcomes/refused/",
        "exemptions/uk-foia-2000/s31/",
        "topics/dogs/",
        "years/2023/",
    ):
        assert f'href="./{address}"' in html


def test_searching_works_without_javascript_as_far_as_it_can(make: Make) -> None:
    html = make(everything()).html("search/")
    assert '<form class="dl-search dl-search--big" action="../search/" method="get"' in html
    assert '<div id="search"' in html
    assert "<noscript>" in html


def test_every_check_has_its_page(make: Make) -> None:
    written = make({})
    assert "What it finds" in written.html("checks/P101/")
    assert 'href="../checks/P101/"' in written.html("checks/")


def test_robots_and_sitemap_need_the_sites_address(make: Make) -> None:
    written = make(everything())
    assert written.data["robots.txt"].endswith(b"Sitemap: https://foi.example/sitemap.xml\n")
    sitemap = written.data["sitemap.xml"].decode()
    assert "<loc>https://foi.example/</loc>" in sitemap
    assert "<loc>https://foi.example/records/late/</loc><lastmod>2023-07-01</lastmod>" in sitemap


def test_a_long_sitemap_is_split(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = make(everything()).data["sitemap.xml"].decode()
    monkeypatch.setattr(fixed, "MAX_URLS", 20)
    written = make(everything()).data
    parts = re.findall(
        r"<loc>https://foi.example/(sitemap-\d+.xml)</loc>", written["sitemap.xml"].decode()
    )
    assert len(parts) == -(-whole.count("<url>") // 20) > 1
    found = [re.findall("<url>.*</url>", written[part].decode()) for part in parts]
    assert [one for part in found for one in part] == re.findall("<url>.*</url>", whole)
    assert max(map(len, found)) == 20


def test_the_data_have_a_page(make: Make) -> None:
    page = make(everything()).html("data/")
    assert 'href="../data/records.csv"' in page
    assert "Responses &amp; more" in page
    assert 'records.csv, <span itemprop="contentSize">12 KB</span>' in page
    assert 'href="../feeds/all.atom"' in page


def test_lists_can_be_followed(make: Make) -> None:
    written = make(everything())
    for uri, feed in (
        ("records/", "all"),
        ("exemptions/uk-foia-2000/", "laws/uk-foia-2000"),
        ("exemptions/uk-foia-2000/s40/", "exemptions/uk-foia-2000/s40"),
        ("outcomes/refused/", "outcomes/refused"),
    ):
        assert f'href="{"../" * uri.count("/")}feeds/{feed}.atom"' in written.html(uri), uri
    assert not re.search("feeds/", written.html("years/2023/"))
    silent = make(everything(), site_url="")
    assert not [uri for uri, page in silent.data.items() if b"feeds/" in page]


def test_without_an_address_there_is_no_sitemap(make: Make) -> None:
    written = make(everything(), site_url="")
    assert "sitemap.xml" not in written.data
    assert b"Sitemap" not in written.data["robots.txt"]


HOSTILE = (
    "\"><script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) '{{ 7*7 }}"
)


def poisoned(value: Any, name: str = "") -> Any:
    """The same record with hostile words in every field of free text."""
    free = {"title", "summary", "text", "reason", "harm", "for", "against", "balance", "purpose"}
    free |= {
        "necessity",
        "review",
        "regulator",
        "advice",
        "request",
        "response",
        "body",
        "department",
    }
    if isinstance(value, dict):
        return {key: poisoned(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [poisoned(inner, name) for inner in value]
    return f"{value} {HOSTILE}" if isinstance(value, str) and name in free | {"topics"} else value


def test_hostile_words_stay_words(make: Make) -> None:
    records = {slug: poisoned(fields) for slug, fields in everything().items()}
    for fields in records.values():
        fields["reference"] += " <b>x"
    authority = {"name": f"Force {HOSTILE}", "email": "foi@example.org"}
    texts = {("personal", "papers.pdf"): [HOSTILE] * 9}
    written = make(records, authority=authority, texts=texts)
    for uri, data in written.data.items():
        if uri.endswith(".js"):
            continue  # they come from the theme as they are
        html = data.decode()
        assert "<script>" not in html.lower(), uri
        assert "<img src=x" not in html.lower(), uri
        assert not re.search(r'(href|src|action)="\s*javascript', html, re.IGNORECASE), uri
        assert not {name for name in Links(html).attributes if name.startswith("on")}, uri
        assert "49" not in html or "7*7" in html
        assert "<b>x" not in html, uri
    assert broken_links(written, {"records/personal/papers.pdf"}) == []


@pytest.mark.parametrize("size", [5, 50])
def test_every_page_is_within_the_depth_of_the_shells(make: Make, size: int) -> None:
    for uri in make(everything(), page_size=size).data:
        assert uri.count("/") <= 6
