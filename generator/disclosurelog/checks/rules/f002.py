"""The rule F002, type-against-name."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import FileFacts
from disclosurelog.files.kinds import NAMES, suffix_fits


class TypeAgainstName(Rule):
    """A file is what its name says it is.

    ## What it finds

    A file whose first bytes are of another kind than its suffix says, or that has no suffix.

    ## Why it matters

    A reader's computer goes by the name, a checker by the content. Where they differ, what is
    published is not what was checked.

    ## Example

    A PDF saved as `letter.docx` opens in nobody's word processor; a spreadsheet renamed to
    `.pdf` is still a spreadsheet, with every hidden sheet in it.

    ## What to do

    Give the file the suffix of its kind, or export it as the kind that its name says. This
    finding can't be waived.
    """

    code = "F002"
    name = "type-against-name"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """The one finding that a file can have here."""
        if not suffix_fits(facts.kind, facts.suffix):
            kind = NAMES.get(facts.kind, "another kind of file")
            yield self.finding(
                f"it is {kind}, and its name does not end like the name of one",
                "rename it, or export it as the kind that its name says",
            )
