"""The rule P203, attached-file."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import Attachment, FileFacts
from disclosurelog.files.kinds import NAMES, PDF

_PLACES = {
    "annotation": "hangs on this page",
    "associated file": "is associated with the document",
    "portfolio": "is part of a portfolio",
    "rich media": "is played on this page",
}


class AttachedFile(Rule):
    """A file inside the file goes out with it.

    ## What it finds

    Every file that is embedded: attached to the document, hung on a page as a paper clip,
    associated with a part of it (/AF), part of a portfolio, or left behind with nothing that
    names it. PDFs among them are read like any other; of other kinds nothing can be known here.

    ## Why it matters

    Readers of the page never see an attachment, so no one who approves the page approves it.
    What is attached is most often the original.

    ## Example

    A word processor can embed the document itself in the PDF that it exports.

    ## What to do

    Remove the attachment. If the public is to have it, publish it beside this file as a
    document of its own, where it is checked and can be found.
    """

    code = "P203"
    name = "attached-file"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each attached file."""
        for one in facts.attachments:
            yield self.finding(self._message(one), self._remedy(one), page=one.page)

    @staticmethod
    def _message(one: Attachment) -> str:
        place = _PLACES.get(one.where, "is attached to the document")
        return f"{NAMES.get(one.kind, 'a file')} of {one.size:,} bytes {place}"

    @staticmethod
    def _remedy(one: Attachment) -> str:
        if one.kind == PDF:
            return "remove it, or publish it as a document of its own, where it is checked"
        return (
            "remove it; if the public is to have it, print it to PDF or export it as PDF and "
            "publish that as a document of its own"
        )
