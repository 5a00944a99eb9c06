"""A record in its place: where it lies, what its citations resolve to, how long the answer took."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from disclosurelog.law import Clock, Law
from disclosurelog.records.decision import AppliedCitation
from disclosurelog.records.record import Record


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of the record with the provisions it resolves to, in the order written."""

    law: Law
    provisions: tuple[str, ...]
    given: AppliedCitation


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of the log.

    Attributes:
        slug: The folder's name, unique in the log; the record's address is `/records/<slug>/`.
        folder: Where `record.yaml` and its files lie.
        source: The path of `record.yaml` as it is shown to people.
        laws: The laws of the record, in its order.
        cited: The citations resolved.
        clock: The time the answer took against the time allowed.
        sha256: Of the bytes of `record.yaml`: what was made of them need not be made again.
    """

    slug: str
    folder: Path
    source: str
    record: Record
    laws: tuple[Law, ...]
    cited: tuple[Cited, ...]
    clock: Clock
    sha256: str

    @property
    def withdrawn(self) -> bool:
        """Whether only a tombstone is left."""
        return self.record.status == "withdrawn"

    @property
    def findable(self) -> bool:
        """Whether the site's own search finds it: neither withdrawn nor marked `noindex`."""
        return not self.withdrawn and not self.record.noindex

    @property
    def provisions(self) -> tuple[tuple[str, str], ...]:
        """Every (law id, provision id) cited, each once, in the order of the record."""
        return tuple(dict.fromkeys((c.law.id, p) for c in self.cited for p in c.provisions))
