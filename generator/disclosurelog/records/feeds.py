"""Which lists of responses can be followed, and what a feed of each holds.

Pages link to feeds and the export writes them; this is what both have to agree on.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final
from urllib.parse import urlsplit

from disclosurelog.records.entry import Entry
from disclosurelog.records.groups import (
    Group,
    by_department,
    by_law,
    by_outcome,
    by_provision,
    by_topic,
)
from disclosurelog.records.log import Log

NEWEST: Final = 50
"""Entries in a feed: a year's worth of most lists, and some 100 KB."""

MOST: Final = 500
"""Topics with a feed, and departments: those with most responses. A log whose every response has a
topic of its own would else have more feeds than pages. Laws, provisions and outcomes are few."""

EVERYTHING: Final = "feeds/all"


@dataclass(frozen=True, slots=True)
class Feed:
    """A list of responses that can be followed.

    Attributes:
        uri: Its address without `.atom` or `.json`.
        page: The address of the list itself.
        facet: What the list is chosen by, as the search names it; empty for the whole log.
        value: The choice: a law's or provision's id, an outcome, a name.
        law: The id of the law that a provision belongs to.
        members: Positions of its newest entries, the one that changed last first.
    """

    uri: str
    page: str
    facet: str
    value: str
    law: str
    members: tuple[int, ...]


def changed_on(entry: Entry) -> datetime.date:
    """Return the day an entry last changed: published, updated or withdrawn."""
    record = entry.record
    stone = record.tombstone.date if record.tombstone else None
    return max(day for day in (record.published, record.updated, stone) if day)


def feeds_at(log: Log, site_url: str) -> Iterator[Feed]:
    """Yield the feeds that a site with this address has: without a whole one, none."""
    parts = urlsplit(site_url)
    if parts.scheme and parts.hostname:
        yield from feeds_of(log)


def feeds_of(log: Log) -> Iterator[Feed]:
    """Yield every feed of a log. Its addresses follow those of the lists.

    Records marked `noindex` are in none. A withdrawn one is in that of the whole log only, so that
    whoever had the response before is told.
    """
    entries = log.entries
    ranks = _ranks(entries)
    yield Feed(EVERYTHING, "records/", "", "", "", _newest(ranks, ranks))
    for group in by_law(entries):
        yield from _feed(ranks, group, "laws", "law", page=f"exemptions/{group.label}/")
    for law_id, found in sorted(by_provision(entries).items()):
        law = log.laws[law_id]
        for name in sorted(found, key=law.sort_key):
            group = Group(f"{law_id}/{law.slug(name)}", name, found[name])
            yield from _feed(ranks, group, "exemptions", "exemption", law=law_id)
    for group in sorted(by_outcome(entries), key=lambda one: one.slug):
        yield from _feed(ranks, group, "outcomes", "outcome")
    for folder, facet, groups in (
        ("topics", "topic", by_topic(entries)),
        ("departments", "department", by_department(entries)),
    ):
        ranked = sorted(groups, key=lambda one: (-len(one.members), one.slug))[:MOST]
        for group in sorted(ranked, key=lambda one: one.slug):
            yield from _feed(ranks, group, folder, facet)


def _feed(
    ranks: Mapping[int, int],
    group: Group,
    folder: str,
    facet: str,
    *,
    law: str = "",
    page: str = "",
) -> Iterator[Feed]:
    members = _newest(ranks, group.members)
    if members:
        address = f"{folder}/{group.slug}"
        yield Feed(f"feeds/{address}", page or f"{address}/", facet, group.label, law, members)


def _ranks(entries: Sequence[Entry]) -> dict[int, int]:
    """Rank the positions of those that are in feeds, the entry that changed last first."""
    shown = [at for at, entry in enumerate(entries) if not entry.record.noindex]
    shown.sort(key=lambda at: changed_on(entries[at]), reverse=True)
    return {at: rank for rank, at in enumerate(shown)}


def _newest(ranks: Mapping[int, int], members: Iterable[int]) -> tuple[int, ...]:
    shown = (at for at in members if at in ranks)
    return tuple(nsmallest(NEWEST, shown, key=ranks.__getitem__))
