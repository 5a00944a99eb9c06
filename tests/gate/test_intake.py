"""Every kind of bad input: one report each, and nothing read that must not be."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosurelog.files import ReadLimits
from disclosurelog.gate import Inspector, Limits, Sandbox, check_paths
from disclosurelog.gate.intake import NotTakenError, take


@pytest.fixture
def inspector(sandbox: Sandbox) -> Inspector:
    return Inspector(sandbox=sandbox, jobs=1)


def said(inspector: Inspector, path: Path) -> str:
    report = inspector.inspect(path)
    assert report.status == "unreadable"
    (finding,) = report.findings
    assert finding.rule == "F001"
    assert finding.remedy
    return finding.message


def test_missing(inspector: Inspector, tmp_path: Path) -> None:
    assert said(inspector, tmp_path / "none.pdf") == "there is no such file"
    assert inspector.inspect(tmp_path / "none.pdf").missing


def test_a_folder(inspector: Inspector, tmp_path: Path) -> None:
    assert "folder" in said(inspector, tmp_path)


def test_a_link(inspector: Inspector, tmp_path: Path) -> None:
    (tmp_path / "real.pdf").write_text("clean a", encoding="utf-8")
    for target in ("real.pdf", "nowhere.pdf", "/dev/zero", "."):
        link = tmp_path / "link.pdf"
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert "link" in said(inspector, link)


def test_empty(inspector: Inspector, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert "empty" in said(inspector, tmp_path / "a.pdf")


def test_a_pipe_a_socket_and_a_device(inspector: Inspector, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert "device or a pipe" in said(inspector, tmp_path / "pipe.pdf")
    assert "device or a pipe" in said(inspector, Path("/dev/zero"))


def test_a_name_that_no_file_can_have(inspector: Inspector) -> None:
    assert "name" in said(inspector, Path("a\0b.pdf"))
    assert "name" in said(inspector, Path("a" * 5000 + ".pdf"))


def test_two_gigabytes_are_not_read(inspector: Inspector, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as stream:
        stream.truncate(2 << 30)
    before = os.times()
    assert "2,147 MB" in said(inspector, path)
    after = os.times()
    assert inspector.inspect(path).sha256 == ""
    # To hash 2 GB takes more than a second on any machine.
    assert after.user + after.system - before.user - before.system < 0.5


def test_just_over_the_limit(stand_in: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("clean 12", encoding="utf-8")
    for size, status in ((8, "clean"), (7, "unreadable")):
        limits = Limits(read=ReadLimits(file_bytes=size))
        with Sandbox(limits, stand_in=stand_in) as sandbox:
            assert Inspector(sandbox=sandbox).inspect(path).status == status


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of everybody's, and no rights but everybody's. Root may open anything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield folder
    if root:
        os.seteuid(0)
    shutil.rmtree(folder)


def test_no_permission(as_nobody: Path) -> None:
    path = as_nobody / "a.pdf"
    path.write_text("clean a", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(NotTakenError) as caught, take(str(path), 1000):
        pass
    assert caught.value.what == "the file may not be opened"
    assert not caught.value.missing


def test_a_file_that_changes_while_it_is_hashed(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x" * 100)
    real = os.read

    def read(descriptor: int, size: int) -> bytes:
        with path.open("ab") as stream:
            stream.write(b"y")
        return real(descriptor, size)

    monkeypatch.setattr("disclosurelog.gate.intake.os.read", read)
    with pytest.raises(NotTakenError, match="changed"), take(str(path), 1000):
        pass


def test_a_file_that_changes_before_it_is_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x" * 100)
    with take(str(path), 1000) as taken:
        path.write_bytes(b"y" * 100)
        with pytest.raises(NotTakenError, match="changed"), taken.sealed():
            pass


def test_the_copy_is_sealed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x" * 100)
    with take(str(path), 1000) as taken, taken.sealed() as copy:
        assert os.pread(copy, 200, 0) == b"x" * 100
        with pytest.raises(PermissionError):
            os.write(copy, b"y")
        with pytest.raises(PermissionError):
            os.truncate(copy, 0)


def test_all_bad_input_at_once_has_a_line_each_and_loses_nothing(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    good = tmp_path / "good.pdf"
    good.write_text("clean a", encoding="utf-8")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "link.pdf").symlink_to(good)
    (tmp_path / "bad.pdf").write_text("crash", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    evil = tmp_path / "two\nlines\x1b[31m\u202e.pdf"
    evil.write_text("clean MARK", encoding="utf-8")
    bytes_name = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf"))
    bytes_name.write_text("unreadable", encoding="utf-8")
    paths = [*sorted(tmp_path.iterdir()), tmp_path / "missing.pdf"]
    report = check_paths(paths, jobs=2, sandbox=sandbox)
    assert report.exit_code == 1
    assert len(report.files) == 8
    text = report.to_text()
    assert all(line.isprintable() for line in text.split("\n"))
    assert "two\\nlines\\x1b[31m\\u202e.pdf" in text
    assert "\\udcff.pdf: the file is encrypted" in text
    for name in ("empty", "link", "bad", "missing"):
        assert sum(f"{name}.pdf" in line for line in text.split("\n")) == 1
    assert text.endswith(
        "6 files checked: 1 may be published, 1 is blocked, 4 could not be read. 2 not found."
    )


@pytest.mark.parametrize(
    ("texts", "missing", "code"),
    [
        (["clean a"], False, 0),
        (["clean WARN"], False, 0),
        (["clean a", "clean MARK"], False, 1),
        (["clean a", "crash"], False, 1),
        (["clean a"], True, 2),
        (["clean MARK"], True, 1),
    ],
)
def test_exit_codes(
    texts: list[str], missing: bool, code: int, tmp_path: Path, sandbox: Sandbox
) -> None:
    paths = []
    for number, text in enumerate(texts):
        paths.append(tmp_path / f"{number}.pdf")
        paths[-1].write_text(text, encoding="utf-8")
    if missing:
        paths.append(tmp_path / "missing.pdf")
    assert check_paths(paths, sandbox=sandbox).exit_code == code
