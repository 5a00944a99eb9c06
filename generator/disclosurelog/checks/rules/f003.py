"""The rule F003, withheld-words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from urllib.parse import unquote

from disclosurelog.checks.looker import Looker
from disclosurelog.checks.placed import PlacedText
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.rule import Finding, Rule
from disclosurelog.files.facts import Box, FileFacts, PageFacts

_REMEDY = (
    "take the words out at the source, everywhere, and export the file again; if they are common "
    "words that tell nothing, delete the line that starts so from the list under content/withheld"
)

#: Parts of a file, as an officer is told of them.
_PARTS = {
    "actions": "in what the file does when it is opened or clicked",
    "annotations": "in a note",
    "attachments": "in an attached file",
    "fields": "in a form field",
    "links": "in the target of a link",
    "metadata": "in the properties of the file",
    "names": "in the outline or another list of names",
    "orphans": "in what is left over in the file",
    "revisions": "in an earlier version of the file",
    "strings": "in a text besides the pages",
    "tags": "in the tags",
    "xfa": "in a form",
}


#: Facts name pictures and attached files by their SHA-256.
_HASH = re.compile(r"[0-9a-f]{64}")


class WithheldWords(Rule):
    """What was withheld once stands in no file, in any layer of it.

    ## What it finds

    Words, numbers and addresses that the authority has listed as withheld, wherever they stand:
    on the page, hidden on it, in properties, notes, fields, links, tags, attached files, earlier
    versions and what is left over. And a file, or an attached file, that is itself an original
    that was redacted, under whatever name.

    The list holds keyed hashes. It is made from an original and its redacted copy, and nobody
    can read the words from it. `disclosurelog withheld add` makes it.

    ## Why it matters

    A name is blacked out in one document and stands in the properties of the next. Each release
    is checked by somebody who has not read the other.

    ## Example

    A witness is redacted in a statement in March. In June another record is answered, about
    something else, with an e-mail that copies the witness in.

    ## What to do

    Take the words out at the source, everywhere, and export the file again. This finding can't
    be waived: somebody decided, with the original in hand, that the words must not be published.
    If the list is wrong, correct the list.
    """

    code = "F003"
    name = "withheld-words"

    def check(self, facts: FileFacts) -> Iterator[Finding]:
        """Nothing: without the authority's list nothing is known to be withheld."""
        return self.check_with(facts, Policy())

    def check_with(self, facts: FileFacts, policy: Policy) -> Iterator[Finding]:
        """One finding for each withheld term in each part and page."""
        if policy.withheld is None:
            return
        looker = Looker(policy.withheld)
        yield from self._originals(facts, looker)
        told: set[tuple[str, int, str]] = set()
        for where, page, finding in self._terms(facts, looker):
            key = (where, page, finding.message)
            if key not in told:
                told.add(key)
                yield finding

    def _originals(self, facts: FileFacts, looker: Looker) -> Iterator[Finding]:
        remedy = "publish the redacted copy, and not the original"
        if looker.knows(facts.sha256):
            yield self.finding("this file is an original that was redacted", remedy)
        carried = {*facts.attachment_hashes, *(h for r in facts.revisions for h in r.attachments)}
        if any(map(looker.knows, sorted(carried))):
            yield self.finding("an original that was redacted is attached to this file", remedy)

    def _terms(self, facts: FileFacts, looker: Looker) -> Iterator[tuple[str, int, Finding]]:
        seen: set[str] = set()
        for page in facts.pages:
            for what, box, length, handle in _on_page(page, looker):
                seen.add(handle)
                yield what, page.number, self._finding(what, handle, page.number, box, length)
        for part, page_number, text in other_texts(facts):
            for one in looker.sightings(text):
                # `strings` holds again what other parts hold, where a rule compares versions.
                if part != "strings" or one.handle not in seen:
                    seen.add(one.handle)
                    what = f"stand {_PARTS.get(part, 'in the file')}"
                    length = one.end - one.start
                    finding = self._finding(what, one.handle, page_number, None, length)
                    yield what, page_number, finding

    def _finding(self, what: str, handle: str, page: int, box: Box | None, length: int) -> Finding:
        message = f"words that were withheld {what} (list entry {handle})"
        return self.finding(message, _REMEDY, page=page, box=box, length=length)


def _on_page(page: PageFacts, looker: Looker) -> Iterator[tuple[str, Box | None, int, str]]:
    """What stands on a page: among what is seen, what is hidden, and the two together."""
    seen: set[str] = set()
    for what, words in (
        ("can be read on the page", [word for word in page.words if word.visible]),
        ("stand hidden on the page", [word for word in page.words if not word.visible]),
        ("stand on the page, partly hidden", list(page.words)),
    ):
        placed = PlacedText(words)
        for one in looker.sightings(placed.text):
            if one.handle not in seen:
                seen.add(one.handle)
                # Places are those of the plain text, which is as long but for rare letters.
                end = min(one.end, len(placed.text))
                yield what, placed.box(one.start, end), one.end - one.start, one.handle


def written(facts: FileFacts) -> Iterator[str]:
    """What people wrote in a file: the words of its pages, hidden or not, its notes and fields.

    Properties, tags and the like are left out: they name programs more often than people.
    """
    for page in facts.pages:
        yield PlacedText(page.words).text
        yield PlacedText(word for word in page.words if word.visible).text
    for note in facts.annotations:
        yield from (note.author, note.drawn, *(text for _, text in note.texts))
    for field in facts.fields:
        yield from (text for _, text in field.values)


def other_texts(facts: FileFacts) -> Iterator[tuple[str, int, str]]:
    """Every text of a file that is not a word of a page: the part, the page or 0, the text.

    Parts are walked without knowing them, so that a part which a reader learns to give tomorrow
    is looked at too.
    """
    for field in dataclasses.fields(facts):
        if field.name != "pages":
            value = getattr(facts, field.name)
            for page, text in _walk(value, 0):
                yield field.name, page, text
                if "%" in text:
                    yield field.name, page, unquote(text)


def _walk(value: object, page: int) -> Iterator[tuple[int, str]]:
    if isinstance(value, str):
        if value and not _HASH.fullmatch(value):
            yield page, value
    elif isinstance(value, tuple):
        for one in value:
            yield from _walk(one, page)
    elif isinstance(value, FileFacts):
        for inner in value.pages:
            for shown in ((True,), (False,), (True, False)):
                words = [word for word in inner.words if word.visible in shown]
                yield page, PlacedText(words).text
        for _, _, text in other_texts(value):
            yield page, text
    elif dataclasses.is_dataclass(value):
        own = getattr(value, "page", 0)
        number = own if isinstance(own, int) and own else page
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name), number)
