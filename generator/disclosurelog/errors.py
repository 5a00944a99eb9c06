"""The error tree. Each error says what is wrong and what to do next, and owns its exit code.

Exit codes follow the command-line contract: 1 means that something was looked at and refused,
2 means that the program could not do its work at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class DisclosureLogError(Exception):
    """Base of every error that this program raises on purpose.

    Args:
        what: What is wrong, in words an officer understands. Never holds what a finding found.
        remedy: The next step. Empty only where `what` already says it.
    """

    exit_code = 2

    def __init__(self, what: str, remedy: str = "") -> None:
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}; {remedy}" if remedy else what)


class CannotRun(DisclosureLogError):
    """The program cannot start: a missing folder, a broken setting, a tool that is not there."""


class LawError(DisclosureLogError):
    """A law pack cannot be used as it stands."""


class Refused(DisclosureLogError):
    """The content was read and may not be published."""

    exit_code = 1


class CitationError(Refused):
    """A citation cannot be read.

    Args:
        column: Where in the citation the reading stopped, counted from 1.
    """

    def __init__(self, what: str, remedy: str = "", *, column: int) -> None:
        super().__init__(what, remedy)
        self.column = column


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake in one file, at a place a person can go to.

    `line` and `column` count from 1; both are 0 where the mistake is the file itself.
    """

    path: str
    line: int
    column: int
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.what}; {self.remedy}" if self.remedy else f"{place}: {self.what}"


class ContentRefused(Refused):
    """The content holds mistakes: all of them at once, sorted by place.

    Args:
        problems: The mistakes.
        where: What they are in, where it is not the content.
    """

    def __init__(self, problems: Iterable[Problem], where: str = "the content") -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        super().__init__(f"{count} problem{'' if count == 1 else 's'} in {where}")

    def __str__(self) -> str:
        return "\n".join([*map(str, self.problems), f"{self.what}."])
