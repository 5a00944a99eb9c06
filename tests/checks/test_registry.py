"""Every rule has a page, a code, a severity, and a test file with examples of both kinds."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from disclosurelog.checks.registry import pages, rule, rules, ruleset
from disclosurelog.checks.rule import Finding, Rule

HERE = Path(__file__).parent

#: The rules that an officer relies on: none may go missing.
REQUIRED = {"F001", "F002", "P101", "P106", "P108", "P201", "P203", "P206"}

#: Constructions of a leak that every rule about PDFs must be tried on.
LEAST = 3


@pytest.fixture(params=rules(), ids=lambda one: one.code)
def one(request) -> Rule:
    return request.param


def _examples(code: str):
    path = HERE / f"test_{code.lower()}.py"
    assert path.is_file(), f"{code} has no test file"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_required_rules_are_there():
    assert {one.code for one in rules()} >= REQUIRED


def test_codes_are_in_order_and_each_is_given_once():
    codes = [one.code for one in rules()]
    assert codes == sorted(set(codes))


def test_a_rule_is_found_by_its_code():
    assert all(rule(one.code) is one for one in rules())
    with pytest.raises(KeyError):
        rule("P000")


def test_it_has_a_code_a_name_and_a_severity(one):
    assert re.fullmatch(r"[FPXWCI]\d{3}", one.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", one.name)
    assert one.severity in ("block", "warn")
    assert one.version >= 1
    assert type(one).__module__.endswith(f".{one.code.lower()}")


def test_it_has_a_page_with_every_section(one):
    assert one.summary().endswith(".")
    assert len(one.summary()) <= 100
    assert tuple(one.sections()) == Rule.SECTIONS
    assert all(len(text) > 30 for text in one.sections().values())


def test_it_has_a_test_file_with_leaking_and_clean_examples(one):
    module = _examples(one.code)
    assert one.code == module.CODE
    assert len(module.LEAKING) >= LEAST
    assert module.CLEAN


def test_no_test_file_is_left_without_its_rule():
    codes = {one.code.lower() for one in rules()}
    files = {path.stem.removeprefix("test_") for path in HERE.glob("test_[a-z][0-9][0-9][0-9].py")}
    assert files == codes


def test_pages_are_given_for_the_site():
    assert [page.code for page in pages()] == [one.code for one in rules()]
    assert all(page.text.startswith(page.summary) for page in pages())


def test_the_ruleset_is_short_and_stays_the_same():
    assert re.fullmatch(r"[0-9a-f]{12}", ruleset())
    ruleset.cache_clear()
    assert ruleset() == ruleset()


def test_findings_sort_by_page_and_place():
    later = Finding("P101", "block", 2, (0, 5, 1, 6), "a", "b")
    lower = Finding("P101", "block", 1, (0, 9, 1, 10), "a", "b")
    first = Finding("P999", "warn", 1, (0, 2, 1, 3), "a", "b")
    whole = Finding("P201", "block", None, None, "a", "b")
    assert sorted([later, lower, first, whole]) == [whole, first, lower, later]
