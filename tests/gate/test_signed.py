"""What is kept is believed only where and as this user's key signed it."""

from __future__ import annotations

import shutil

import pytest

from disclosurelog.gate.signed import SignedFiles

MOST = 1_000


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "kept"


def test_what_was_kept_is_found(folder) -> None:
    SignedFiles(folder, "one").store("aa/name", b"data")
    found = SignedFiles(folder, "one").load("aa/name", MOST)
    assert bytes(found) == b"data"
    assert (folder / ".gitignore").read_text() == "*\n"


def test_nothing_is_nothing_and_empty_is_empty(folder) -> None:
    files = SignedFiles(folder, "one")
    assert files.load("name", MOST) is None
    files.store("name", b"")
    assert bytes(files.load("name", MOST)) == b""


@pytest.mark.parametrize("spoil", [lambda d: d[:-1], lambda d: d[:10], lambda d: d + b"x",
                                   lambda d: bytes([d[0] ^ 1]) + d[1:], lambda d: b""])  # fmt: skip
def test_what_is_altered_is_not_believed(folder, spoil) -> None:
    files = SignedFiles(folder, "one")
    files.store("name", b"data")
    path = folder / "name"
    path.write_bytes(spoil(path.read_bytes()))
    assert files.load("name", MOST) is None


def test_another_name_another_purpose_another_user_are_not_believed(folder, monkeypatch) -> None:
    files = SignedFiles(folder, "one")
    files.store("name", b"data")
    shutil.copy(folder / "name", folder / "other")
    assert files.load("other", MOST) is None
    assert SignedFiles(folder, "two").load("name", MOST) is None
    monkeypatch.setenv("XDG_STATE_HOME", str(folder.parent / "somebody-else"))
    assert SignedFiles(folder, "one").load("name", MOST) is None


def test_a_folder_that_cannot_be_made_keeps_nothing(folder) -> None:
    folder.write_text("in the way")
    files = SignedFiles(folder, "one")
    files.store("name", b"data")
    assert files.load("name", MOST) is None
