"""Reads a record's citations against its laws. Nothing that cannot be read is dropped."""

from __future__ import annotations

from collections.abc import Mapping

from disclosurelog.errors import CitationError, Problem
from disclosurelog.law import Law, parse
from disclosurelog.records.entry import Cited
from disclosurelog.records.record import Record
from disclosurelog.records.yamlfile import Path_, YamlFile


class Resolver:
    """Resolves the citations of one record and collects what is wrong with them."""

    def __init__(self, record: Record, source: YamlFile, packs: Mapping[str, Law]) -> None:
        self.problems: list[Problem] = []
        self._record, self._source = record, source
        self._packs = packs
        self.laws = tuple(packs[name] for name in record.laws if name in packs)
        for number, name in enumerate(record.laws):
            if name not in packs:
                known = ", ".join(sorted(packs))
                self._add(("laws", number), "is a law nobody has described here", f"known: {known}")

    def cited(self) -> tuple[Cited, ...]:
        """Return the record's citations, resolved."""
        found = []
        for number, given in enumerate(self._record.citations):
            law = self._law(given.law, ("citations", number))
            if law is None:
                continue
            provisions = self.provisions(given.cite, law, ("citations", number, "cite"))
            if provisions:
                found.append(Cited(law, provisions, given))
        return tuple(found)

    def check_others(self) -> None:
        """Read every other place that holds a citation: the notice, extensions, redactions."""
        record = self._record
        if record.refusal_notice is not None:
            law = self._law(record.refusal_notice.law, ("refusal_notice",))
            if law is not None:
                self._notice(record.refusal_notice.provision, law)
        for number, event in enumerate(record.clock):
            if event.provision is not None and self.laws:
                where: Path_ = ("clock", number, "provision")
                self.provisions(event.provision, self.laws[0], where)
        for number, document in enumerate(record.documents):
            for at, redaction in enumerate(document.redactions):
                where = ("documents", number, "redactions", at)
                law = self._law(redaction.law, where)
                if law is not None:
                    self.provisions(redaction.provision, law, (*where, "provision"))

    def provisions(self, text: str, law: Law, where: Path_) -> tuple[str, ...]:
        """Return the provisions that `text` cites; none, and a problem, where it cannot be read."""
        try:
            cited = parse(text, law)
        except CitationError as error:
            what = f"the citation cannot be read at its character {error.column}: {error.what}"
            self._add(where, what, error.remedy)
            return ()
        if not cited.provisions:
            others = ", ".join(cited.other_statutes) or "no provision of it"
            what = f"is read as a citation of {law.short_title} and names {others}"
            self._add(
                where, what, "cite the provision relied on; another law goes in other_statute"
            )
        return cited.provisions

    def _notice(self, text: str, law: Law) -> None:
        where = ("refusal_notice", "provision")
        for name in self.provisions(text, law, where):
            if law.provision(name).kind != "notice":
                label = law.provision(name).cited_as
                remedy = "name the provision that the notice is given under, and cite this one"
                self._add(where, f"{label} is not a refusal notice", remedy)

    def _law(self, name: str | None, where: Path_) -> Law | None:
        if name is None:
            if len(self.laws) == 1:
                return self.laws[0]
            if self.laws:
                remedy = f"add law: with one of {', '.join(self._record.laws)}"
                self._add(where, "does not say which of the record's laws it belongs to", remedy)
            return None
        if name not in self._record.laws:
            self._add((*where, "law"), "names a law that the record does not", "add it under laws")
            return None
        return self._packs.get(name)

    def _add(self, where: Path_, what: str, remedy: str) -> None:
        self.problems.append(self._source.problem(where, what, remedy))
