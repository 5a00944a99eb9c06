"""What the results show: a card for each record, and the text that snippets are cut from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from disclosurelog.gate import CheckedDocument
from disclosurelog.records import Entry, viewer_name
from disclosurelog.search.files import Shelf
from disclosurelog.search.passages import FIELDS, Passages, Visible, published

BLOCK: Final = 8
"""Records in a file of cards: ten results lie in ten of them at worst, about 1 KB gzipped each."""

MOST_TEXT: Final = 60_000
"""Characters of text in a file: 20 KB gzipped, or 30 pages."""

_SNIPPED: Final = ("summary", "request", "response", "reasoning")


def shelve_texts(shelf: Shelf, passages: Passages) -> list[str]:
    """Write the text of one record; returns the names of its files, its own words in the first."""
    own = own_words(passages)
    names: list[str] = []
    for pages in _filled(passages.documents, MOST_TEXT - sum(map(len, own.values()))):
        names.append(shelf.put("texts", {"fields": {} if names else own, "documents": pages}))
    return names


def own_words(passages: Passages) -> dict[str, str]:
    """The record's own words that snippets are cut from, by field."""
    return {
        field.name: "\n\n".join(passages.fields[place])
        for place, field in enumerate(FIELDS)
        if field.name in _SNIPPED and passages.fields[place]
    }


Pages = list[tuple[int, int, list[str]]]


def _filled(documents: Iterable[Visible], room: int) -> Iterable[Pages]:
    """Pages of documents in lots that fit into a file; the first lot may be empty."""
    lot: Pages = []
    for document in documents:
        for number, page in enumerate(document.pages, 1):
            if len(page) > room and (lot or room < MOST_TEXT):
                yield lot
                lot, room = [], MOST_TEXT
            room -= len(page)
            if not lot or lot[-1][0] != document.number:
                lot.append((document.number, number, []))
            lot[-1][2].append(page)
    yield lot


def card(
    entry: Entry, documents: Mapping[tuple[str, str], CheckedDocument], texts: Sequence[str]
) -> dict[str, object]:
    """The card of one record, as `docs/search-format.md` lists it."""
    record, clock = entry.record, entry.clock
    made: dict[str, object] = {
        "slug": entry.slug,
        "title": record.title,
        "reference": record.reference,
        "received": record.received.isoformat(),
        "responded": record.responded.isoformat(),
        "taken": clock.taken,
        "limit": clock.limit,
        "unit": clock.unit,
        "late": clock.verdict == "late",
        "outcome": record.outcome,
        "summary": record.summary,
        "cited": [
            (one.law.id, p, one.law.provision(p).cited_as)
            for one in entry.cited
            for p in one.provisions
        ],
        "documents": [
            (checked.file, title, checked.page_count, viewer_name(record, checked.file))
            for _, title, checked in published(entry, documents)
        ],
        "text": texts[0],
    }
    if texts[1:]:
        made["more"] = list(texts[1:])
    return made


def shelve_cards(shelf: Shelf, cards: Sequence[dict[str, object]]) -> str:
    """Write the cards of one run; returns the name of the leaf that lists them."""
    names = [
        shelf.put("cards", cards[start : start + BLOCK]) for start in range(0, len(cards), BLOCK)
    ]
    return shelf.put("leaves", {"names": names})
