"""Whatever was kept of an earlier load, a load is the same as without it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosurelog.errors import ContentRefused, Problem
from disclosurelog.gate.signed import SignedFiles
from disclosurelog.law import packs
from disclosurelog.records import Log, Settings, known, load_log, many
from recordfolders import PLAIN, REFUSED, Folder

SECRET = "gritting"  # in each record of PLAIN


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


class Kept:
    """A content folder with what loads of it keep, and how many records the last one parsed."""

    def __init__(self, content: Folder, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.content, self.top = content, top
        self.parsed: list[str] = []
        real = many.load_entry

        def load_entry(folder, laws):
            self.parsed.append(folder.slug)
            return real(folder, laws)

        monkeypatch.setattr(many, "load_entry", load_entry)

    def load(self) -> Log | list[Problem]:
        """Load with what is kept, and see that it is the same as without."""
        cold = outcome(self.content.path)
        self.parsed.clear()
        warm = outcome(self.content.path, SignedFiles(self.top, "records"))
        assert warm == cold
        return warm

    def files(self) -> list[Path]:
        return sorted(path for path in self.top.glob("??") if path.is_file())

    def words(self) -> bytes:
        return b"".join(path.read_bytes() for path in self.files())


def outcome(content: Path, keep: SignedFiles | None = None) -> Log | list[Problem]:
    try:
        return load_log(content, Settings(), keep=keep)
    except ContentRefused as refused:
        return list(refused.problems)


@pytest.fixture
def kept(content, tmp_path, monkeypatch) -> Kept:
    for number, text in enumerate([PLAIN, REFUSED, PLAIN], 1):
        content.add(numbered(text, number), f"record-{number}")
    kept = Kept(content, tmp_path / "kept", monkeypatch)
    kept.load()
    assert len(kept.parsed) == 3
    return kept


def numbered(text: str, number: int) -> str:
    return text.replace('"T/1"', f'"N/{number}"').replace('"T/2"', f'"N/{number}"')


def test_what_did_not_change_is_not_parsed_and_not_written(kept) -> None:
    before = {path: path.stat().st_ino for path in kept.files()}
    assert isinstance(kept.load(), Log)
    assert kept.parsed == []
    assert {path: path.stat().st_ino for path in kept.files()} == before


def test_what_changed_alone_is_parsed(kept) -> None:
    kept.content.add(numbered(PLAIN, 3).replace("Winter", "Summer"), "record-3")
    log = kept.load()
    assert {entry.record.title for entry in log.entries} >= {"Summer gritting routes"}
    assert kept.parsed == ["record-3"]
    kept.load()
    assert kept.parsed == []


def test_a_moved_folder_is_known(kept, tmp_path) -> None:
    kept.content.path = kept.content.path.rename(tmp_path / "moved")
    log = kept.load()
    assert kept.parsed == []
    assert all(entry.folder.is_relative_to(tmp_path / "moved") for entry in log.entries)


def test_a_record_that_moves_to_another_year_is_told_there(kept) -> None:
    records = kept.content.path / "records"
    (records / "2023").mkdir()
    (records / "2024" / "record-1").rename(records / "2023" / "record-1")
    assert "records/2023/record-1/record.yaml" in {entry.source for entry in kept.load().entries}


def test_a_file_beside_a_record_is_seen(kept) -> None:
    stray = kept.content.path / "records/2024/record-1/stray.pdf"
    stray.touch()
    (problem,) = kept.load()
    assert "not listed" in problem.what
    stray.unlink()
    assert isinstance(kept.load(), Log)
    listed = numbered(PLAIN, 1) + "documents: [{file: a.pdf, title: A}]\n"
    folder = kept.content.add(listed, "record-1", a_pdf=b"x")
    assert isinstance(kept.load(), Log)
    (folder / "a.pdf").unlink()
    (problem,) = kept.load()
    assert "no such file" in problem.what


def test_an_unreadable_record_is_told(kept, monkeypatch) -> None:
    def unless_a_record(real: Callable) -> Callable:
        def deny(path, *rest):
            if str(path).endswith("record.yaml"):
                raise PermissionError(13, "Permission denied")
            return real(path, *rest)

        return deny

    monkeypatch.setattr(known.os, "open", unless_a_record(known.os.open))
    monkeypatch.setattr(Path, "read_bytes", unless_a_record(Path.read_bytes))
    assert [problem.what for problem in kept.load()] == ["the file cannot be opened"] * 3


@pytest.mark.parametrize("text", ["", "status: [", PLAIN.replace("N/1", "N/2")])
def test_no_words_stay_of_what_is_gone_or_changed(kept, text: str) -> None:
    shutil.rmtree(kept.content.path / "records/2024/record-3")
    assert SECRET.encode() in kept.words()
    if text:
        kept.content.add(text.replace(SECRET, "other"), "record-1")
    else:
        shutil.rmtree(kept.content.path / "records/2024/record-1")
    kept.load()
    assert SECRET.encode() not in kept.words()


def test_another_program_is_not_believed(kept, monkeypatch) -> None:
    monkeypatch.setattr(known, "recipe", lambda *_: "another")
    kept.load()
    assert len(kept.parsed) == 3


def test_another_law_is_seen(kept) -> None:
    own = kept.content.path / "laws" / "my-law.yaml"
    own.parent.mkdir()
    pack = (packs.PACKS / "uk-foia-2000.yaml").read_text("utf-8")
    pack = pack.replace("id: uk-foia-2000\n", "id: my-law\n", 1)
    own.write_text(pack, "utf-8")
    kept.content.add(numbered(PLAIN, 1).replace("uk-foia-2000", "my-law"), "record-1")
    kept.load()
    assert limits(kept.load())["record-1"] == 20
    assert kept.parsed == []
    own.write_text(pack.replace("  limit: 20\n", "  limit: 10\n", 1), "utf-8")
    packs._load.cache_clear()  # a law is read once in the life of a process
    assert limits(kept.load())["record-1"] == 10


def limits(log: Log) -> dict[str, int]:
    return {entry.slug: entry.clock.limit for entry in log.entries}


def _exchange(files: list[Path]) -> None:
    datas = [path.read_bytes() for path in files]
    for path, data in zip(files, datas[1:] + datas[:1], strict=True):
        path.write_bytes(data)


def _each(change: Callable[[bytes], bytes]) -> Callable[[list[Path]], None]:
    def spoil(files: list[Path]) -> None:
        for path in files:
            path.write_bytes(change(path.read_bytes()))

    return spoil


SPOILT = {
    "empty": _each(lambda _: b""),
    "cut": _each(lambda data: data[:-1]),
    "one bit": _each(lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:]),
    "longer": _each(lambda data: data + b"\0"),
    "a pickle of somebody else": _each(lambda data: data[:64] + b"cos\nabort\n(tR."),
    "exchanged": _exchange,
}


@pytest.mark.parametrize("way", SPOILT)
def test_what_is_spoilt_is_parsed_anew(kept, way: str) -> None:
    assert len(kept.files()) == 3
    SPOILT[way](kept.files())
    kept.load()
    assert len(kept.parsed) == 3
    kept.load()
    assert kept.parsed == []


def test_what_another_user_signed_is_parsed_anew(kept, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mine"))
    kept.load()
    assert len(kept.parsed) == 3


def test_a_folder_that_cannot_be_written_is_no_error(content, tmp_path, monkeypatch) -> None:
    content.add(PLAIN)
    (tmp_path / "a file").touch()
    kept = Kept(content, tmp_path / "a file" / "kept", monkeypatch)
    for _ in range(2):
        assert isinstance(kept.load(), Log)
        assert kept.parsed == ["one"]


FORMS = {
    "absent": "",
    "right": PLAIN,
    "changed": PLAIN.replace("Winter", "Summer"),
    "refused": REFUSED,
    "wrong": PLAIN.replace("outcome: granted-in-full", "outcome: lost"),
    "draft": PLAIN + "status: draft\n",
    "strays": PLAIN,
    "same reference": PLAIN,
}
LOGS = st.lists(st.tuples(*[st.sampled_from(sorted(FORMS))] * 3), min_size=2, max_size=5)


@settings(max_examples=40, deadline=None)
@given(LOGS)
def test_any_changes_one_after_another(logs: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        content, top = Folder(Path(folder) / "content"), Path(folder) / "kept"
        for forms in logs:
            shutil.rmtree(content.path / "records", ignore_errors=True)
            (content.path / "records").mkdir(parents=True)
            for number, form in enumerate(forms, 1):
                if form == "absent":
                    continue
                text = FORMS[form] if form == "same reference" else numbered(FORMS[form], number)
                stray = {"stray_pdf": b"x"} if form == "strays" else {}
                content.add(text, f"record-{number}", **stray)
            assert outcome(content.path, SignedFiles(top, "records")) == outcome(content.path)
