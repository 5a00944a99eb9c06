"""Makes the search files of a log far larger than the machine would check in a bench's time.

    python tests/bench/search_many.py CONTENT SITE COUNT

Cards, columns and texts are those of the records of a smaller log, again and again; the counts of
terms are generated, with the frequencies of real prose (Zipf), as many as 600 words have.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

import generate
import numpy as np
from search_stage import checked_log

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpora import terms_of
from disclosurelog.search.cards import BLOCK, card, shelve_cards, shelve_texts
from disclosurelog.search.columns import laws_of_all, rows_of, shelve_columns
from disclosurelog.search.counting import FIELD_BITS, Counted
from disclosurelog.search.files import FORMAT, Shelf
from disclosurelog.search.index import index_file
from disclosurelog.search.lawtable import law_table
from disclosurelog.search.making import index as indexed
from disclosurelog.search.passages import FIELDS, Passages, passages_of
from disclosurelog.search.runs import searched

TERMS = (1, 7, 22, 8, 3, 2, 90, 90, 200, 60)
"""Of each field of a record, stop words left out."""

VOCABULARY = 60_000

ROWS = 256
"""Records in a run, as many as there are on average."""

NO_TEXT = Passages((), ())


def counts(seed: int, rows: int, names: list[str], weights: np.ndarray) -> Counted:
    """What counting would give for some records."""
    rng = np.random.default_rng(seed)
    lengths = rng.poisson(TERMS, (rows, len(FIELDS))).astype(np.int32)
    sizes = lengths.ravel()
    place = np.repeat(np.arange(rows)[:, None] << FIELD_BITS | np.arange(len(FIELDS)), sizes)
    ends = np.cumsum(sizes)
    position = np.arange(ends[-1]) - np.repeat(ends - sizes, sizes)
    drawn = np.searchsorted(weights, rng.random(int(ends[-1])) * weights[-1])
    there, term = np.unique(drawn, return_inverse=True)
    order = np.lexsort((place, place & (1 << FIELD_BITS) - 1, term))
    starts = np.append(0, np.cumsum(np.bincount(term))).astype(np.int32)
    return Counted(
        tuple(map(str, range(rows))),
        lengths,
        tuple(names[number] for number in there),
        starts,
        place[order].astype(np.int32),
        position[order].astype(np.int32),
        np.zeros(len(order), np.int32),
    )


def main(content: Path, site: Path, count: int) -> None:
    checked = checked_log(content)
    few = searched(checked)
    entries = sorted(
        (few[number % len(few)] for number in range(count)), key=lambda one: one.record.responded
    )
    author = generate.Author(1)
    ranked = list(dict.fromkeys([*author._words, *(f"w{n:x}" for n in range(VOCABULARY))]))
    names = sorted(ranked)
    weight = {name: 1 / place for place, name in enumerate(ranked, 1)}
    weights = np.cumsum([weight[name] for name in names])
    spent = 0.0
    start = time.perf_counter()
    shelf = Shelf()
    texts = {e.slug: shelve_texts(shelf, passages_of(e, checked.documents)) for e in few}
    runs, rows, cards = [], [], []
    for first in range(0, count, ROWS):
        some = entries[first : first + ROWS]
        generating = time.perf_counter()
        counted = counts(first, len(some), names, weights)
        spent += time.perf_counter() - generating
        runs.append(indexed(counted.keys, [NO_TEXT] * len(some), [counted])[0])
        rows.append(rows_of(some, set()))
        cards.append(shelve_cards(shelf, [card(e, checked.documents, texts[e.slug]) for e in some]))
    laws = laws_of_all(entries)
    terms, files = terms_of(shelf, runs)
    index = index_file(
        {
            "format": FORMAT,
            **terms,
            "cards": {"block": BLOCK, "names": cards},
            "columns": shelve_columns(shelf, rows, laws),
            "laws": shelf.put_text("laws", law_table(laws).decode()),
        }
    )
    written = time.perf_counter()
    for file in [*files, *shelf.taken(), index]:
        path = site / file.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = {"generated": spent, "seconds": written - start - spent, "peak MB": peak}
    sys.stdout.write(json.dumps({**said, "words": ranked[:3000]}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
