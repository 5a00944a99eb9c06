"""What the worker does where files fail, are gone, or are of another build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asking import Asker
from searchserver import serving

pytestmark = pytest.mark.browser


def test_a_shard_that_fails_then_comes(fresh) -> None:
    fresh.server.broken["/postings/"] = [500, 500]
    answer = fresh.ask(query="gritting")
    assert answer["failed"]["again"] is True
    assert answer.keys() == {"failed"}
    assert fresh.found("gritting") == ["area-3", "area-1"]


@pytest.mark.parametrize(
    "query", ["gritting year:2024", "-gritting", '"gritting routes"', "ref:FOI/000012", "grit*"]
)
def test_what_has_to_hold_is_not_passed_over(fresh, query) -> None:
    fresh.server.broken["/p"] = [500] * 100  # postings and places
    assert fresh.ask(query=query).keys() == {"failed"}


def test_the_other_side_of_an_or_is_shown(fresh) -> None:
    fresh.server.broken["/postings/"] = [500] * 100
    answer = fresh.ask(query="gritting OR exemption:s31")
    assert answer["results"]["total"] > 0
    assert answer["results"]["notes"] == ["“gritting” could not be looked up."]
    assert answer["failed"]["again"] is True
    assert fresh.ask(query="-(gritting OR exemption:s31)").keys() == {"failed"}


def test_where_words_stand_cannot_be_loaded(fresh) -> None:
    fresh.server.broken["/places/"] = [500] * 100
    answer = fresh.ask(query='"gritting routes"')
    assert answer["results"]["total"] == 2
    assert "separate words" in answer["results"]["notes"][0]
    assert fresh.ask(query='-"gritting routes"').keys() == {"failed"}
    assert fresh.ask(query="ref:000012-FOI").keys() == {"failed"}


def test_a_shard_that_fails_once_is_asked_for_again(fresh) -> None:
    fresh.server.broken["/postings/"] = [503]
    answer = fresh.ask(query="gritting")
    assert answer["results"]["total"] == 2
    assert "failed" not in answer


def test_the_rest_is_used(fresh) -> None:
    fresh.server.broken["/texts/"] = [500] * 4
    answer = fresh.ask(query="gritting")
    assert answer["results"]["total"] == 2
    assert answer["failed"]["again"] is True
    fresh.server.broken["/columns/"] = [500] * 4
    assert set(fresh.found("routes")) == {"area-3", "area-1"}


def test_no_index(fresh) -> None:
    fresh.server.broken["/index.json"] = [404]
    assert fresh.ask(query="gritting").keys() == {"failed"}
    assert fresh.found("gritting") == ["area-3", "area-1"]


def rebuilt(site: Path, **changes: object) -> None:
    """Publish the search anew: every file but `index.json` gets another name."""
    paths = sorted((site / "search").rglob("*.json"))
    stems = [path.stem for path in paths if path.parent.name != "search"]
    names = {one: f"{'0' if one[0] == 'f' else 'f'}{one[1:]}" for one in stems}
    for path in paths:
        body = path.read_text()
        for old, new in names.items():
            body = body.replace(f'"{old}"', f'"{new}"')
        path.unlink()
        path.with_name(f"{names.get(path.stem, path.stem)}.json").write_text(body)
    index = json.loads((site / "search/index.json").read_text())
    (site / "search/index.json").write_text(json.dumps({**index, "build": "anew", **changes}))


def test_an_index_of_another_build(fresh, site) -> None:
    assert fresh.found("gritting") == ["area-3", "area-1"]
    rebuilt(site)
    answer = fresh.ask(query="caerdydd exemption:s31")
    assert "failed" not in answer
    assert fresh.found("caerdydd") == ["area-2"]


def test_an_index_of_another_format(fresh, site) -> None:
    assert fresh.found("gritting") == ["area-3", "area-1"]
    rebuilt(site, format=99)
    assert fresh.ask(query="caerdydd OR exemption:s31").keys() == {"reload"}


def test_a_newer_question_silences_the_older(fresh) -> None:
    told = fresh.page.evaluate(
        """() => new Promise((done) => {
          const worker = new Worker("assets/search/worker.js");
          const told = [];
          worker.addEventListener("message", ({ data }) => {
            told.push(data.id);
            if (data.type === "facets") done(told);
          });
          for (let id = 1; id <= 5; id++) {
            worker.postMessage({ id, type: "search", query: "gritting", sort: "newest" });
          }
        })"""
    )
    assert told == [5, 5]


def test_each_file_is_fetched_once(fresh) -> None:
    fresh.ask(query="gritting routes")
    fresh.ask(query="routes gritting exemption:s31")
    paths = [path for path, _ in fresh.server.asked if "/search/" in path]
    assert len(paths) == len(set(paths))
    assert fresh.errors == []


def test_a_log_without_records(browser, project) -> None:
    project.start(0).build()
    with serving(project.site) as server:
        asker = Asker(browser, server)
        for query in ("", "gritting", "grit* zanzibar~1", '"gritting routes"', "late:yes"):
            answer = asker.ask(query=query)
            assert answer["results"]["total"] == 0, query
            assert not any(answer["facets"]["facets"].values())
