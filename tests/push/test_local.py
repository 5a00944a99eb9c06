"""The same check on the officer's own machine."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

import pdfs
from disclosurelog.cli import main
from projects import CONFIG
from repositories import LEAK, Clone, Served


@pytest.fixture
def desk(tmp_path: Path) -> Clone:
    """A work tree with both hooks, and a server that checks nothing."""
    server = Served(tmp_path / "srv")
    made = server.clone()
    made.write("mkdocs.yml", CONFIG)
    made.write(".gitignore", ".cache/\n")
    made.start()
    done = server.run("hook", "install", "--local", str(made.path))
    assert done.returncode == 0, done.stderr
    return made


def test_a_leak_is_not_committed(desk: Clone) -> None:
    before = desk.git("rev-parse", "HEAD")
    desk.add_record(1, pdf=LEAK)
    desk.git("add", "--all")
    done = desk.try_git("commit", "--message", "Leak")
    assert done.returncode != 0
    assert "This commit is not made" in done.stderr
    assert "content/records/2024/area-1/routes.pdf:" in done.stderr
    assert "P101" in done.stderr
    assert pdfs.SECRET not in done.stderr
    assert desk.git("rev-parse", "HEAD") == before


def test_only_what_is_staged_counts(desk: Clone) -> None:
    desk.add_record(1, pdf=LEAK)
    desk.write("README.md", "# The log\n")
    desk.git("add", "README.md")
    done = desk.try_git("commit", "--message", "Read me")
    assert done.returncode == 0, done.stderr


def test_a_leak_in_an_older_commit_is_not_pushed(desk: Clone) -> None:
    desk.write("docs/sheet.pdf", LEAK)
    desk.git("add", "--all")
    desk.git("commit", "--quiet", "--no-verify", "--message", "Leak")
    desk.git("rm", "--quiet", "docs/sheet.pdf")
    desk.git("commit", "--quiet", "--message", "Gone")
    done = desk.push()
    assert done.returncode != 0
    assert "This push is not sent" in done.stderr
    assert "docs/sheet.pdf, in commit" in done.stderr
    desk.git("reset", "--quiet", "--hard", "HEAD~2")
    done = desk.push()
    assert done.returncode == 0, done.stderr


def test_the_framework_finds_its_commands(root: Path) -> None:
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
    assert {one["id"] for one in hooks} == {"disclosurelog-commit", "disclosurelog-push"}
    for one in hooks:
        program, *command = one["entry"].split()
        assert program == "disclosurelog"
        assert CliRunner().invoke(main, [*command, "--help"]).exit_code == 0
