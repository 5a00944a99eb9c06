"""The rule P110, gap-of-one-word."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.rule import WARN, Finding, Rule
from disclosurelog.files.facts import FileFacts


class GapOfOneWord(Rule):
    """The gap is as wide as the word that was taken out.

    ## What it finds

    In a line of text in a proportional font: one gap that is far wider than the line's others
    and no wider than a word, which a box fills or one adjustment between letters keeps open,
    while the words beside it stand where they stood.

    It warns and never blocks: a box over removed text is the usual way to redact. Justified
    lines, columns of tables, typewriter fonts and long bars tell too little and are left alone.

    ## Why it matters

    Letters of such a font have widths of their own, so the width of a gap, to a tenth of a
    point, fits few of the names that could stand there, and often just one.

    ## Example

    In 2011 a researcher measured bars in released files and found the only country whose name
    fitted the sentence. In 2022 a paper showed the same for thousands of court documents.

    ## What to do

    Make the box wider than the word, over a part of its neighbours too, or set the line anew
    with a mark of one fixed width such as [name] in place of each name.
    """

    code = "P110"
    name = "gap-of-one-word"
    severity = WARN

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each gap."""
        for page in facts.pages:
            for gap in page.gaps:
                how = "a box" if gap.boxed else "a gap"
                yield self.finding(
                    f"{how} in a line is exactly as wide as the word that stood there",
                    "set the line anew with a mark of one width, such as [name], for each name; "
                    "or make the box wider than the word",
                    page=page.number,
                    box=gap.box,
                )
