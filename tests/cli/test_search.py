"""`disclosurelog search` over a built site."""

from __future__ import annotations

import json

import pytest

FACIAL = "live-facial-recognition-last-three-deployments"


@pytest.fixture(scope="module")
def ask(samples):
    def run(*words: str):
        return samples.run("disclosurelog", "search", "--site", str(samples.site), *words)

    return run


def slugs(done) -> list[str]:
    return [one["slug"] for one in json.loads(done.stdout)["results"]]


def test_words_and_an_exemption(ask) -> None:
    done = ask("exemption:s31 facial")
    assert done.returncode == 0
    assert f"records/{FACIAL}/" in done.stdout
    assert "section 31(1)(a)" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    "query",
    [
        '"live facial recognition"',
        "01.FOI.22.026317",
        "ref:01.FOI.22.026317",
        "exemption:s.31(1)(a) deployments facial",
        "section 31(1)(a)&(b) facial",
        "in:documents facial",
        "facial year:2022 outcome:granted in part",
        "facal~1 recognition",
        "deploy* facial",
    ],
)
def test_one_record_in_many_ways(ask, query) -> None:
    assert slugs(ask("--json", query))[0] == FACIAL


def test_a_parent_finds_its_children(ask) -> None:
    wide = set(slugs(ask("--json", "--most", "99", "exemption:s31")))
    narrow = set(slugs(ask("--json", "--most", "99", "exemption:s31(1)(a)")))
    assert narrow < wide


def test_an_older_number_finds_the_newer_and_back(ask) -> None:
    older = slugs(ask("--json", "--most", "99", "exemption:s40(3)"))
    newer = slugs(ask("--json", "--most", "99", "exemption:s40(3A)"))
    assert set(newer) <= set(older)
    assert newer


def test_words_apart_are_no_phrase(ask) -> None:
    assert slugs(ask("--json", '"recognition facial"')) == []
    assert json.loads(ask("--json", "recognition facial").stdout)["total"] >= 1


def test_stop_words_in_a_phrase_count(ask) -> None:
    every = {
        query: set(slugs(ask("--json", "--most", "99", query)))
        for query in (
            '"freedom of information"',
            '"freedom the information"',
        )
    }
    assert every['"freedom of information"']
    assert not every['"freedom the information"']


def test_pages_of_documents(ask) -> None:
    done = ask("--json", "in:documents facial")
    (first, *_) = json.loads(done.stdout)["results"]
    assert first["pages"][0]["page"] == 1
    assert first["pages"][0]["file"].endswith(".pdf")


def test_orders(ask) -> None:
    def days(sort: str) -> list[str]:
        done = ask("--json", "--most", "99", "--sort", sort, "police")
        return [one["responded"] for one in json.loads(done.stdout)["results"]]

    assert days("newest") == sorted(days("newest"), reverse=True)
    assert days("oldest") == sorted(days("newest"))


def test_a_query_that_cannot_be_read(ask) -> None:
    done = ask("facial exemption:s99")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "s99" in done.stderr
    assert "^" in done.stderr
    told = json.loads(ask("--json", 'facial "recog').stdout)
    assert told["problems"][0]["offer"]


@pytest.mark.parametrize("query", ["the of and", "x" * 1_900, "<script>alert(1)</script>", "شرطة"])
def test_odd_queries_find_nothing(ask, query) -> None:
    done = ask("--json", query)
    assert done.returncode == 0
    assert json.loads(done.stdout)["total"] == 0


def test_no_site(samples, tmp_path) -> None:
    done = samples.run("disclosurelog", "search", "--site", str(tmp_path), "facial")
    assert done.returncode == 2
    assert "build" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_shard(samples, tmp_path) -> None:
    import shutil

    site = tmp_path / "site"
    shutil.copytree(samples.site / "search", site / "search")
    shutil.rmtree(site / "search/postings")
    done = samples.run("disclosurelog", "search", "--site", str(site), "facial")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_what_is_excluded(ask) -> None:
    every = json.loads(ask("--json", "police").stdout)["total"]
    fewer = json.loads(ask("--json", "police", "-cameras").stdout)["total"]
    assert 0 < fewer < every


def test_words_left_out_are_told(ask) -> None:
    assert "Left out" in ask("the police").stdout


def test_parts_of_a_reference_are_no_reference(ask) -> None:
    assert json.loads(ask("--json", "ref:026317.22").stdout)["total"] == 0


def test_an_offer_for_what_no_law_has(ask) -> None:
    assert json.loads(ask("--json", "exemption:s999 facial").stdout)["problems"][0]["offer"]


def test_nothing_writes_on_the_terminal(ask) -> None:
    done = ask("exemption:\x1b[31ms999\x07")
    assert "\x1b" not in done.stdout + done.stderr
    assert "\x07" not in done.stdout + done.stderr
