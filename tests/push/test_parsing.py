"""What git keeps, read without trust: any bytes give entries or a refusal, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.errors import CannotRun
from disclosurelog.publish.push.texts import as_text, pointer_trouble
from disclosurelog.publish.push.trees import Entry, entries, written
from disclosurelog.publish.push.updates import read_updates

_NAMES = st.binary(min_size=1, max_size=40).filter(lambda name: b"\0" not in name)
_ENTRIES = st.lists(
    st.tuples(st.sampled_from([0o100644, 0o100755, 0o40000, 0o120000, 0o160000]), _NAMES)
)


@given(_ENTRIES)
def test_a_tree_is_read_as_it_was_written(listed) -> None:
    oid = bytes(range(20))
    data = b"".join(f"{mode:o} ".encode() + name + b"\0" + oid for mode, name in listed)
    assert list(entries(data, 20)) == [
        Entry(mode, name.decode("utf-8", "surrogateescape"), oid.hex()) for mode, name in listed
    ]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_tree_or_refused(data: bytes) -> None:
    try:
        found = list(entries(data, 20))
    except CannotRun:
        return
    assert sum(len(one.name.encode("utf-8", "surrogateescape")) for one in found) <= len(data)


@given(st.binary(max_size=300))
def test_every_word_of_a_commit_is_read(message: bytes) -> None:
    told = written(b"tree 00\nauthor A <a@b> 0 +0000\n\n" + message)
    assert told.head("tree") == "00"
    assert message.decode("utf-8", "replace") in ("", *told.messages)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "nonsense", "base64", "rot13"])
def test_a_message_in_another_encoding_is_read_both_ways(encoding: str) -> None:
    told = written(f"tree 00\nencoding {encoding}\n\nCafé".encode())
    assert "Café" in told.messages


def test_a_signature_is_part_of_what_is_read() -> None:
    told = written(b"tree 00\ngpgsig -----BEGIN\n line\n\nwords")
    assert told.head("gpgsig") == "-----BEGIN\nline"
    assert told.messages == ("words",)


@given(st.binary(max_size=100))
def test_any_bytes_are_updates_or_refused(data: bytes) -> None:
    try:
        found = read_updates(data)
    except CannotRun:
        return
    assert len(found) == len(data.splitlines())


@given(st.text(max_size=100))
def test_plain_text_is_text(text: str) -> None:
    data = text.encode("utf-8", "replace")
    found = as_text(data)
    assert found is None or found == data.decode().removeprefix("\ufeff")
    assert not pointer_trouble(data)


@pytest.mark.parametrize("data", [b"a\0b", b"\xff\xfea\0", b"caf\xe9", b"\x1b[\x07"])
def test_other_bytes_are_no_text(data: bytes) -> None:
    assert as_text(data) is None
