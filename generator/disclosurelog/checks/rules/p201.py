"""The rule P201, earlier-revision."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary, lost
from disclosurelog.files.facts import FileFacts, Revision

_REMEDY = "print the document to a new PDF, which keeps only its last state, and check that one"


class EarlierRevision(Rule):
    """A file that was saved over itself still holds what it said before.

    ## What it finds

    PDFs are often saved by adding to their end (ISO 32000-2, 7.5.6). The file is cut at each of
    its ends, every earlier version is read, and its words, pictures, comments, form values and
    attachments are compared with the last. What stood there and stands there no longer is found.

    Signing and linearising add to a file too, and take nothing away: they are left alone. It is
    the content that is compared, and not the number of versions.

    ## Why it matters

    Cutting the file at an earlier end brings back the version before the redaction, with any
    text editor.

    ## Example

    An officer deletes a paragraph in a PDF editor and saves. The editor adds the new page to the
    end and leaves the old one where it was.

    ## What to do

    Print the document to a new PDF, or use "Save as" with a program that writes the file anew.
    """

    code = "P201"
    name = "earlier-revision"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each earlier revision that holds something more."""
        words = [" ".join(word.text for word in page.words) for page in facts.pages]
        known = Vocabulary([*facts.visible_text, *facts.strings])
        for revision in facts.revisions:
            yield from self._compare(facts, revision, words, known)

    def _compare(
        self, facts: FileFacts, revision: Revision, words: list[str], known: Vocabulary
    ) -> Iterator[Finding]:
        number = revision.number
        if revision.trouble:
            yield self.finding(f"earlier version {number} of the file can't be read", _REMEDY)
            return
        gone = [word for word in lost(revision.pages, words) if len(word) > 1 or word.isdigit()]
        if gone:
            yield self.finding(
                f"earlier version {number} of the file holds words that the last one has not",
                _REMEDY,
                length=sum(map(len, gone)),
            )
        if set(revision.images) - set(facts.images):
            yield self.finding(
                f"earlier version {number} of the file holds a picture that the last one has not",
                _REMEDY,
            )
        texts = [text for text in revision.strings if text not in facts.strings]
        unseen = [word for text in texts for word in known.unseen(text)]
        if unseen:
            yield self.finding(
                f"earlier version {number} of the file holds comments, form values or tags that "
                "the last one has not",
                _REMEDY,
                length=sum(map(len, unseen)),
            )
        if set(revision.attachments) - set(facts.attachment_hashes):
            yield self.finding(
                f"earlier version {number} of the file holds an attached file that the last one "
                "has not",
                _REMEDY,
            )
