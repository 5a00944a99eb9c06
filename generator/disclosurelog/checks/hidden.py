"""What the rules about words that can't be seen have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.spans import Span, spans
from disclosurelog.files.facts import FileFacts

#: The remedy for words that lie on a page unseen.
REDRAW = (
    "go back to the original, take the words out with a tool that removes them (not one that "
    "draws over them), or print the pages to images, and check the new file"
)


class HiddenWords(Rule):
    """A rule that tells of every line of words hidden for certain reasons."""

    #: Each reason of `files.facts`, and what to say of it.
    reasons: ClassVar[dict[str, str]]
    remedy: ClassVar[str] = REDRAW

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding a line."""
        for span in spans(facts, self.reasons):
            if not self.innocent(span):
                yield self.finding(
                    self.reasons[span.words[0].why_hidden],
                    self.remedy,
                    page=span.page,
                    box=span.box,
                    length=span.length,
                )

    def innocent(self, span: Span) -> bool:
        """Whether what is hidden here is known to tell nothing."""
        return False
