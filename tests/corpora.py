"""Small logs of made-up words, as shards and as a stock lunr index over the same words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from lunr.builder import Builder
from lunr.index import Index
from lunr.pipeline import Pipeline
from lunr.stop_word_filter import stop_word_filter
from lunr.token import Token

from disclosurelog.search.files import FORMAT, SearchFile, Shelf
from disclosurelog.search.index import index_file, terms_files
from disclosurelog.search.keeping import Keep
from disclosurelog.search.making import Indexed, index
from disclosurelog.search.passages import FIELDS, Passages, Visible
from disclosurelog.search.stem import stem
from disclosurelog.search.words import cut

STEMS = "request police record facial survey camera expens train officer report budget contract"
ENDINGS = ["", "", "s", "ed", "ing", "er", "ation", "y", "ies", "al", "ment"]
STOPS = ["the", "of", "and", "in", "to", "is", "for", "not", "by", "with"]


def vocabulary(seed: int, size: int = 400) -> list[str]:
    """Words, the most frequent first; some near to others, some with accents, some numbers."""
    rng = random.Random(seed)
    heads = STEMS.split() + [
        "".join(rng.choice("bcdfglmnprstaeiouy") for _ in range(rng.randint(3, 7)))
        for _ in range(size)
    ]
    words = [rng.choice(heads) + rng.choice(ENDINGS) for _ in range(size)]
    return [*words, "caerdŷdd", "pêl-droed", "officer's", "01.foi.22.026317", "2024", "b7e"]


def corpus(seed: int, records: int) -> list[Passages]:
    """Records with words in every field, Zipf-distributed, stop words among them."""
    rng = random.Random(seed)
    words = vocabulary(seed)
    weights = [1 / rank for rank in range(1, len(words) + 1)]

    def text(most: int) -> str:
        size = rng.randint(0, most)
        chosen = rng.choices(words, weights, k=size)
        return " ".join(rng.choice(STOPS) if rng.random() < 0.4 else word for word in chosen)

    return [
        Passages(
            tuple((text(4 + 6 * place), text(3)) for place in range(len(FIELDS) - 1)),
            (Visible(0, text(3), (text(40), text(20))),) if rng.random() < 0.5 else (),
        )
        for _ in range(records)
    ]


def write_index(folder: Path, records: Sequence[Passages], runs: int = 3) -> Path:
    """Write the index of some records as a site's; returns the site's folder."""
    keys = [str(number) for number in range(len(records))]
    size = -(-len(records) // runs)
    made = [
        index(keys[at : at + size], records[at : at + size])[0]
        for at in range(0, len(records), size)
    ]
    terms, files = terms_of(Shelf(), made)
    for file in [*files, index_file({"format": FORMAT, **terms})]:
        path = folder / file.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return folder


def terms_of(shelf: Shelf, runs: Sequence[Indexed]) -> tuple[dict[str, object], list[SearchFile]]:
    """What the index says of its terms, and the files of them."""
    making, files = terms_files(shelf, runs, Keep(None, ())), []
    while True:
        try:
            files.append(next(making))
        except StopIteration as done:
            return done.value, [*files, *shelf.taken()]


def stock(records: Sequence[Passages]) -> Index:
    """Stock lunr over the same words, with the stemmer that both sides use."""
    builder = Builder()
    builder.ref("id")
    for field in FIELDS:
        builder.field(field.name, boost=field.boost)
    builder.pipeline.add(stop_word_filter, _stemmer)
    builder.search_pipeline.add(_stemmer)
    for number, passages in enumerate(records):
        document = {
            field.name: " ".join(word for text in passages.of(place) for word in cut(text))
            for place, field in enumerate(FIELDS)
        }
        builder.add({"id": str(number), **document})
    return builder.build()


def _stemmer(token: Token, i: int | None = None, tokens: list[Token] | None = None) -> Token:
    return token.update(lambda text, _metadata: stem(text))


Pipeline.register_function(_stemmer, "disclosurelog stemmer")
