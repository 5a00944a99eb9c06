"""What a pack says of a law and of each provision, never changed afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal[
    "exemption",
    "exception",
    "refusal",
    "notice",
    "duty",
    "procedural",
    "modifier",
    "exclusion",
    "ncnd",
    "review",
    "outcome",
    "edited-copy",
]
Test = Literal["absolute", "qualified", "mixed", "own", "none"]
Basis = Literal["class", "prejudice", "mixed", "own", "none"]
Unit = Literal["working-days", "calendar-days", "weeks"]
Noun = Literal["exemption", "exception"]
NumberUnit = Literal["section", "regulation", "exemption"]
Clarification = Literal["restarts", "stops"]

_WEIGHED = ("exemption", "exception", "ncnd")


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of the statute that decides how an older or newer citation reads."""

    date: date
    note: str


@dataclass(frozen=True, slots=True)
class Regulator:
    """Who hears a complaint once the review is done."""

    name: str
    url: str
    plain: str


@dataclass(frozen=True, slots=True)
class Review:
    """The step before the regulator, under the name its law gives it."""

    name: str
    plain: str


@dataclass(frozen=True, slots=True)
class Extension:
    """How a law lets the time run longer.

    Args:
        provision: What allows it.
        limit: The whole time with the extension, in the clock's unit. None: a reasonable time,
            which the notice must name.
        source: Where the statute says so.
    """

    provision: str
    limit: int | None
    source: str


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """Days of each year that never count, both ends included, as (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClockRules:
    """How a law counts its time limit.

    Args:
        unit: What is counted. A week is five working days (see `clock`).
        limit: How many of them, counted from the day after receipt.
        holidays: Codes for the `holidays` library; the days of all of them are left out.
        closed: Days left out every year.
        clarification: Whether an answered question starts the time again or only stops it.
        source: Where the statute says so.
        extension: None where the law has none.
    """

    unit: Unit
    limit: int
    holidays: tuple[str, ...]
    closed: tuple[ClosedPeriod, ...]
    clarification: Clarification
    source: str
    extension: Extension | None


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """A provision's words in another language. `plain` is empty where it has none."""

    title: str
    plain: str = ""


@dataclass(frozen=True, slots=True)
class LawText:
    """A law's words in another language. Provisions that are not there have none."""

    title: str
    plain: str
    jurisdiction: str
    review: str
    regulator: str
    provisions: Mapping[str, ProvisionText]


@dataclass(frozen=True, slots=True)
class Provision:
    """One numbered place in a law, with what a reader and a checker need to know of it."""

    law_id: str
    id: str
    slug: str
    title: str
    kind: Kind
    test: Test
    basis: Basis
    harm_word: str
    ncnd: str | None
    qualified_person: bool
    other_statute: bool
    plain: str
    url: str
    note: str
    aliases: tuple[str, ...]
    amendments: tuple[Amendment, ...]
    parent: str | None
    cited_as: str
    listed: bool = True

    @property
    def is_exemption(self) -> bool:
        """Whether it lets a body keep information back (a notice or a duty does not)."""
        return self.kind in ("exemption", "exception")

    @property
    def needs_public_interest(self) -> bool:
        """Whether citing it calls for a public-interest balance.

        False for `mixed`: the narrower provision cited beside it decides (FOIA s.40(2) with
        s.40(3A) needs none, with s.40(3B) it does: FOIA s.2(3)(fa)).
        """
        return self.kind in _WEIGHED and self.test == "qualified"

    @property
    def needs_harm(self) -> bool:
        """Whether citing it calls for the harm that disclosure would do."""
        return self.kind in _WEIGHED and self.basis == "prejudice"

    @property
    def needs_qualified_person(self) -> bool:
        """Whether it stands on the reasonable opinion of a named post (FOIA s.36(5))."""
        return self.kind in _WEIGHED and self.qualified_person

    @property
    def needs_other_statute(self) -> bool:
        """Whether it only works together with another law, which must be named (FOIA s.44)."""
        return self.kind in _WEIGHED and self.other_statute
