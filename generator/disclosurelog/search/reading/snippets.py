"""The pages of a record's documents on which the words of a query stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from disclosurelog.search.passages import DOCUMENTS
from disclosurelog.search.reading.engine import Clause, Engine
from disclosurelog.search.terms import term_of
from disclosurelog.search.words import cut

MOST_PAGES: Final = 5
"""Pages told of a document."""


@dataclass(frozen=True, slots=True)
class PageHit:
    """A page that holds words of the query. `document` counts the card's documents from 0."""

    document: int
    page: int


def pages_that_hit(
    engine: Engine, card: Mapping[str, Any], record: int, clauses: Sequence[Clause]
) -> Iterator[PageHit]:
    """Yield the pages that hold most of the words that stand in the record's documents.

    Args:
        engine: Knows what the words stand for.
        card: The record's card.
        record: Its number.
        clauses: The words of the query.
    """
    wanted = [terms for one in clauses if (terms := _in_documents(engine, one, record))]
    if not wanted:
        return
    hits: list[tuple[int, int, int]] = []
    for text in engine.store.texts(card):
        for document, first, pages in text["documents"]:
            for number, page in enumerate(pages, first):
                there = {term_of(word) for word in cut(page)}
                count = sum(not there.isdisjoint(terms) for terms in wanted)
                if count:
                    hits.append((document, number, count))
    told: dict[int, int] = {}
    best = {d: max(count for one, _, count in hits if one == d) for d, _, _ in hits}
    for document, number, count in hits:
        told[document] = told.get(document, 0) + (count == best[document])
        if count == best[document] and told[document] <= MOST_PAGES:
            yield PageHit(document, number)


def _in_documents(engine: Engine, clause: Clause, record: int) -> set[str]:
    """The terms of a clause that stand in the documents of a record."""
    if DOCUMENTS not in clause.fields:
        return set()
    return {
        term
        for term in engine.terms(clause)
        for one in engine.store.postings(term)[1]
        if one.field == DOCUMENTS and record in one.records
    }
