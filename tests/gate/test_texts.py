"""Whatever was kept of an earlier look, a log is checked as without it, and no text is lost."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from disclosurelog.errors import Refused
from disclosurelog.gate import CheckedLog, GateRefused, cachefile, check_log, check_paths, kept
from disclosurelog.gate.cache import cache_folder, in_use
from disclosurelog.gate.sandbox import Sandbox
from disclosurelog.records import Settings, load_log

TEXTS = {
    ("signs", "a.pdf"): ("one", "two"),
    ("signs", "b.pdf"): ("three",),
    ("lamps", "a.pdf"): ("MARK", "five"),
    ("lamps", "large.pdf"): ("six", "x" * 300_000),
    ("poles", "a.pdf"): ("one", "two"),
}


@pytest.fixture
def log(content, waiver):  # type: ignore[no-untyped-def]
    """A content folder: a document with a waiver, a large one, one that two records publish."""
    large = f"clean six|{'x' * 300_000}"
    content.record("signs", {"a.pdf": "clean one|two", "b.pdf": "clean three"})
    waivers = {"a.pdf": [waiver("clean MARK|five")]}
    content.record("lamps", {"a.pdf": "clean MARK|five", "large.pdf": large}, waivers)
    content.record("poles", {"a.pdf": "clean one|two"})
    content.record("draft", {"a.pdf": "clean held"}, status="draft")
    return content


class Look:
    """Checks the log, and counts how often the sandbox reads a document meanwhile."""

    def __init__(self, content, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
        self.content, self.sandbox = content, sandbox
        self.top = cache_folder(content.path).parent
        self.reads = 0
        real = Sandbox.read

        def read(sandbox: Sandbox, document: int, suffix: str):  # type: ignore[no-untyped-def]
            self.reads += 1
            return real(sandbox, document, suffix)

        monkeypatch.setattr(Sandbox, "read", read)

    def __call__(self, *, cold: bool = False) -> CheckedLog:
        self.reads = 0
        log = load_log(self.content.path, Settings())
        cache = None if cold else cache_folder(self.content.path)
        return check_log(log, cache=cache, jobs=1, sandbox=self.sandbox)

    def check(self, *paths: Path) -> None:
        cache = cache_folder(self.content.path)
        assert check_paths(paths, cache=cache, sandbox=self.sandbox).exit_code == 0

    def answers(self) -> list[Path]:
        return sorted((self.top / "checks").glob("??/*"))

    @property
    def said(self) -> Path:
        return self.top / "checks" / "said"


@pytest.fixture
def look(log, sandbox, monkeypatch) -> Iterator[Look]:
    return Look(log, sandbox, monkeypatch)


def told(checked: CheckedLog) -> dict[object, object]:
    """Everything that a checked log says of its documents."""
    values: dict[object, object] = {
        key: (
            *(one.slug, one.file, one.path, one.sha256, one.size, one.page_count, one.kind),
            *(one.page_sizes, one.visible_text, one.certificate.to_bytes()),
        )
        for key, one in checked.documents.items()
    }
    certificates = {sha256: one.to_bytes() for sha256, one in checked.certificates.items()}
    return values | {"hashes": dict(checked.hashes), "certificates": certificates}


def texts(checked: CheckedLog) -> dict[tuple[str, str], tuple[str, ...]]:
    return {key: one.visible_text for key, one in checked.documents.items()}


def test_what_is_known_is_told_as_without_a_cache(look: Look) -> None:
    cold = told(look(cold=True))
    look()
    assert look.reads == 5
    for _ in range(2):
        checked = look()
        assert told(checked) == cold
        assert texts(checked) == TEXTS
        assert look.reads == 0
    assert len(look.answers()) == 5


HARM: dict[str, Callable[[Path], None]] = {
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "bit": lambda path: path.write_bytes(path.read_bytes()[:-1] + b"\0"),
    "empty": lambda path: path.write_bytes(b""),
    "gone": lambda path: path.unlink(),
    "folder": lambda path: (path.unlink(), path.mkdir())[1],
    "link": lambda path: (path.rename(path.with_name("moved")), path.symlink_to("moved"))[1],
}


@pytest.mark.parametrize("harm", HARM)
def test_what_is_known_of_all_may_be_spoilt(look: Look, harm: str) -> None:
    cold = told(look())
    HARM[harm](look.said)
    assert told(look()) == cold
    assert look.reads == 0, "each answer is there by itself"


@pytest.mark.parametrize("harm", HARM)
def test_a_spoilt_text_is_read_again(look: Look, harm: str) -> None:
    """Never an empty one: the document is looked at once more, before or when it is asked for."""
    cold = told(look())
    for path in look.answers():
        HARM[harm](path)
    assert told(look()) == cold
    assert look.reads >= 4
    if harm != "folder":
        assert told(look()) == cold
        assert look.reads == 0


def test_a_text_that_goes_while_a_build_runs_is_read_again(look: Look) -> None:
    look()
    checked = look()
    shutil.rmtree(look.top)
    assert texts(checked) == TEXTS


@pytest.mark.parametrize("change", ["words", "gone", "link", "stops"])
def test_a_text_is_never_that_of_other_bytes(look: Look, change: str) -> None:
    look()
    document = look().documents["signs", "a.pdf"]
    path = document.path
    shutil.rmtree(look.top)
    if change == "words":
        path.write_text("clean one|twi", encoding="utf-8")
    elif change == "stops":
        path.write_text("crash", encoding="utf-8")
    else:
        path.rename(path.with_name("moved.pdf"))
        if change == "link":
            path.symlink_to("moved.pdf")
    with pytest.raises(Refused, match=r"records/2024/signs/a\.pdf changed after it was checked"):
        print(document.visible_text)


def test_a_document_that_changed_is_checked_whatever_its_date_says(look: Look) -> None:
    look()
    path = look().documents["signs", "a.pdf"].path
    date = path.stat()
    path.write_text("clean one|tww", encoding="utf-8")
    os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))
    assert look().documents["signs", "a.pdf"].visible_text == ("one", "tww")
    assert look.reads == 1
    path.write_text("clean MARK|ab", encoding="utf-8")
    os.utime(path, ns=(date.st_atime_ns, date.st_mtime_ns))
    for _ in range(2):
        with pytest.raises(GateRefused, match=r"signs/a\.pdf"):
            look()


def test_a_waiver_that_goes_is_missed(look: Look) -> None:
    look()
    path = look.content.path / "records/2024/lamps/record.yaml"
    record = json.loads(path.read_text())
    for document in record["documents"]:
        document.pop("waivers", None)
    path.write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(GateRefused, match=r"lamps/a\.pdf"):
        look()
    assert look.reads == 0


def test_other_rules_and_another_user_know_nothing(look: Look, monkeypatch, tmp_path) -> None:
    cold = told(look())
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mine"))
    assert told(look()) == cold
    assert look.reads == 5
    monkeypatch.setattr("disclosurelog.gate.inspector.ruleset", lambda: "0123456789ab")
    assert look().ruleset == "0123456789ab"
    assert look.reads == 5


def test_a_log_that_was_moved_is_known(look: Look, tmp_path: Path) -> None:
    look()
    (tmp_path / "elsewhere").mkdir()
    for name in ("content", ".cache"):
        (tmp_path / name).rename(tmp_path / "elsewhere" / name)
    look.content.path = tmp_path / "elsewhere" / "content"
    checked = look()
    assert look.reads == 0
    assert texts(checked) == TEXTS


def test_a_cache_that_cannot_be_written_loses_no_text(log, sandbox, tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    for _ in range(2):
        checked = check_log(log.log(), cache=blocked / "checks", sandbox=sandbox)
        assert texts(checked) == TEXTS


def test_to_check_a_part_forgets_nothing_of_the_rest(look: Look) -> None:
    look()
    names = in_use(look.top / "checks")
    assert names == {path.name for path in look.answers()}
    extra = look.content.record("extra", {"a.pdf": "clean more"})
    look.check(extra)
    assert in_use(look.top / "checks") > names
    shutil.rmtree(extra)
    look()
    assert in_use(look.top / "checks") == names, "a whole look remembers what is there"


def test_the_limit_spares_what_is_known_and_takes_the_rest(look: Look) -> None:
    look()
    path = look.content.path / "records/2024/signs/b.pdf"
    path.write_text("clean other", encoding="utf-8")
    look()
    assert len(look.answers()) == 6
    for answer in look.answers():
        os.utime(answer, (1, 1))
    began = kept.start(look.top)
    checked = look()
    kept.limit(look.top, began, 1)
    assert {path.name for path in look.answers()} == in_use(look.top / "checks")
    assert len(look.answers()) == 5
    assert checked.documents["signs", "b.pdf"].visible_text == ("other",)


def test_withdrawal_leaves_no_trace_of_a_document(look: Look) -> None:
    sha256 = look().documents["signs", "b.pdf"].sha256
    cachefile.forget(look.top, [sha256])
    for path in look.top.rglob("*"):
        assert sha256 not in path.name
        assert path.is_dir() or sha256.encode() not in path.read_bytes()
    assert len(look.answers()) == 4
