"""Whatever becomes of the folder that builds keep, the site is the one of a build without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pdfs
from disclosurelog.gate import kept
from disclosurelog.gate.cache import in_use
from projects import CONFIG, Project

Tree = dict[str, bytes]


def top_of(project: Project) -> Path:
    return project.path / ".cache" / "disclosurelog"


def files(top: Path) -> list[Path]:
    found = sorted(path for path in top.rglob("*") if path.is_file())
    # What is known of a tree is of no use to a copy of the project, which has other trees.
    return [p for p in found if p.name != ".gitignore" and p.parent.name != "trees"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A log of three documents, and a cache that one build filled."""
    project = Project(tmp_path_factory.mktemp("cache") / "project").start(0)
    for number in range(1, 4):
        project.add(number, pdf=pdfs.letter(pdfs.LINE.replace("(", f"({number} ")))
    project.build()
    return project


@pytest.fixture(scope="module")
def cold(built: Project) -> Tree:
    """The site of a build without any cache."""
    return built.tree()


@pytest.fixture
def project(built: Project, tmp_path: Path) -> Project:
    """A copy of that log, with its cache and without its site."""
    shutil.copytree(built.path, tmp_path / "project", ignore=shutil.ignore_patterns("site"))
    return Project(tmp_path / "project")


def spoil_each(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def spoil(top: Path) -> None:
        for path in files(top):
            path.write_bytes(change(path.read_bytes()))

    return spoil


def exchanged(top: Path) -> None:
    """Each file gets what another one of its part holds."""
    for part in kept.PARTS:
        there = files(top / part)
        datas = [path.read_bytes() for path in there]
        for path, data in zip(there, datas[1:] + datas[:1], strict=True):
            path.write_bytes(data)


def linked(top: Path) -> None:
    """Each file is moved, and a link is put in its place."""
    for number, path in enumerate(files(top)):
        path.rename(top.parent / f"moved-{number}")
        path.symlink_to(top.parent / f"moved-{number}")


def folders(top: Path) -> None:
    """Each file is a folder."""
    for path in files(top):
        path.unlink()
        path.mkdir()


WAYS = {
    "empty": spoil_each(lambda _: b""),
    "cut short": spoil_each(lambda data: data[: len(data) // 2]),
    "one byte short": spoil_each(lambda data: data[:-1]),
    "one bit": spoil_each(lambda data: data[:-1] + bytes([data[-1] ^ 1])),
    "longer": spoil_each(lambda data: data + b"\0"),
    "exchanged": exchanged,
    "links": linked,
    "folders": folders,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_spoilt_cache_changes_nothing(project: Project, cold: Tree, way: str) -> None:
    there = len(files(top_of(project)))
    assert there >= 11
    WAYS[way](top_of(project))
    project.build()
    assert project.tree() == cold


def test_what_another_user_made_changes_nothing(project: Project, cold: Tree, tmp_path) -> None:
    done = project.run("disclosurelog", "build", XDG_STATE_HOME=str(tmp_path / "another"))
    assert done.returncode == 0, done.stderr
    assert project.tree() == cold


def test_what_another_version_made_changes_nothing(project: Project, cold: Tree) -> None:
    """Signed by this very user, under the names that this version gives; but not its work."""
    program = (
        "from disclosurelog.search import runs; runs.program = lambda: 'another';"
        "import disclosurelog.search.keeping as k; k.program = runs.program;"
        "import disclosurelog.records.known as r; r.recipe = lambda *_: 'another';"
        "import disclosurelog.pages.charts as c; c._basis = lambda: 'another';"
        "import disclosurelog.export.runs as r; r.recipe = lambda *_: 'another';"
        "from disclosurelog.cli import main; main(['build'])"
    )
    shutil.rmtree(top_of(project))
    done = subprocess.run([sys.executable, "-c", program], cwd=project.path, check=False)
    assert done.returncode == 0
    project.build()
    assert project.tree() == cold


def test_a_warm_build_is_the_same_and_uses_all_that_is_kept(project: Project, cold: Tree) -> None:
    for path in files(top_of(project)):
        os.utime(path, (1, 1))
    project.build()
    assert project.tree() == cold
    unused = [path for path in files(top_of(project)) if path.stat().st_mtime == 1]
    # Texts that nobody asked for are of use all the same: what is known of them says so.
    assert {path.name for path in unused} <= in_use(top_of(project) / "checks")


def test_clearing_between_builds_and_during_one(project: Project, cold: Tree) -> None:
    assert project.run("disclosurelog", "cache", "--clear").returncode == 0
    assert files(top_of(project)) == []
    for _ in range(2):  # the first finds nothing from the start; the second loses what it found
        running, lost = start(project, project.site), 0
        while running.poll() is None:
            lost += kept.clear(top_of(project), kept.PARTS).files
        assert running.returncode == 0
        assert lost > 0
        assert project.tree() == cold
        project.build()
        assert project.tree() == cold


def test_the_limit_spares_what_the_build_used(project: Project, cold: Tree) -> None:
    project.write("mkdocs.yml", CONFIG.replace("page_size: 5", "page_size: 5\n      cache_mb: 1"))
    old = project.write(".cache/disclosurelog/pages/ab/old", bytes(2_000_000))
    os.utime(old, (1, 1))
    before = set(files(top_of(project))) - {old}
    project.build()
    assert set(files(top_of(project))) == before
    assert project.tree() == cold


@pytest.mark.parametrize("warm", [True, False])
def test_two_builds_at_once(project: Project, cold: Tree, warm: bool) -> None:
    project.write("mkdocs.yml", CONFIG.replace("page_size: 5", "page_size: 5\n      cache_mb: 1"))
    if not warm:
        shutil.rmtree(top_of(project))
    os.utime(project.write(".cache/disclosurelog/pages/ab/old", bytes(2_000_000)), (1, 1))
    sites = [project.path / "one", project.path / "two"]
    for running in [start(project, site) for site in sites]:
        assert running.wait() == 0
    for site in sites:
        assert project.tree(site) == cold


@pytest.mark.parametrize("wrong", ["-1", "many", "1.5", "true"])
def test_a_limit_that_is_none_is_refused(project: Project, wrong: str) -> None:
    limit = f"page_size: 5\n      cache_mb: {wrong}"
    project.write("mkdocs.yml", CONFIG.replace("page_size: 5", limit))
    done = project.run("disclosurelog", "build")
    assert done.returncode == 2
    assert "cache_mb" in done.stderr


def start(project: Project, site: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "disclosurelog", "build", "--site", str(site)]
    return subprocess.Popen(command, cwd=project.path, stderr=subprocess.DEVNULL)
