"""A good push is live; a bad one leaves what is live; and there is a way back."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import threading
import time
from pathlib import Path

import pytest

import pdfs
from disclosurelog.publish import verify_site
from disclosurelog.publish.deploy.releases import Releases
from projects import RECORD
from repositories import Clone, Done, Served


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> tuple[Served, Clone]:
    """A server that has put its first push live."""
    server = Served(tmp_path_factory.mktemp("deploy") / "srv")
    server.install("--site", str(server.site))
    desk = server.clone().start()
    done = desk.push()
    assert done.returncode == 0, done.stderr
    assert "is live" in done.stderr
    return server, desk


def _current(server: Served) -> Path:
    return (server.site / "current").resolve()


def _page(server: Served, uri: str) -> str:
    return (server.site / "current" / uri).read_text()


def _change(desk: Clone, number: int, word: str) -> str:
    text = RECORD.format(number=number, day=number + 2).replace("Gritting routes", f"{word} routes")
    desk.add_record(number, text=text)
    return desk.commit(word)


def _push(desk: Clone) -> Done:
    done = desk.push()
    assert done.returncode == 0, done.stderr
    return done


def test_a_push_is_live(live) -> None:
    server, desk = live
    commit = _change(desk, 1, "Salting")
    told = _push(desk).stderr
    assert f"Building {commit[:12]}" in told
    assert f"{commit[:12]} is live" in told
    assert _current(server).name == commit
    assert verify_site(_current(server)) == []
    assert "Salting routes 1" in _page(server, "records/area-1/index.html")
    assert str((server.site / "current").readlink()) == f"releases/{commit}"


def test_what_is_built_is_what_a_build_by_hand_gives(live, another) -> None:
    """The same bytes as an officer's own build of the same commit, on the same day."""
    server, desk = live
    project = another("byhand")
    project.write("mkdocs.yml", server.config.read_text())
    for path in (desk.path / "content").rglob("*"):
        if path.is_file():
            project.write(str(path.relative_to(desk.path)), path.read_bytes())
    project.build("--as-of", "2024-03-02")
    released = {
        str(path.relative_to(_current(server))): path.read_bytes()
        for path in sorted(_current(server).rglob("*"))
        if path.is_file()
    }
    assert released == project.tree()


def test_another_branch_is_not_put_live(live) -> None:
    server, desk = live
    before = _current(server)
    desk.write("README.md", "# Draft\n")
    desk.commit("Draft")
    done = desk.push("HEAD:refs/heads/draft")
    desk.git("reset", "--quiet", "--hard", "HEAD^")
    assert done.returncode == 0, done.stderr
    assert "Building" not in done.stderr
    assert _current(server) == before


def test_a_refused_push_leaves_what_is_live(live) -> None:
    server, desk = live
    before = _current(server)
    desk.add_record(1, pdf=pdfs.letter(pdfs.LINE + pdfs.BOX))
    desk.commit("Leak")
    assert desk.push().returncode != 0
    desk.git("reset", "--quiet", "--hard", "HEAD^")
    assert _current(server) == before


def test_a_build_that_fails_leaves_what_is_live(live) -> None:
    """The look on the server is broken, which no push can mend or cause."""
    server, desk = live
    before = _current(server)
    config = server.home / "mkdocs.yml"
    good = config.read_text()
    config.write_text(good.replace("nav: [About: about.md]", "nav: nonsense"))
    try:
        commit = _change(desk, 2, "Ploughing")
        done = desk.push()
    finally:
        config.write_text(good)
    # The settings can't be used, so that nothing can be judged: the push itself is refused.
    assert done.returncode != 0 or "stays live" in done.stderr
    assert _current(server) == before
    done = desk.push() if done.returncode else server.run("deploy", str(server.path))
    assert done.returncode == 0, done.stderr
    assert _current(server).name == commit


def test_back_and_forth(live) -> None:
    server, desk = live
    before = _current(server).name
    commit = _change(desk, 2, "Sanding")
    _push(desk)
    listed = server.run("deploy", str(server.path), "--list").stdout.splitlines()
    assert [line.split()[0] for line in listed][:2] == [commit, before]
    assert listed[0].endswith("live")
    done = server.run("deploy", str(server.path), "--rollback")
    assert done.returncode == 0, done.stderr
    assert _current(server).name == before
    done = server.run("deploy", str(server.path))
    assert done.returncode == 0, done.stderr
    assert _current(server).name == commit
    done = server.run("deploy", str(server.path), "--rollback", "--to", "0000")
    assert done.returncode == 2


def test_a_broken_release_is_not_put_back(live) -> None:
    server, _ = live
    old = Releases(server.site).before(_current(server).name)
    assert old is not None
    (old.path / "index.html").write_text("changed")
    done = server.run("deploy", str(server.path), "--rollback", "--to", old.commit)
    assert done.returncode == 2
    assert "not what its manifest says" in done.stderr


def test_old_search_files_stay_for_open_pages(live) -> None:
    server, desk = live
    old = json.loads(_page(server, "search/index.json"))
    before = _current(server)
    _change(desk, 1, "Brining")
    _push(desk)
    names = {str(p.relative_to(before)) for p in (before / "search").rglob("*.json")}
    new = {str(p.relative_to(_current(server))) for p in _current(server).rglob("search/**/*.json")}
    assert old["build"] != json.loads(_page(server, "search/index.json"))["build"]
    gone = names - new
    assert gone
    assert [name for name in gone if not (server.site / "kept" / name).is_file()] == []


def test_only_so_many_releases_are_kept(tmp_path: Path) -> None:
    releases = Releases(tmp_path)
    releases.prepare()
    commits = [f"{number:040x}" for number in range(1, 6)]
    for at, commit in enumerate(commits):
        folder = releases.place(commit) / "search" / "terms"
        folder.mkdir(parents=True)
        (folder / f"{at}.json").write_text("{}")
        releases.swap(commit)
        os.utime(releases.place(commit), (1_000_000 + at, 1_000_000 + at))
    releases.prune(2, 24)
    assert [one.commit for one in releases.all()] == commits[:1:-1]
    kept = sorted(path.name for path in (tmp_path / "kept").rglob("*.json"))
    assert kept == ["0.json", "1.json", "2.json", "3.json"]
    old = tmp_path / "kept" / "search" / "terms" / "0.json"
    os.utime(old, (time.time() - 25 * 3600,) * 2)
    releases.prune(2, 24)
    assert not old.exists()


def test_of_several_pushes_the_newest_is_built(live) -> None:
    """Whoever comes while a build runs waits, and finds its work done by the first that follows."""
    server, desk = live
    told: list[str] = []
    lock = os.open(server.home / "deploy.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    threads = []
    try:
        for number, word in enumerate(("Alpha", "Beta", "Gamma")):
            commit = _change(desk, 1, word)
            done = threading.Event()

            def push(commit: str = commit, done: threading.Event = done) -> None:
                told.append(desk.push(f"{commit}:refs/heads/main").stderr)
                done.set()

            thread = threading.Thread(target=push)
            thread.start()
            threads.append(thread)
            _wait_for(lambda commit=commit: server.refs().get("refs/heads/main") == commit)
            assert number == 2 or not done.is_set()
    finally:
        os.close(lock)
    for thread in threads:
        thread.join()
    assert all("Another build is running" in one for one in told)
    assert sum("Building" in one for one in told) == 1
    assert _current(server).name == commit


def _wait_for(there) -> None:
    for _ in range(3_000):
        if there():
            return
        time.sleep(0.1)
    raise AssertionError("it never came")


def test_a_removed_release_is_what_the_next_build_starts_from(live) -> None:
    server, desk = live
    toml = server.home / "gate.toml"
    toml.write_text(toml.read_text().replace("keep = 5", "keep = 1"))
    spare = server.site / "releases/.spare-site/site"
    word = iter(("Thawing", "Drying", "Sweeping", "Raking", "Mowing"))
    while not spare.exists():
        _change(desk, 2, next(word))
        _push(desk)
    folder = spare.stat().st_ino
    sheet = (spare / "assets/log.css").stat().st_ino
    commit = _change(desk, 2, "Edging")
    _push(desk)
    assert _current(server).name == commit
    assert _current(server).stat().st_ino == folder
    assert (_current(server) / "assets/log.css").stat().st_ino == sheet
    assert "Edging routes 2" in _page(server, "records/area-2/index.html")
    assert "Raking" not in _page(server, "records/area-2/index.html")
    assert verify_site(_current(server)) == []


def test_the_first_releases_share_what_is_the_same(live) -> None:
    server, desk = live
    shutil.rmtree(server.site / "releases/.spare-site", ignore_errors=True)
    before = _current(server)
    _change(desk, 2, "Hoeing")
    _push(desk)
    changed = "records/area-2/index.html"
    shared = {path.relative_to(before) for path in before.rglob("*") if path.stat().st_nlink > 1}
    assert Path("records/area-1/routes.pdf") in shared, sorted(shared)
    assert Path(changed) not in shared
    assert "Hoeing" not in (before / changed).read_text()
    assert "Hoeing" in (_current(server) / changed).read_text()
    assert verify_site(before) == verify_site(_current(server)) == []


def test_what_a_killed_build_left_goes_with_the_next(live) -> None:
    server, desk = live
    left = server.site / "releases" / f".{'0' * 40}-next-left" / "site"
    left.mkdir(parents=True)
    _change(desk, 2, "Pruning")
    _push(desk)
    assert not left.parent.exists()


def test_what_was_accepted_goes_onwards(live, tmp_path: Path) -> None:
    server, desk = live
    other = tmp_path / "mirror.git"
    server.git("init", "--quiet", "--bare", str(other), bare=False)
    toml = server.home / "gate.toml"
    toml.write_text(toml.read_text().replace('mirror = ""', f'mirror = "{other}"'))
    commit = _change(desk, 2, "Mirrored")
    done = desk.push()
    assert done.returncode == 0, done.stderr
    assert "onwards" in done.stderr
    told = server.git("--git-dir", str(other), "rev-parse", "refs/heads/main", bare=False)
    assert told == commit
    desk.add_record(1, pdf=pdfs.letter(pdfs.LINE + pdfs.BOX))
    desk.commit("Leak")
    assert desk.push().returncode != 0
    desk.git("reset", "--quiet", "--hard", "HEAD^")
    assert server.git("--git-dir", str(other), "rev-parse", "refs/heads/main", bare=False) == commit
