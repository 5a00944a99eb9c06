"""What a rule is, and what it finds."""

from __future__ import annotations

import inspect
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from disclosurelog.checks.policy import Policy
from disclosurelog.files.facts import Box, FileFacts

Severity = Literal["block", "warn"]
BLOCK: Severity = "block"
WARN: Severity = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found. It never holds what leaked.

    Attributes:
        rule: The rule's code.
        severity: "block" or "warn".
        page: The page, counted from 1; None where it is the whole file.
        box: Where on the page as shown, in points from the top left; None where it has no place.
        message: What is wrong, in words an officer understands.
        remedy: What to do.
        length: How many characters are concerned; 0 where that has no meaning.
    """

    rule: str
    severity: Severity
    page: int | None
    box: Box | None
    message: str
    remedy: str
    length: int = 0

    @property
    def sort_key(self) -> tuple[int, tuple[float, ...], str, str, int]:
        """Page, place from top to bottom, then rule: the order in which findings are told."""
        box = self.box or (0.0, 0.0, 0.0, 0.0)
        return (
            self.page or 0,
            (box[1], box[0], box[3], box[2]),
            self.rule,
            self.message,
            self.length,
        )

    def __lt__(self, other: Finding) -> bool:
        return self.sort_key < other.sort_key


class Rule(ABC):
    """A named part of "everything recoverable minus everything visible must be empty".

    The docstring of a rule is its public page, in Markdown: one line that says what it finds,
    then the sections in `SECTIONS`, each under a second-level heading.

    A rule gets facts and gives findings. It keeps nothing between files. When it raises, the
    file is blocked.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = (
        "What it finds",
        "Why it matters",
        "Example",
        "What to do",
    )

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity] = BLOCK
    version: ClassVar[int] = 1

    @abstractmethod
    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """Everything of this class in the file, in any order."""

    def check_with(self, facts: FileFacts, policy: Policy) -> Iterator[Finding]:
        """The same, for a rule that asks what the authority says. Few do."""
        return self.check(facts)

    def finding(
        self,
        message: str,
        remedy: str,
        *,
        page: int | None = None,
        box: Box | None = None,
        length: int = 0,
        severity: Severity | None = None,
    ) -> Finding:
        """A finding of this rule. Page 0 means the whole file, as it does in facts."""
        return Finding(
            self.code, severity or self.severity, page or None, box, message, remedy, length
        )

    @classmethod
    def page_text(cls) -> str:
        """The rule's public page, in Markdown."""
        return inspect.cleandoc(cls.__doc__ or "")

    @classmethod
    def summary(cls) -> str:
        """The first line of the page."""
        return cls.page_text().partition("\n")[0]

    @classmethod
    def sections(cls) -> dict[str, str]:
        """The sections of the page by their headings."""
        parts = re.split(r"(?m)^## +(.+)$", cls.page_text())
        return {
            head.strip(): body.strip() for head, body in zip(parts[1::2], parts[2::2], strict=True)
        }
