"""The rule P214, unshown-symbols."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import BLOCK, WARN, Finding, Rule
from disclosurelog.files.facts import FileFacts

#: Fewer unshown shapes than this spell no name; an encoder's own leftovers.
_FEW = 4

_REMEDY = (
    "print the pages to images again (disclosurelog flatten does), so that the scan is coded "
    "anew from what it shows"
)


class UnshownSymbols(Rule):
    """A scan keeps the shapes of letters that are on none of its pages any more.

    ## What it finds

    JBIG2 codes a scan as a dictionary of shapes and the places where they stand. Found are
    shapes, in a picture's own dictionary or in one that pictures share, that no page shows.

    Text that is coded arithmetically without refinement is followed shape by shape. Of other
    text it is known how many shapes it draws, so that only a surplus of shapes is certain; what
    can't be read at all is a warning. Shapes that are drawn and then painted over inside the
    picture are not found: they are in use.

    ## Why it matters

    The shapes are listed in the order in which they first appeared. A name that was taken off
    the page leaves the letters that only it used, often in order.

    ## Example

    Pages 3 to 5 of a long scan are released. The dictionary that all pages shared goes along
    with every shape of the pages that were held back.

    ## What to do

    Code the scan anew from what it shows: flatten the pages.
    """

    code = "P214"
    name = "unshown-symbols"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each picture or shared dictionary."""
        for one in facts.symbols:
            if one.unshown:
                yield self.finding(
                    "a scan keeps shapes of letters that no page shows",
                    _REMEDY,
                    page=one.page,
                    length=one.unshown,
                    severity=BLOCK if one.unshown >= _FEW else WARN,
                )
            elif not one.known and not one.count:
                yield self.finding(
                    "a scan's dictionary of shapes can't be read here",
                    _REMEDY,
                    page=one.page,
                    severity=WARN,
                )
