"""What was withheld once is refused ever after, wherever it stands, and nothing tells of it."""

from __future__ import annotations

import os
import re
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

import pdfs
from disclosurelog.cli import main
from projects import RECORD

NAME = "Agatha Quillfeather"
SECRETS = ("agatha", "quillfeather", "44713")

ORIGINAL = pdfs.letter(
    f"BT /F1 10 Tf 40 150 Td (Complaint by {NAME}, warrant number 44713) Tj ET\n"
)
REDACTED = pdfs.letter("BT /F1 10 Tf 40 150 Td (Complaint by) Tj ET\n")


@dataclass
class Result:
    returncode: int
    stdout: str
    stderr: str


def _silent(done, code: int) -> Result:
    assert "Traceback" not in done.stderr
    told = (done.stdout + done.stderr).casefold()
    assert not [secret for secret in SECRETS if secret in told], "it tells what was withheld"
    return Result(code, done.stdout, done.stderr)


class Office:
    """A log, a key and an original outside of it, as an authority keeps them."""

    def __init__(self, project, outside: Path) -> None:
        self.project = project.start(2)
        outside.mkdir()
        self.outside = outside
        self.key = outside / "key"
        self.original = outside / "original.pdf"
        self.redacted = outside / "redacted.pdf"
        self.original.write_bytes(ORIGINAL)
        self.redacted.write_bytes(REDACTED)
        self.list = project.content / "withheld" / "area-1.yaml"

    def run(self, *command: str, **environment: str) -> Result:
        """Run a command within this process, as the command line does."""
        blank = dict.fromkeys(("DISCLOSURELOG_WITHHELD_KEY", "DISCLOSURELOG_WITHHELD_KEY_FILE"))
        here = Path.cwd()
        os.chdir(self.project.path)
        try:
            done = CliRunner().invoke(main, command, env={**blank, **environment})
        finally:
            os.chdir(here)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return _silent(done, done.exit_code)

    def with_key(self, *command: str) -> Result:
        return self.run(*command, DISCLOSURELOG_WITHHELD_KEY_FILE=str(self.key))

    def build(self) -> Result:
        """Build as a person does, in a process of its own."""
        done = self.project.run(
            "disclosurelog", "build", DISCLOSURELOG_WITHHELD_KEY_FILE=str(self.key)
        )
        return _silent(done, done.returncode)

    def add(self, record: str = "area-1", original: Path | None = None, **environment: str):
        command = ("withheld", "add", "--record", record, "--redacted", str(self.redacted))
        environment = environment or {"DISCLOSURELOG_WITHHELD_KEY_FILE": str(self.key)}
        return self.run(*command, "--original", str(original or self.original), **environment)


@pytest.fixture
def office(project, tmp_path: Path) -> Office:
    made = Office(project, tmp_path / "outside")
    done = made.run("withheld", "key", str(made.key))
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture
def listed(office: Office) -> Office:
    done = office.add()
    assert done.returncode == 0, done.stderr
    return office


def _refused(listed: Office, *, build: bool = False) -> str:
    checked = listed.with_key("check")
    assert checked.returncode == 1, checked.stdout + checked.stderr
    if not build:
        return checked.stdout
    done = listed.build()
    assert done.returncode == 1, done.stderr
    assert not listed.project.site.exists()
    return done.stderr


def test_a_log_that_holds_nothing_withheld_is_built(listed: Office) -> None:
    done = listed.build()
    assert done.returncode == 0, done.stderr
    tree = listed.project.tree()
    key = listed.key.read_text().strip().encode()
    entries = re.findall(rb'"([0-9a-f]{32})"', listed.list.read_bytes())
    for uri, data in tree.items():
        assert "withheld/" not in uri
        assert key not in data
        assert not any(entry in data for entry in entries)


def test_metadata_of_another_file(listed: Office) -> None:
    listed.project.add(2, pdf=pdfs.letter(change=pdfs.info(Keywords=f"from {NAME}")))
    told = _refused(listed, build=True)
    assert "records/2024/area-2/routes.pdf" in told
    assert "F003" in told
    assert "properties" in told


def test_text_of_a_record(listed: Office) -> None:
    text = RECORD.format(number=2, day=4)
    listed.project.add(2, text.replace("The routes are attached.", f"As {NAME} asked."))
    told = _refused(listed, build=True)
    assert re.search(r"records/2024/area-2/record\.yaml:\d+:\d+: words that were withheld", told)


def test_a_comment_in_a_record(listed: Office) -> None:
    listed.project.add(2, "# asked by quillfeather, agatha\n" + RECORD.format(number=2, day=4))
    told = _refused(listed)
    assert "records/2024/area-2/record.yaml:1:12: words" in told


def test_a_file_name(listed: Office) -> None:
    text = RECORD.format(number=2, day=4).replace("routes.pdf", "Agatha_Quillfeather.pdf")
    folder = listed.project.add(2, text)
    (folder / "routes.pdf").rename(folder / "Agatha_Quillfeather.pdf")
    assert "[withheld words]" in _refused(listed, build=True)


def test_a_slug(listed: Office) -> None:
    folder = listed.project.add(2)
    folder.rename(folder.with_name("complaint-by-agatha-quillfeather"))
    assert "[withheld words]" in _refused(listed)


def test_a_name_in_a_record_with_other_mistakes(listed: Office) -> None:
    folder = listed.project.add(2, "schema: 1\n")
    folder.rename(folder.with_name("complaint-by-agatha-quillfeather"))
    assert "[withheld words]" in _refused(listed, build=True)


def test_an_own_page(listed: Office) -> None:
    listed.project.write("content/pages/about.md", "# About\n\nAsk *Agatha* Quillfeather.\n")
    done = listed.build()
    assert done.returncode == 1
    assert "about/index.html would hold words that were withheld" in done.stderr
    assert not listed.project.site.exists()


def test_the_original_under_another_name(listed: Office) -> None:
    listed.original.write_bytes(pdfs.letter("BT /F1 9 Tf 40 99 Td (nothing) Tj ET\n"))
    assert listed.add().returncode == 0
    listed.project.add(2, pdf=listed.original.read_bytes())
    assert "is an original that was redacted" in _refused(listed)


def test_a_waiver_does_not_help(listed: Office) -> None:
    import hashlib

    data = pdfs.letter(change=pdfs.info(Keywords=f"from {NAME}"))
    text = RECORD.format(number=2, day=4) + (
        "    waivers:\n      - rule: F003\n        reason: We looked at it and it is fine.\n"
        "        approved_by: Manager\n        date: 2024-02-01\n"
        f'        sha256: "{hashlib.sha256(data).hexdigest()}"\n'
    )
    text = text.replace(
        "{file: routes.pdf, title: Routes of area 2}", "file: routes.pdf\n    title: Routes"
    )
    listed.project.add(2, text, pdf=data)
    assert "F003 can never be waived" in _refused(listed)


def test_a_single_file_is_checked_with_the_list(listed: Office) -> None:
    path = listed.project.write("draft.pdf", pdfs.letter(change=pdfs.info(Keywords=NAME)))
    assert listed.with_key("check", str(path)).returncode == 1
    assert listed.run("check", str(path)).returncode == 2


# --- The key --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["build", "check"])
def test_without_the_key_nothing_runs(listed: Office, command: str) -> None:
    done = listed.run(command)
    assert done.returncode == 2
    assert "their key is not here" in done.stderr
    assert "DISCLOSURELOG_WITHHELD_KEY" in done.stderr
    assert not listed.project.site.exists()


def test_another_key_is_told(listed: Office) -> None:
    for given in ("00" * 32, "not a key"):
        done = listed.run("check", DISCLOSURELOG_WITHHELD_KEY=given)
        assert done.returncode == 2
        assert "key" in done.stderr
        assert given not in done.stderr
    assert listed.run("check", DISCLOSURELOG_WITHHELD_KEY=listed.key.read_text()).returncode == 0


def test_a_key_is_new_secret_and_never_replaced(office: Office) -> None:
    assert re.fullmatch(r"[0-9a-f]{64}\n", office.key.read_text())
    assert stat.S_IMODE(office.key.stat().st_mode) == 0o600
    before = office.key.read_bytes()
    assert office.run("withheld", "key", str(office.key)).returncode == 2
    assert office.key.read_bytes() == before
    other = office.outside / "other"
    assert office.run("withheld", "key", str(other)).returncode == 0
    assert other.read_bytes() != before


def test_a_key_in_the_repository_is_refused(office: Office) -> None:
    subprocess.run(["git", "init", "-q", str(office.project.path)], check=True)
    for name in ("content/key", "key", "deep/../key"):
        inside = office.project.path / name
        assert office.run("withheld", "key", str(inside)).returncode == 2
        assert not inside.exists()
    inside = office.project.path / "key"
    inside.write_bytes(office.key.read_bytes())
    done = office.add(DISCLOSURELOG_WITHHELD_KEY_FILE=str(inside))
    assert done.returncode == 2
    assert "repository" in done.stderr
    linked = office.outside / "linked"
    linked.symlink_to(inside)
    assert office.add(DISCLOSURELOG_WITHHELD_KEY_FILE=str(linked)).returncode == 2


# --- The list -------------------------------------------------------------------------------


def test_a_list_tells_nothing(listed: Office) -> None:
    text = listed.list.read_text()
    assert not [secret for secret in SECRETS if secret in text.casefold()]
    entries = re.findall(r'^  - "([0-9a-f]{32})"$', text, re.MULTILINE)
    assert len(entries) == 64 + 1
    assert listed.key.read_text().strip() not in text


def test_adding_again_changes_nothing(listed: Office) -> None:
    before = listed.list.read_bytes()
    assert listed.add().returncode == 0
    assert listed.list.read_bytes() == before


def test_two_files_of_a_record_share_its_list(listed: Office) -> None:
    other = listed.outside / "second.pdf"
    other.write_bytes(pdfs.letter("BT /F1 9 Tf 40 99 Td (by Barnabas Thistlewood) Tj ET\n"))
    assert listed.add(original=other).returncode == 0
    for name in (NAME, "Barnabas Thistlewood"):
        listed.project.add(2, pdf=pdfs.letter(change=pdfs.info(Keywords=name)))
        assert listed.with_key("check").returncode == 1
    entries = re.findall(r'^  - "[0-9a-f]{32}"$', listed.list.read_text(), re.MULTILINE)
    assert len(entries) == 64 + 2


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("version: 1", "version: 2"),
        ("terms:", "words:"),
        ('  - "', "  - '"),
        ("originals:\n", "originals: 5\n"),
        ("version: 1", "version: 1\nversion: 1"),
    ],
)
def test_a_damaged_list_stops_everything(listed: Office, was: str, now: str) -> None:
    listed.list.write_text(listed.list.read_text().replace(was, now))
    done = listed.with_key("check")
    assert done.returncode == 2
    assert "withheld/area-1.yaml" in done.stderr


def test_a_stray_file_among_the_lists_stops_everything(listed: Office) -> None:
    (listed.list.parent / "notes about Agatha Quillfeather.txt").write_text("x")
    assert listed.with_key("check").returncode == 2


# --- What can't be listed -------------------------------------------------------------------


def test_mistakes_are_told_and_nothing_is_written(office: Office) -> None:
    def told(**changes) -> str:
        done = office.add(**changes)
        assert done.returncode == 2
        assert not office.list.exists()
        return done.stderr

    assert "no such record" in told(record="area-9")
    assert "key" in told(DISCLOSURELOG_WITHHELD_KEY="")
    assert "the same" in told(original=office.redacted)
    assert "no such file" in told(original=office.outside / "nothing.pdf")
    inside = office.project.write("content/Agatha Quillfeather.pdf", ORIGINAL)
    assert "lies in the repository" in told(original=inside)
    office.original.write_bytes(b"%PDF-1.7 not really")
    assert "the original can't be used" in told()
    office.original.write_bytes(ORIGINAL)
    office.redacted.write_bytes(pdfs.pdf("q 0 0 0 rg 36 144 220 18 re f Q\n"))
    assert "no words" in told()


def test_a_record_may_be_named_by_its_folder(office: Office) -> None:
    assert office.add(record="content/records/2024/area-1").returncode == 0
    assert office.list.exists()
