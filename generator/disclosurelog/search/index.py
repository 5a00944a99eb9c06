"""Makes all files of the search from a checked log."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

import numpy as np

from disclosurelog.gate import CheckedLog
from disclosurelog.records import Entry
from disclosurelog.search.assembling import Part, assemble, lengths
from disclosurelog.search.cards import card, shelve_cards, shelve_texts
from disclosurelog.search.columns import laws_of_all, shelve_columns
from disclosurelog.search.counts import count_all
from disclosurelog.search.files import (
    FORMAT,
    INDEX,
    NAME_DIGITS,
    SearchFile,
    Shelf,
    dumped,
    shelve_directory,
)
from disclosurelog.search.lawtable import law_table
from disclosurelog.search.passages import FIELDS, passages_of
from disclosurelog.search.scoring import K1, B, Scorer
from disclosurelog.search.shards import Cutter
from disclosurelog.search.vocabulary import shelve_vocabulary
from disclosurelog.search.writing import places, postings


def search_files(checked: CheckedLog, kept: Path | None = None) -> Iterator[SearchFile]:
    """Yield the files of the search.

    Withdrawn records and those marked `noindex` are left out of every one of them.

    Args:
        checked: The log.
        kept: The folder where what was counted is kept from build to build; None to keep nothing.

    Raises:
        Refused: Two files would have one name.
    """
    entries = searched(checked)
    shelf = Shelf()
    records = [passages_of(entry, checked.documents) for entry in entries]
    cards = []
    for entry, passages in zip(entries, records, strict=True):
        cards.append(card(entry, checked.documents, shelve_texts(shelf, passages)))
        yield from shelf.taken()
    parts = count_all(records, checked.ruleset, kept)
    with_documents = {slug for slug, _ in checked.documents}
    terms = yield from terms_files(shelf, parts, len(entries))
    index = {
        "format": FORMAT,
        "records": len(entries),
        **terms,
        "cards": shelve_cards(shelf, cards),
        "columns": shelve_columns(shelf, entries, with_documents),
        "laws": shelf.put_text("laws", law_table(laws_of_all(entries)).decode()),
    }
    yield from shelf.taken()
    index["build"] = hashlib.sha256(dumped(index).encode()).hexdigest()[:NAME_DIGITS]
    yield SearchFile(INDEX, dumped(index).encode(), "")


def searched(checked: CheckedLog) -> list[Entry]:
    """The records that can be found, in the order of their numbers: the oldest response first."""
    found = (entry for entry in checked.log.entries if entry.findable)
    return sorted(found, key=lambda entry: (entry.record.responded, entry.slug))


def terms_files(
    shelf: Shelf, parts: Sequence[Part], records: int
) -> Generator[SearchFile, None, dict[str, object]]:
    """Yield the files of everything that is found by term, as they are made.

    Args:
        shelf: Where to.
        parts: What was counted of every record.
        records: How many there are.

    Returns:
        What `index.json` says of it.
    """
    size = lengths(parts, records)
    averages = tuple(float(one) / records if records else 0.0 for one in size.sum(axis=0))
    scorer = Scorer(records, tuple(field.boost for field in FIELDS), averages)
    posted, placed = Cutter(shelf, "postings"), Cutter(shelf, "places")
    terms: list[str] = []
    for found in assemble(parts, size):
        terms += [found.terms[place] for place in np.unique(found.term)]
        posted.take(postings(found, scorer))
        placed.take(places(found))
        yield from shelf.taken()
    posted.close()
    placed.close()
    return {
        "k1": K1,
        "b": B,
        "fields": [
            {"name": field.name, "boost": field.boost, "average": average}
            for field, average in zip(FIELDS, averages, strict=True)
        ],
        "postings": shelve_directory(shelf, posted.first, posted.names),
        "places": shelve_directory(shelf, placed.first, placed.names),
        "vocabulary": shelve_vocabulary(shelf, terms),
    }
