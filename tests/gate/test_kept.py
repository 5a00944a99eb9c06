"""What builds keep can be seen, cleared and limited, and nothing else is ever touched."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from disclosurelog.cli import main
from disclosurelog.gate import kept

DAY = 24 * 60 * 60
NOON = 1_700_049_600  # 2023-11-15 12:00 UTC


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return tmp_path / "log" / ".cache" / "disclosurelog"


def put(top: Path, name: str, size: int = 1_000, used: int = NOON) -> Path:
    path = top / name
    path.parent.mkdir(parents=True, exist_ok=True)
    (top / name.split("/")[0] / ".gitignore").write_text("*\n")
    path.write_bytes(b"x" * size)
    os.utime(path, (used, used))
    return path


def run(top: Path, *options: str):
    content = top.parent.parent / "content"
    return CliRunner().invoke(main, ["cache", str(content), *options], catch_exceptions=False)


def files(top: Path) -> set[str]:
    return {
        path.relative_to(top).as_posix()
        for path in top.rglob("*")
        if not path.is_dir() and path.name != ".gitignore"
    }


def test_nothing_is_kept(top: Path) -> None:
    for options in [(), ("--clear",), ("--clear", "checks")]:
        done = run(top, *options)
        assert (done.exit_code, done.stdout) == (0, "Nothing is kept.\n")
    assert json.loads(run(top, "--json").stdout)["total"]["files"] == 0
    assert not top.exists()


def test_each_part_has_a_line(top: Path) -> None:
    put(top, "checks/ab/one", 2_500_000)
    put(top, "checks/ab/two", 500_000, NOON + DAY)
    put(top, "search/x.made")
    done = run(top)
    lines = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert lines == [
        "checks what the checks said 2 files 3.0 MB 2023-11-16",
        "search parts of the search 1 file 0.0 MB 2023-11-15",
        "total 3 files 3.0 MB 2023-11-16",
    ]
    told = json.loads(run(top, "--json").stdout)
    parts = {one.pop("part"): one for one in told["parts"]}
    assert parts.keys() == kept.PARTS.keys()
    assert parts["search"] == {
        "what": "parts of the search", "files": 1, "bytes": 1_000, "newest": "2023-11-15",
    }  # fmt: skip
    assert parts["pages"]["newest"] is None
    assert told["total"] == {"files": 3, "bytes": 3_001_000, "newest": "2023-11-16"}


def test_one_part_is_cleared_or_all(top: Path) -> None:
    for name in ("checks/ab/one", "pages/cd/two", "older/three"):
        put(top, name)
    assert run(top, "--clear", "checks").exit_code == 0
    assert files(top) == {"pages/cd/two", "older/three"}
    assert (top / "checks" / ".gitignore").read_text() == "*\n"
    done = run(top, "--clear")
    assert "deleted 2 files" in done.stderr
    assert files(top) == set()


def test_no_other_name_is_taken(top: Path) -> None:
    put(top, "checks/ab/one")
    for name in ("nothing", "..", "../../content"):
        done = run(top, "--clear", name)
        assert done.exit_code == 2
        assert all(part in done.stderr for part in kept.PARTS)
    assert files(top) == {"checks/ab/one"}


def test_links_are_deleted_and_never_followed(top: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "deep").mkdir(parents=True)
    (outside / "deep" / "precious").write_text("stays")
    put(top, "checks/ab/one")
    (top / "checks" / "file").symlink_to(outside / "deep" / "precious")
    (top / "checks" / "cd").symlink_to(outside)
    (top / "pages").symlink_to(outside)
    assert run(top).exit_code == 0
    assert run(top, "--clear").exit_code == 0
    assert files(top) == set()
    assert (outside / "deep" / "precious").read_text() == "stays"


@pytest.mark.parametrize("which", [".cache", ".cache/disclosurelog"])
def test_a_link_in_place_of_the_folder_is_refused(top: Path, tmp_path: Path, which: str) -> None:
    put(top, "checks/one")
    place = top.parent.parent / which
    place.rename(tmp_path / "moved")
    place.symlink_to(tmp_path / "moved")
    for options in [(), ("--clear",)]:
        done = run(top, *options)
        assert done.exit_code == 2
        assert "link" in done.stderr
    kept.limit(top, 2**62, 1)
    assert files(top) == {"checks/one"}


def test_the_limit_takes_what_was_not_used_for_longest(top: Path) -> None:
    for number, name in enumerate(("pages/aa/c", "checks/aa/a", "search/b", "pages/d")):
        put(top, name, used=NOON + number * DAY)
    began = (NOON + 2 * DAY) * 10**9
    kept.limit(top, began, 4_000)
    assert len(files(top)) == 4
    kept.limit(top, began, 3_000)
    assert files(top) == {"checks/aa/a", "search/b", "pages/d"}
    kept.limit(top, began, 0)
    assert len(files(top)) == 3
    kept.limit(top, began, 1)
    assert files(top) == {"search/b", "pages/d"}, "used by this build"
    assert (top / "checks" / ".gitignore").is_file()


def test_drafts_of_killed_builds_go_after_a_day(top: Path) -> None:
    old = put(top, "checks/ab/name.123-0123abcd", used=NOON)
    put(top, "checks/ab/name", used=NOON)
    began = (NOON + DAY) * 10**9
    kept.limit(top, began, 0)
    assert old.exists()
    kept.limit(top, began + 1, 0)
    assert files(top) == {"checks/ab/name"}


def test_a_start_is_later_than_all_before_and_no_later_than_what_follows(top: Path) -> None:
    assert kept.start(top) == 0
    before = put(top, "checks/before")
    began = kept.start(top)
    after = top / "checks" / "after"
    after.touch()
    assert before.stat().st_mtime_ns < began <= after.stat().st_mtime_ns
