"""The rule P103, text-under-pattern."""

from __future__ import annotations

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.files import facts


class TextUnderPattern(HiddenWords):
    """Text under a hatched or patterned cover is still text.

    ## What it finds

    Words that lie under a cover which is not of one colour: hatched, striped, a photograph, a
    texture. The page is drawn with and without its text; a word whose removal changes nothing
    can't be seen, however lively the place looks.

    ## Why it matters

    The cover hides the words from the eye and from nothing else.

    ## Example

    A cross-hatched box over a paragraph: the paragraph can be marked and copied through it.

    ## What to do

    Go back to the original and use a tool that takes the words out, then check the new file.
    """

    code = "P103"
    name = "text-under-pattern"
    reasons = {  # noqa: RUF012
        facts.HATCHED: "words lie under a patterned cover, and can be copied out",
    }
