"""Responses that have something in common, and the address of what they share.

Pages list them and feeds follow them, under the same part of an address. Groups hold positions in
`Log.entries`, so each is in the log's order: newest response first.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from disclosurelog.records.entry import Entry

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


Provisions = dict[str, dict[str, list[int]]]
"""By law id and provision id, the positions of the responses that are found there."""


def living(entries: Sequence[Entry]) -> list[int]:
    """Return the positions of the responses that are not withdrawn."""
    return [position for position, entry in enumerate(entries) if not entry.withdrawn]


def by_year(entries: Sequence[Entry]) -> list[Group]:
    """Group all entries, tombstones among them, by the year of the response; newest first."""
    found = _grouped(range(len(entries)), lambda at: [str(entries[at].record.responded.year)])
    return sorted(found, key=lambda group: int(group.label), reverse=True)


def by_outcome(entries: Sequence[Entry]) -> list[Group]:
    """Group what is not withdrawn by its outcome, in no order that means anything."""
    return _grouped(living(entries), lambda at: [entries[at].record.outcome])


def by_topic(entries: Sequence[Entry]) -> list[Group]:
    """Group what is not withdrawn by topic, capitals ignored; by name."""
    return _named(_grouped(living(entries), lambda at: entries[at].record.topics, str.casefold))


def by_department(entries: Sequence[Entry]) -> list[Group]:
    """Group what is not withdrawn by department, capitals ignored; by name."""

    def department(position: int) -> Sequence[str]:
        name = entries[position].record.department
        return [name] if name else []

    return _named(_grouped(living(entries), department, str.casefold))


def by_law(entries: Sequence[Entry]) -> list[Group]:
    """Group what is not withdrawn by the laws it was handled under; by law id."""
    found = _grouped(living(entries), lambda at: [law.id for law in entries[at].laws])
    return sorted(found, key=lambda group: group.label)


def by_provision(entries: Sequence[Entry]) -> Provisions:
    """Group what is not withdrawn by every provision that a citation of it is found under."""
    found: Provisions = {}
    under: dict[tuple[str, str], tuple[str, ...]] = {}
    for position in living(entries):
        places: dict[tuple[str, str], None] = {}
        for cited in entries[position].cited:
            for name in cited.provisions:
                key = (cited.law.id, name)
                if key not in under:
                    under[key] = cited.law.found_under(name)
                places |= dict.fromkeys((cited.law.id, one) for one in under[key])
        for law_id, one in places:
            found.setdefault(law_id, {}).setdefault(one, []).append(position)
    return found


def slugify(name: str) -> str:
    """Return a name as part of an address: small Latin letters, digits and hyphens.

    A name without any Latin letter or digit gets a short digest of itself.
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    slug = _LATIN.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
    return slug[:_MAX_SLUG].rstrip("-") or f"x-{_digest(name)}"


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


def _digest(name: str) -> str:
    return hashlib.sha256(name.casefold().encode()).hexdigest()[:8]
