"""The rule P217, bytes-outside."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import FileFacts
from disclosurelog.files.kinds import NAMES

_PLACES = {"before": "before its start", "after": "after its end"}


class BytesOutside(Rule):
    """Nothing stands before the file's start or after its end.

    ## What it finds

    Bytes before the header `%PDF-` and after the last `%%EOF`, white space aside: a second file
    glued on, a web page, the rest of an upload.

    ## Why it matters

    A reader shows the PDF and not what is glued to it. Another program, told to, shows that.

    ## Example

    A file that is a PDF and a ZIP archive at once: renamed, it opens as an archive.

    ## What to do

    Save the file anew with a PDF program, which writes nothing else.
    """

    code = "P217"
    name = "bytes-outside"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each place."""
        for one in facts.outside:
            yield self.finding(
                f"{one.size:,} bytes stand {_PLACES[one.where]}: {NAMES[one.kind]}",
                "save the file anew with a PDF program, or print it to a new PDF",
            )
