"""Leaking files in a folder, checked once for each test that asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import pdfs
from disclosurelog.gate import CheckReport, Sandbox, check_paths
from disclosurelog.gate.review import review

WHITE = "1 1 1 rg " + pdfs.LINE


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache's key lies in a folder of the test's own."""
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    return state


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as one:
        yield one


@pytest.fixture
def leaking(tmp_path: Path) -> Path:
    """Three pages: one covered line, a clean page, a covered and a white line; and an author."""
    path = tmp_path / "leaking.pdf"
    pages = (
        pdfs.LETTER + pdfs.LINE + pdfs.BOX,
        pdfs.LETTER,
        pdfs.LETTER + pdfs.LINE + pdfs.BOX + WHITE.replace("40 150", "40 90"),
    )
    path.write_bytes(pdfs.pdf(*pages, change=pdfs.info(Author=f"Agatha {pdfs.SECRET}")))
    return path


Reviewed = Callable[..., tuple[CheckReport, str]]


@pytest.fixture
def reviewed(sandbox: Sandbox) -> Reviewed:
    def make(*paths: Path) -> tuple[CheckReport, str]:
        report = check_paths(paths, sandbox=sandbox)
        return report, review(report, paths, sandbox).decode()

    return make
