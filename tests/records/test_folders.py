"""Where records lie: links, odd names and strays are refused, and nothing is passed over."""

from __future__ import annotations

import datetime
import os

import pytest

from disclosurelog.errors import CannotRun
from disclosurelog.records import Settings, load_log


def test_no_content_at_all(tmp_path) -> None:
    with pytest.raises(CannotRun):
        load_log(tmp_path / "nowhere", Settings())


def test_no_records_is_an_empty_log(tmp_path) -> None:
    (tmp_path / "records").mkdir()
    log = load_log(tmp_path, Settings())
    assert log.entries == ()


@pytest.mark.parametrize(
    "name", ["Upper", "with space", "dot.dot", "-x", "a--b", "ünïcode", "x" * 101]
)
def test_odd_slugs(content, plain, name) -> None:
    content.add(plain, name)
    assert "named" in content.the_problem().what


def test_a_newline_in_a_name_is_spelt_out(content, plain) -> None:
    content.add(plain, "a\n\x1b[31mb")
    assert "\n" not in str(content.the_problem())
    assert "\x1b" not in str(content.the_problem())


def test_the_same_slug_in_two_years(content, plain, broken) -> None:
    content.add(plain, "one", "2023")
    content.add(broken(plain, "T/1", "T/2"), "one", "2024")
    assert "same name" in content.the_problem().what


def test_one_reference_twice(content, plain, broken) -> None:
    content.add(plain, "one")
    content.add(broken(plain, "T/1", "t/1"), "two")
    assert "reference" in content.the_problem().what


@pytest.mark.parametrize("where", ["records", "year", "slug", "file"])
def test_links_are_refused(content, plain, tmp_path, where) -> None:
    folder = content.add(plain)
    places = {
        "records": content.path / "records",
        "year": folder.parent,
        "slug": folder,
        "file": folder / "record.yaml",
    }
    target = tmp_path / "elsewhere"
    places[where].rename(target)
    places[where].symlink_to(target)
    assert "link" in content.the_problem().what


def test_strays_and_pipes(content, plain) -> None:
    folder = content.add(plain)
    (content.path / "records" / "readme.txt").write_text("x")
    (folder / "inner").mkdir()
    os.mkfifo(folder / "pipe")
    (content.path / "records" / "2024" / "empty").mkdir()
    assert len(content.problems()) == 4


def test_unreadable(content, plain, monkeypatch) -> None:
    content.add(plain)
    real = type(content.path).read_bytes

    def deny(path):
        if path.name == "record.yaml":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(type(content.path), "read_bytes", deny)
    assert "cannot be opened" in content.the_problem().what


def test_what_is_held_back(content, plain, broken) -> None:
    content.add(plain, "shown")
    later = broken(broken(plain, "T/1", "T/2"), "published: 2024-01-25", "published: 2024-06-01")
    content.add(later, "later")
    content.add(broken(plain, "T/1", "T/3") + "status: draft\n", "draft")
    content.add(broken(plain, "T/1", "T/4") + "retain_until: 2024-02-01\n", "over")
    log = load_log(content.path, Settings(), datetime.date(2024, 3, 1))
    assert [e.slug for e in log.entries] == ["shown"]
    assert {e.slug for e in log.held_back} == {"later", "draft", "over"}
    assert load_log(content.path, Settings()).as_of == datetime.date(2024, 6, 1)
