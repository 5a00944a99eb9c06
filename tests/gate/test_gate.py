"""A log goes in; a checked log comes out, or everything that stops it."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

from disclosurelog.errors import CannotRun
from disclosurelog.gate import (
    CheckedDocument,
    CheckedLog,
    FileReport,
    GateRefused,
    Sandbox,
    cache_folder,
    certify,
    check_log,
    check_paths,
)


@pytest.fixture
def gate(content, sandbox: Sandbox):  # type: ignore[no-untyped-def]
    def gate(**options: object) -> CheckedLog:
        return check_log(content.log(), jobs=2, sandbox=sandbox, **options)

    return gate


@pytest.fixture
def check(content, sandbox: Sandbox):  # type: ignore[no-untyped-def]
    def check(*paths: Path, **options: object):  # type: ignore[no-untyped-def]
        chosen = paths or (content.path,)
        return check_paths(chosen, jobs=2, sandbox=sandbox, **options)

    return check


def test_a_clean_log_passes(content, gate) -> None:
    content.record("signs", {"a.pdf": "clean one|two", "b.pdf": "clean three"})
    content.record("lamps", {"a.pdf": "clean four WARN"})
    checked = gate()
    assert set(checked.documents) == {("signs", "a.pdf"), ("signs", "b.pdf"), ("lamps", "a.pdf")}
    document = checked.documents["signs", "a.pdf"]
    assert (document.slug, document.file, document.kind) == ("signs", "a.pdf", "pdf")
    assert document.page_count == 2
    assert document.visible_text == ("one", "two")
    assert document.size == document.path.stat().st_size
    assert checked.log.entries
    assert checked.note == ""
    assert list(checked.certificates) == sorted(checked.certificates)
    assert checked.certificates[document.sha256] is document.certificate


def test_a_log_without_files_needs_no_sandbox(content) -> None:
    content.record("signs", {}, documents=[])
    assert dict(check_log(content.log()).documents) == {}


def test_everything_that_stops_it_is_told_at_once(content, gate, waiver) -> None:
    content.record("signs", {"a.pdf": "clean MARK|MARK", "b.pdf": "crash", "c.pdf": "clean ok"})
    content.record(
        "lamps", {"a.pdf": "clean ok"}, {"a.pdf": [waiver("clean ok")]}, published="2024-03-21"
    )
    with pytest.raises(GateRefused) as caught:
        gate()
    lines = str(caught.value).split("\n")
    assert caught.value.exit_code == 1
    assert lines[:4] == [
        "records/2024/signs/a.pdf: must not be published",
        "  T901  A marked word is there.",
        "        Where: page 1, 25 mm from the top and 25 mm from the left; "
        "page 2, 25 mm from the top and 25 mm from the left.",
        "        What to do: take it out.",
    ]
    assert lines[4].startswith("records/2024/signs/b.pdf: the reader stopped on this file")
    assert lines[4].endswith("  [F001]")
    assert lines[5].startswith("records/2024/lamps/record.yaml:")
    assert lines[6] == ""
    assert lines[7] == (
        "4 files checked: 2 may be published, 1 is blocked, 1 could not be read. "
        "1 problem in records."
    )
    assert len(lines) == 8


def test_the_order_of_work_does_not_show(content, gate) -> None:
    for number in range(12):
        content.record(f"r{number}", {"a.pdf": "clean MARK", "b.pdf": "crash"})
    said = set()
    for _ in range(3):
        with pytest.raises(GateRefused) as caught:
            gate()
        said.add(str(caught.value))
    assert len(said) == 1


def test_what_is_held_back_is_checked_and_not_given_out(content, gate) -> None:
    content.record("signs", {"a.pdf": "clean ok"})
    folder = content.record("draft", {"a.pdf": "clean DRAFT"}, status="draft")
    assert set(gate().documents) == {("signs", "a.pdf")}
    (folder / "a.pdf").write_text("clean MARK", encoding="utf-8")
    with pytest.raises(GateRefused, match=r"records/2024/draft/a\.pdf"):
        gate()


def test_a_file_that_turned_into_a_link_is_refused(content, gate, sandbox) -> None:
    folder = content.record("signs", {"a.pdf": "clean ok"})
    log = content.log()
    (folder / "a.pdf").rename(folder / "b.pdf")
    (folder / "a.pdf").symlink_to("b.pdf")
    with pytest.raises(GateRefused, match="link"):
        check_log(log, sandbox=sandbox)


def test_the_cache_serves_the_build(content, gate, monkeypatch) -> None:
    content.record("signs", {"a.pdf": "clean one|two"})
    cache = cache_folder(content.path)
    first = gate(cache=cache)
    monkeypatch.setattr("disclosurelog.gate.sandbox.Sandbox.read", None)
    second = gate(cache=cache)
    key = ("signs", "a.pdf")
    assert second.documents[key].visible_text == ("one", "two")
    assert second.documents[key].certificate == first.documents[key].certificate


# --- A checked log can't be had anywhere else.


@pytest.fixture
def checked(content, gate) -> CheckedLog:
    content.record("signs", {"a.pdf": "clean one"})
    return gate()


@pytest.mark.parametrize("kind", [CheckedLog, CheckedDocument])
def test_it_is_not_constructed(kind: type) -> None:
    for arguments in ((), (1, 2, 3)):
        with pytest.raises(TypeError):
            kind(*arguments)
    with pytest.raises(TypeError):
        kind(log=None, documents={}, ruleset="")
    empty = object.__new__(kind)
    for name in ("documents", "log", "sha256", "visible_text"):
        if hasattr(kind, name):
            with pytest.raises(TypeError):
                getattr(empty, name)
    with pytest.raises(TypeError):
        type("Posing", (kind,), {})


def test_it_is_not_copied_or_changed(checked: CheckedLog) -> None:
    for one in (checked, checked.documents["signs", "a.pdf"]):
        for trick in (copy.copy, copy.deepcopy, pickle.dumps):
            with pytest.raises(TypeError):
                trick(one)
        with pytest.raises(TypeError):
            one.__replace__(ruleset="")
        with pytest.raises(TypeError):
            one.ruleset = "mine"
        with pytest.raises(TypeError):
            del one.ruleset
        with pytest.raises((TypeError, AttributeError)):
            object.__setattr__(one, "sha256", "0" * 64)
        with pytest.raises(TypeError):
            one.__setstate__({})
    with pytest.raises(TypeError):
        checked.documents["signs", "b.pdf"] = checked.documents["signs", "a.pdf"]  # type: ignore[index]
    with pytest.raises(TypeError):
        checked.certificates["0" * 64] = None  # type: ignore[index]


# --- Certificates.


def test_a_certificate_is_the_same_every_time(content, gate, waiver) -> None:
    waivers = {"a.pdf": [waiver("clean MARK WARN")]}
    content.record("signs", {"a.pdf": "clean MARK WARN", "b.pdf": "clean WARN"}, waivers)
    first, second = gate(), gate(cache=cache_folder(content.path))
    for key, document in first.documents.items():
        assert second.documents[key].certificate.to_bytes() == document.certificate.to_bytes()
    values = json.loads(first.documents["signs", "a.pdf"].certificate.to_bytes())
    assert values == {
        "format": 1,
        "sha256": first.documents["signs", "a.pdf"].sha256,
        "size": 15,
        "kind": "pdf",
        "pages": 1,
        "ruleset": first.ruleset,
        "checks": [
            {"rule": "F002", "verdict": "clean"},
            {"rule": "T901", "verdict": "waived"},
        ],
        "waivers": [
            {
                "rule": "T901",
                "page": 1,
                "reason": "the mark is part of the printed form",
                "approved_by": "Information Governance Manager",
                "date": "2024-03-18",
            }
        ],
    }
    other = json.loads(first.documents["signs", "b.pdf"].certificate.to_bytes())
    assert other["checks"][1] == {"rule": "T901", "verdict": "warned"}


def test_one_file_has_one_certificate(content, gate, waiver) -> None:
    """The same bytes in two records, each with its own waiver: both are told."""
    text = "clean MARK"
    for slug, reason in (("signs", "a reason long enough"), ("lamps", "another long reason")):
        content.record(slug, {"a.pdf": text}, {"a.pdf": [waiver(text, reason=reason)]})
    checked = gate()
    (certificate,) = checked.certificates.values()
    reasons = {one.reason for one in certificate.waivers}
    assert reasons == {"a reason long enough", "another long reason"}
    assert all(one.certificate is certificate for one in checked.documents.values())


def test_a_file_that_may_not_go_has_no_certificate() -> None:
    report = FileReport("a", "", 0, "pdf", 1, "blocked", (), (), "rules")
    with pytest.raises(ValueError, match="may be published"):
        certify(report)


# --- What is named to be checked.


def test_content_folders_record_folders_and_files(content, check, tmp_path: Path) -> None:
    signs = content.record("signs", {"a.pdf": "clean ok"})
    content.record("lamps", {"a.pdf": "clean MARK"})
    loose = tmp_path / "loose.pdf"
    loose.write_text("clean ok", encoding="utf-8")
    assert [Path(f.path).parent.name for f in check(signs).files] == ["signs"]
    assert check(signs).exit_code == 0
    everything = check(content.path, signs, loose, loose)
    assert [f.path for f in everything.files] == sorted(
        [
            str(content.path / "records/2024/lamps/a.pdf"),
            str(content.path / "records/2024/signs/a.pdf"),
            str(loose),
        ]
    )
    assert everything.exit_code == 1


def test_a_broken_record_does_not_hide_its_files(content, check) -> None:
    folder = content.record("signs", {"a.pdf": "clean MARK"}, outcome="granted in full")
    content.record("lamps", {"a.pdf": "clean MARK"})
    (folder / "stray.pdf").write_text("clean MARK", encoding="utf-8")
    for report in (check(), check(folder, content.path)):
        assert {Path(f.path).name for f in report.files} == {"a.pdf", "stray.pdf"}
        assert len(report.files) == 3
        assert all(f.status == "blocked" for f in report.files)
        assert all(str(content.path) in problem.path for problem in report.problems)
        assert any("outcome" in problem.what for problem in report.problems)


def test_folders_with_strange_things(content, check, tmp_path: Path) -> None:
    folder = content.record("signs", {"a.pdf": "clean ok"})
    (folder / "link.pdf").symlink_to("a.pdf")
    assert check().exit_code == 1
    assert check(folder).exit_code == 1
    nothing = tmp_path / "nothing"
    nothing.mkdir()
    assert check(nothing).exit_code == 2
    link = tmp_path / "link"
    link.symlink_to(folder)
    (report,) = check(link).files
    assert (report.status, report.missing) == ("unreadable", False)


def test_an_empty_content_folder_is_clean(content, check) -> None:
    assert check().exit_code == 0
    assert check().to_text() == "0 files checked."


def test_nothing_named_cannot_run() -> None:
    with pytest.raises(CannotRun):
        check_paths([])


def test_answers_are_kept_beside_the_content(content, check) -> None:
    content.record("signs", {"a.pdf": "clean ok"})
    check(fresh=True)
    assert not cache_folder(content.path).exists()
    check()
    assert cache_folder(content.path).is_dir()
    assert cache_folder(content.path) == content.path.parent / ".cache/disclosurelog/checks"


# --- The report.


def test_the_json_is_the_contract(content, check) -> None:
    folder = content.record("signs", {"a.pdf": "clean MARK", "b.pdf": "crash", "c.pdf": "clean a"})
    (folder / "stray.pdf").write_text("clean ok", encoding="utf-8")
    report = check()
    values = json.loads(report.to_json())
    assert set(values) == {"ruleset", "files", "records"}
    assert values["ruleset"] == report.ruleset
    assert [file["status"] for file in values["files"]] == [
        "blocked",
        "unreadable",
        "clean",
        "clean",
    ]
    assert all(set(file) == {"path", "sha256", "status", "findings"} for file in values["files"])
    assert values["files"][0]["findings"] == [
        {
            "rule": "T901",
            "severity": "block",
            "page": 1,
            "box": [72.0, 72.0, 144.0, 90.0],
            "message": "a marked word is there",
            "remedy": "take it out",
        }
    ]
    assert values["files"][1]["findings"][0]["page"] is None
    assert values["files"][1]["findings"][0]["box"] is None
    (problem,) = values["records"]
    assert set(problem) == {"path", "line", "column", "message", "remedy"}


def test_what_a_finding_found_is_in_no_report(content, check) -> None:
    content.record("signs", {"a.pdf": "clean MARKtopsecret FAIL"})
    report = check()
    assert report.exit_code == 1
    for said in (report.to_text(), report.to_json(), str(report), repr(report)):
        assert "topsecret" not in said.lower()


def test_waived_findings_are_in_the_json(content, check, waiver) -> None:
    text = "clean MARK"
    content.record("signs", {"a.pdf": text}, {"a.pdf": [waiver(text)]})
    (file,) = json.loads(check().to_json())["files"]
    assert file["status"] == "clean"
    assert [one["rule"] for one in file["waived"]] == ["T901"]


def test_a_sandbox_that_is_not_whole_is_said_once(content, stand_in, monkeypatch) -> None:
    content.record("signs", {"a.pdf": "clean ok", "b.pdf": "clean ok too"})
    real = Sandbox._greet
    monkeypatch.setattr(Sandbox, "_greet", lambda *a: real(*a) | {"level": "limits only"})
    with Sandbox(stand_in=stand_in) as sandbox:
        report = check_paths([content.path], sandbox=sandbox)
    assert report.exit_code == 0
    assert report.to_text().count("network") == 1
    assert "network" in json.loads(report.to_json())["sandbox"]


def test_progress_is_told(content, check) -> None:
    content.record("signs", {"a.pdf": "clean ok", "b.pdf": "clean ok too"})
    seen: list[tuple[int, int, str]] = []
    check(progress=lambda *now: seen.append(now))
    assert [one[:2] for one in seen] == [(1, 2), (2, 2)]
    assert {Path(one[2]).name for one in seen} == {"a.pdf", "b.pdf"}
