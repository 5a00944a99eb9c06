"""The rule P109, hidden-layer."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.checks.rule import BLOCK, WARN, Finding
from disclosurelog.files import facts


class HiddenLayer(HiddenWords):
    """Text on a layer that is switched off can be switched on.

    ## What it finds

    Words and pictures on optional content (a layer) that is not drawn as the file opens. Lines
    and shapes on such a layer are a warning: plans have them, and they may say nothing.

    A form that hangs on a layer as a whole is found by P106 or P212, which can't tell a layer
    from a clip there.

    ## Why it matters

    Every viewer with a layers panel shows them at a click.

    ## Example

    A plan keeps the names of the occupants of each house on a layer of their own.

    ## What to do

    Print the document to a new PDF with the layers as the public is to see them.
    """

    code = "P109"
    name = "hidden-layer"
    reasons = {  # noqa: RUF012
        facts.LAYER: "words lie on a layer that is switched off, and can be switched on",
    }
    remedy = "print the document to a new PDF, which keeps only what is shown"

    def check(self, facts: facts.FileFacts) -> Iterator[Finding]:
        """One finding a line of words, a picture, or a page with lines."""
        yield from super().check(facts)
        for one in facts.unseen:
            if one.why == "layer":
                yield self.finding(
                    f"{one.what} on a layer that is switched off can be switched on",
                    self.remedy,
                    page=one.page,
                    box=one.box,
                    severity=BLOCK if one.what == "picture" else WARN,
                )
