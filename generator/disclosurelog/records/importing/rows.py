"""Makes of a row, by the mapping, what a record holds. What it does not tell is not made up."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping

from disclosurelog.errors import CitationError
from disclosurelog.law import Law
from disclosurelog.records.importing.days import read_day
from disclosurelog.records.importing.drafts import LEFT_OUT, Draft, Misfit
from disclosurelog.records.importing.mapping import (
    Balance,
    Citing,
    Files,
    ImportMapping,
    Person,
    Several,
)
from disclosurelog.records.importing.table import Row
from disclosurelog.records.importing.template import columns_of, filled, word
from disclosurelog.records.lawful import REFUSES
from disclosurelog.records.written import Fields, citation


class Reader:
    """Reads rows by a mapping.

    Args:
        mapping: The mapping.
        laws: Every law that is described here, by id.
    """

    def __init__(self, mapping: ImportMapping, laws: Mapping[str, Law]) -> None:
        self._mapping, self._laws = mapping, laws
        self._outcomes = _by_word(mapping.outcome.words)
        self._law_words = _by_word(mapping.law_by_column.words) if mapping.law_by_column else {}
        self._left_out = [
            (one.column, {word(said) for said in one.words}, one.reason)
            for one in mapping.leave_out
        ]

    def read(self, row: Row) -> Draft:
        """Return what a row says. Raises Misfit."""
        if row.misfit:
            raise Misfit("", row.misfit)
        for column, words, reason in self._left_out:
            if word(row.cells[column]) in words:
                raise Misfit(LEFT_OUT, reason)
        return _RowReader(self._mapping, row).draft(self._law(row), self._outcome(row))

    def reference(self, row: Row) -> str:
        """Return the reference that a row gives, "" where it gives none."""
        return _RowReader(self._mapping, row).reference()

    def _law(self, row: Row) -> Law:
        by_column = self._mapping.law_by_column
        name = self._mapping.law
        if by_column is not None:
            name = self._law_words.get(word(row.cells[by_column.column]))
            if name is None:
                raise Misfit("law", "the word is not among those of the mapping")
        assert name is not None
        return self._laws[name]

    def _outcome(self, row: Row) -> str:
        said = word(row.cells[self._mapping.outcome.column])
        found = self._outcomes.get(said)
        if found is None:
            what = "the word is not among those of the mapping" if said else "the cell is empty"
            raise Misfit("outcome", what)
        return found


class _RowReader:
    def __init__(self, mapping: ImportMapping, row: Row) -> None:
        self._mapping, self._row = mapping, row

    def reference(self) -> str:
        return _one_line(filled(self._mapping.reference, self._row.cells))

    def draft(self, law: Law, outcome: str) -> Draft:
        mapping = self._mapping
        citations = self._citations(mapping.citations, law, outcome)
        files = self._files(mapping.documents)
        needs_notice = bool(citations) or outcome in REFUSES
        fields: dict[str, object] = {
            "schema": 1,
            "reference": self._needed("reference", self._name("reference", mapping.reference)),
            "earlier_references": self._several("earlier_references", mapping.earlier_references),
            "authority": self._line("authority", mapping.authority),
            "title": self._short("title", mapping.title, mapping.shorten.title),
            "summary": self._short("summary", mapping.summary, mapping.shorten.summary),
            "language": mapping.language,
            "laws": (law.id,),
            "received": self._day("received", mapping.received),
            "responded": self._day("responded", mapping.responded),
            "published": self._day("published", mapping.published),
            "request": {"text": self._needed("request", self._text("request", mapping.request))},
            "outcome": outcome,
            "response": {
                "text": self._needed("response", self._text("response", mapping.response))
            },
            "citations": citations,
            "refusal_notice": self._notice() if needs_notice else None,
            "documents": [self._document(name, mapping.documents) for name in files],
            "topics": self._several("topics", mapping.topics),
            "department": self._name("department", mapping.department),
            "licence": self._line("licence", mapping.licence),
            "sensitive": mapping.sensitive or None,
            "noindex": mapping.noindex or None,
        }
        return Draft(fields, files)

    def _text(self, field: str, template: str | None) -> str:
        """Return a template's text with this row's cells."""
        if template is None:
            return ""
        for column in columns_of(template):
            if column in self._row.broken:
                raise Misfit(field, "the cell holds an error, or a formula without its value")
        text = filled(template, self._row.cells)
        return re.sub(r"\r\n?", "\n", text)

    def _line(self, field: str, template: str | None) -> str:
        return " ".join(self._text(field, template).split())

    def _name(self, field: str, template: str | None) -> str:
        return _one_line(self._text(field, template))

    def _needed(self, field: str, text: str) -> str:
        if not text.strip():
            raise Misfit(field, "the cell is empty")
        return text

    def _short(self, field: str, template: str, longest: int | None) -> str:
        text = self._needed(field, self._line(field, template))
        return text if longest is None else cut(text, longest)

    def _day(self, field: str, given: datetime.date | str) -> datetime.date:
        if isinstance(given, datetime.date):
            return given
        dates = self._mapping.dates
        text = self._needed(field, self._line(field, given))
        try:
            day = read_day(text, dates.written)
        except ValueError as error:
            raise Misfit(field, str(error)) from None
        if day is None:
            raise Misfit(field, "the cell is no day as the mapping says they are written")
        if not dates.earliest <= day <= dates.latest:
            raise Misfit(field, "the day is before dates.earliest or after dates.latest")
        return day

    def _several(self, field: str, given: Several | None) -> tuple[str, ...]:
        if given is None:
            return ()
        text = self._text(field, given.value)
        parts = text.split(given.separator) if given.separator else [text]
        return tuple(filter(None, dict.fromkeys(map(_one_line, parts))))

    def _citations(self, given: Citing, law: Law, outcome: str) -> list[Fields]:
        nothing = {word(said) for said in given.nothing}
        cites = [one for one in self._several("citations", given.cite) if word(one) not in nothing]
        if given.before:
            cites = [f"{given.before} {one}" for one in cites]
        words = self._reasons(given)
        fixed = given.by_outcome.get(outcome, ())  # type: ignore[call-overload]
        try:
            return [citation(one, law, outcome, words) for one in cites or fixed]
        except CitationError as error:
            raise Misfit("citations", "a citation cannot be read", str(error)) from None

    def _reasons(self, given: Citing) -> Fields:
        return {
            "likelihood": given.likelihood,
            "reason": self._text("reason", given.reason),
            "harm": self._text("harm", given.harm),
            "public_interest": self._balance(given.public_interest),
            "qualified_person": self._person(given.qualified_person),
            "other_statute": self._line("other_statute", given.other_statute),
        }

    def _balance(self, given: Balance | None) -> Fields:
        sides = (
            {}
            if given is None
            else {"for": given.for_, "against": given.against, "balance": given.balance}
        )
        return {side: self._text("public_interest", text) for side, text in sides.items()}

    def _person(self, given: Person | None) -> Fields:
        if given is None:
            return {}
        return {
            "office": self._line("qualified_person", given.office),
            "date": self._maybe_day("qualified_person", given.date),
        }

    def _maybe_day(self, field: str, given: datetime.date | str) -> datetime.date | None:
        empty = isinstance(given, str) and not self._line(field, given)
        return None if empty else self._day(field, given)

    def _notice(self) -> Fields | None:
        given = self._mapping.refusal_notice
        if given is None:
            return None
        return {
            "provision": self._line("refusal_notice", given.provision),
            "text": self._text("refusal_notice", given.text),
            "review": self._text("refusal_notice", given.review),
            "regulator": self._text("refusal_notice", given.regulator),
        }

    def _files(self, given: Files | None) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in self._several("documents", given.file) if given else ():
            tidy = file_name(name)
            if not tidy or found.get(tidy, name) != name:
                raise Misfit(
                    "documents", "the name of a file cannot be used, or not beside another"
                )
            found[tidy] = name
        return found

    def _document(self, name: str, given: Files | None) -> Fields:
        assert given is not None
        return {
            "file": name,
            "title": self._needed("documents", self._line("documents", given.title)),
            "role": given.role,
            "redacted": given.redacted or None,
        }


def cut(text: str, longest: int) -> str:
    """Return a line of at most so many characters, cut at a word, with an ellipsis."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    if not text[longest - 1].isspace() and " " in head:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;:.-") + "…"


def file_name(name: str) -> str:
    """Return a file's name as records allow it: letters, digits, dots, hyphens; "" for none."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    tidy = re.sub(r"-*\.-*", ".", re.sub(r"[^A-Za-z0-9._]+", "-", plain)).strip("-._")
    return tidy if "." in tidy and "/" not in name and "\\" not in name else ""


def _one_line(text: str) -> str:
    # What is compared as text is kept in one form (see consistent.normal_form).
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _by_word(words: Mapping[str, str]) -> dict[str, str]:
    return {word(said): meaning for said, meaning in words.items()}
