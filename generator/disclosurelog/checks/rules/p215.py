"""The rule P215, unshown-glyphs."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import WARN, Finding, Rule
from disclosurelog.files.facts import FileFacts

#: More letters than this are a font that was not cut to what is used, and tell nothing.
_MOST = 24


class UnshownGlyphs(Rule):
    """A font holds letters that the pages no longer show.

    ## What it finds

    Embedded fonts that were cut to the letters in use (a subset, with a name such as
    ABCDEF+Times) and that hold one to 24 letters and digits that nothing in the file writes.

    A font that is embedded whole, or with many letters that are not in use, tells nothing. Only
    fonts with a map to Unicode and codes of one byte, or two bytes one to one, are compared.

    ## Why it matters

    A program that exports a document puts in just the letters that stand in it. When words are
    taken out later, letters that only they used stay behind: with a list of staff beside it,
    that can be enough to tell which name it was.

    ## Example

    The letters q and z are in the font and on no page. One officer of the team has both.

    ## What to do

    Make the redacted document into a PDF again from its source, or flatten the page, so that
    the fonts are cut anew.
    """

    code = "P215"
    name = "unshown-glyphs"
    severity = WARN

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each font."""
        for font in facts.fonts:
            left = {letter for letter in font.unused if letter.isalnum()}
            if 0 < len(left) <= _MOST and font.used:
                yield self.finding(
                    "a font holds letters that nothing writes any more",
                    "export the redacted document again from its source, or flatten the page",
                    page=font.page,
                    length=len(left),
                )
