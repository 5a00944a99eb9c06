"""Looks through a record's own words for personal data and for what was withheld.

The record goes onto pages as it is, and its text into the repository. It knows nothing of
checks; they are run over its strings here.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel

from disclosurelog.checks.personal import find
from disclosurelog.checks.policy import Policy
from disclosurelog.checks.terms import plain
from disclosurelog.errors import ContentRefused, Problem
from disclosurelog.gate.cleantexts import CleanTexts
from disclosurelog.gate.screening import MASK, Screen
from disclosurelog.gate.withheld import load_withheld
from disclosurelog.records import RECORD_FILE, Entry, Record
from disclosurelog.records.known import maker
from disclosurelog.records.totals import TOTALS_FILE, GivenTotals
from disclosurelog.records.yamlfile import Path_, YamlFile, read_yaml

_REMEDY_PERSONAL = (
    "take it out, or, if it is the authority's own, list it under personal_data.contacts in "
    "mkdocs.yml"
)
_REMEDY_WITHHELD = (
    "take the words out; if they are common words that tell nothing, delete the line that starts "
    "so from the list under content/withheld"
)


def record_problems(
    entry: Entry, policy: Policy, screen: Screen, above: Path, known: CleanTexts
) -> list[Problem]:
    """Everything in a record's text that must not be published, at its line and column.

    Args:
        entry: The record.
        policy: What the authority says.
        screen: What was withheld.
        above: What comes before its own path when it is told to people.
        known: What was clean before; this record is added where it is.
    """
    key = f"record {maker()} {entry.sha256}"
    if known.knows(key):
        return []
    strings = list(_strings(entry.record, ()))
    # All at once first: of ten thousand records hardly one holds anything.
    whole = "\n\n".join(text for _, text in strings)
    shown = screen.masked(str(above / entry.source))
    path = entry.folder / RECORD_FILE
    found: list[Problem] = []
    if any(one.strong for one in find(whole, policy)) or screen.holds(whole):
        try:
            source: YamlFile | None = read_yaml(path, shown)
        except OSError:
            source = None
        found = [_at(source, shown, *one) for one in _seen(strings, policy, screen)]
    data = _bytes(path)
    found = found or _beside(data, shown, screen)
    # The record may have been saved again since it was loaded.
    if not found and hashlib.sha256(data).hexdigest() == entry.sha256:
        known.add(key)
    return found


def words_not_to_publish(record: Record, policy: Policy, screen: Screen) -> list[tuple[Path_, str]]:
    """Where a record that is not in the content yet holds what stops a build, and of what kind."""
    return [(where, what) for where, what, _ in _seen(_strings(record, ()), policy, screen)]


def _seen(
    strings: Iterable[tuple[Path_, str]], policy: Policy, screen: Screen
) -> Iterator[tuple[Path_, str, str]]:
    for where, text in strings:
        for one in find(text, policy):
            if one.strong:
                yield where, f"{one.kind} stands here", _REMEDY_PERSONAL
        for seen in screen.sightings(text):
            what = f"words that were withheld stand here (list entry {seen.handle})"
            yield where, what, _REMEDY_WITHHELD


def totals_problems(
    totals: GivenTotals, policy: Policy, screen: Screen, content: Path, above: Path
) -> list[Problem]:
    """The same of `totals.yaml`: everything in its words that must not be published.

    Args:
        totals: What the file says.
        policy: What the authority says.
        screen: What was withheld.
        content: The folder it lies in.
        above: What comes before its own path when it is told to people.
    """
    if totals.source is None:
        return []
    shown = str(above / totals.source.path)
    strings = _strings(totals.periods, ("periods",))
    found = [_at(totals.source, shown, *one) for one in _seen(strings, policy, screen)]
    return found or _beside(_bytes(content / TOTALS_FILE), shown, screen)


@contextmanager
def unspoken(content: Path) -> Iterator[None]:
    """Within this, mistakes in the content are told without the withheld words in their paths.

    Raises:
        CannotRun: Something is withheld and its key is not here.
    """
    screen = Screen(load_withheld(content))
    try:
        yield
    except ContentRefused as refused:
        raise ContentRefused(masked(one, screen) for one in refused.problems) from None


def masked(problem: Problem, screen: Screen) -> Problem:
    """A mistake as it may be printed: other mistakes quote a path, or a record's own words."""
    if screen.idle:
        return problem
    path = screen.masked(problem.path)
    what = MASK if screen.holds(problem.what) else problem.what
    remedy = MASK if screen.holds(problem.remedy) else problem.remedy
    return replace(problem, path=path, what=what, remedy=remedy)


def name_problem(shown: str, screen: Screen) -> Problem | None:
    """What is wrong with the name of a file or folder, which is then not printed."""
    if not screen.holds(shown):
        return None
    what = "a name in this path holds words that were withheld"
    return Problem(screen.masked(shown), 0, 0, what, "rename the file or the folder")


def _at(source: YamlFile | None, shown: str, where: Path_, what: str, remedy: str) -> Problem:
    if source is None:
        return Problem(shown, 0, 0, what, remedy)
    return replace(source.problem(where, what, remedy), path=shown)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _beside(data: bytes, shown: str, screen: Screen) -> list[Problem]:
    """What stands in the file and in no value: comments, and words across values."""
    if screen.idle:
        return []
    text = plain(data.decode("utf-8", "replace"))
    found = []
    for one in screen.sightings(text):
        line = text.count("\n", 0, one.start) + 1
        column = one.start - text.rfind("\n", 0, one.start)
        what = f"words that were withheld stand here (list entry {one.handle})"
        found.append(Problem(shown, line, column, what, _REMEDY_WITHHELD))
    return found


def _strings(value: object, where: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, BaseModel):
        for name, inner in value.__dict__.items():
            if inner is not None:
                yield from _strings(inner, (*where, name))
    elif isinstance(value, (tuple, list)):
        for number, inner in enumerate(value):
            yield from _strings(inner, (*where, number))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _strings(inner, (*where, name))
    elif isinstance(value, datetime.date):
        return
    elif isinstance(value, int) and not isinstance(value, bool):
        yield where, str(value)
