"""F001: what could not be checked is not published."""

from __future__ import annotations

import dataclasses

import pytest

import pdfs
from disclosurelog.checks.registry import rule, run_rules
from disclosurelog.checks.rule import Rule
from disclosurelog.files import FileFacts
from disclosurelog.files.facts import PageFacts
from pdfs import SECRET

CODE = "F001"


def _facts(**changes: object) -> FileFacts:
    return dataclasses.replace(pdfs.facts(pdfs.letter()), **changes)


LEAKING = {
    "no pages": lambda: _facts(pages=(), page_count=0),
    "fewer pages than the file says": lambda: _facts(page_count=2),
    "a table that is broken": lambda: _facts(table="it leads back to itself"),
    "pages out of order": lambda: _facts(pages=(PageFacts(2, 1.0, 1.0, ()),)),
}

CLEAN = {"letter": lambda: _facts()}


def test_it_finds_each_leak(leaking):
    (finding,) = run_rules(leaking()).findings
    assert (finding.rule, finding.severity) == (CODE, "block")


def test_it_leaves_honest_files_alone(clean):
    assert run_rules(clean()).findings == ()


class _Raising(Rule):
    code = "P999"
    name = "raising"

    def check(self, facts):
        yield self.finding("found before it failed", "none")
        raise ValueError(SECRET)


def test_a_rule_that_raises_blocks_and_tells_nothing_of_what_it_saw():
    results = run_rules(_facts(), [_Raising(), rule("P101")])
    assert results.blocked
    assert results.verdicts == (("P999", "crashed"), ("P101", "clean"))
    (finding,) = results.findings
    assert finding.rule == CODE
    assert "P999" in finding.message
    assert SECRET not in repr(finding)


@pytest.mark.parametrize("remedy", ["print the document to a new PDF"])
def test_an_unreadable_file_has_a_finding_with_a_next_step(remedy):
    finding = rule(CODE).unreadable("the file is damaged", remedy)
    assert finding.message == "the file is damaged"
    assert finding.remedy == remedy
