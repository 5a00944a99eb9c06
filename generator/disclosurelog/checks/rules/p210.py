"""The rule P210, active-content."""

from __future__ import annotations

from collections.abc import Iterator

from disclosurelog.checks.people import holds_share
from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import Action, FileFacts

#: Actions that run, send or fetch (ISO 32000-2, table 201). The others turn pages or hide notes.
_ACTIVE = {
    "JavaScript": "runs a script",
    "Launch": "starts a program or opens another file",
    "SubmitForm": "sends data to an address",
    "ImportData": "reads data from another file",
    "Rendition": "plays a recording",
    "RichMediaExecute": "runs embedded media",
    "Sound": "plays a sound",
    "Movie": "plays a film",
}


class ActiveContent(Rule):
    """A release is to be read; it does not run, send or fetch.

    ## What it finds

    Scripts, actions that start programs, send or fetch data or play media, an address that is
    opened as soon as the file is, and links to files on a share or a disk.

    Going to a page when the file opens is innocent.

    ## Why it matters

    A script may hold what the page does not show. A form that sends data tells where the reader
    is. A path to a share tells how the network is named, and often who works in it.

    ## Example

    A form made for internal use sends itself to a server when it is closed.

    ## What to do

    Print the document to a new PDF, which has no actions.
    """

    code = "P210"
    name = "active-content"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """One finding for each action."""
        for action in facts.actions:
            what = self._what(action)
            if what:
                yield self.finding(
                    f"the file {what}",
                    "print the document to a new PDF, which has no actions",
                    page=action.page,
                    box=action.box,
                    length=len(action.target),
                )

    @staticmethod
    def _what(action: Action) -> str:
        if action.kind in _ACTIVE:
            return _ACTIVE[action.kind]
        if action.kind == "URI" and action.trigger == "open":
            return "opens an address as soon as it is opened"
        if action.kind in ("URI", "GoToR", "GoToE") and holds_share(action.target):
            return "links to a file on a share or a disk"
        return ""
