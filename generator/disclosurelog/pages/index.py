"""Who is found where: every way of browsing, worked out once over the whole log.

Groups hold positions in `Log.entries`, so each is in the log's order: newest response first.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from disclosurelog.law import Law
from disclosurelog.pages.words import OUTCOMES
from disclosurelog.records import Entry, Log

HEADLINE_DEPTH: Final = {"section": 1, "regulation": 3, "exemption": 2}
"""How many parts of its number name the rule people speak of: section 31, regulation 12(5)(b),
exemption (b)(7). Deeper parts are grouped under it."""

LONG_HEADLINES: Final = {"nz-oia-1982": 3}
"""Laws whose sections are lists of unlike reasons: OIA sections 6, 9 and 18 each hold a dozen."""

_LATIN = re.compile(r"[^a-z0-9]+")
_MAX_SLUG = 80


@dataclass(slots=True)
class Group:
    """Responses that have something in common.

    Attributes:
        slug: Its part of an address.
        label: Its name, as the records write it.
        members: Positions of its entries.
    """

    slug: str
    label: str
    members: list[int] = field(default_factory=list)


class LogIndex:
    """The log by year, outcome, provision, topic, department and reference.

    Withdrawn records are found in the list of all responses and under their year, and nowhere else.
    """

    def __init__(self, log: Log) -> None:
        self.entries = log.entries
        live = [i for i, entry in enumerate(log.entries) if not entry.withdrawn]
        self.live = live
        self.years: list[Group] = sorted(
            _grouped(
                range(len(log.entries)), lambda i: [str(log.entries[i].record.responded.year)]
            ),
            key=lambda group: int(group.label),
            reverse=True,
        )
        by_outcome = {g.label: g for g in _grouped(live, lambda i: [log.entries[i].record.outcome])}
        self.outcomes = [by_outcome[name] for name in OUTCOMES if name in by_outcome]
        self.topics = _named(_grouped(live, lambda i: log.entries[i].record.topics, str.casefold))
        self.departments = _named(_grouped(live, self._department, str.casefold))
        self.topic_slugs = {_key(g.label): g.slug for g in self.topics}
        self.department_slugs = {_key(g.label): g.slug for g in self.departments}
        self.provisions: dict[str, dict[str, list[int]]] = {}
        self.written: dict[str, set[str]] = {}
        self._add_provisions()
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

    def _department(self, position: int) -> Sequence[str]:
        name = self.entries[position].record.department
        return [name] if name else []

    def _add_provisions(self) -> None:
        above: dict[tuple[str, str], tuple[str, ...]] = {}
        for position in self.live:
            places: dict[tuple[str, str], None] = {}
            for cited in self.entries[position].cited:
                for name in cited.provisions:
                    key = (cited.law.id, name)
                    if key not in above:
                        above[key] = found_under(cited.law, name)
                        self.written.setdefault(cited.law.id, set()).add(name)
                    places |= dict.fromkeys((cited.law.id, one) for one in above[key])
            for law_id, one in places:
                self.provisions.setdefault(law_id, {}).setdefault(one, []).append(position)

    def _add_relations(self) -> None:
        for position in self.live:
            for related in self.entries[position].record.related:
                other = self.by_reference.get(related.reference.casefold())
                if other is not None:
                    back = self.related_back.setdefault(self.entries[other].slug, [])
                    back.append((related.relation, position))


def headline(law: Law, provision: str) -> str:
    """Return the rule that people speak of: section 31 for section 31(1)(a)."""
    chain = [*reversed(law.ancestors(provision)), provision]
    depth = LONG_HEADLINES.get(law.id, HEADLINE_DEPTH[law.unit])
    return chain[min(depth, len(chain)) - 1]


def found_under(law: Law, provision: str) -> tuple[str, ...]:
    """Return every provision under which a citation of this one is found.

    These are itself, all that hold it, and its older or newer numbers (s.40(3) and s.40(3A)).
    """
    places = [provision, *law.ancestors(provision)]
    for name in (law.canonical(provision), *law.search_aliases(provision)):
        places += [name, *law.ancestors(name)]
    return tuple(dict.fromkeys(places))


def _references(entries: Iterable[Entry]) -> dict[str, int]:
    found: dict[str, int] = {}
    for position, entry in enumerate(entries):
        for reference in (entry.record.reference, *entry.record.earlier_references):
            found.setdefault(reference.casefold(), position)
    return found


def _key(name: str) -> str:
    return name.casefold()


def _grouped(
    positions: Iterable[int],
    names: Callable[[int], Iterable[str]],
    key: Callable[[str], str] = str,
) -> list[Group]:
    groups: dict[str, Group] = {}
    for position in positions:
        for name in dict.fromkeys(names(position)):
            group = groups.setdefault(key(name), Group(name, name))
            if not group.members or group.members[-1] != position:
                group.members.append(position)
    return list(groups.values())


def _named(groups: list[Group]) -> list[Group]:
    """Sort groups by name and give each an address of its own."""
    taken: set[str] = set()
    groups.sort(key=lambda group: (group.label.casefold(), group.label))
    for group in groups:
        group.slug = slugify(group.label)
        if group.slug in taken:
            # Two names may differ only in what an address cannot hold: C and C++.
            group.slug = f"{group.slug}-{_digest(group.label)}"
        taken.add(group.slug)
    return groups


def slugify(name: str) -> str:
    """Return a name as part of an address: small Latin letters, digits and hyphens.

    A name without any Latin letter or digit gets a short digest of itself.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    slug = _LATIN.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
    return slug[:_MAX_SLUG].rstrip("-") or f"x-{_digest(name)}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.casefold().encode()).hexdigest()[:8]


def chunks(members: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Cut a group into pages; one empty page where it has no members."""
    for start in range(0, max(1, len(members)), size):
        yield members[start : start + size]
