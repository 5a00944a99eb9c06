"""The rule P108, unapplied-redaction."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import FileFacts


class UnappliedRedaction(Rule):
    """A redaction that was marked and never applied removes nothing.

    ## What it finds

    Any annotation of the type Redact (ISO 32000-2, 12.5.6.23). Such a mark says what is to be
    removed; applying it removes the content and the mark with it. A mark that is still there was
    not applied.

    ## Why it matters

    In some viewers the mark looks like the finished redaction. Under it is everything.

    ## Example

    An officer marks forty names, saves, and closes. The step "Apply" was the one that counts.

    ## What to do

    Open the file, apply all redactions, save it under a new name and check that file.
    """

    code = "P108"
    name = "unapplied-redaction"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """Every mark, wherever it hangs: there is no innocent one."""
        for annotation in facts.annotations:
            if annotation.subtype == "Redact":
                yield self.finding(
                    "a redaction was marked here and never applied",
                    "apply all redactions in the program that marked them, save a new file and "
                    "check that one",
                    page=annotation.page,
                    box=annotation.box,
                )
