"""Makes all files of the search from a checked log."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from disclosurelog.gate import CheckedLog
from disclosurelog.search.cards import BLOCK
from disclosurelog.search.columns import Rows, laws_of_all, shelve_columns
from disclosurelog.search.files import FORMAT, INDEX, SearchFile, Shelf, dumped, shelve_directory
from disclosurelog.search.joining import join
from disclosurelog.search.lawtable import law_table
from disclosurelog.search.making import Indexed
from disclosurelog.search.numerals import rising
from disclosurelog.search.passages import FIELDS
from disclosurelog.search.runs import cut, searched
from disclosurelog.search.scoring import K1, B
from disclosurelog.search.shards import Cutter
from disclosurelog.search.vocabulary import shelve_vocabulary
from disclosurelog.search.working import made_of


def search_files(checked: CheckedLog, kept: Path | None = None) -> Iterator[SearchFile]:
    """Yield the files of the search.

    Withdrawn records and those marked `noindex` are left out of every one of them.

    Args:
        checked: The log.
        kept: The folder where what was made is kept from build to build; None to keep nothing.

    Raises:
        Refused: Two files would have one name.
    """
    entries = searched(checked)
    shelf = Shelf()
    runs: list[Indexed] = []
    rows: list[Rows] = []
    cards: list[str] = []
    for made in made_of(cut(checked, entries), checked, kept):
        runs.append(made.indexed)
        rows.append(made.rows)
        cards.append(made.cards)
        for file in made.files:
            shelf.put_file(file)
        yield from shelf.taken()
    laws = laws_of_all(entries)
    terms = yield from terms_files(shelf, runs)
    index = {
        "format": FORMAT,
        **terms,
        "cards": {"block": BLOCK, "names": cards},
        "columns": shelve_columns(shelf, rows, laws),
        "laws": shelf.put_text("laws", law_table(laws).decode()),
    }
    yield from shelf.taken()
    yield index_file(index)


def index_file(index: dict[str, object]) -> SearchFile:
    """The file that leads to all others, with a name for this build of them."""
    build = SearchFile.of(INDEX, dumped(index)).name
    return SearchFile.of(INDEX, dumped({**index, "build": build}))


def terms_files(
    shelf: Shelf, runs: Sequence[Indexed]
) -> Generator[SearchFile, None, dict[str, object]]:
    """Yield the files of everything that is found by term, as they are made.

    Args:
        shelf: Where to.
        runs: The terms of each run, in order.

    Returns:
        What `index.json` says of it.
    """
    starts = list(accumulate((run.records for run in runs), initial=0))
    records = starts.pop()
    sums = [sum(run.lengths[field] for run in runs) for field in range(len(FIELDS))]
    posted, placed = Cutter(shelf, "postings"), Cutter(shelf, "places")
    terms: dict[str, None] = {}
    for written in join([run.postings for run in runs]):
        terms[written.term] = None
        posted.take(written)
        yield from shelf.taken()
    for written in join([run.places for run in runs]):
        placed.take(written)
        yield from shelf.taken()
    posted.close()
    placed.close()
    return {
        "records": records,
        "runs": rising(starts),
        "k1": K1,
        "b": B,
        "fields": [
            {
                "name": field.name,
                "boost": field.boost,
                "average": total / records if records else 0.0,
            }
            for field, total in zip(FIELDS, sums, strict=True)
        ],
        "postings": shelve_directory(shelf, posted.first, posted.names),
        "places": shelve_directory(shelf, placed.first, placed.names),
        "vocabulary": shelve_vocabulary(shelf, list(terms)),
    }
