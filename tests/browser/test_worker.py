"""The Web Worker of a built log: what it is asked, and what it answers."""

from __future__ import annotations

import pytest

from asking import ASK, RECORDS, facts_of

pytestmark = pytest.mark.browser


def test_a_query_a_filter_and_a_sort(asker) -> None:
    assert asker.found("gritting") == ["area-3", "area-1"]
    everything = asker.ask(size=500)["results"]
    assert everything["total"] == RECORDS + 3
    days = [one["card"]["responded"] for one in everything["results"]]
    assert days == sorted(days, reverse=True)
    oldest = asker.ask(sort="oldest", size=500)["results"]["results"]
    assert [one["number"] for one in oldest] == list(range(RECORDS + 3))
    taken = [
        one["card"]["taken"] for one in asker.ask(sort="longest", size=500)["results"]["results"]
    ]
    known = [one for one in taken if one is not None]
    assert taken == sorted(known, reverse=True) + [None] * (len(taken) - len(known))
    second = asker.ask(sort="oldest", page=2, size=7)["results"]["results"]
    assert [one["number"] for one in second] == list(range(7, 14))


def test_a_parent_finds_its_children(built, asker) -> None:
    facts = facts_of(built)
    wanted = {slug for slug, one in facts.items() if "uk-foia-2000/s31(1)" in one["exemption"]}
    assert set(asker.found("exemption:s.31(1)", size=500)) == wanted
    assert set(asker.found("section 31(1)", size=500)) == wanted
    rest = set(asker.found("-exemption:s31(1)", size=500))
    assert rest == facts.keys() - wanted


def test_a_bare_reference_goes_to_its_record(asker) -> None:
    answer = asker.ask(query="FOI/000012")["results"]
    assert answer["go"] == "record-000012"
    assert asker.ask(query="gritting")["results"]["go"] is None
    assert asker.found("ref:FOI/000012") == ["record-000012"]
    assert asker.found("ref:FOI/00001") == []
    assert asker.ask(query="ref:FOI/000012")["results"]["go"] == "record-000012"
    assert asker.ask(query="-ref:FOI/000012")["results"]["go"] is None


def test_a_reference_with_its_words_in_another_order_is_another(asker) -> None:
    assert asker.ask(query="000012-FOI")["results"]["go"] is None
    assert asker.found("ref:000012-FOI") == []


def test_an_earlier_reference_still_leads_to_its_record(asker) -> None:
    assert asker.ask(query="EARLIER/0041-25")["results"]["go"] == "area-2"
    assert asker.found("ref:EARLIER/0041-25") == ["area-2"]
    assert asker.found("ref:0041/25") == ["area-2"]
    assert asker.found("ref:25-0041") == []


def test_the_words_are_marked(asker) -> None:
    results = asker.ask(query="gritted route")["results"]["results"]
    first = next(one for one in results if one["card"]["slug"] == "area-1")
    marked = [text for text, hit in first["snippet"] if hit]
    assert {text.lower() for text in marked} >= {"gritting", "routes"}
    assert "".join(text for text, _ in first["snippet"]).count("  ") == 0


def test_pages_of_a_long_document(asker) -> None:
    answer = asker.page.evaluate(
        ASK,
        {"asked": {"type": "search", "query": "zanzibar", "page": 1, "size": 10}, "last": "pages"},
    )
    (result,) = answer["results"]["results"]
    assert result["card"]["slug"] == "area-3"
    assert result["pages"] == [[0, 3]]
    assert answer["pages"]["pages"] == {str(result["number"]): [[0, 3], [0, 44]]}


def test_welsh_with_and_without_accents(asker) -> None:
    for query in ("Caerdŷdd", "caerdydd", "CAERDYDD", "dŵr", "dwr", "cafe\u0301", "gwyl"):
        assert asker.found(query) == ["area-2"], query


def test_right_to_left_and_combining(asker) -> None:
    for query in (
        "الشرطة",
        "طلب المعلومات",
        '"طلب المعلومات"',
        "a\u0301rea O’Briens",
        "área O'Brien's",
    ):
        assert asker.found(query) == ["area-2"], query


def test_html_is_words(asker) -> None:
    answer = asker.ask(query="<img src=x onerror=alert(1)>")["results"]
    assert [one["card"]["slug"] for one in answer["results"]] == ["area-2"]
    assert "".join(text for text, _ in answer["results"][0]["snippet"]).count("<img")


def test_only_stop_words(asker) -> None:
    answer = asker.ask(query="the of and")["results"]
    assert answer["total"] == 0
    assert len(answer["notes"]) == 3
    assert asker.ask(query="the gritting")["results"]["total"] == 2


@pytest.mark.parametrize("query", ["x" * 10_000, "gritting " * 1_111, '"(' * 5_000, "*" * 10_000])
def test_ten_thousand_characters(asker, query) -> None:
    answer = asker.ask(query=query)
    assert answer.keys() & {"problem", "results"}
    assert asker.found("gritting") == ["area-3", "area-1"]


def test_what_is_offered(asker) -> None:
    def offered(text: str) -> list[tuple[str, str]]:
        found = asker.ask("suggest", text=text)["suggestions"]["suggestions"]
        return [(one["kind"], one["slug"] or one["text"]) for one in found]

    assert ("exemption", "exemption:s31(1)(a)") in offered("s.31(1")
    assert ("title", "area-1") in offered("gritti")
    assert ("title", "area-1") in offered("gritting rou")
    assert ("reference", "record-000012") in offered("FOI/000012")
    assert offered("") == []


def test_all_cards(asker) -> None:
    cards = asker.ask("all", query="exemption:s31")["all"]["cards"]
    assert [one["slug"] for one in cards] == asker.found("exemption:s31", size=500)
