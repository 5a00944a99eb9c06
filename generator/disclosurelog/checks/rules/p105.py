"""The rule P105, recognised-under-picture."""

from __future__ import annotations

from disclosurelog.checks.hidden import HiddenWords
from disclosurelog.files import facts


class RecognisedUnderPicture(HiddenWords):
    """A blacked-out scan still carries the words that were recognised in it.

    ## What it finds

    Invisible words that text recognition (OCR) laid over a scan, at places where the picture is
    of one colour now. They were recognised before the picture was blacked out, or whited out.

    Recognised words over ink are what makes a scan searchable, and are left alone. So are boxes
    of a point or two, which are specks, and lines that are off: where ink that no recognised
    word claims stands just above or below, the geometry is wrong and not the redaction.

    ## Why it matters

    Marking the page copies the hidden words; searching finds them.

    ## Example

    A letter is scanned with text recognition on, opened in a paint program and blacked out
    there. The words stay.

    ## What to do

    Run text recognition again on the blacked-out pages, replacing what is there, or print the
    pages to images.
    """

    code = "P105"
    name = "recognised-under-picture"
    reasons = {  # noqa: RUF012
        facts.PICTURE: "recognised words lie over a part of the scan that shows nothing",
    }
    remedy = (
        "run text recognition again on the redacted pages, replacing the old words, or print "
        "them to images; then check the new file"
    )
