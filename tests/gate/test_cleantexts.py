"""A record whose words were clean once is not searched again, and nothing else is passed over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from disclosurelog.checks.policy import KEY_BYTES, Policy, Withheld
from disclosurelog.checks.terms import pair
from disclosurelog.gate import GateRefused, check_log, recordwords
from disclosurelog.gate.cleantexts import CleanTexts

PERSONAL = "Write to Ann Other, date of birth: 12 March 1981."


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every text that is searched, as it happens."""
    texts: list[str] = []
    real = recordwords.find

    def find(text: str, policy: Policy):  # type: ignore[no-untyped-def]
        texts.append(text)
        return real(text, policy)

    monkeypatch.setattr(recordwords, "find", find)
    return texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def kept(folder: Path) -> Path:
    return folder / "clean-texts"


def test_a_record_is_searched_once(content, sandbox, folder, searched) -> None:
    content.record("signs", {})
    for _ in range(3):
        check_log(content.log(), cache=folder, sandbox=sandbox)
    assert len(searched) == 1


def test_without_a_cache_it_is_searched_each_time(content, sandbox, searched) -> None:
    content.record("signs", {})
    for _ in range(2):
        check_log(content.log(), sandbox=sandbox)
    assert len(searched) == 2


def test_a_changed_word_is_searched(content, sandbox, folder, searched) -> None:
    path = content.record("signs", {}) / "record.yaml"
    check_log(content.log(), cache=folder, sandbox=sandbox)
    path.write_text(path.read_text().replace("figures are attached", PERSONAL), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(GateRefused, match="stands here"):
            check_log(content.log(), cache=folder, sandbox=sandbox)
    assert PERSONAL in searched[1]


def test_a_record_that_was_saved_again_meanwhile_is_searched(
    content, sandbox, folder, searched
) -> None:
    """What was looked at and what lies there now are two different texts."""
    path = content.record("signs", {}) / "record.yaml"
    log, text = content.log(), path.read_text()
    path.write_text(text.replace("figures are attached", PERSONAL), encoding="utf-8")
    check_log(log, cache=folder, sandbox=sandbox)
    for _ in range(2):
        with pytest.raises(GateRefused, match="stands here"):
            check_log(content.log(), cache=folder, sandbox=sandbox)
    path.write_text(text, encoding="utf-8")
    check_log(content.log(), cache=folder, sandbox=sandbox)


def test_another_program_that_reads_records_searches_again(
    content, sandbox, folder, searched, monkeypatch
) -> None:
    content.record("signs", {})
    check_log(content.log(), cache=folder, sandbox=sandbox)
    monkeypatch.setattr(recordwords, "maker", lambda: "another")
    check_log(content.log(), cache=folder, sandbox=sandbox)
    assert len(searched) == 2


@pytest.mark.parametrize("words", [("quagga", "crossing"), ("zebedee", "lived")])
def test_words_that_are_withheld_later_are_found_in_what_was_clean(
    content, sandbox, folder, monkeypatch, words
) -> None:
    """In a value, and in a comment."""
    path = content.record("signs", {}, summary="The Quagga Crossing.") / "record.yaml"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("\n# Zebedee lived there\n")
    check_log(content.log(), cache=folder, sandbox=sandbox)
    hold_back(monkeypatch, *words)
    for _ in range(2):
        with pytest.raises(GateRefused, match="withheld stand here"):
            check_log(content.log(), cache=folder, sandbox=sandbox)


def test_other_words_are_looked_for_once(content, sandbox, folder, searched, monkeypatch) -> None:
    content.record("signs", {})
    hold_back(monkeypatch, "zebedee", "lived")
    for _ in range(3):
        check_log(content.log(), cache=folder, sandbox=sandbox)
    assert len(searched) == 1


def hold_back(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """From now on these two words, side by side, are withheld."""
    key = Withheld(bytes(KEY_BYTES))
    policy = Policy(withheld=replace(key, terms=frozenset([key.term(pair(*words))])))
    monkeypatch.setattr("disclosurelog.gate.gate.policy_of", lambda *_: policy)


@pytest.mark.parametrize("harm", ["cut", "flip", "empty", "gone", "folder", "foreign"])
def test_what_is_spoilt_is_searched_again(
    content, sandbox, folder, searched, harm, tmp_path, monkeypatch
) -> None:
    content.record("signs", {})
    check_log(content.log(), cache=folder, sandbox=sandbox)
    path = kept(folder)
    good = path.read_bytes()
    assert len(good) == 32
    path.unlink()
    if harm == "folder":
        path.mkdir()
    elif harm == "foreign":
        path.write_bytes(good)
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "mine"))
    elif harm != "gone":
        spoilt = {"cut": good[:-1], "flip": bytes([good[0] ^ 1]) + good[1:], "empty": b""}
        path.write_bytes(spoilt[harm])
    check_log(content.log(), cache=folder, sandbox=sandbox)
    assert len(searched) == 2


def test_the_policy_and_the_rules_matter(folder, monkeypatch) -> None:
    texts = CleanTexts(folder, Policy())
    texts.add("some words")
    texts.save()
    assert CleanTexts(folder, Policy()).knows("some words")
    assert not CleanTexts(folder, Policy()).knows("some word")
    assert not CleanTexts(folder, Policy(people=("Ann Other",))).knows("some words")
    monkeypatch.setattr("disclosurelog.gate.cleantexts.ruleset", lambda: "0123456789ab")
    assert not CleanTexts(folder, Policy()).knows("some words")


def test_texts_of_two_builds_are_both_kept(folder) -> None:
    for text in ("one", "two"):
        texts = CleanTexts(folder, Policy())
        texts.add(text)
        texts.save()
    both = CleanTexts(folder, Policy())
    assert both.knows("one")
    assert both.knows("two")
    assert kept(folder).stat().st_mode & 0o077 == 0


def test_what_is_no_more_is_dropped_where_there_is_too_much(folder, monkeypatch) -> None:
    monkeypatch.setattr("disclosurelog.gate.cleantexts._MOST", 2)
    for words in (("one", "two"), ("two", "three")):
        texts = CleanTexts(folder, Policy())
        for one in words:
            if not texts.knows(one):
                texts.add(one)
        texts.save()
    last = CleanTexts(folder, Policy())
    assert [last.knows(one) for one in ("one", "two", "three")] == [False, True, True]


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path) -> None:
    blocked = tmp_path / "a file"
    blocked.touch()
    texts = CleanTexts(blocked / "cache", Policy())
    texts.add("words")
    texts.save()
    assert not CleanTexts(blocked / "cache", Policy()).knows("words")
