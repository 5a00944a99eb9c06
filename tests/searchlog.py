"""Small logs of made-up records, written as the search files that a build makes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import write_index
from disclosurelog.pages.theme import theme_folder
from disclosurelog.search import blocks, joining, shards
from disclosurelog.search.passages import DOCUMENTS, FIELDS, Passages, Visible

ENGINE = (
    "vendor/lunr-2.3.9/lunr.min",
    "words",
    "numbers",
    "store",
    "postings",
    "expand",
    "phrase",
    "score",
    "columns",
    "match",
)
"""The scripts that find and score records, as the page of a test loads them."""

CLAUSES = Path(__file__).with_name("browser") / "clauses.js"
"""lunr's own queries, to compare with lunr itself."""

ODD = """
    police policing policies facial recognition recognised camera cameras vehicle vehicles
    cost costs costing officer officers officer's investigate investigation investigations
    national nationality request requested requests information disclose disclosure
    disclosed crime criminal crimes prevention preventing data database daten record records
    recorded speed speeding spend spending budget budgets 2022 2023 covid19 s31 naïve café
    Caerdŷdd dŵr gwasanaeth heddlu ŷd straße ﬁle Ⅷ ١٢٣ شرطة משטרה 警察 एक happy happily
    happiness relational conditional the of and not in public to for a is
"""
WORDS = ODD.split()


@dataclass(frozen=True, slots=True)
class Log:
    """A made-up log: its folder, and the text of each record by field, passage by passage."""

    folder: Path
    records: Sequence[Passages]

    def texts(self) -> list[dict[str, str]]:
        """Each record as lunr takes it: the raw text of every field."""
        return [
            {field.name: "\n\n".join(record.of(place)) for place, field in enumerate(FIELDS)}
            for record in self.records
        ]


def made_up(records: int, seed: int) -> list[Passages]:
    """Records with words of a Zipf distribution, some rare, some odd."""
    rng = random.Random(seed)
    names = [*WORDS]
    letters = "abcdeghilmnoprstuy"
    names += ["".join(rng.choices(letters, k=rng.randint(2, 9))) for _ in range(800)]
    weights = [1 / rank for rank in range(1, len(names) + 1)]

    def some(most: int) -> str:
        return " ".join(rng.choices(names, weights, k=rng.randint(0, most)))

    def fields(number: int) -> tuple[tuple[str, ...], ...]:
        own = [(f"01.FOI.22.{number:06}",), (some(8),), (some(20),), (some(6),), (some(3),)]
        own += [(some(2),), (some(40), some(20)), (some(60),), (some(30),)]
        return tuple(own)

    return [
        Passages(fields(number), (Visible(0, some(4), (some(50), some(50))),) if number % 3 else ())
        for number in range(records)
    ]


def write(folder: Path, records: Sequence[Passages], most: int | None = None) -> Log:
    """Write the search files by term, the scripts, and a page that loads them.

    Args:
        folder: Where to.
        records: The records, by number.
        most: Characters of a term in one shard, to have terms split in a small log.
    """
    limits = (blocks.MOST, joining.MOST, shards.FULL, shards.LEAST)
    if most:
        blocks.MOST = joining.MOST = shards.FULL = most  # type: ignore[misc]
        shards.LEAST = most // 4  # type: ignore[misc]
    try:
        write_index(folder, records, runs=7)
    finally:
        blocks.MOST, joining.MOST, shards.FULL, shards.LEAST = limits  # type: ignore[misc]
    shutil.copytree(theme_folder() / "assets/search", folder / "assets/search", dirs_exist_ok=True)
    shutil.copy(CLAUSES, folder / "assets/search")
    names = (*ENGINE, "clauses")
    scripts = "".join(f'<script src="assets/search/{name}.js"></script>' for name in names)
    put(folder / "index.html", f"<!doctype html><title>Test</title>{scripts}".encode())
    return Log(folder, records)


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


assert FIELDS[DOCUMENTS].name == "documents"
