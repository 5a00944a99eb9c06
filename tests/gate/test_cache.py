"""What was said of a file once is said again, and nobody else can put words into its mouth."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from disclosurelog.errors import CannotRun
from disclosurelog.files import ReadLimits
from disclosurelog.gate import Inspector, Limits
from disclosurelog.gate.cache import Cache
from disclosurelog.gate.cachekey import load_key
from disclosurelog.gate.filereport import FileReport
from disclosurelog.gate.sandbox import Sandbox


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "file.pdf"
    path.write_text("clean one|two MARK", encoding="utf-8")
    return path


class Reads:
    """Looks at a file and counts how often the sandbox was asked."""

    def __init__(self, sandbox: Sandbox, stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self.sandbox, self.stand_in = sandbox, stand_in
        real = Sandbox.read

        def read(sandbox: Sandbox, document: int, suffix: str):  # type: ignore[no-untyped-def]
            self.count += 1
            return real(sandbox, document, suffix)

        monkeypatch.setattr(Sandbox, "read", read)

    def __call__(self, path: Path, cache: Path, **limits: object) -> FileReport:
        if not limits:
            return Inspector(sandbox=self.sandbox, cache=cache).inspect(path)
        with Sandbox(Limits(**limits), stand_in=self.stand_in) as other:  # type: ignore[arg-type]
            return Inspector(sandbox=other, cache=cache).inspect(path)


@pytest.fixture
def look(sandbox: Sandbox, stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(sandbox, stand_in, monkeypatch)


def entries(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*"))


def test_the_second_answer_is_the_first(look: Reads, document: Path, folder: Path) -> None:
    first, second = look(document, folder), look(document, folder)
    assert look.count == 1
    assert first == second
    assert first.visible_text == second.visible_text == ("one", "two MARK")
    assert len(entries(folder)) == 1


def test_the_path_does_not_matter_and_the_bytes_do(
    look: Reads, document: Path, folder: Path, tmp_path: Path
) -> None:
    look(document, folder)
    other = tmp_path / "other.pdf"
    other.write_bytes(document.read_bytes())
    assert look(other, folder).path == str(other)
    assert look.count == 1
    stamp = document.stat()
    document.write_text("clean one|two PARK", encoding="utf-8")
    os.utime(document, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert look(document, folder).status == "clean"
    assert look.count == 2


def test_the_suffix_matters(look: Reads, document: Path, folder: Path, tmp_path: Path) -> None:
    look(document, folder)
    liar = tmp_path / "file.lie"
    liar.write_bytes(document.read_bytes())
    assert {f.rule for f in look(liar, folder).findings} == {"F002", "T901"}


def test_the_rules_and_the_limits_matter(
    look: Reads, document: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look(document, folder)
    look(document, folder, read=ReadLimits(pages=17))
    assert look.count == 2
    look(document, folder, memory=400_000_000, cpu_seconds=3)
    assert look.count == 2
    monkeypatch.setattr("disclosurelog.gate.inspector.ruleset", lambda: "0123456789ab")
    look(document, folder)
    assert look.count == 3


def test_a_server_of_other_rules_is_not_asked(
    document: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("disclosurelog.gate.sandbox.ruleset", lambda: "0123456789ab")
    with Sandbox(stand_in=stand_in) as other, pytest.raises(CannotRun, match="changed"):
        Inspector(sandbox=other).inspect(document)


@pytest.mark.parametrize(
    "text", ["spin", "crash", "unreadable", "clean FAIL", "clean MANY", "garbage z", "lie"]
)
def test_what_is_not_complete_is_not_kept(
    look: Reads, document: Path, folder: Path, text: str
) -> None:
    document.write_text(text, encoding="utf-8")
    for _ in range(2):
        assert look(document, folder).status != "clean"
    assert look.count == 2
    assert entries(folder) == []


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "long", "foreign", "swap"])
def test_a_spoilt_entry_is_passed_over_and_made_anew(
    look: Reads, document: Path, folder: Path, tmp_path: Path, harm: str
) -> None:
    first = look(document, folder)
    (entry,) = entries(folder)
    good = entry.read_bytes()
    if harm == "swap":
        clean = tmp_path / "clean.pdf"
        clean.write_text("clean one|two PARK", encoding="utf-8")
        look(clean, folder)
        (other,) = set(entries(folder)) - {entry}
        entry.write_bytes(other.read_bytes())
        count = 2
    else:
        body = good[32:].replace(b'"block"', b'"warn" ')
        entry.write_bytes(
            {
                "cut": good[:-1],
                "flip": good[:40] + bytes([good[40] ^ 1]) + good[41:],
                "empty": b"",
                "long": good + b"x",
                "foreign": hashlib.sha256(body).digest() + body,
            }[harm]
        )
        count = 1
    assert look(document, folder) == first
    assert look.count == count + 1
    assert look(document, folder) == first
    assert look.count == count + 1


def test_an_entry_of_somebody_else_is_passed_over(
    look: Reads, document: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cache that came along with the content was signed with another key."""
    look(document, folder)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mine"))
    look(document, folder)
    assert look.count == 2


def test_links_are_not_followed(look: Reads, document: Path, folder: Path, tmp_path: Path) -> None:
    look(document, folder)
    (entry,) = entries(folder)
    moved = tmp_path / "moved"
    entry.rename(moved)
    entry.symlink_to(moved)
    look(document, folder)
    assert look.count == 2
    assert not entry.is_symlink()


def test_a_folder_that_cannot_be_written_is_no_error(
    look: Reads, document: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    for _ in range(2):
        assert look(document, blocked / "cache").status == "blocked"
    assert look.count == 2


def test_it_keeps_itself_out_of_commits(look: Reads, document: Path, folder: Path) -> None:
    look(document, folder)
    assert (folder / ".gitignore").read_text(encoding="ascii") == "*\n"
    assert (folder.stat().st_mode & 0o077, entries(folder)[0].stat().st_mode & 0o077) == (0, 0)


def test_the_key_is_made_once_and_is_private(own_state: Path, tmp_path: Path) -> None:
    first = load_key()
    assert load_key() == first
    (key,) = [path for path in own_state.rglob("*") if path.is_file()]
    assert key.stat().st_mode & 0o777 == 0o600
    key.chmod(0o644)
    assert load_key() != first  # what others could read is no secret
    key.chmod(0o600)
    key.write_bytes(b"short")
    assert len(load_key()) == 32


def test_no_home_no_key_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/nowhere")
    assert load_key() != load_key()


def test_two_processes_at_once(tmp_path: Path, folder: Path, stand_in: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    for number in range(40):
        (files / f"{number}.pdf").write_text(f"clean n{number}", encoding="utf-8")
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from disclosurelog.gate import Inspector, Sandbox\n"
        "files = [(path, path.name) for path in sorted(Path(sys.argv[1]).iterdir())]\n"
        "with Sandbox(stand_in=Path(sys.argv[3])) as sandbox:\n"
        "    one = Inspector(cache=Path(sys.argv[2]), sandbox=sandbox, jobs=2)\n"
        "    for report in one.inspect_all(files):\n"
        "        print(report.path, report.status, *report.visible_text)\n"
    )
    command = [sys.executable, "-c", code, str(files), str(folder), str(stand_in)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    first, second = (one.communicate()[0] for one in both)
    assert first == second
    assert first.count(" clean n") == 40
    assert len(entries(folder)) == 40
    assert [path for path in folder.rglob("*") if path.name.count(".") > 1] == []


def test_an_entry_says_nothing_in_the_clear_of_where_the_file_lies(
    look: Reads, document: Path, folder: Path
) -> None:
    look(document, folder)
    assert str(document.parent).encode() not in entries(folder)[0].read_bytes()


def test_get_and_put_by_themselves(folder: Path) -> None:
    cache = Cache(folder, "rules", Limits())
    assert cache.get("0" * 64, ".pdf") is None
