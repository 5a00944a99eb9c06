"""The rule P211, person-in-link."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from disclosurelog.checks.people import logins
from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import FileFacts


class PersonInLink(Rule):
    """The target of a link names someone whom the page does not.

    ## What it finds

    Links whose target holds an e-mail address, a login or a path through somebody's folder that
    can't be seen on any page.

    An address that is printed for all to see is innocent: that is what links are for.

    ## Why it matters

    Blacking out "j.smith" on the page leaves the link under it, and the link is the address.

    ## Example

    Word processors turn every e-mail address into a link as it is typed.

    ## What to do

    Remove the link as well as the words, or print the document to a new PDF.
    """

    code = "P211"
    name = "person-in-link"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each link."""
        visible = Vocabulary.visible(facts)
        for link in facts.links:
            unseen = [one for one in logins(unquote(link.target)) if not visible.shows(one)]
            if unseen:
                yield self.finding(
                    "a link leads to somebody who can't be seen on any page",
                    "remove the link as well as the words, or print the document to a new PDF",
                    page=link.page,
                    box=link.box,
                    length=sum(map(len, unseen)),
                )
