"""What is missing on this machine or server, each with its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

import pdfs
from projects import CONFIG
from repositories import Served


@pytest.fixture
def server(tmp_path: Path) -> Served:
    made = Served(tmp_path / "srv")
    made.install()
    return made


def _missing(server: Served, place: Path) -> str:
    done = server.run("doctor", str(place))
    assert done.returncode == 1, done.stdout
    return "\n".join(line for line in done.stdout.splitlines() if line.startswith("MISSING"))


def test_all_is_well(server: Served) -> None:
    done = server.run("doctor", str(server.path))
    assert done.returncode == 0, done.stdout
    assert "MISSING" not in done.stdout


def test_each_thing_is_told(server: Served) -> None:
    (server.path / "hooks" / "pre-receive").unlink()
    (server.path / "hooks" / "post-receive").chmod(0o644)
    server.git("config", "receive.fsckObjects", "false")
    server.git("config", "core.hooksPath", "/tmp/elsewhere")
    server.home.chmod(0o755)
    (server.home / "mkdocs.yml").write_text("site_name: x\n")
    told = _missing(server, server.path)
    for words in (
        "there is no pre-receive hook",
        "the post-receive hook may not be run",
        "receive.fsckObjects is off",
        "core.hooksPath",
        "chmod 700",
        "mkdocs.yml cannot be used",
    ):
        assert words in told


def test_what_came_in_unchecked_is_told(server: Served) -> None:
    desk = server.clone().start(1)
    desk.write("docs/sheet.pdf", pdfs.letter(pdfs.LINE + pdfs.BOX))
    desk.commit("Past the gate")
    server.git("fetch", "--quiet", str(desk.path), "HEAD:refs/heads/main")
    assert "without a check" in _missing(server, server.path)


def test_a_repository_without_a_gate(tmp_path: Path) -> None:
    made = Served(tmp_path / "srv")
    assert "disclosurelog hook install" in _missing(made, made.path)


def test_an_officers_folder(server: Served) -> None:
    desk = server.clone()
    desk.write("mkdocs.yml", CONFIG)
    desk.start(1)
    assert "hook install --local" in _missing(server, desk.path)
    assert server.run("hook", "install", "--local", str(desk.path)).returncode == 0
    done = server.run("doctor", str(desk.path))
    assert done.returncode == 0, done.stdout
