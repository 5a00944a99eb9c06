"""The rule P101, text-under-cover."""

from __future__ import annotations

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.files import facts


class TextUnderCover(HiddenWords):
    """Text under something drawn over it is still text.

    ## What it finds

    Words of the page's text that something drawn later lies over: a filled box, a polygon, a
    thick line, tiles, a picture, a shading, block characters, at full strength or nearly so, on
    the page itself or inside a form XObject.

    Two tests. The pixels in a word's tight box must vary: where they have one colour, nothing is
    to be read there. And the page is drawn with and without its text: a word whose removal
    changes no pixel can't be seen. Words that lie under one another are tried one by one.

    ## Why it matters

    A black box hides words from the eye and from nothing else. They can be marked, copied and
    pasted, searched for, and read out by a screen reader.

    ## Example

    In January 2019 lawyers filed a court document with black bars over its text. Reporters
    copied the bars, pasted them, and read what a grand jury had been told in confidence.

    ## What to do

    Go back to the original and use a tool that takes the words out, then check the new file.
    Printing the pages to images works too. Drawing another box never does.
    """

    code = "P101"
    name = "text-under-cover"
    reasons = {  # noqa: RUF012
        facts.COVERED: "words lie under something drawn over them, and can be copied out",
        facts.UNDECIDED: "so many texts lie over one another here that none can be told apart",
    }
