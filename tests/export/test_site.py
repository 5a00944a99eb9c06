"""The data as they stand in a built site: linked, listed, screened, the same each time."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from frictionless import Package

from disclosurelog.checks.policy import Withheld
from disclosurelog.checks.terms import terms_of
from disclosurelog.errors import Refused
from disclosurelog.gate.screening import Screen
from disclosurelog.publish.tree import Tree
from export.conftest import Export
from pages.samples import record
from projects import RECORD, Project

DATA = {
    *("records.csv", "citations.csv", "documents.csv", "statistics.csv"),
    *("records.jsonl", "disclosurelog.sqlite"),
    *("datapackage.json", "csv-metadata.json", "catalog.jsonld", "index.html"),
}
TOPICS = "topics: [Roads, Winter]\ndepartment: Highways\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = Project(tmp_path_factory.mktemp("built") / "project").start(2)
    project.add(3, RECORD.format(number=3, day=9) + TOPICS)
    project.build()
    return project


def test_everything_is_there_and_listed(built) -> None:
    tree = built.tree()
    assert {uri.removeprefix("data/") for uri in tree if uri.startswith("data/")} == DATA
    manifest = json.loads(tree["manifest.json"])["files"]
    for resource in json.loads(tree["data/datapackage.json"])["resources"]:
        meant = manifest[f"data/{resource['path']}"]
        assert resource["hash"] == f"sha256:{meant['sha256']}"
        assert resource["bytes"] == meant["size"]
    assert Package(str(built.site / "data/datapackage.json")).validate().valid
    assert b"Please send me" in tree["data/disclosurelog.sqlite"]


LINK = re.compile(r'(?:href|src)="?((?:\.\./|\./|/)*(?:feeds|data)/[^" >#]*|record\.json)')


def test_what_pages_say_of_data_and_feeds_is_there(built) -> None:
    tree = built.tree()
    told = set()
    for uri, page in tree.items():
        if uri.endswith(".html"):
            for link in LINK.findall(page.decode()):
                # The page for a lost address starts from the top, wherever it is shown.
                folder = "" if uri == "404.html" else posixpath.dirname(uri)
                path = posixpath.normpath(posixpath.join(folder, link.lstrip("/")))
                told.add(f"{path}/index.html" if link.endswith("/") else path)
    assert told <= tree.keys()
    there = {uri for uri in tree if uri.startswith("feeds/")}
    assert {uri for uri in told if uri.startswith("feeds/")} == there
    assert "feeds/topics/winter.json" in there
    assert {f"records/area-{n}/record.json" for n in (1, 2, 3)} <= told


def test_the_address_of_the_site_is_in_feeds_and_data(built) -> None:
    feed = json.loads(built.tree()["feeds/all.json"])
    assert feed["items"][0]["url"].startswith("https://log.example/records/")
    assert feed["items"][0]["id"].startswith("tag:log.example,2024:records/")


def test_another_machine_makes_the_same_database(built, another) -> None:
    other = another("some-where-else").start(2)
    other.add(3, RECORD.format(number=3, day=9) + TOPICS)
    other.build()
    assert other.tree()["data/disclosurelog.sqlite"] == built.tree()["data/disclosurelog.sqlite"]


def pieces(export: Export) -> Iterator[tuple[str, Path, str, list[str]]]:
    found = export(
        {"one": record(1, response={"text": "Asked by Agatha\nQuillfeather, we think."})}
    )
    for made in found.made.values():
        yield made.uri, made.path, made.sha256, list(made.pieces())


@pytest.fixture
def withheld() -> Withheld:
    blank = Withheld(b"k" * 32)
    terms = frozenset(blank.term(one.text) for one in terms_of("Agatha Quillfeather"))
    return Withheld(b"k" * 32, terms)


def test_withheld_words_are_seen_in_each_file_that_would_hold_them(
    export: Export, withheld: Withheld, tmp_path: Path
) -> None:
    refused = set()  # what holds the response's own words; the tables have its summary alone
    for uri, path, sha256, words in pieces(export):
        tree = Tree(tmp_path / "tree", screen=Screen(withheld))
        if uri in {"data/records.jsonl", "data/disclosurelog.sqlite"}:
            with pytest.raises(Refused, match="withheld"):
                tree.take_over(uri, path, sha256, words)
            refused.add(uri)
        else:
            tree.take_over(uri, path, sha256, words)
    assert refused == {"data/records.jsonl", "data/disclosurelog.sqlite"}


def test_a_file_that_changed_meanwhile_is_refused(export: Export, tmp_path: Path) -> None:
    uri, path, sha256, words = next(pieces(export))
    path.write_bytes(b"changed")
    (tmp_path / "tree").mkdir()
    tree = Tree(tmp_path / "tree")
    tree.take_over(uri, path, sha256, words)
    with pytest.raises(Refused, match="changed"):
        tree.flush()
