"""Makes all files of the search from a checked log."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path

from disclosurelog.gate import CheckedLog
from disclosurelog.search.cards import BLOCK
from disclosurelog.search.columns import Rows, laws_of_all, shelve_columns
from disclosurelog.search.files import FORMAT, INDEX, SearchFile, Shelf, dumped, shelve_directory
from disclosurelog.search.keeping import Keep
from disclosurelog.search.lawtable import law_table
from disclosurelog.search.making import Indexed
from disclosurelog.search.numerals import rising
from disclosurelog.search.passages import FIELDS
from disclosurelog.search.reusing import FAMILIES, shards_of
from disclosurelog.search.runs import cut, searched
from disclosurelog.search.scoring import K1, B
from disclosurelog.search.shards import Shard
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
    parts = cut(checked, entries)
    keep = Keep(kept, parts)
    for made in made_of(parts, checked, keep):
        runs.append(made.indexed)
        rows.append(made.rows)
        cards.append(made.cards)
        for file in made.files:
            shelf.put_file(file)
        yield from shelf.taken()
    laws = laws_of_all(entries)
    terms = yield from terms_files(shelf, runs, keep)
    index = {
        "format": FORMAT,
        **terms,
        "cards": {"block": BLOCK, "names": cards},
        "columns": shelve_columns(shelf, rows, laws),
        "laws": shelf.put_text("laws", law_table(laws).decode()),
    }
    keep.sweep()
    yield from shelf.taken()
    yield index_file(index)


def index_file(index: dict[str, object]) -> SearchFile:
    """The file that leads to all others, with a name for this build of them."""
    build = SearchFile.of(INDEX, dumped(index)).name
    return SearchFile.of(INDEX, dumped({**index, "build": build}))


def terms_files(
    shelf: Shelf, runs: Sequence[Indexed], keep: Keep
) -> Generator[SearchFile, None, dict[str, object]]:
    """Yield the files of everything that is found by term, as they are made.

    Args:
        shelf: Where to.
        runs: The terms of each run, in order.
        keep: What was made before.

    Returns:
        What `index.json` says of it.
    """
    starts = list(accumulate((run.records for run in runs), initial=0))
    records = starts.pop()
    sums = [sum(run.lengths[field] for run in runs) for field in range(len(FIELDS))]
    root: dict[str, object] = {}
    shards: list[Shard] = []
    for family in FAMILIES:
        shards = []
        for shard in shards_of(family, runs, keep):
            shards.append(shard)
            shelf.put_file(shard.file)
            yield from shelf.taken()
        keep.store_shards(family, shards)
        names = [shard.file.name for shard in shards]
        root[family] = shelve_directory(shelf, [shard.terms[0] for shard in shards], names)
    # Both families have the same terms. One that fills several shards is in each of them.
    terms = list(dict.fromkeys(chain.from_iterable(shard.terms for shard in shards)))
    return {
        "records": records,
        "runs": rising(starts),
        "k1": K1,
        "b": B,
        "fields": [
            {"name": field.name, "boost": field.boost, "average": total / records if records else 0}
            for field, total in zip(FIELDS, sums, strict=True)
        ],
        **root,
        "vocabulary": shelve_vocabulary(shelf, terms),
    }
