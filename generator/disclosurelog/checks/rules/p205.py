"""The rule P205, comment."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.people import Names, names
from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import Annotation, FileFacts

#: Annotations whose text is no comment: what a link or a field says to a screen reader is wanted
#: (PDF/UA-1, 7.18.1); marks for redaction and form fields have rules of their own.
_NO_COMMENT = frozenset({"Link", "Widget", "Redact", "PrinterMark", "TrapNet"})


class Comment(Rule):
    """Comments, their authors and their threads are published with the page.

    ## What it finds

    Text of annotations that can't be seen on the page: notes, pop-ups, replies, subjects, the
    words behind a highlight; and authors of annotations who are persons.

    Text that the annotation itself shows is innocent, and so is an empty author, an
    organisation or a program.

    ## Why it matters

    A comment says what colleagues said to each other about the page, under their names.

    ## Example

    A reviewer highlights a line and notes why it must be withheld. The note opens at a click.

    ## What to do

    Delete all comments, or print the document to a new PDF without comments.
    """

    code = "P205"
    name = "comment"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each annotation that says more than it shows."""
        visible = Vocabulary.visible(facts)
        for one in facts.annotations:
            if one.subtype in _NO_COMMENT:
                continue
            unseen = self._unseen(one, visible)
            if unseen:
                yield self._found(one, "an annotation holds words that can't be seen", unseen)
            author = names(one.author)
            if author in (Names.PERSON, Names.LOGIN) and not visible.shows(one.author):
                yield self._found(one, f"the author of an annotation is {author.value}", one.author)

    @staticmethod
    def _unseen(one: Annotation, visible: Vocabulary) -> str:
        shown = Vocabulary([one.drawn] if one.shown else [])
        said = (
            text
            for key, text in one.texts
            # A subject is what the program calls its tool, unless it holds more than two words.
            if not (key == "Subj" and len(text.split()) <= 2)
            # A text box without a look of its own is drawn by every viewer from its text.
            and not (one.subtype == "FreeText" and one.shown and not one.drawn)
        )
        unseen = [
            word for text in said for word in visible.unseen(text) if word in shown.unseen(text)
        ]
        return "".join(unseen)

    def _found(self, one: Annotation, message: str, what: str) -> Finding:
        return self.finding(
            message,
            "delete all comments, or print the document to a new PDF without comments",
            page=one.page,
            box=one.box,
            length=len(what),
        )
