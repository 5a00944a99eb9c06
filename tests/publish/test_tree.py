"""Nothing is in a site that nobody meant; nothing is there half."""

from __future__ import annotations

import hashlib
import json

import pytest

from disclosurelog.errors import CannotRun, Refused
from disclosurelog.publish.manifest import MANIFEST, verify_site
from disclosurelog.publish.staging import Staging
from disclosurelog.publish.tree import Tree


@pytest.fixture
def site(tmp_path):
    """An old site, as the last build left it."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("old")
    return folder


def content(folder) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_whole_site_is_swapped_in(site) -> None:
    with Staging(site) as staging:
        tree = Tree(staging.path)
        tree.write("index.html", b"new")
        tree.write("records/a/index.html", b"a")
        tree.seal()
        staging.swap()
    assert content(site).keys() == {"index.html", "records/a/index.html", MANIFEST}
    assert verify_site(site) == []
    assert [p.name for p in site.parent.iterdir()] == ["site"]


def test_without_an_old_site(tmp_path) -> None:
    site = tmp_path / "deep" / "site"
    with Staging(site) as staging:
        Tree(staging.path).seal()
        staging.swap()
    assert verify_site(site) == []


def break_off(site) -> None:
    with Staging(site) as staging:
        Tree(staging.path).write("index.html", b"new")
        (staging.path / "a").write_bytes(b"in the way")
        tree = Tree(staging.path)
        tree.write("a/b.html", b"cannot be written")
        tree.flush()


def test_a_failure_leaves_the_old_site(site) -> None:
    with pytest.raises(CannotRun):
        break_off(site)
    assert content(site) == {"index.html": b"old"}
    assert [p.name for p in site.parent.iterdir()] == ["site"]


def test_what_a_killed_build_left_is_removed(site) -> None:
    abandoned = site.parent / ".site-next-abandoned"
    abandoned.mkdir()
    with Staging(site) as at_work, Staging(site):
        assert not abandoned.exists()
        assert at_work.path.exists()


@pytest.mark.parametrize(
    "uri", ["/etc/x", "../x", "a/../x", "a//b", "./a", "a\\b", "a\nb", "a\x1b"]
)
def test_unsafe_addresses(tmp_path, uri) -> None:
    with pytest.raises(Refused):
        Tree(tmp_path).write(uri, b"")


def test_two_files_for_one_address(tmp_path) -> None:
    tree = Tree(tmp_path)
    tree.write("a/Index.html", b"")
    with pytest.raises(Refused):
        tree.write("a/index.html", b"")


@pytest.mark.parametrize("change", ["added", "changed", "missing", "link"])
def test_a_tree_that_is_not_what_was_meant(tmp_path, change) -> None:
    tree = Tree(tmp_path)
    tree.write("a.html", b"meant")
    tree.flush()
    if change == "added":
        (tmp_path / "b.pdf").write_bytes(b"not meant")
    elif change == "changed":
        (tmp_path / "a.html").write_bytes(b"other")
    elif change == "missing":
        (tmp_path / "a.html").unlink()
    else:
        (tmp_path / "l.html").symlink_to("/etc/passwd")
    with pytest.raises(Refused):
        tree.seal()


def test_verify_names_each_difference(site) -> None:
    with Staging(site) as staging:
        tree = Tree(staging.path)
        for name in ("a.html", "b.html", "c.html"):
            tree.write(name, b"x")
        tree.seal()
        staging.swap()
    (site / "a.html").write_bytes(b"y")
    (site / "b.html").unlink()
    (site / "d.html").write_bytes(b"x")
    assert [uri for uri, _ in verify_site(site)] == ["a.html", "b.html", "d.html"]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"version": 2, "files": {}}', b"\xff"])
def test_a_manifest_that_cannot_be_read(site, data) -> None:
    (site / MANIFEST).write_bytes(data)
    with pytest.raises(CannotRun):
        verify_site(site)


def test_no_site(tmp_path) -> None:
    with pytest.raises(CannotRun):
        verify_site(tmp_path)


def test_a_site_that_is_a_link_or_a_file(tmp_path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    (tmp_path / "file").write_text("")
    for name in ("link", "file"):
        with pytest.raises(CannotRun):
            Staging(tmp_path / name)


def test_the_manifest_is_sorted(tmp_path) -> None:
    tree = Tree(tmp_path)
    for name in ("b", "a", "c/d"):
        tree.write(name, b"")
    tree.seal()
    files = json.loads((tmp_path / MANIFEST).read_bytes())["files"]
    assert list(files) == ["a", "b", "c/d"]
    assert files["a"]["size"] == 0


@pytest.mark.parametrize("processes", [0, 2])
def test_many_files_with_and_without_helpers(tmp_path, processes) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(b"checked")
    sha256 = hashlib.sha256(b"checked").hexdigest()
    folder = tmp_path / "tree"
    folder.mkdir()
    with Tree(folder, processes) as tree:
        for number in range(600):
            tree.write(f"{number % 7}/{number}.html", str(number).encode())
            tree.copy(f"{number % 7}/{number}.pdf", source, sha256, 7)
        tree.seal()
    assert len(content(folder)) == 1_201
    assert (folder / "3/3.html").read_bytes() == b"3"
    assert verify_site(folder) == []


@pytest.mark.parametrize("processes", [0, 2])
def test_a_file_that_changed_after_it_was_checked(tmp_path, processes) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(b"changed since")
    folder = tmp_path / "tree"
    folder.mkdir()
    with Tree(folder, processes) as tree:
        for number in range(300):
            tree.write(f"{number}.html", b"")
        tree.copy("a.pdf", source, hashlib.sha256(b"checked").hexdigest(), 7)
        with pytest.raises(Refused, match=r"a\.pdf changed after it was checked"):
            tree.seal()
