"""Who is found where: every way of browsing, worked out once over the whole log.

Groups hold positions in `Log.entries`, so each is in the log's order: newest response first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from disclosurelog.law import Law
from disclosurelog.law.headlines import headline
from disclosurelog.pages.reasoned import by_reason
from disclosurelog.pages.words import OUTCOMES
from disclosurelog.records import Entry, Log
from disclosurelog.records.groups import (
    by_department,
    by_outcome,
    by_provision,
    by_topic,
    by_year,
    living,
)


class LogIndex:
    """The log by year, outcome, provision, topic, department and reference.

    Withdrawn records are found in the list of all responses and under their year, and nowhere else.
    """

    def __init__(self, log: Log) -> None:
        self.entries = log.entries
        self.live = living(log.entries)
        self.years = by_year(log.entries)
        outcomes = {group.label: group for group in by_outcome(log.entries)}
        self.outcomes = [outcomes[name] for name in OUTCOMES if name in outcomes]
        self.topics = by_topic(log.entries)
        self.departments = by_department(log.entries)
        self.topic_slugs = {_key(g.label): g.slug for g in self.topics}
        self.department_slugs = {_key(g.label): g.slug for g in self.departments}
        self.provisions = by_provision(log.entries)
        self.reasons = by_reason(log.entries)
        self.written: dict[str, set[str]] = {}
        for position in self.live:
            for law_id, name in self.entries[position].provisions:
                self.written.setdefault(law_id, set()).add(name)
        self.by_reference = _references(log.entries)
        self.related_back: dict[str, list[tuple[str, int]]] = {}
        self._add_relations()

    def cited(self, law: Law, provision: str) -> Sequence[int]:
        """Return the entries that cite a provision, or any part of it."""
        return self.provisions.get(law.id, {}).get(provision, ())

    def headlines(self, law: Law) -> list[tuple[str, Sequence[int]]]:
        """Return the rules of a law that people speak of, with their entries; most used first."""
        found = self.provisions.get(law.id, {})
        chosen = {headline(law, name) for name in self.written.get(law.id, ()) if law.has(name)}
        shown = [(name, found[name]) for name in chosen if name in found]
        return sorted(shown, key=lambda one: (-len(one[1]), law.sort_key(one[0])))

    def topic(self, name: str) -> str:
        """Return the address of a topic."""
        return f"topics/{self.topic_slugs[_key(name)]}/"

    def department(self, name: str) -> str:
        """Return the address of a department."""
        return f"departments/{self.department_slugs[_key(name)]}/"

    def _add_relations(self) -> None:
        for position in self.live:
            for related in self.entries[position].record.related:
                other = self.by_reference.get(related.reference.casefold())
                if other is not None:
                    back = self.related_back.setdefault(self.entries[other].slug, [])
                    back.append((related.relation, position))


def _references(entries: Iterable[Entry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, entry in enumerate(entries):
        for reference in (entry.record.reference, *entry.record.earlier_references):
            found.setdefault(reference.casefold(), position)
    return found


def _key(name: str) -> str:
    return name.casefold()


def chunks(members: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Cut a group into pages; one empty page where it has no members."""
    for start in range(0, max(1, len(members)), size):
        yield members[start : start + size]
