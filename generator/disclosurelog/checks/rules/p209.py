"""The rule P209, thumbnail."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import WARN, Finding, Rule
from disclosurelog.files.facts import FileFacts


class Thumbnail(Rule):
    """A page may carry a small picture of itself from before it was redacted.

    ## What it finds

    Pages with an embedded thumbnail (ISO 32000-2, 12.3.4). Programs of today draw their own and
    embed none.

    ## Why it matters

    A thumbnail is made once. If the page was redacted later, the thumbnail was not.

    ## Example

    A file of the nineties is redacted with a modern tool. The panel at the side still shows
    each page as it was, small and legible.

    ## What to do

    Print the document to a new PDF, or remove embedded thumbnails. Old files that were never
    redacted are innocent; this is a warning.
    """

    code = "P209"
    name = "thumbnail"
    severity = WARN

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each page that carries one."""
        for page in facts.pages:
            if page.thumbnail:
                yield self.finding(
                    "the page carries a small picture of itself, which may be older than it",
                    "remove embedded thumbnails, or print the document to a new PDF",
                    page=page.number,
                )
