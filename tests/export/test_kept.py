"""The data and the feeds are the same whatever was built before, and kept."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from disclosurelog.export import export_files, products, runs
from disclosurelog.gate import CheckedLog, cachefile
from disclosurelog.law import packs
from disclosurelog.records import Settings, load_log
from export.conftest import SITE, Exported, checked_log
from pages.samples import AUTHORITY, record, refused

SEED = 7
SECRET = "Quillbacked"
LAW = Path(__file__).parents[1] / "importing" / "laws" / "ca-ab-foip.yaml"
GONE = {"date": "2024-02-01", "reason": "A court ordered it."}
WORDS = ("papers", "roads", "=sums", "dŵr", "'quoted'", "two\nlines", "C++", "</entry>", "naïve")


class Changing:
    """A log that is changed at random, a step at a time."""

    def __init__(self, top: Path) -> None:
        self.content = top / "content"
        self.rng = random.Random(SEED)
        self.made = 0
        self.site_url = SITE
        self.ruleset = "0"
        self.settings: dict[str, Any] = {"authority": dict(AUTHORITY)}
        (self.content / "laws").mkdir(parents=True)
        shutil.copy(LAW, self.content / "laws")
        for _ in range(24):
            self.add()

    def paths(self) -> list[Path]:
        return sorted(self.content.glob("records/*/*/record.yaml"))

    def words(self) -> str:
        return " ".join(self.rng.choices(WORDS, k=self.rng.randint(1, 5)))

    def add(self) -> None:
        """A new record on any day: between others, too."""
        self.made += 1
        folder = self.content / f"records/2023/record-{self.rng.randint(0, 10**9)}"
        folder.mkdir(parents=True)
        fields: dict[str, Any] = {
            "title": f"{self.made} {self.words()}".split("\n")[0],
            "response": {"text": self.words()},
            "topics": [self.rng.choice(["Roads", "roads", "C", "C++"])],
            "responded": f"2023-03-{self.rng.randint(2, 20):02}",
            "published": "2023-03-21",
            "noindex": self.rng.random() < 0.1,
        }
        if self.rng.random() < 0.6:
            title = self.words().split("\n")[0]
            fields["documents"] = [{"file": "a.pdf", "title": title, "role": "annex"}]
            (folder / "a.pdf").write_text(self.words())
        made = self.rng.choice(
            [
                record(self.made, **fields),
                record(self.made, **fields, laws=["ca-ab-foip"]),
                refused(self.made, "Section 31(1)(a)&(b)", **fields),
            ]
        )
        _write(folder / "record.yaml", made)

    def remove(self) -> None:
        shutil.rmtree(self.rng.choice(self.paths()).parent)

    def rename(self) -> None:
        folder = self.rng.choice(self.paths()).parent
        folder.rename(folder.with_name(f"renamed-{self.rng.randint(0, 10**9)}"))

    def edit(self) -> None:
        self.change(self.rng.choice(self.paths()), summary=self.words().replace("\n", " "))

    def move(self) -> None:
        """The day of a response changes: the record stands elsewhere in the order."""
        day = f"2023-03-{self.rng.randint(2, 20):02}"
        self.change(self.rng.choice(self.paths()), responded=day)

    def withdraw(self) -> None:
        path = self.rng.choice(self.paths())
        for file in path.parent.glob("*.pdf"):
            file.unlink()
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        left = ("received", "responded", "published", "laws")
        stone = {name: found[name] for name in left}
        number = int(found["reference"].partition("-")[2])
        _write(path, record(number, **stone, status="withdrawn", tombstone=GONE))

    def other_bytes(self) -> None:
        """A document has other bytes, of the same length, under the same name."""
        if files := sorted(self.content.glob("records/*/*/*.pdf")):
            file = self.rng.choice(files)
            file.write_text(file.read_text()[::-1])

    def other_law(self) -> None:
        """A law has another limit or another name."""
        path = self.content / "laws" / LAW.name
        lines = path.read_text(encoding="utf-8").split("\n")
        which, value = self.rng.choice(
            [("  limit: ", self.rng.randint(31, 60)), ("title: ", f"Act {self.rng.random()}")]
        )
        at = next(at for at, line in enumerate(lines) if line.startswith(which))
        lines[at] = f"{which}{value}"
        path.write_text("\n".join(lines), encoding="utf-8")
        packs._load.cache_clear()  # the next build is another process

    def other_settings(self) -> None:
        name = self.rng.choice(["licence", "language", "authority", "site_url", "ruleset"])
        if name == "site_url":
            self.site_url = self.rng.choice([SITE, "https://other.example/", ""])
        elif name == "ruleset":
            self.ruleset = str(self.rng.randint(0, 9))
        elif name == "authority":
            self.settings["authority"]["name"] = f"Authority {self.rng.randint(0, 9)}"
        else:
            self.settings[name] = self.rng.choice(["en", "cy"])

    def change(self, path: Path, **changed: object) -> None:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        _write(path, found | changed)

    def step(self) -> None:
        often = [self.add, self.add, self.remove, self.rename, self.edit, self.move]
        seldom = [self.withdraw, self.other_bytes, self.other_law, self.other_settings]
        for _ in range(self.rng.choice([0, 1, 1, 1, 3])):
            self.rng.choice([*often, *seldom])()

    def checked(self) -> CheckedLog:
        log = load_log(self.content, Settings.model_validate(self.settings))
        documents = {
            (entry.slug, one.file): _document(entry.folder / one.file)
            for entry in log.entries
            for one in entry.record.documents
            if one.withdrawn is None
        }
        return checked_log(log, documents, self.ruleset)


def _write(path: Path, fields: dict[str, Any]) -> None:
    # By way of JSON, so that one object that stands twice becomes no YAML anchor.
    plain = json.loads(json.dumps(fields))
    path.write_text(yaml.safe_dump(plain, sort_keys=False, allow_unicode=True), encoding="utf-8")


def _document(path: Path) -> Any:
    data = path.read_bytes()
    texts = (data.decode(), "")
    return SimpleNamespace(
        slug=path.parent.name,
        file=path.name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        page_count=len(texts),
        kind="pdf",
        visible_text=texts,
    )


class Exporting:
    """Exports a log, each time into a folder of its own."""

    def __init__(self, top: Path) -> None:
        self.top = top
        self.kept = top / "kept" / "data"
        self.log = Changing(top)
        self.times = 0

    def __call__(self, kept: Path | None) -> dict[str, bytes]:
        self.times += 1
        folder = self.top / f"export-{self.times}"
        found = Exported(self.log.checked(), folder, self.log.site_url, kept).everything()
        shutil.rmtree(folder)
        return found

    def cold(self) -> dict[str, bytes]:
        return self(None)

    def warm(self) -> dict[str, bytes]:
        return self(self.kept)

    def files(self) -> list[Path]:
        return sorted(path for path in self.kept.iterdir() if path.name != ".gitignore")


@pytest.fixture
def exporting(tmp_path: Path) -> Iterator[Exporting]:
    """A log of many runs of few records, as a long log has many of many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "LEAST", 2)
        patch.setattr(runs, "ONE_IN", 3)
        patch.setattr(runs, "MOST", 7)
        yield Exporting(tmp_path)


def test_any_changes_give_what_a_first_build_gives(exporting: Exporting) -> None:
    seen = set()
    for step in range(30):
        exporting.log.step()
        warm = exporting.warm()
        assert warm == exporting.cold(), step
        seen.add(warm["data/records.jsonl"])
    assert len(seen) > 15
    assert b"withdrawn" in warm["data/records.csv"]


CHANGES: dict[str, Callable[[Changing], object]] = {
    "the authority": lambda log: log.settings["authority"].update(name="Another"),
    "the licence": lambda log: log.settings.update(licence="Another"),
    "the language": lambda log: log.settings.update(language="cy"),
    "the address": lambda log: setattr(log, "site_url", "https://other.example/"),
    "a law": Changing.other_law,
    "a file": Changing.other_bytes,
    "a name": Changing.rename,
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_change_is_seen(exporting: Exporting, change: str) -> None:
    first = exporting.warm()
    CHANGES[change](exporting.log)
    second = exporting.warm()
    assert second != first
    assert second == exporting.cold()


@pytest.fixture
def unmade(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs of the records that are made anew into a line of JSON, a table or an item."""
    made: list[str] = []
    for name in ("plain_record", "record_row"):
        real = getattr(products, name)

        def seen(place: Any, entry: Any, *rest: Any, real: Any = real) -> Any:
            made.append(entry.slug)
            return real(place, entry, *rest)

        monkeypatch.setattr(products, name, seen)
    return made


def test_what_did_not_change_is_not_made_again(exporting: Exporting, unmade: list[str]) -> None:
    exporting.warm()
    everything = set(unmade)
    before = {path: path.stat().st_ino for path in exporting.files()}
    unmade.clear()
    exporting.warm()
    assert unmade == []
    assert {path: path.stat().st_ino for path in exporting.files()} == before, "written again"
    exporting.log.edit()
    exporting.warm()
    assert 0 < len(set(unmade)) <= runs.MOST < len(everything)


def test_of_what_is_gone_nothing_is_kept(exporting: Exporting) -> None:
    path = exporting.log.paths()[0]
    exporting.log.change(path, summary=f"{SECRET} summary.")
    exporting.warm()
    assert any(SECRET.encode() in one.read_bytes() for one in exporting.files())
    exporting.log.change(path, summary="Another.")
    exporting.warm()
    assert not any(SECRET.encode() in one.read_bytes() for one in exporting.files())


def test_a_withdrawal_leaves_nothing_behind(exporting: Exporting) -> None:
    exporting.warm()
    cachefile.forget(exporting.kept.parent, "0" * 64)
    assert not exporting.kept.exists()
    assert exporting.warm() == exporting.cold()


def _exchanged(paths: list[Path]) -> None:
    datas = [path.read_bytes() for path in paths]
    for path, data in zip(paths, datas[1:] + datas[:1], strict=True):
        path.write_bytes(data)


def _each(change: Callable[[Path], object]) -> Callable[[list[Path]], None]:
    return lambda paths: [change(path) for path in paths] and None


WAYS: dict[str, Callable[[list[Path]], None]] = {
    "empty": _each(lambda path: path.write_bytes(b"")),
    "cut short": _each(lambda path: path.write_bytes(path.read_bytes()[:-1])),
    "one bit": _each(lambda path: path.write_bytes(b"\1" + path.read_bytes()[1:])),
    "gone": _each(lambda path: path.unlink()),
    "folders": _each(lambda path: (path.unlink(), path.mkdir())),
    "exchanged": _exchanged,
}


@pytest.mark.parametrize("way", WAYS)
def test_spoilt_files_change_nothing(exporting: Exporting, way: str) -> None:
    first = exporting.warm()
    WAYS[way](exporting.files())
    assert exporting.warm() == first == exporting.cold()


def test_what_another_user_kept_is_not_read(exporting: Exporting, unmade, monkeypatch) -> None:
    first = exporting.warm()
    unmade.clear()
    monkeypatch.setenv("XDG_STATE_HOME", str(exporting.top / "another"))
    assert exporting.warm() == first
    assert unmade


def test_what_another_version_kept_is_not_used(exporting: Exporting, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(runs, "recipe", lambda *_: "another")
        patch.setattr(products, "line_of", lambda _: "stale")
        assert b"stale" in exporting.warm()["data/records.jsonl"]
    assert exporting.warm() == exporting.cold()


def test_a_folder_that_takes_nothing_keeps_nothing(exporting: Exporting) -> None:
    exporting.kept.parent.mkdir(parents=True)
    exporting.kept.write_text("a file")
    assert exporting.warm() == exporting.cold()


def test_two_at_once(exporting: Exporting) -> None:
    """Of two builds of different settings, each sweeps away what the other one has just kept."""
    checked = exporting.log.checked()

    def export(address: str) -> None:
        def once(name: str, kept: Path | None) -> dict[str, bytes]:
            folder = exporting.top / f"{address}-{name}"
            return Exported(checked, folder, f"https://{address}.example/", kept).everything()

        cold = once("cold", None)
        assert all(once(str(time), exporting.kept) == cold for time in range(4))

    fork = multiprocessing.get_context("fork")
    both = [fork.Process(target=export, args=(address,)) for address in ("one", "two")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert [one.exitcode for one in both] == [0, 0]


def test_what_is_lost_while_it_is_used_is_made_again(exporting: Exporting) -> None:
    first = exporting.warm()
    made = products.Products(exporting.log.checked(), SITE, exporting.kept)
    files = export_files(made)
    some = {one.uri: one.data for one, _ in zip(files, range(3), strict=False)}
    for path in exporting.files():
        path.unlink()
    some |= {one.uri: one.data for one in files}
    assert some == {uri: data for uri, data in first.items() if uri in some}
    assert len(some) > len(made.keys)
