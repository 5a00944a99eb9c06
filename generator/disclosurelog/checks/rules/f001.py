"""The rule F001, unreadable."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import FileFacts


class Unreadable(Rule):
    """A file that could not be checked to its end is not published.

    ## What it finds

    A file that can't be opened, is encrypted (with an empty password too), has no pages, is of a
    kind that no reader here knows, holds more than any honest release does, or made a reader or
    a check fail. One check that fails blocks the file, whatever the others say.

    ## Why it matters

    What was not looked at may hold anything. A checker that skips what it does not understand
    passes the very files that need it most.

    ## Example

    In August 2023 the Police Service of Northern Ireland answered a request with an original
    spreadsheet. A sheet that nobody looked at named over 9,400 people who work there.

    ## What to do

    Print the document to a new PDF and publish that. Take protection off before you do. Split
    a file that is too large. Export spreadsheets and documents as PDF: the originals keep hidden
    sheets, tracked changes and comments. This finding can't be waived.
    """

    code = "F001"
    name = "unreadable"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """Facts that do not hold together: as many pages as the file says, numbered in order."""
        numbers = [page.number for page in facts.pages]
        if not numbers or numbers != list(range(1, facts.page_count + 1)):
            yield self.unreadable(
                "not every page could be read", "print the document to a new PDF and use that"
            )

    def unreadable(self, what: str, remedy: str) -> Finding:
        """The finding that stands for a file which no reader could read to its end."""
        return self.finding(what, remedy)
