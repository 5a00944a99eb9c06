"""The rule P212, unseen-picture."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import BLOCK, WARN, Finding, Rule
from disclosurelog.files import facts
from disclosurelog.files.facts import FileFacts

_MESSAGES = {
    facts.COVERED: "a part of a picture is covered, and lies under the cover unchanged",
    facts.ANNOTATION: "a part of a picture lies under an annotation that can be moved away",
    facts.CLIPPED: "a picture holds more than its mask or frame shows",
    facts.CROPPED: "a picture goes on outside the page",
    facts.UNDECIDED: "a picture with a mask or a frame is too large to be compared here",
    facts.COLOUR: "a picture is blended or so faint that it can't be seen",
    facts.TINY: "a picture is drawn too small to be seen",
    "rows": "a picture holds more rows than are drawn",
    "palette": "the colours of a picture are set so that nothing in it can be told apart",
    "unused": "the file holds a picture that no page draws",
}


class UnseenPicture(Rule):
    """A picture holds more than the page shows of it.

    ## What it finds

    Parts of a picture that lie under a box, another picture or an annotation; behind a mask;
    outside a frame (a cropped photograph) or outside the page; and pictures that the file keeps
    and no page draws: among a page's resources, in a form that is not drawn, as the alternative
    of another picture.

    Pictures that are drawn and can't be seen all the same: blended away, without strength, in
    colours that are all alike, smaller than a printer's dots; and rows after the last one that
    is drawn.

    The picture is decoded as it is stored and compared with the page.

    What has no detail tells nothing: the flat colour behind a logo, a drop shadow, paper. Some
    millimetres beyond the edge of the page are for the printer's knife. A part that is hidden
    on one page and shown on another is no secret. A picture of over 32 million pixels can't be
    compared, and is a warning.

    ## Why it matters

    A picture is one object: a box drawn over it changes none of its pixels, and any reader
    can take it out whole.

    ## Example

    A scanned letter is opened in a PDF editor and a black box is drawn over a name. The scan
    under the box is as it was.

    ## What to do

    Black the part out in the picture itself, or crop it there, and put it in again; or flatten
    the page to an image.
    """

    code = "P212"
    name = "unseen-picture"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each picture on each page."""
        for one in facts.unseen:
            message = _MESSAGES.get(one.why)
            if message and one.what == "picture":
                yield self.finding(
                    message,
                    "black out or crop the picture itself and put it in again, or flatten the "
                    "page to an image",
                    page=one.page,
                    box=one.box,
                    severity=WARN if one.why == "undecided" else BLOCK,
                )
