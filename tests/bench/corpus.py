"""The one-leak files and their clean twins: every example of every test of a rule."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from disclosurelog.checks.registry import run_rules
from disclosurelog.files import FileFacts

TESTS = Path(__file__).resolve().parent.parent
CHECKS = TESTS / "checks"

#: Every class of leak in a PDF or in any file that the gate must know.
CLASSES = (
    *(f"P{number}" for number in (*range(101, 112), *range(201, 218))),
    *("F001", "F002", "F003", "F004"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """One file of the corpus.

    `path` is where it lies. Where the example is facts and no file, `codes` are of the rules that
    find something. Both are None where only the tests of its rule know how to look at it.
    `policy` is what the authority says, as plain values, where the test of the rule has one.
    """

    code: str
    name: str
    leaks: bool
    path: Path | None
    codes: frozenset[str] | None = None
    policy: dict[str, Any] | None = None


def examples(folder: Path) -> Iterator[Example]:
    """Write every example of every rule's test to the folder."""
    for source in sorted(CHECKS.glob("test_[a-z][0-9][0-9][0-9].py")):
        module = _module(source)
        policy = module.POLICY.to_values() if hasattr(module, "POLICY") else None
        for table, leaks in (("LEAKING", True), ("CLEAN", False)):
            for number, (name, make) in enumerate(getattr(module, table).items()):
                place = folder / f"{module.CODE}-{table.lower()}-{number:02}"
                made = make()
                codes = None
                if isinstance(made, FileFacts):
                    codes = frozenset(one.rule for one in run_rules(made).findings)
                yield Example(module.CODE, name, leaks, _written(made, place), codes, policy)


def _written(made: object, place: Path) -> Path | None:
    data, name = made if isinstance(made, tuple) and len(made) == 2 else (made, "release.pdf")
    if not isinstance(data, bytes) or not isinstance(name, str):
        return None
    place.mkdir(parents=True)
    (place / name).write_bytes(data)
    return place / name


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
