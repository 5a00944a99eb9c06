"""The rule P109, hidden-layer."""

from __future__ import annotations

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.files import facts


class HiddenLayer(HiddenWords):
    """Text on a layer that is switched off can be switched on.

    ## What it finds

    Words on optional content (a layer) that is not drawn as the file opens.

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
