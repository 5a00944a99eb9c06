"""Every rule there is, found by looking into the folder; and running them over facts."""

from __future__ import annotations

import hashlib
import importlib
import importlib.metadata
import pkgutil
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from disclosurelog.checks import rules as rules_package
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.rule import BLOCK, Finding, Rule
from disclosurelog.files.facts import FileFacts

Verdict = Literal["clean", "found", "crashed"]

#: Packages whose source decides what a check says: a change to any of them is a new ruleset.
_SOURCES = (
    "disclosurelog.files",
    "disclosurelog.files.pdf",
    "disclosurelog.checks",
    "disclosurelog.checks.rules",
)

#: Libraries that decide what readers and rules see.
_LIBRARIES = ("numpy", "phonenumbers", "pypdf", "pypdfium2", "python-stdnum")


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule as the public reads about it. `text` is Markdown."""

    code: str
    name: str
    severity: str
    summary: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleResults:
    """What the rules say of one file: all findings in order, and each rule's verdict by code."""

    findings: tuple[Finding, ...]
    verdicts: tuple[tuple[str, Verdict], ...]

    @property
    def blocked(self) -> bool:
        """Whether anything found stops the file from being published."""
        return any(finding.severity == BLOCK for finding in self.findings)


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by code.

    Raises:
        TypeError: A module in the folder does not hold exactly one rule.
        ValueError: Two rules share a code or a name.
    """
    found: list[Rule] = []
    for module_info in pkgutil.iter_modules(rules_package.__path__):
        module = importlib.import_module(f"{rules_package.__name__}.{module_info.name}")
        classes = [
            thing
            for thing in vars(module).values()
            if isinstance(thing, type)
            and issubclass(thing, Rule)
            and thing.__module__ == module.__name__
        ]
        if len(classes) != 1:
            raise TypeError(f"{module.__name__} must hold one rule, not {len(classes)}")
        found.append(classes[0]())
    for what in ("code", "name"):
        values = [getattr(one, what) for one in found]
        if len(set(values)) != len(values):
            raise ValueError(f"two rules share a {what}")
    return tuple(sorted(found, key=lambda one: one.code))


def rule(code: str) -> Rule:
    """The rule with this code. Raises KeyError where there is none."""
    return {one.code: one for one in rules()}[code]


def pages() -> tuple[RulePage, ...]:
    """The public page of every rule, by code."""
    return tuple(
        RulePage(one.code, one.name, one.severity, one.summary(), one.page_text())
        for one in rules()
    )


@cache
def ruleset() -> str:
    """A short name for what the checks are now: 12 hexadecimal digits.

    Made from the sources of readers and rules and the versions of the libraries under them. A
    verdict of another ruleset is no verdict.
    """
    digest = hashlib.sha256()
    for package in _SOURCES:
        for source in sorted(resources.files(package).iterdir(), key=lambda one: one.name):
            if source.name.endswith(".py"):
                digest.update(f"{package}/{source.name}\0".encode())
                digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    for library in _LIBRARIES:
        digest.update(f"{library}=={importlib.metadata.version(library)}\0".encode())
    return digest.hexdigest()[:12]


def run_rules(
    facts: FileFacts, chosen: Iterable[Rule] | None = None, *, policy: Policy | None = None
) -> RuleResults:
    """Run every rule over a file's facts.

    Args:
        facts: What the file holds.
        chosen: The rules to run; all where none are given.
        policy: What the authority says; nothing where none is given.

    A rule that raises blocks the file with an F001 finding that names the rule and nothing else:
    an exception's own words may hold what the rule was looking at.
    """
    findings: list[Finding] = []
    verdicts: list[tuple[str, Verdict]] = []
    policy = policy or Policy()
    for one in rules() if chosen is None else chosen:
        try:
            mine = list(one.check_with(facts, policy))
        except Exception:  # any failure of a rule blocks, whatever it is
            verdicts.append((one.code, "crashed"))
            findings.append(crashed(one.code))
        else:
            verdicts.append((one.code, "found" if mine else "clean"))
            findings.extend(mine)
    return RuleResults(tuple(sorted(set(findings))), tuple(verdicts))


def crashed(code: str) -> Finding:
    """The finding that stands for a rule that failed."""
    return Finding(
        "F001",
        BLOCK,
        None,
        None,
        f"the check {code} failed on this file, so nothing is known about what it looks for",
        "print the file to a new PDF and use that; if it fails again, report it to whoever "
        "looks after this program",
    )
