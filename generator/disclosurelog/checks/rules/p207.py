"""The rule P207, words-in-apparatus."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.people import Names, holds_login, names
from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import FileFacts, Named

#: Words by which bookmarks point at parts of a document, whatever it says.
_PARTS = frozenset(
    """annex annexe appendix attachment back chapter contents cover document end figure figures
    first front index introduction last next page pages part previous schedule scan section start
    table tables title toc top untitled""".split()  # noqa: SIM905
)


class WordsInApparatus(Rule):
    """Bookmarks keep words that were taken off the page.

    ## What it finds

    Words of the outline (bookmarks), of page labels and of article threads that can't be seen on
    any page, and persons or logins in the names of destinations.

    Headings that stand on a page are innocent, and so are words such as "page" or "annex".

    ## Why it matters

    Bookmarks are made from headings. Redacting the heading leaves the bookmark beside it.

    ## Example

    A report has a chapter for each witness. The names are redacted on the pages and listed in
    the panel beside them.

    ## What to do

    Delete or rename the bookmarks, or print the document to a new PDF.
    """

    code = "P207"
    name = "words-in-apparatus"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each entry."""
        visible = Vocabulary.visible(facts)
        for one in facts.names:
            length = self._length(one, visible)
            if length:
                yield self.finding(
                    f"the {_WHERE[one.where]} holds words that can't be seen on any page",
                    "delete or rename it, or print the document to a new PDF",
                    page=one.page,
                    length=length,
                )

    @staticmethod
    def _length(one: Named, visible: Vocabulary) -> int:
        if one.where == "layer":
            return 0
        if one.where == "destination":
            several = len(one.text.split()) > 1
            person = holds_login(one.text) or (several and names(one.text) is Names.PERSON)
            return len(one.text) if person and not visible.shows(one.text) else 0
        unseen = visible.unseen(one.text)
        return sum(len(word) for word in unseen if len(word) > 1 and not _is_part(word))


def _is_part(word: str) -> bool:
    return word in _PARTS or word.isdigit() or not word.strip("ivxlcdm")


_WHERE = {
    "outline": "outline",
    "destination": "list of destinations",
    "page label": "list of page labels",
    "thread": "description of an article",
}
