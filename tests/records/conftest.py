"""A small record, and a way to break it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recordfolders import PLAIN, REFUSED, Folder


@pytest.fixture
def content(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "content")


@pytest.fixture
def plain() -> str:
    return PLAIN


@pytest.fixture
def refused() -> str:
    return REFUSED


Break = Callable[[str, str, str], str]


@pytest.fixture
def broken() -> Break:
    """Replace one piece of a record; fail where it is not there."""

    def replace(text: str, old: str, new: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return replace
