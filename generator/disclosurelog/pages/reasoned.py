"""Which citations give reasons, by provision, cut into pages that stay small over the wire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from disclosurelog.records import AppliedCitation, Entry
from disclosurelog.records.groups import living

LONGEST: Final = 12_000
"""Characters of one text on a page of reasons. Longer ones are whole on the response's own page."""

PAGE_BYTES: Final = 110_000
"""Bytes of reasons on one page. English prose packs to two fifths, so the page is some 50 KB over
the wire with its frame."""

MOST: Final = 48
"""Reasons on one page. Two and three columns fill up with it."""

_AROUND: Final = 1_500  # bytes of HTML around the texts of one citation, measured


class Given(NamedTuple):
    """A citation that gives reasons: its response's position in the log, its place there from 1."""

    position: int
    number: int


Reasoned = dict[str, dict[str, list[Given]]]
"""By law id and provision id, the citations that give reasons under it or a part of it."""


def by_reason(entries: Sequence[Entry]) -> Reasoned:
    """Group the citations that give reasons by every provision they are found under.

    Each is in the order of the log, newest response first. Withdrawn records have none.
    """
    found: Reasoned = {}
    for position in living(entries):
        for number, cited in enumerate(entries[position].cited, 1):
            if not gives_reasons(cited.given):
                continue
            given = Given(position, number)
            under = found.setdefault(cited.law.id, {})
            for name in dict.fromkeys(
                place for one in cited.provisions for place in cited.law.found_under(one)
            ):
                under.setdefault(name, []).append(given)
    return found


def gives_reasons(given: AppliedCitation) -> bool:
    """Say whether a citation says anything of why."""
    return any(
        (
            given.reason,
            given.harm,
            given.public_interest,
            given.legitimate_interest,
            given.qualified_person,
            given.certificate,
            given.other_statute,
        )
    )


def texts_of(given: AppliedCitation) -> Iterator[str]:
    """Yield the free texts of a citation's reasons."""
    yield from filter(None, (given.reason, given.harm, given.other_statute))
    if interest := given.public_interest:
        yield from (interest.for_, interest.against, interest.balance)
    if test := given.legitimate_interest:
        yield from (test.purpose, test.necessity, test.balance)
    if given.qualified_person and given.qualified_person.opinion:
        yield given.qualified_person.opinion


def cut(text: str) -> str:
    """Return a text, or its beginning where it is too long for a page of many."""
    if len(text) <= LONGEST:
        return text
    start = text[:LONGEST]
    return (start.rsplit(maxsplit=1)[0] if " " in start or "\n" in start else start) + " …"


def is_cut(given: AppliedCitation) -> bool:
    """Say whether any text of a citation's reasons is too long to stand there whole."""
    return any(len(text) > LONGEST for text in texts_of(given))


def weight(given: AppliedCitation) -> int:
    """Return about how many bytes of HTML a citation's reasons are."""
    return _AROUND + sum(len(text[:LONGEST].encode()) for text in texts_of(given))


def paged(members: Iterable[Given], weights: dict[Given, int]) -> list[list[Given]]:
    """Cut citations into pages of at most `MOST` and about `PAGE_BYTES`, each at least one."""
    pages: list[list[Given]] = []
    left = 0
    for one in members:
        if not pages or weights[one] > left or len(pages[-1]) == MOST:
            pages.append([])
            left = PAGE_BYTES
        pages[-1].append(one)
        left -= weights[one]
    return pages
