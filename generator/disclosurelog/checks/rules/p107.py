"""The rule P107, text-under-annotation."""

from __future__ import annotations

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.files import facts


class TextUnderAnnotation(HiddenWords):
    """Text under an annotation is uncovered by moving the annotation.

    ## What it finds

    Words that can be seen on the page itself and no longer once its annotations are drawn: a
    filled square, a highlighter in black, ink, a stamp, a text box, a line, a form field. An
    approval stamp over empty paper, or through which the words stay readable, is left alone.

    ## Why it matters

    An annotation lies on the page like a sticky note. Any reader can move it or delete it.

    ## Example

    Comment tools of a PDF viewer offer black rectangles. They look like redactions and are notes.

    ## What to do

    Use the viewer's redaction tool and apply it, or take the words out in the original. Making
    annotations part of the page does not remove what is under them.
    """

    code = "P107"
    name = "text-under-annotation"
    reasons = {  # noqa: RUF012
        facts.ANNOTATION: "words lie under an annotation, which anyone can move away",
    }
