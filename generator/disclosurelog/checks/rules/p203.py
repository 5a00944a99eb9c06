"""The rule P203, attached-file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import Attachment, FileFacts
from disclosurelog.files.kinds import NAMES, PDF

_PLACES = {
    "annotation": "hangs on this page",
    "associated file": "is associated with the document",
    "portfolio": "is part of a portfolio",
    "rich media": "is played on this page",
}


#: Outermost elements of electronic invoices: EN 16931 in both of its syntaxes, and ZUGFeRD 1.
_INVOICES = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument", "Invoice", "CreditNote"})

#: Values that say something: words, and numbers as long as an account's. The rest are codes,
#: units, amounts and days, which a page writes in another way.
_SAYS = re.compile(r"[^\W\d_]{4,}|\d{6,}")
_CODE = re.compile(r"urn:\S+|\d{8}|\d{4}-\d{2}-\d{2}(?:T\S*)?|https?://\S+")


def _is_invoice_of(one: Attachment, visible: Vocabulary) -> bool:
    """Whether a file is the electronic twin of the invoice that the pages show."""
    return one.root in _INVOICES and not any(
        visible.unseen(text)
        for text in one.texts
        if _SAYS.search(text) and not _CODE.fullmatch(text)
    )


class AttachedFile(Rule):
    """A file inside the file goes out with it.

    ## What it finds

    Every file that is embedded: attached to the document, hung on a page as a paper clip,
    associated with a part of it (/AF), part of a portfolio, or left behind with nothing that
    names it. PDFs among them are read and checked like any other, and the finding says which
    rules found something in them; of other kinds nothing can be known here.

    An electronic invoice is innocent as long as the pages show all that it says.

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
        visible = Vocabulary.visible(facts)
        for one in facts.attachments:
            if not _is_invoice_of(one, visible):
                yield self.finding(self._message(one), self._remedy(one), page=one.page)

    @staticmethod
    def _message(one: Attachment) -> str:
        place = _PLACES.get(one.where, "is attached to the document")
        said = f"{NAMES.get(one.kind, 'a file')} of {one.size:,} bytes {place}"
        if one.facts is None:
            return said
        # Every rule lives beside this one, so the registry can only be asked once it is made.
        from disclosurelog.checks.registry import run_rules

        codes = sorted({found.rule for found in run_rules(one.facts).findings})
        return f"{said}; inside it {', '.join(codes)} found something" if codes else said

    @staticmethod
    def _remedy(one: Attachment) -> str:
        if one.kind == PDF:
            return "remove it, or publish it as a document of its own, where it is checked"
        return (
            "remove it; if the public is to have it, print it to PDF or export it as PDF and "
            "publish that as a document of its own"
        )
