"""The house is the design: who may import whom, how long a file is, what never goes in."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

FLOORS = [
    {"errors", "recipe"},
    {"languages"},
    {"law"},
    {"records"},
    {"files"},
    {"checks"},
    {"gate"},
    {"search", "export", "pages"},
    {"publish"},
    {"adapters"},
    {"cli"},
]
LEVEL = {package: level for level, floor in enumerate(FLOORS) for package in floor}
WINGS = ({"law", "records"}, {"files", "checks"})
ONLY_IMPORTERS = {
    "pypdf": "files",
    "pypdfium2": "files",
    "mkdocs": "adapters",
    "click": "cli",
}
LONGEST = 400

PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "disclosurelog"
MODULES = sorted(PACKAGE.rglob("*.py"))


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            found.add(node.module or "")
            if node.module == "disclosurelog":
                found |= {f"disclosurelog.{alias.name}" for alias in node.names}
    return found


def wrong_import(here: str, name: str) -> str | None:
    """Say what is wrong with a file of package `here` importing `name`, or None."""
    top = name.partition(".")[0]
    if top in ONLY_IMPORTERS and here != ONLY_IMPORTERS[top]:
        return f"only {ONLY_IMPORTERS[top]} imports {top}"
    if top != "disclosurelog" or "." not in name:
        return None
    there = name.split(".")[1]
    if there in {"__version__", here} or here in {"__init__", "__main__"}:
        return None
    if there not in LEVEL:
        return f"{there} is on no floor"
    if LEVEL[there] >= LEVEL[here]:
        return f"{here} may not climb to {there}"
    if any(
        here in wing and there in other for wing in WINGS for other in WINGS if wing is not other
    ):
        return f"{here} and {there} are in different wings"
    return None


def test_every_package_has_a_floor() -> None:
    assert MODULES
    assert {package_of(m) for m in MODULES} - {"__init__", "__main__"} <= LEVEL.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    wrong = {name: wrong_import(package_of(path), name) for name in imports(path)}
    assert {name: why for name, why in wrong.items() if why} == {}


@pytest.mark.parametrize(
    ("here", "name"),
    [
        ("law", "disclosurelog.records"),
        ("pages", "disclosurelog.search"),
        ("checks", "disclosurelog.law"),
        ("records", "disclosurelog.files.facts"),
        ("gate", "pypdf"),
        ("publish", "mkdocs.config"),
        ("pages", "disclosurelog.basement"),
    ],
)
def test_a_wrong_import_is_seen(here: str, name: str) -> None:
    assert wrong_import(here, name)


def test_files_are_short() -> None:
    lengths = {m: len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES}
    assert [m for m, n in lengths.items() if n > LONGEST] == []
    assert sorted(lengths.values())[len(lengths) // 2] < 150


def test_nothing_names_a_machine(root: Path) -> None:
    """No committed text names a registry's host or a path of the machine it was written on."""
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    forbidden = re.compile(
        rf"{re.escape(str(root))}|--(extra-)?index-url |--find-links |files\.pythonhosted"
    )
    here = Path(__file__).name
    hits = []
    for name in filter(None, names):
        path = root / name
        if path.suffix in {".pdf", ".png", ".webp"} or path.name == here or not path.is_file():
            continue
        if forbidden.search(path.read_text(encoding="utf-8", errors="replace")):
            hits.append(name)
    assert hits == []
