"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from chromium import chromium
from projects import Project

# The machine that runs the tests may be slow and busy: no example is judged by its time.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Public material laid beside the checkout; not part of the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder 'shared' is not beside this checkout")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A folder that a test fills with content and builds."""
    return Project(tmp_path / "project")


@pytest.fixture
def another(tmp_path: Path) -> Callable[[str], Project]:
    """A second such folder."""
    return lambda name: Project(tmp_path / name)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser. One for all: Playwright does not run twice in one process."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def samples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample log of this repository, built once."""
    built = Project(root)
    built.site = tmp_path_factory.mktemp("samples") / "site"
    built.build("--site", str(built.site))
    return built


@pytest.fixture(scope="session")
def welsh(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same log, in Welsh."""
    built = Project(tmp_path_factory.mktemp("welsh"))
    text = (root / "mkdocs.yml").read_text(encoding="utf-8")
    text = text.replace("  - disclosurelog:\n", "  - disclosurelog:\n      language: cy\n")
    text = text.replace("docs_dir: content/pages", f"docs_dir: {root}/content/pages")
    built.write("mkdocs.yml", text)
    built.build()
    return built
