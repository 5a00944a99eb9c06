"""The rule P208, words-in-tags."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import BLOCK, WARN, Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary, words_of
from disclosurelog.files.facts import FileFacts, TagText

#: Structure types whose description is wanted: what it says is not drawn as words
#: (ISO 32000-2, 14.9.3; PDF/UA-1, 7.3 and 7.18).
_DESCRIBED = frozenset({"Figure", "Formula", "Form", "Link", "Annot", "Artifact"})

_REMEDY = (
    "export the document again from the redacted original, or print it to a new PDF: tags keep "
    "words that were taken off the page"
)


class WordsInTags(Rule):
    """Tags keep words that were taken off the page.

    ## What it finds

    Words in ActualText, Alt, E and titles of the structure tree, and in marked content, that
    can't be seen anywhere on the pages (ISO 32000-2, 14.9).

    A description of a figure, a formula, a link or a form field is wanted and left alone. So is
    what an abbreviation stands for, when the letters of the abbreviation are on the page.

    ## Why it matters

    Screen readers read tags out, and copying takes them in place of what is drawn. Taking a
    word off the page leaves them as they were.

    ## Example

    A name is set in a decorative font, which the exporting program spells out in ActualText.
    The letters are removed from the page. The tag still spells them.

    ## What to do

    Export the document again from the redacted original, or print it to a new PDF.
    """

    code = "P208"
    name = "words-in-tags"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each tag with words that can't be seen."""
        visible = Vocabulary.visible(facts)
        for tag in facts.tags:
            if tag.key == "Alt" and tag.role in _DESCRIBED:
                continue
            unseen = [word for word in visible.unseen(tag.text) if len(word) > 1]
            if not unseen or (tag.key == "E" and self._spells(tag, visible)):
                continue
            # A property list among the resources does not say what it describes.
            certain = tag.key != "T" and not (tag.key == "Alt" and not tag.role)
            yield self.finding(
                "a tag holds words that can't be seen on any page",
                _REMEDY,
                page=tag.page,
                length=sum(map(len, unseen)),
                severity=BLOCK if certain else WARN,
            )

    @staticmethod
    def _spells(tag: TagText, visible: Vocabulary) -> bool:
        """Whether the first letters of an expansion are an abbreviation on the page."""
        words = words_of(tag.text)
        every = "".join(word[0] for word in words)
        main = "".join(word[0] for word in words if len(word) > 3)
        return any(len(one) > 1 and not visible.unseen(one) for one in (every, main))
