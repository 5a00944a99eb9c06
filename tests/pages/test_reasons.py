"""Reasons side by side: all of them, newest first, with what became of each, on small pages."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest

from disclosurelog.pages import reasoned, reasons
from pages.samples import NOTICE, REASONS, Make, Written, record, refused
from pages.test_pages import broken_links

FOIA = "exemptions/uk-foia-2000"


def day(number: int) -> dict[str, str]:
    """Dates, so that a higher number is newer."""
    return {
        "received": f"2023-{number:02}-01",
        "responded": f"2023-{number:02}-15",
        "published": f"2023-{number:02}-20",
    }


def log() -> dict[str, dict[str, Any]]:
    review = {"requested": "2023-12-01", "decided": "2023-12-20", "outcome": "upheld"}
    return {
        "upheld": refused(1, "s.31(1)(a)", **day(1), internal_review=review),
        "both": refused(
            2,
            "s.31(1)(a)&(b)",
            **day(2),
            internal_review=review,
            tribunal={"body": "First-tier Tribunal", "outcome": "partly-overturned"},
        ),
        "welsh": refused(3, "s.31(1)(b)", **day(3), language="cy", title="Ymateb tri"),
        "personal": refused(
            4,
            "s.40(2)",
            **day(4),
            citations=[
                {
                    "cite": "s.40(2)",
                    "legitimate_interest": {"purpose": "P.", "necessity": "N.", "balance": "B."},
                },
                {"cite": "s.31(1)(a)", **REASONS},
            ],
        ),
        "silent": refused(5, "s.40(2)", **day(5), citations=[{"cite": "s.40(2)"}]),
        "only-silent": refused(6, "s.21(1)", **day(6), citations=[{"cite": "s.21(1)"}]),
        "gone": refused(
            7,
            "s.31(1)(a)",
            **day(7),
            citations=[{"cite": "s.31(1)(a)", **REASONS, "reason": "SECRET WORDS"}],
            status="withdrawn",
            tombstone={"date": "2023-09-01", "reason": "An error."},
        ),
        "pending": refused(
            8,
            "s.31(1)(a)",
            **day(8),
            internal_review={"requested": "2023-12-01", "outcome": "pending"},
        ),
        "plain": record(9, **day(9)),
    }


def shown(written: Written, slug: str) -> list[str]:
    html = written.html(f"{FOIA}/{slug}/reasons/")
    return re.findall(r'<article class="dl-compare__one" id="([^"]+)"', html)


def test_each_reason_stands_under_its_provision_and_those_above_newest_first(make: Make) -> None:
    written = make(log())
    assert shown(written, "s31-1-a") == ["pending-1", "personal-2", "both-1", "upheld-1"]
    assert shown(written, "s31-1-b") == ["welsh-1", "both-1"]
    whole = ["pending-1", "personal-2", "welsh-1", "both-1", "upheld-1"]
    assert shown(written, "s31-1") == shown(written, "s31") == whole
    assert shown(written, "s40-2") == ["personal-1"]


def test_every_link_leads_somewhere(make: Make) -> None:
    assert broken_links(make(log()), set()) == []


def test_all_that_was_said_is_there_and_what_became_of_it(make: Make) -> None:
    html = make(log()).html(f"{FOIA}/s31-1-b/reasons/")
    both = html.partition('id="both-1"')[2]
    for words in (
        "It tells how operations are run.",
        "Harm: it would be likely to happen",
        "Methods would be lost:",
        "Openness.",
        "Safety prevails.",
        "Internal review: the decision was upheld",
        "First-tier Tribunal: the decision was overturned in part",
        'href="../../../../records/both/#citation-1"',
        "15 February 2023",
        "F-0002",
    ):
        assert words in both
    for step in ("why", "harm", "for", "against", "balance"):
        assert f'class="dl-reason dl-compare__{step}"' in both
    personal = make(log()).html(f"{FOIA}/s40-2/reasons/")
    assert 'class="dl-reason dl-compare__interest-necessity"' in personal
    assert "No review or appeal is recorded" in personal


def test_what_was_overturned_is_listed_first(make: Make) -> None:
    html = make(log()).html(f"{FOIA}/s31/reasons/")
    lists = dict(re.findall(r'<h2 id="([a-z]+)">[^<]+</h2>\s*<ul>(.*?)</ul>', html, re.DOTALL))
    assert list(lists) == ["overturned", "upheld", "pending"]
    found = {name: re.findall(r"#([a-z]+-\d)", text) for name, text in lists.items()}
    assert found == {"overturned": ["both-1"], "upheld": ["upheld-1"], "pending": ["pending-1"]}
    assert "<dt>Responses that give reasons</dt><dd>5</dd>" in html
    link = '<a href="#overturned">Overturned, wholly or in part</a>'
    assert f"<dt>{link}</dt><dd>1</dd>" in html


def test_those_without_reasons_are_counted_and_have_no_page(make: Make) -> None:
    written = make(log())
    html = written.html(f"{FOIA}/s40/reasons/")
    assert "<dt>Responses that give reasons</dt><dd>1</dd>" in html
    assert "<dt>Responses without reasons</dt><dd>1</dd>" in html
    assert f"{FOIA}/s21/reasons/index.html" not in written.data
    assert "No response gives any" in written.html(f"{FOIA}/s21/")
    assert "Side by side, from 1 response" in written.html(f"{FOIA}/s40/")


def test_a_withdrawn_record_is_not_there(make: Make) -> None:
    written = make(log())
    assert not any(b"SECRET WORDS" in data for data in written.data.values())
    assert "gone-1" not in shown(written, "s31")


def test_words_in_another_language_are_marked(make: Make) -> None:
    html = make(log()).html(f"{FOIA}/s31-1-b/reasons/")
    assert 'lang="cy">Ymateb tri</a>' in html
    assert re.search(r'<h4>Harm[^<]*</h4><div dir="auto" lang="cy">', html)


def test_each_citation_leads_to_the_reasons_of_each_of_its_provisions(make: Make) -> None:
    html = make(log()).html("records/both/")
    assert f'<a href="../../{FOIA}/s31-1-a/reasons/">' in html
    assert f'<a href="../../{FOIA}/s31-1-b/reasons/">' in html
    assert "/reasons/" not in make(log()).html("records/silent/")


def test_the_words_of_a_response_that_search_engines_pass_by_are_kept_from_them(make: Make) -> None:
    written = make({"one": refused(1, "s.31(1)(a)", noindex=True), "two": refused(2, "s.31(1)(b)")})
    assert 'content="noindex"' in written.html(f"{FOIA}/s31/reasons/")
    assert 'content="noindex"' in written.html(f"{FOIA}/s31-1-a/reasons/")
    assert 'content="noindex"' not in written.html(f"{FOIA}/s31-1-b/reasons/")
    assert b"s31-1-b/reasons/" in written.data["sitemap.xml"]
    assert b"s31-1-a/reasons/" not in written.data["sitemap.xml"]


def test_many_are_cut_into_pages_and_lists_lead_to_the_right_one(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reasoned, "MOST", 3)
    overturned = {"requested": "2023-12-01", "decided": "2023-12-20", "outcome": "overturned"}
    records = {f"r{n}": refused(n, "s.31(1)(a)", **day(n)) for n in range(1, 9)}
    records["r1"] |= {"internal_review": overturned}
    written = make(records)
    seen = []
    for number in (1, 2, 3):
        part = "" if number == 1 else f"page/{number}/"
        html = written.html(f"{FOIA}/s31-1-a/reasons/{part}")
        seen += re.findall(r'<article class="dl-compare__one" id="([^"]+)"', html)
        assert f"Page {number} of 3" in html
    assert seen == [f"r{n}-1" for n in range(8, 0, -1)]
    first = written.html(f"{FOIA}/s31-1-a/reasons/")
    assert f'href="../../../../{FOIA}/s31-1-a/reasons/page/3/#r1-1"' in first
    assert "1 to 3 of 8 sets of reasons" in first
    assert broken_links(written, set()) == []


def test_a_long_text_is_cut_and_no_page_is_heavy(make: Make) -> None:
    # Words that hardly repeat: the worst that people write.
    words = " ".join(f"{number * 7919 % 99991:x}" for number in range(16_000))
    long = {**REASONS, "harm": words, "reason": words[::-1]}
    records = {
        f"r{n}": refused(n, "s.31(1)(a)", citations=[{"cite": "s.31(1)(a)", **long}])
        for n in range(1, 9)
    }
    written = make(records)
    html = written.html(f"{FOIA}/s31-1-a/reasons/")
    assert words[:1000] in html
    assert words not in html
    assert "These reasons are long and were cut here." in html
    assert words in written.html("records/r1/")
    pages = [data for uri, data in written.data.items() if "/reasons/" in uri]
    assert max(len(gzip.compress(data)) for data in pages) < 60_000


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("short", "short"),
        ("x" * 20_000, "x" * reasoned.LONGEST + " …"),
        ("ab " * 8_000, ("ab " * 4_000).strip().rsplit(maxsplit=1)[0] + " …"),
    ],
)
def test_cutting(text: str, kept: str) -> None:
    assert reasoned.cut(text) == kept


def test_the_list_of_those_overturned_has_an_end(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reasons, "MOST_LISTED", 2)
    overturned = {"requested": "2023-12-01", "decided": "2023-12-20", "outcome": "overturned"}
    records = {
        f"r{n}": refused(n, "s.31(1)(a)", **day(n), internal_review=overturned) for n in range(1, 5)
    }
    html = make(records).html(f"{FOIA}/s31/reasons/")
    assert "wholly or in part</a></dt><dd>4</dd>" in html
    assert "These are the newest 2." in html


def test_hostile_words_stay_words(make: Make) -> None:
    evil = '"><script>alert(1)</script>'
    one = refused(
        1,
        "s.31(1)(a)",
        title=evil,
        citations=[{"cite": "s.31(1)(a)", **REASONS, "harm": evil, "reason": evil}],
        refusal_notice=NOTICE,
    )
    html = make({"one": one}).html(f"{FOIA}/s31/reasons/")
    assert "<script" not in html
    assert "&lt;script&gt;" in html
