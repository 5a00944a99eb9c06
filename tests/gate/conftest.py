"""Content folders whose documents say what the stand-in reader does with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from disclosurelog.gate import Limits, Sandbox
from disclosurelog.records import Log, Settings, load_log

STAND_IN = Path(__file__).with_name("stand_in.py")

#: Small enough for a test to wait for, large enough for the sandbox to work.
SMALL = Limits(cpu_seconds=1, wall_seconds=3, output_bytes=1_000_000)


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache's key lies in a folder of the test's own."""
    state = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    return state


@pytest.fixture(scope="session")
def stand_in() -> Path:
    return STAND_IN


@pytest.fixture(scope="session")
def small() -> Limits:
    return SMALL


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One for all tests that do no harm to it, with the stand-in reader."""
    with Sandbox(SMALL, stand_in=STAND_IN) as one:
        yield one


class Content:
    """A content folder that is filled step by step."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "records").mkdir(parents=True)
        self._count = 0

    def record(
        self,
        slug: str,
        files: Mapping[str, str],
        waivers: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
        **fields: Any,
    ) -> Path:
        """Add a record with these files and, by file name, these waivers. Gives its folder."""
        self._count += 1
        folder = self.path / "records" / "2024" / slug
        folder.mkdir(parents=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        documents = [
            {"file": name, "title": "A file", "role": "disclosed"}
            | ({"waivers": list(waivers[name])} if waivers and name in waivers else {})
            for name in files
        ]
        record = {
            "schema": 1,
            "reference": f"2024-{self._count:05}",
            "title": "Spend on signs",
            "summary": "What was spent on signs, in full.",
            "laws": ["uk-foia-2000"],
            "received": "2024-03-01",
            "responded": "2024-03-15",
            "published": "2024-03-20",
            "request": {"text": "What was spent on signs?"},
            "outcome": "granted-in-full",
            "response": {"text": "The figures are attached."},
            "documents": documents,
        } | fields
        # JSON is YAML, and its quotes leave nothing to guess.
        text = json.dumps(record, indent=1)
        (folder / "record.yaml").write_text(text, encoding="utf-8")
        return folder

    def log(self) -> Log:
        return load_log(self.path, Settings())


@pytest.fixture
def content(tmp_path: Path) -> Content:
    return Content(tmp_path / "content")


Waive = Callable[..., dict[str, Any]]


@pytest.fixture
def waiver() -> Waive:
    """Makes a waiver for a file of this text."""

    def make(text: str, rule: str = "T901", page: int | None = 1, **fields: Any) -> dict[str, Any]:
        values: dict[str, Any] = {
            "rule": rule,
            "page": page,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "reason": "the mark is part of the printed form",
            "approved_by": "Information Governance Manager",
            "date": "2024-03-18",
        }
        return {key: value for key, value in (values | fields).items() if value is not None}

    return make
