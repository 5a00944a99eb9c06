"""The rule P106, unseen-text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.hidden import REDRAW, HiddenWords
from disclosurelog.checks.rule import Finding
from disclosurelog.checks.spans import Span
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files import facts
from disclosurelog.files.facts import FileFacts

#: What layout programs print beside a page as "page information": their own file's name, date,
#: time, page number and the names of inks.
_SLUG = re.compile(
    r"(?:\S+\.(?:indd|indb|qxd|qxp|ai|psd|eps|pdf|pmd|fm|idml)"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|\d{1,2}[:.]\d{2}(?:[:.]\d{2})?|[ap]\.?m\.?|\d{1,4}|p\d{1,4}"
    r"|page|of|cyan|magenta|yellow|black|cmyk|pantone|process|c|m|y|k|[-\u2013\u2014|/:;,.]+)[,;:.]?",
    re.IGNORECASE,
)

#: What programs write in the colour of the paper to mark their output.
_PROGRAM = re.compile(
    r"(?:created|generated|produced|converted|powered)\s+(?:with|by)\s|evaluation (?:copy|version)",
    re.IGNORECASE,
)


class UnseenText(HiddenWords):
    """Text that no one can see is on the page all the same.

    ## What it finds

    Words in the colour of what lies under them (white on white, black on black), without any
    colour at all, under one point in size, without any width, outside the page, outside the
    CropBox, outside the clip, or invisible with no picture under them: on the page, or in what
    an annotation looks like.

    Words inside a tiling pattern, a soft mask or a glyph of a Type 3 font, that stand nowhere
    else on the pages: such words can be read out, and it can't be told here whether they show.

    A printer's slug (file name, date, page number, inks) beside the page and the line by which a
    program marks its output tell nothing and are left alone.

    ## Why it matters

    Such text is copied with the rest, found by a search and read by every machine. Cropping a
    page hides its edge and removes nothing.

    ## Example

    A covering letter is "redacted" by setting names in white. Select all, and there they are.

    ## What to do

    Take the words out in the original. To crop a page for good, print it to a new PDF.
    """

    code = "P106"
    name = "unseen-text"
    reasons = {  # noqa: RUF012
        facts.COLOUR: "words have the colour of what lies under them",
        facts.TINY: "words are too small to be seen",
        facts.OFF_PAGE: "words lie outside the page",
        facts.CROPPED: "words lie in a part of the page that was cropped away",
        facts.CLIPPED: "words lie outside the part of the page that is drawn",
        facts.INVISIBLE: "words are set to be invisible, with nothing under them",
    }

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding a line, and one for each pattern, mask or glyph that writes."""
        yield from super().check(facts)
        visible = Vocabulary.visible(facts)
        for one in facts.inlaid:
            unseen = visible.unseen(one.text) if one.text.isprintable() else [one.text]
            if unseen:
                yield self.finding(
                    "words are written inside a pattern, a mask or a glyph, and may not show",
                    REDRAW,
                    page=one.page,
                    length=sum(map(len, unseen)),
                )

    def innocent(self, span: Span) -> bool:
        """A printer's slug, or the mark of a program."""
        words = [word.text for word in span.words]
        if _PROGRAM.search(" ".join(words)):
            return True
        beside = span.words[0].why_hidden in (facts.OFF_PAGE, facts.CROPPED)
        return beside and all(_SLUG.fullmatch(word) for word in words)
