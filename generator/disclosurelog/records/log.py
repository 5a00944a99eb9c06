"""The Log: every record of a content folder, read, and either all right or refused as a whole."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from disclosurelog.errors import ContentRefused, Problem
from disclosurelog.law import Law, load_laws
from disclosurelog.records.entry import Entry
from disclosurelog.records.folder import Found, find_records
from disclosurelog.records.known import Keep, load_changed
from disclosurelog.records.many import load_many
from disclosurelog.records.settings import Settings
from disclosurelog.records.totals import NO_TOTALS, GivenTotals, load_totals


@dataclass(frozen=True, slots=True)
class Log:
    """A content folder that was read without a mistake. It has not passed the gate yet.

    Attributes:
        entries: The records to publish, newest response first; withdrawn ones among them.
        held_back: Records that are checked and not published: drafts, later days, ended retention.
        as_of: The day that counts as today.
        totals: What the authority says of all requests, published or not.
    """

    content: Path
    settings: Settings
    laws: Mapping[str, Law]
    entries: tuple[Entry, ...]
    held_back: tuple[Entry, ...]
    as_of: datetime.date
    totals: GivenTotals = NO_TOTALS


def load_log(
    content: Path,
    settings: Settings,
    as_of: datetime.date | None = None,
    keep: Keep | None = None,
) -> Log:
    """Read a content folder.

    Args:
        content: The folder that holds `records/` and, if the body adds laws, `laws/`.
        settings: What mkdocs.yml says.
        as_of: The day that counts as today; without it, the newest day any record was published
            or updated on.
        keep: Where loaded records are kept for the next time; None to parse all of them.

    Raises:
        ContentRefused: with every problem in every record and in the totals.
        CannotRun: there is no such folder.
        LawError: a law pack cannot be used.
    """
    found = find_records(content)
    totals, wrong = load_totals(content)
    found.problems += wrong
    laws = laws_of(content)
    entries, problems = load_entries(found, laws, keep)
    if problems:
        raise ContentRefused(problems)
    day = as_of or _newest(entries)
    shown = [entry for entry in entries if _is_public(entry, day)]
    hidden = [entry for entry in entries if not _is_public(entry, day)]
    if more := [*totals.against(entry.record for entry in shown if not entry.withdrawn)]:
        raise ContentRefused(more)
    return Log(content, settings, laws, _newest_first(shown), _newest_first(hidden), day, totals)


def laws_of(content: Path) -> Mapping[str, Law]:
    """Return the built-in laws and those that the content folder adds. Raises LawError."""
    folder = content / "laws"
    return load_laws(folder) if folder.is_dir() else load_laws()


def load_entries(
    found: Found, laws: Mapping[str, Law], keep: Keep | None = None
) -> tuple[list[Entry], list[Problem]]:
    """Load every folder found: the entries that came of it, and all problems, those of `found` too.

    Args:
        found: All the records of a content folder.
        laws: By id.
        keep: Where loaded records are kept for the next time; None to parse all of them.
    """
    entries: list[Entry] = []
    problems = list(found.problems)
    folders = found.folders
    loaded = load_many(folders, laws) if keep is None else load_changed(folders, laws, keep)
    for entry, wrong in loaded:
        problems.extend(wrong)
        if entry is not None:
            entries.append(entry)
    problems.extend(_reference_twins(entries))
    return entries, problems


def _is_public(entry: Entry, day: datetime.date) -> bool:
    record = entry.record
    ended = record.retain_until is not None and record.retain_until <= day
    return record.status != "draft" and record.published <= day and not ended


def _newest(entries: Iterable[Entry]) -> datetime.date:
    days = [day for e in entries for day in (e.record.published, e.record.updated) if day]
    return max(days, default=datetime.date(1970, 1, 1))


def _newest_first(entries: list[Entry]) -> tuple[Entry, ...]:
    by_name = sorted(entries, key=lambda entry: entry.slug)
    return tuple(sorted(by_name, key=lambda entry: entry.record.responded, reverse=True))


def _reference_twins(entries: list[Entry]) -> Iterable[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        for reference in (entry.record.reference, *entry.record.earlier_references):
            key = reference.casefold()
            if key in seen:
                what = f"the reference is also that of {seen[key]}"
                yield Problem(entry.source, 1, 1, what, "give each record its own reference")
            seen.setdefault(key, entry.source)
