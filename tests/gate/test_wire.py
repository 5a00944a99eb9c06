"""What comes from a child is tested, never trusted."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosurelog.checks.rule import Finding
from disclosurelog.gate.wire import (
    MAGIC,
    Answer,
    GarbageError,
    answer_from,
    decode,
    encode,
    header_of,
    pack_text,
    unpack_text,
)

CODES = ("F001", "P101")
FINDING = Finding("P101", "block", 1, (1.0, 2.0, 3.0, 4.5), "what", "what to do", 7)
VERDICTS = (("F001", "clean"), ("P101", "found"))
SIZES = ((595.28, 841.89, 1), (841.89, 595.28, 1))
ANSWER = Answer("ab12", "pdf", 2, (FINDING,), VERDICTS, pack_text(["one", "two"]), None, SIZES)


def sent(**changes: Any) -> bytes:
    """An answer with parts of its header replaced."""
    data = encode(ANSWER, ["one", "two"])
    (length,) = struct.unpack_from(">I", data, len(MAGIC))
    start = len(MAGIC) + 4
    header = json.loads(data[start : start + length]) | changes
    text = json.dumps(header).encode()
    return MAGIC + struct.pack(">I", len(text)) + text + data[start + length :]


def test_there_and_back() -> None:
    assert decode(encode(ANSWER, ["one", "two"]), CODES) == ANSWER


def test_a_hash_is_said_once() -> None:
    """All but the hash of a header is remembered: a second one must not slip in with it."""
    data = encode(ANSWER, ["one", "two"])
    header = data[len(MAGIC) + 4 :].split(b"\0", 1)[0].rsplit(b"}", 1)[0]
    for more in (b',"sha256":"cd34"}', b',"sha256":""}'):
        text = header + more
        rest = data[len(MAGIC) + 4 + len(header) + 1 :]
        both = MAGIC + struct.pack(">I", len(text)) + text + rest
        if more == b',"sha256":"cd34"}':
            with pytest.raises(GarbageError):
                decode(both, CODES)
        else:
            assert decode(both, CODES) == ANSWER


@pytest.mark.parametrize("sha256", ["", "a b", "a" * 65, "\u00e9", None, 7])
def test_a_hash_is_a_word_whatever_else_was_seen_before(sha256: object) -> None:
    compact = json.dumps(json.loads(header_of(ANSWER)) | {"sha256": sha256}, separators=(",", ":"))
    answer_from(header_of(ANSWER), ANSWER.text)
    with pytest.raises(GarbageError):
        answer_from(compact.encode(), ANSWER.text)


def test_a_refusal() -> None:
    refusal = Answer("0", "pdf", 0, (), (), b"", ("why", "the way out"))
    assert decode(encode(refusal, ()), CODES) == refusal


@given(st.lists(st.text()))
def test_any_text_is_packed(pages: list[str]) -> None:
    expected = tuple(page.encode("utf-8", "replace").decode() for page in pages)
    assert unpack_text(pack_text(pages)) == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data: bytes) -> None:
    for one in (data, MAGIC + data, MAGIC + struct.pack(">I", len(data)) + data):
        with pytest.raises(GarbageError):
            decode(one, CODES)


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_any_changed_byte_is_refused_or_harmless(at: int, value: int) -> None:
    data = bytearray(encode(ANSWER, ["one", "two"]))
    data[at % len(data)] = value
    try:
        answer = decode(bytes(data), CODES)
    except GarbageError:
        return
    # A changed letter of a text passes; the finding and the verdicts stand.
    assert [code for code, _ in answer.verdicts] == list(CODES)
    assert all(finding.message.isprintable() for finding in answer.findings)


@given(st.integers(min_value=0))
def test_any_cut_is_refused(at: int) -> None:
    data = encode(ANSWER, ["one", "two"])
    with pytest.raises(GarbageError):
        decode(data[: at % len(data)], CODES)


def row(**changes: Any) -> list[list[Any]]:
    names = ("rule", "severity", "page", "box", "message", "remedy", "length")
    values: dict[str, Any] = dict(zip(names, ["P101", "block", 1, None, "a", "b", 0], strict=True))
    return [list((values | changes).values())]


@pytest.mark.parametrize(
    "changes",
    [
        {"pages": 3},
        {"pages": -2},
        {"pages": 2.0},
        {"pages": True},
        {"sha256": "../x"},
        {"sha256": None},
        {"kind": "a b"},
        {"verdicts": []},
        {"verdicts": [["P101", "found"]]},
        {"verdicts": [["P101", "found"], ["F001", "clean"]]},
        {"verdicts": [["F001", "clean"], ["P101", "clean"]]},
        {"verdicts": [["F001", "clean"], ["P101", "fine"]]},
        {"verdicts": [["F001", "clean"], ["P101", "crashed"]], "findings": []},
        {"findings": row(rule="P9999\n")},
        {"findings": row(severity="none")},
        {"findings": row(page="1")},
        {"findings": row(page=-1)},
        {"findings": row(box=[1, 2, 3])},
        {"findings": row(box=[1, 2, 3, float("nan")])},
        {"findings": row(box=[1, 2, 3, 10**400])},
        {"findings": row(box="abcd")},
        {"findings": row(message="\x1b[2J")},
        {"findings": row(message="two\nlines")},
        {"findings": row(message="x" * 5000)},
        {"findings": row(message=None)},
        {"findings": row(length=1 << 50)},
        {"findings": [[1]]},
        {"findings": {"a": 1}},
        {"findings": None},
        {"refusal": ["why", "how"]},
        {"refusal": "why"},
        {"refusal": ["why"], "verdicts": []},
        {"sizes": []},
        {"sizes": [[595.28, 841.89, 3]]},
        {"sizes": [[595.28, 841.89, 3], [595.28, 841.89, -1]]},
        {"sizes": [[595.28, 841.89, 2.0]]},
        {"sizes": [[595.28, -1, 2]]},
        {"sizes": [[595.28, float("nan"), 2]]},
        {"sizes": [[595.28, 10**400, 2]]},
        {"sizes": [["595", 842, 2]]},
        {"sizes": [[595.28, 841.89]]},
        {"sizes": None},
    ],
)
def test_what_is_not_right_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(GarbageError):
        decode(sent(**changes), CODES)


def test_deep_nesting_is_refused() -> None:
    header = b"[" * 1_000_000
    with pytest.raises(GarbageError):
        decode(MAGIC + struct.pack(">I", len(header)) + header, CODES)


def test_nothing_is_ever_unpickled() -> None:
    import pickle

    with pytest.raises(GarbageError):
        decode(pickle.dumps(ANSWER), CODES)
