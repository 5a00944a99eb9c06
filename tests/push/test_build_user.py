"""Another user builds, who can read nothing of the gate's and write nothing but releases."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import disclosurelog
from disclosurelog.publish import verify_site
from repositories import Served

BUILDER = "nobody"
_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can build as another user")


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that everybody may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _python(place: Path) -> str:
    """A Python that the other user can run, with what this one has."""
    folder = place / "python"
    subprocess.run(["/usr/bin/python3", "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/*/site-packages")
    ours = [one for one in sys.path if one.endswith("site-packages")]
    ours.append(str(Path(disclosurelog.__file__).parents[1]))
    (packages / "ours.pth").write_text("\n".join(ours) + "\n")
    python = str(folder / "bin/python")
    user = pwd.getpwnam(BUILDER)
    done = subprocess.run(
        [python, "-I", "-c", "import disclosurelog.cli, mkdocs, pydantic_core, pypdfium2"],
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=(),
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip("the other user cannot read the program where it lies")
    return python


def _set(server: Served, name: str) -> None:
    toml = server.home / "gate.toml"
    toml.write_text(toml.read_text().replace('build_user = ""', f'build_user = "{name}"'))


@_ROOT
def test_another_user_builds(place: Path) -> None:
    server = Served(place / "srv")
    server.install("--site", str(server.site))
    desk = server.clone().start()
    commit = desk.commit("All")
    look = server.home / "look"
    look.mkdir()
    (look / "own.txt").write_text("the administrator's")
    server.git("fetch", "--quiet", str(desk.path), f"{commit}:refs/heads/main")
    _set(server, BUILDER)
    done = subprocess.run(
        [_python(place), "-m", "disclosurelog", "deploy", str(server.path)],
        env=server.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    release = (server.site / "current").resolve()
    assert release.name == commit
    assert verify_site(release) == []
    builder = pwd.getpwnam(BUILDER).pw_uid
    assert {path.owner() for path in release.rglob("*")} == {BUILDER}
    assert server.home.stat().st_uid != builder
    assert server.home.stat().st_mode & 0o077 == 0
    build = server.site / ".build"
    assert (build / "look/own.txt").read_text() == "the administrator's"
    assert not (build / "gate.toml").exists()
    assert (build / "content").stat().st_uid != builder
    assert not build.stat().st_mode & 0o007


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no-such-user", "no user of the name in build_user"),
        pytest.param(
            "root",
            "only root can build",
            marks=pytest.mark.skipif(os.geteuid() == 0, reason="root may build as anybody"),
        ),
    ],
)
def test_who_cannot_build(place: Path, name: str, words: str) -> None:
    server = Served(place / "srv")
    server.install("--site", str(server.site))
    _set(server, name)
    desk = server.clone().start()
    server.git("fetch", "--quiet", str(desk.path), f"{desk.commit('All')}:refs/heads/main")
    done = server.run("deploy", str(server.path))
    assert done.returncode == 2
    assert words in done.stderr
