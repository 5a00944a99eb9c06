"""`disclosurelog flatten`, from outside: what is written, what is said, how it ends."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

import pdfs
from disclosurelog.checks.rule import Finding
from disclosurelog.cli import main
from disclosurelog.gate import Limits, Wish, flatten_file, inspect
from disclosurelog.gate.flatjob import copy_from
from disclosurelog.gate.remedies import remedy_of
from disclosurelog.gate.wire import GarbageError
from pdfs import BOX, LETTER, LINE, SECRET


@pytest.fixture
def leaking(tmp_path):
    path = tmp_path / "release.pdf"
    path.write_bytes(pdfs.pdf(LETTER, LETTER + LINE + BOX, LETTER))
    return path


def run(*arguments):
    return CliRunner().invoke(main, ["flatten", *map(str, arguments)])


def test_a_copy_is_written_that_passes(leaking, tmp_path):
    out = tmp_path / "safe.pdf"
    result = run(leaking, out, "--pages", "2", "--title", "Our answer")
    assert result.exit_code == 0, result.output
    assert "3 pages, 1 redrawn, 2 kept" in result.output
    assert SECRET not in result.output
    report = inspect(out)
    assert report.status == "clean"
    assert report.visible_text == inspect(leaking).visible_text
    assert PdfReader(out).metadata["/Title"] == "Our answer"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["release.pdf", "safe.pdf"]


def test_the_command_of_a_finding_is_the_one_that_helps(leaking, tmp_path):
    (finding,) = inspect(leaking).findings
    remedy = remedy_of(finding, str(leaking))
    command = remedy.partition("disclosurelog flatten ")[2].split()
    assert command[-2:] == ["--pages", "2"]
    command[1] = str(tmp_path / "safe.pdf")
    assert run(*command).exit_code == 0
    other = Finding("P108", "block", 1, None, "what", "apply it")
    assert remedy_of(other, "a.pdf") == "apply it"
    spaced = remedy_of(finding, "a b.pdf")
    assert "flatten 'a b.pdf' SAFE.pdf" in spaced


def test_the_same_file_is_never_its_own_copy(leaking, tmp_path):
    before = leaking.read_bytes()
    link = tmp_path / "link.pdf"
    link.hardlink_to(leaking)
    for target in (leaking, link):
        result = run(leaking, target, "--force")
        assert result.exit_code == 2
        assert "original" in result.output
    assert leaking.read_bytes() == before


def test_what_is_there_stays_there_unless_forced(leaking, tmp_path):
    out = tmp_path / "safe.pdf"
    out.write_bytes(b"precious")
    result = run(leaking, out)
    assert result.exit_code == 2
    assert "--force" in result.output
    assert out.read_bytes() == b"precious"
    assert run(leaking, out, "--force").exit_code == 0
    assert inspect(out).status == "clean"


def test_what_can_not_be_made_safe_leaves_nothing(tmp_path):
    path = tmp_path / "marked.pdf"
    path.write_bytes(pdfs.letter(LINE, change=pdfs.annotate("Redact", (36, 144, 256, 162))))
    result = run(path, tmp_path / "safe.pdf")
    assert result.exit_code == 1
    assert "apply the redactions" in result.output
    assert [one.name for one in tmp_path.iterdir()] == ["marked.pdf"]


def test_a_page_that_is_kept_and_may_not_be_is_refused(leaking, tmp_path):
    result = run(leaking, tmp_path / "safe.pdf", "--pages", "3")
    assert result.exit_code == 1
    assert "--pages 2-3" in result.output
    assert not (tmp_path / "safe.pdf").exists()


def test_what_can_not_be_read_is_told_as_a_check_tells_it(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(_file(tmp_path, "plain.pdf", pdfs.letter())))
    writer.encrypt("", "owner")
    files = {
        "locked.pdf": pdfs.written(writer),
        "empty.pdf": b"",
        "broken.pdf": pdfs.letter()[:200],
        "text.pdf": b"hello",
    }
    for name, data in files.items():
        path = _file(tmp_path, name, data)
        result = run(path, tmp_path / "safe.pdf")
        assert result.exit_code == 1, name
        assert inspect(path).findings[0].message in result.output
        assert "Traceback" not in result.output
        assert not (tmp_path / "safe.pdf").exists()


def _file(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("missing.pdf", "safe.pdf"),
        (".", "safe.pdf"),
        ("release.pdf", "safe.txt"),
        ("release.pdf", "no/such/folder/safe.pdf"),
        ("release.pdf", "safe.pdf", "--pages", "x"),
        ("release.pdf", "safe.pdf", "--dpi", "5000"),
        ("release.pdf", "safe.pdf", "--language", "e n"),
        ("release.pdf", "safe.pdf", "--title", "a\x1b[31m"),
    ],
)
def test_what_can_not_run_says_so(leaking, tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert [one.name for one in tmp_path.iterdir()] == ["release.pdf"]


def test_a_copy_past_the_limits_is_refused_with_the_way_out(leaking, tmp_path):
    from disclosurelog.errors import Refused

    with pytest.raises(Refused, match="--dpi"):
        flatten_file(leaking, tmp_path / "s.pdf", Wish(), limits=Limits(output_bytes=4_000))
    assert not (tmp_path / "s.pdf").exists()


@given(st.binary(max_size=200))
def test_what_a_child_sends_is_never_trusted(data):
    for sent in (data, b"flat1\n" + data, b"flat1\n\0\0\0\x02{}" + data):
        with pytest.raises(GarbageError):
            copy_from(sent)


@pytest.mark.parametrize(
    "header",
    [
        b'{"refusal": ["a\\u001b", "b"]}',
        b'{"refusal": [1, 2]}',
        b'{"refusal": null, "drawn": [-1], "erased": []}',
        b'{"refusal": null, "drawn": [true], "erased": []}',
        b'{"refusal": null, "drawn": [], "erased": [[1]]}',
        b"[]",
        b'{"refusal": null}',
    ],
)
def test_headers_of_the_wrong_shape(header):
    with pytest.raises(GarbageError):
        copy_from(b"flat1\n" + len(header).to_bytes(4, "big") + header + b"%PDF")
