"""The rule P202, left-behind-object."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import FileFacts, Orphan

_MESSAGES = {
    "content": "the file still holds page content that no page shows",
    "image": "the file still holds a picture that no page shows",
    "string": "the file still holds comments or form values that nothing shows",
    "file": "the file still holds an attached file that nothing names",
}


class LeftBehindObject(Rule):
    """What editing took off the pages may still lie in the file.

    ## What it finds

    Objects with words or a picture that nothing in the file leads to: content streams, pictures,
    comments, form values and attached files, whether the file's own table still lists them or
    has forgotten them.

    Content that something leads to and nothing draws: a form that a page keeps among its
    resources, another look of a button, a page that the file does not count among its own.

    What the pages show just so anyway is left alone, and so is an unused
    font, colour or empty object.

    ## Why it matters

    Replacing a page's content makes a new object and leaves the old one where it was. Free tools
    list every object of a file.

    ## Example

    A widely used library replaces a page by a redacted one when told to. The original page stays
    in the file, whole.

    ## What to do

    Print the document to a new PDF, or save it with a program that drops unused objects.
    """

    code = "P202"
    name = "left-behind-object"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each kind of thing that was left behind."""
        known = Vocabulary([*facts.visible_text, *facts.strings])
        for kind, message in _MESSAGES.items():
            mine = [one for one in facts.orphans if one.kind == kind]
            lengths = [self._length(one, known) for one in mine]
            if any(lengths):
                yield self.finding(
                    message,
                    "print the document to a new PDF, which keeps only what its pages show, and "
                    "check that one",
                    length=sum(lengths) if kind in ("content", "string") else 0,
                )

    @staticmethod
    def _length(one: Orphan, known: Vocabulary) -> int:
        """How many characters it tells that can't be seen; 1 where they can't be counted."""
        if one.kind in ("image", "file"):
            return 1
        if any(character < " " and character != "\n" for character in one.text):
            # Codes of a font that nothing here can turn into letters.
            return len(one.text)
        return sum(map(len, known.unseen(one.text)))
