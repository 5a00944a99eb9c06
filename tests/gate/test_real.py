"""The whole way with the real readers and rules: real PDFs, real bad input, real children."""

from __future__ import annotations

import io
import os
import random
import signal
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from disclosurelog.checks.registry import rules, run_rules
from disclosurelog.files import read_facts
from disclosurelog.gate import GateRefused, Inspector, Sandbox, check_log, check_paths
from pdfs import SECRET, letter, pdf

LEAK = letter(f"BT /F1 12 Tf 40 150 Td ({SECRET} Road) Tj ET 0 g 38 145 150 20 re f\n")


@pytest.fixture(scope="module")
def real() -> Iterator[Sandbox]:
    with Sandbox() as one:
        yield one


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(letter())))
    writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def spreadsheet() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return made.getvalue()


def no_pages() -> bytes:
    made = io.BytesIO()
    PdfWriter().write(made)
    return made.getvalue()


BAD = {
    "password.pdf": (encrypted("secret"), {"F001"}),
    "empty-password.pdf": (encrypted(""), {"F001"}),
    "text-named.pdf": (b"Dear Sir or Madam\n", {"F001", "F002"}),
    "pdf-named.txt": (letter(), {"F002"}),
    "staff.xlsx": (spreadsheet(), {"F001"}),
    "sheet-named.pdf": (spreadsheet(), {"F001", "F002"}),
    "no-pages.pdf": (no_pages(), {"F001"}),
    "cut.pdf": (letter()[:40], {"F001"}),
    "noise.pdf": (b"%PDF-1.7\n" + random.Random(7).randbytes(5000), {"F001"}),
    "empty.pdf": (b"", {"F001"}),
}


def test_a_clean_file_and_a_leak(tmp_path: Path, real: Sandbox) -> None:
    (tmp_path / "clean.pdf").write_bytes(letter())
    (tmp_path / "leak.pdf").write_bytes(LEAK)
    report = check_paths(sorted(tmp_path.iterdir()), sandbox=real)
    clean, leak = report.files
    assert clean.status == "clean"
    assert clean.page_count == 1
    assert "Dear applicant" in clean.visible_text[0]
    assert clean.verdicts == tuple((rule.code, "clean") for rule in rules())
    assert leak.status == "blocked"
    assert SECRET not in "".join(leak.visible_text)
    assert SECRET not in report.to_text() + report.to_json()


def test_the_sandbox_changes_no_answer(tmp_path: Path, real: Sandbox) -> None:
    """Walls must not hide from a reader what it sees without them."""
    for data in (letter(), LEAK, pdf("", "BT /F1 9 Tf 10 10 Td (two) Tj ET")):
        path = tmp_path / "a.pdf"
        path.write_bytes(data)
        facts = read_facts(path)
        outside = run_rules(facts)
        inside = Inspector(sandbox=real).inspect(path)
        assert inside.findings == outside.findings
        assert inside.verdicts == outside.verdicts
        assert inside.visible_text == facts.visible_text


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(name: str, tmp_path: Path, real: Sandbox) -> None:
    data, codes = BAD[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.pdf").write_bytes(letter())
    report = check_paths([tmp_path / name, tmp_path / "good.pdf"], sandbox=real)
    assert report.exit_code == 1
    bad, good = sorted(report.files, key=lambda one: one.path.endswith("good.pdf"))
    assert good.status == "clean"
    assert {finding.rule for finding in bad.findings} == codes
    assert bad.status == ("unreadable" if "F001" in codes else "blocked")
    assert all(finding.message and finding.remedy for finding in bad.findings)
    assert "Traceback" not in report.to_text()


def test_a_log_with_a_leak_is_refused(content, real: Sandbox) -> None:
    folder = content.record("signs", {"a.pdf": "", "b.pdf": ""})
    (folder / "a.pdf").write_bytes(letter())
    (folder / "b.pdf").write_bytes(LEAK)
    with pytest.raises(GateRefused) as caught:
        check_log(content.log(), sandbox=real)
    assert "records/2024/signs/b.pdf" in str(caught.value)
    assert "a.pdf" not in str(caught.value)
    assert SECRET not in str(caught.value)
    (folder / "b.pdf").write_bytes(letter())
    checked = check_log(content.log(), sandbox=real)
    assert len(checked.documents) == 2
    assert len(checked.certificates) == 1


def test_killed_anywhere_in_the_reading_of_a_real_file(tmp_path: Path) -> None:
    """A file that is not read to its end is never clean."""
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(*[f"BT /F1 12 Tf 40 260 Td (page {n}) Tj ET" for n in range(40)]))
    dice = random.Random(3)
    with Sandbox() as sandbox:
        inspector = Inspector(sandbox=sandbox)
        assert inspector.inspect(path).status == "clean"
        server = sandbox._process
        assert server is not None
        seen = set()
        for _ in range(12):
            killer = threading.Thread(target=_kill, args=(server.pid, dice.uniform(0, 0.3)))
            killer.start()
            report = inspector.inspect(path)
            killer.join()
            seen.add(report.status)
            if report.status == "clean":
                assert report.page_count == 40
            else:
                assert [f.rule for f in report.findings] == ["F001"]
    assert "unreadable" in seen


def _kill(server: int, pause: float) -> None:
    """Kill the child, if it is still there after the pause."""
    end = time.monotonic() + pause
    while time.monotonic() < end:
        time.sleep(0.001)
    listed = Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split()
    for number in listed:
        os.kill(int(number), signal.SIGKILL)
