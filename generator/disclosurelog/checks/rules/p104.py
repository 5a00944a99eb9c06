"""The rule P104, partly-covered."""

from __future__ import annotations

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.files import facts


class PartlyCovered(HiddenWords):
    """Text that shows past or through its cover was meant to be hidden.

    ## What it finds

    Words that keep less than 60 % of the mark they make on the page once something is drawn
    over them: a bar over part of the letters, many thin lines, a translucent marker. Underlines,
    strike-through and light highlighters take away less than half of that, and are left alone.

    ## Why it matters

    The tops of letters are enough to read a name. A translucent marker gives way to any photo
    editor. And under either of them lie the words themselves, to be copied.

    ## Example

    A black marker pen of a PDF viewer at 90 %: faint to the eye, plain after a contrast stretch.

    ## What to do

    Go back to the original and use a tool that takes the words out, then check the new file.
    """

    code = "P104"
    name = "partly-covered"
    reasons = {  # noqa: RUF012
        facts.PARTLY: "words show past or through a cover that was to hide them",
    }
