"""A server behind the gate that has accepted a small log with a list of what was withheld."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import pdfs
from disclosurelog.cli import main
from repositories import Clone, Served, change

NAME = "Agatha Quillfeather"
LISTED = "content/withheld/area-1.yaml"
_ORIGINAL = f"BT /F1 10 Tf 40 150 Td (Complaint by {NAME}, warrant number 44713) Tj ET\n"
_REDACTED = "BT /F1 10 Tf 40 150 Td (Complaint by) Tj ET\n"


def withhold(clone: Clone, outside: Path) -> Path:
    """Give a clone's log a list of withheld words. Returns the file of the key."""
    outside.mkdir()
    key = outside / "key"
    (outside / "original.pdf").write_bytes(pdfs.letter(_ORIGINAL))
    (outside / "redacted.pdf").write_bytes(pdfs.letter(_REDACTED))
    here = Path.cwd()
    os.chdir(clone.path)
    try:
        for command in (
            ("key", str(key)),
            (
                *("add", "--record", "area-1", "--key-file", str(key)),
                *("--original", str(outside / "original.pdf")),
                *("--redacted", str(outside / "redacted.pdf")),
            ),
        ):
            done = CliRunner().invoke(main, ["withheld", *command])
            assert done.exit_code == 0, done.output
    finally:
        os.chdir(here)
    return key


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """One server for all tests of a file: what is refused leaves nothing behind."""
    made = Served(tmp_path_factory.mktemp("push") / "srv")
    clone = made.clone("first").start()
    key = withhold(clone, made.place / "outside")
    clone.commit("The list")
    made.install("--key-file", str(key))
    toml = made.home / "gate.toml"
    toml.write_text(toml.read_text().replace("file_mb = 268", "file_mb = 1"))
    done = clone.push()
    assert done.returncode == 0, done.stderr
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    return made


_NUMBERS = itertools.count(1)


@pytest.fixture
def desk(server: Served) -> Clone:
    """A clone of what the server has, on its main branch."""
    made = server.clone(f"desk-{next(_NUMBERS)}")
    made.git("fetch", "--quiet", "origin", "main")
    made.git("reset", "--quiet", "--hard", "FETCH_HEAD")
    return made


@pytest.fixture
def fresh(tmp_path: Path) -> Callable[..., Served]:
    """Makes a server of the test's own, with no gate yet."""
    return lambda: Served(tmp_path / "srv")


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> tuple[Served, Clone, list[str]]:
    """A server with three releases of one log that was changed in between."""
    server = Served(tmp_path_factory.mktemp("swaps") / "srv")
    server.install("--site", str(server.site))
    desk = server.clone().start()
    commits = []
    for word in ("Gritting", "Salting", "Ploughing"):
        commits.append(change(desk, word))
        done = desk.push()
        assert done.returncode == 0, done.stderr
    return server, desk, commits
