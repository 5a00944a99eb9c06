"""The rule P102, text-under-label."""

from __future__ import annotations

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.files import facts


class TextUnderLabel(HiddenWords):
    """Text under a box with a label on it is still text.

    ## What it finds

    Words that lie under a cover which carries other words, such as the provision relied on.
    The pixels there vary, because of the label, so a look at the pixels alone is fooled; the
    page is drawn with and without each of the texts that lie over one another.

    ## Why it matters

    A box that names its exemption looks like the work of a redaction tool. It may be a drawing.

    ## Example

    A box that says "s.40(2)" drawn over a name in a word processor: the name is under it.

    ## What to do

    Go back to the original and use a tool that takes the words out, then check the new file.
    A label over an empty box is fine.
    """

    code = "P102"
    name = "text-under-label"
    reasons = {  # noqa: RUF012
        facts.LABELLED: "words lie under a box with a label on it, and can be copied out",
    }
