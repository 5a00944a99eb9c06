"""What stops a push: where, in which commit, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cure = Literal["commit", "tag", "notes", "ref", "object", "settings"]
"""What has to be taken back: commits of a branch, a tag, notes, the push of a name, a stray object;
or nothing, where it is for the administrator."""


@dataclass(frozen=True, slots=True, order=True)
class Trouble:
    """One thing that stops a push. It never holds what was found.

    Attributes:
        place: Where, as it may be shown: a path, or what it is where it has none.
        commit: The commit that brings it, in full; "" where none does.
        lines: What is wrong and what to do, ready to be shown.
        cure: What has to be taken back.
        name: Of the branch, tag or notes, as it may be shown, where `cure` is about one.
    """

    place: str
    commit: str
    lines: tuple[str, ...]
    cure: Cure = "commit"
    name: str = ""


def said(rule: str, what: str, remedy: str) -> tuple[str, ...]:
    """The lines for one thing that is wrong, in the form that the checks' own report has."""
    first = f"  {rule}  {what[:1].upper()}{what[1:]}."
    return (first, f"{' ' * (len(rule) + 4)}What to do: {remedy}.")
