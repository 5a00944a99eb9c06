"""The rule P213, kept-with-picture."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclosurelog.checks.people import Names, holds_login, names
from disclosurelog.checks.rule import BLOCK, WARN, Finding, Rule, Severity
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import Extra, FileFacts

#: What encoders and cameras write as a comment of their own.
_MACHINE = re.compile(
    r"jpe?g|creator|encod|version|quality|optimi[sz]|technologies|exif|\bv?\d+\.\d+"
    r"|digital camera|screenshot|^charset=|^\W*$",
    re.IGNORECASE,
)

_MESSAGES = {
    "position": (BLOCK, "a picture keeps the place where it was taken (GPS)"),
    "other preview": (BLOCK, "a picture keeps a small preview that does not look like it"),
    "after": (BLOCK, "a picture keeps other data after its end"),
    "maker note": (WARN, "a picture keeps its camera's private notes, which can't be read here"),
    "serial": (WARN, "a picture keeps the serial number of its camera"),
    "damaged": (WARN, "a picture keeps notes that can't be read here"),
}

_REMEDY = (
    "save the picture without its properties (or take a screen shot of it), put that in the "
    "document in its place and export it again"
)


class KeptWithPicture(Rule):
    """A photograph keeps where, when and by whom it was taken.

    ## What it finds

    In each JPEG that the file keeps as it was: a GPS position, a preview that shows something
    else than the picture, words in comments and captions, names of people, data after the
    picture's end. The private notes of a camera and its serial number are warnings.

    The model of a camera, its settings, the name of a program and a preview that looks like the
    picture tell nothing and are left alone. So are words that are printed on a page.

    ## Why it matters

    Programs that make PDFs copy a photograph as it is, and anyone can take it out again. A
    preview is made when a picture is taken and stays when it is blacked out.

    ## Example

    In December 2012 a magazine published a photograph of a man in hiding. The position in it
    said where he was, and he was arrested within days.

    ## What to do

    Save the picture without its properties, put it in the document again and export that.
    """

    code = "P213"
    name = "kept-with-picture"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each kind of thing on each page."""
        visible = Vocabulary.visible(facts)
        for one in sorted(set(facts.extras), key=lambda one: (one.page, one.what, one.size)):
            severity, message = _MESSAGES.get(one.what) or self._words(one, visible)
            if severity:
                yield self.finding(
                    message, _REMEDY, page=one.page, length=len(one.text), severity=severity
                )

    @staticmethod
    def _words(one: Extra, visible: Vocabulary) -> tuple[Severity | None, str]:
        if one.what not in ("comment", "person") or not visible.unseen(one.text):
            return None, ""
        kind = names(one.text)
        if holds_login(one.text) or kind is Names.PERSON:
            return BLOCK, "a picture keeps a name or a login among its properties"
        if kind in (Names.NOTHING, Names.PROGRAM) or _MACHINE.search(one.text):
            return None, ""
        if one.what == "person" and kind is Names.ORGANISATION:
            return None, ""
        return WARN, "a picture keeps words among its properties"
