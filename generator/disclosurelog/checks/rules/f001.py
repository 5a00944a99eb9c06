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

    A PDF whose table of contents (its cross-reference table) is broken: it is cut off, leads
    back to itself, or does not find each object where it says. Every program mends such a file
    as it thinks best, so what was checked here need not be what the public sees.

    ## Why it matters

    What was not looked at may hold anything. A checker that skips what it does not understand
    passes the very files that need it most.

    ## Example

    In August 2023 the Police Service of Northern Ireland answered a request with an original
    spreadsheet. A sheet that nobody looked at named over 9,400 people who work there.

    ## What to do

    Print the document to a new PDF and publish that; a broken table is mended by saving the
    file again, or by `disclosurelog flatten IN OUT`. Take protection off before you do. Split
    a file that is too large. Export spreadsheets and documents as PDF: the originals keep hidden
    sheets, tracked changes and comments. This finding can't be waived.
    """

    code = "F001"
    name = "unreadable"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """A table that does not find every object; other pages than the file says."""
        if facts.table:
            yield self.unreadable(
                f"the file's table of contents is broken ({facts.table}), so every program that "
                "opens the file guesses what it holds",
                "save it again from the program that made it, or run `disclosurelog flatten IN "
                "OUT`, look at the new file and publish that one",
            )
        numbers = [page.number for page in facts.pages]
        if not numbers or numbers != list(range(1, facts.page_count + 1)):
            yield self.unreadable(
                "not every page could be read", "print the document to a new PDF and use that"
            )

    def unreadable(self, what: str, remedy: str) -> Finding:
        """The finding that stands for a file which no reader could read to its end."""
        return self.finding(what, remedy)
