"""The rule P204, hidden-form-value."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.checks.vocabulary import Vocabulary
from disclosurelog.files.facts import FileFacts

#: Keys of a field that hold what was filled in. /Opt and /TU are for the one who fills it in.
_FILLED = ("V", "DV", "RV")


class HiddenFormValue(Rule):
    """A form keeps values that its page does not show.

    ## What it finds

    Values of form fields that can't be read on the page: of hidden fields, of fields whose look
    shows something else, default values, and data of XFA forms.

    Blank forms are innocent. So is a value that its field shows.

    ## Why it matters

    The value is what a form sends, exports and reads out. Changing how the field looks leaves it.

    ## Example

    A box is drawn over a filled-in name, or the field is set to "hidden". The name is exported
    with the form's data at a click.

    ## What to do

    Print the form to a new PDF; that leaves its look and none of its values.
    """

    code = "P204"
    name = "hidden-form-value"

    _remedy = "print the form to a new PDF, which keeps what is shown and none of its values"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each field with a value that can't be seen."""
        shown = [one.drawn for one in facts.annotations if one.subtype == "Widget" and one.shown]
        visible = Vocabulary([*facts.visible_text, *shown])
        for field in facts.fields:
            values = [text for key, text in field.values if key in _FILLED]
            unseen = [word for text in values for word in visible.unseen(text)]
            if unseen:
                yield self.finding(
                    "a form field holds a value that can't be seen on the page",
                    self._remedy,
                    page=field.page,
                    box=field.box,
                    length=sum(map(len, unseen)),
                )
        if facts.xfa.strip():
            yield self.finding(
                "the file carries an XFA form, whose data is not what the pages show",
                self._remedy,
                length=len(facts.xfa),
            )
