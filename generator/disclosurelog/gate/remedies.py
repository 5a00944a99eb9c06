"""What to do about a finding, with the command that does it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from disclosurelog.checks.rule import Finding
from disclosurelog.files.flat.wish import spelt
from disclosurelog.records import escaped

#: Rules that say that a page's text is not what is seen on it.
_MISREAD = frozenset({"P111"})

#: Rules that a safe copy does not help with: a mark that was never applied has to be applied
#: first, and what anyone can see stays seen.
_NOT_HELPED = frozenset({"P108", "P110"})


def remedy_of(finding: Finding, path: str) -> str:
    """A finding's remedy; for what a safe copy mends, with the exact command at its end.

    Args:
        finding: Of a file that could be read.
        path: The file's, as it is shown to people.
    """
    if not finding.rule.startswith("P") or finding.rule in _NOT_HELPED:
        return finding.remedy
    pages = "" if finding.page is None else f" --pages {finding.page}"
    shown = shlex.quote(escaped(path))
    return f"{finding.remedy}; or: disclosurelog flatten {shown} SAFE.pdf{pages}"


def command_of(findings: Iterable[Finding], path: str) -> str:
    """The one command that makes a safe copy against all findings of a file that it mends.

    Args:
        findings: Of a file that could be read.
        path: The file's, as it is shown to people.

    Returns:
        "" where a safe copy mends none of them, or where one is left that it does not mend.
    """
    told = list(findings)
    if not told or any(not one.rule.startswith("P") or one.rule in _NOT_HELPED for one in told):
        return ""
    pages = {one.page for one in told if one.page is not None}
    chosen = ""
    if len(pages) == len({one.page for one in told}):
        chosen = f" --pages {spelt(pages)}"
    return f"disclosurelog flatten {shlex.quote(escaped(path))} SAFE.pdf{chosen}"


def misread(findings: Iterable[Finding], page_count: int) -> tuple[int, ...]:
    """The pages whose text is not what is seen on them. A copy of them gets no words.

    Args:
        findings: Of a file.
        page_count: How many pages it has.
    """
    pages = {one.page for one in findings if one.rule in _MISREAD}
    every = range(1, page_count + 1)
    return tuple(number for number in every if None in pages or number in pages)
