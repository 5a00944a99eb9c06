"""The files of the search are the same whatever was built before, and kept."""

from __future__ import annotations

import datetime
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpora import vocabulary
from disclosurelog.gate import check_log
from disclosurelog.records import Settings, load_log
from disclosurelog.search import blocks, joining, keeping, reusing, runs, search_files, shards

SEED = 5
WORDS = vocabulary(SEED)
WEIGHTS = [1 / rank for rank in range(1, len(WORDS) + 1)]
DAY = datetime.date(2024, 1, 2)

RECORD = """\
schema: 1
reference: {reference}
title: {title}
summary: {summary}
laws: [uk-foia-2000]
received: 2023-12-01
responded: {responded}
published: 2024-06-01
request:
  text: {request}
outcome: granted-in-full
response:
  text: {response}
"""


class Changing:
    """A log that is changed at random, a step at a time."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.rng = random.Random(SEED)
        self.made = 0
        for _ in range(40):
            self.add()

    def text(self, most: int) -> str:
        some = self.rng.choices(WORDS, WEIGHTS, k=self.rng.randint(1, most))
        return '"' + " ".join(some).replace('"', "") + '"'

    def folders(self) -> list[Path]:
        return sorted(self.content.glob("records/2024/*"))

    def add(self) -> None:
        """A new record on any day: between others, too."""
        self.made += 1
        folder = self.content / f"records/2024/record-{self.rng.randint(0, 10**9)}"
        folder.mkdir(parents=True)
        day = DAY + datetime.timedelta(days=self.rng.randint(0, 20))
        (folder / "record.yaml").write_text(
            RECORD.format(
                reference=f"T/{self.made}",
                title=self.text(6),
                summary=self.text(12),
                responded=day,
                request=self.text(20),
                response=self.text(10),
            )
        )

    def remove(self) -> None:
        shutil.rmtree(self.rng.choice(self.folders()))

    def rename(self) -> None:
        self.rng.choice(self.folders()).rename(
            self.content / f"records/2024/renamed-{self.rng.randint(0, 10**9)}"
        )

    def edit(self) -> None:
        path = self.rng.choice(self.folders()) / "record.yaml"
        lines = path.read_text().split("\n")
        lines[9] = f"  text: {self.text(3)}"
        path.write_text("\n".join(lines))

    def move(self) -> None:
        """The day of a response changes: the record stands elsewhere in the order."""
        path = self.rng.choice(self.folders()) / "record.yaml"
        lines = path.read_text().split("\n")
        lines[6] = f"responded: {DAY + datetime.timedelta(days=self.rng.randint(0, 20))}"
        path.write_text("\n".join(lines))

    def step(self) -> None:
        for _ in range(self.rng.choice([0, 1, 1, 1, 1, 3])):
            self.rng.choice([self.add, self.add, self.remove, self.rename, self.edit, self.move])()


def damage(folder: Path, rng: random.Random) -> None:
    """Lose or spoil some of what was kept."""
    for path in sorted(folder.iterdir()):
        if rng.random() < 0.3:
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 2]) if rng.random() < 0.5 else path.unlink()


@pytest.fixture
def short() -> Iterator[None]:
    """Runs, pages and shards of a few records and terms, as a long log has very many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "LEAST", 2)
        patch.setattr(runs, "ONE_IN", 3)
        patch.setattr(runs, "MOST", 9)
        patch.setattr(blocks, "_PAGE", 5)
        patch.setattr(blocks, "MOST", 120)
        patch.setattr(joining, "MOST", 120)
        patch.setattr(shards, "LEAST", 60)
        patch.setattr(shards, "FULL", 160)
        yield


def test_any_changes_give_what_a_first_build_gives(tmp_path, short, monkeypatch) -> None:
    log = Changing(tmp_path / "content")
    kept = tmp_path / "kept"
    again = []
    renewed = reusing._renewed
    monkeypatch.setattr(reusing, "_renewed", lambda *given: again.append(1) or renewed(*given))
    rng = random.Random(SEED)
    for step in range(40):
        log.step()
        if step % 7 == 6:
            damage(kept, rng)
        checked = check_log(load_log(log.content, Settings()))
        warm = {one.uri: one.data for one in search_files(checked, kept)}
        assert warm == {one.uri: one.data for one in search_files(checked)}, step
    assert len(again) > 30
    assert any(b'"df":' in data for data in warm.values())


def test_another_program_uses_no_shards_of_this_one(tmp_path, short, monkeypatch) -> None:
    log = Changing(tmp_path / "content")
    for folder in log.folders()[2:]:
        shutil.rmtree(folder)
    kept = tmp_path / "kept"
    checked = check_log(load_log(log.content, Settings()))
    first = {one.uri for one in search_files(checked, kept)}
    for module in (runs, keeping):
        monkeypatch.setattr(module, "program", lambda: "another")
    monkeypatch.setattr(shards, "FULL", 40)
    again = {one.uri for one in search_files(checked, kept)}
    assert again == {one.uri for one in search_files(checked)}
    assert again != first
