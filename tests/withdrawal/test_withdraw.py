"""The day something got out: it goes, everywhere, and comes back under no other name."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest

import pdfs
from projects import CONFIG, RECORD
from repositories import Clone, Served

SLIP = "Informant Barnabas Thistlewood of Copperfield Yard, by Larkspur Lodge"
LETTER = pdfs.letter(f"BT /F1 10 Tf 40 150 Td ({SLIP}) Tj ET\n")
#: The same words in another file, under another name.
AGAIN = pdfs.letter(f"BT /F1 11 Tf 40 120 Td ({SLIP}) Tj ET\n")
TOLD = "The routes of Copperfield Yard were asked for by Barnabas Thistlewood."


@pytest.fixture
def office(tmp_path: Path) -> tuple[Served, Clone, Path]:
    """A live log in which one file and one record say too much."""
    server = Served(tmp_path / "srv")
    desk = server.clone()
    desk.write("mkdocs.yml", CONFIG)
    desk.write(".gitignore", ".cache/\nsite/\n")
    desk.start(3)
    text = RECORD.format(number=1, day=3).replace("The routes are attached.", TOLD)
    desk.add_record(1, pdf=LETTER, text=text)
    desk.commit("Slip")
    key = tmp_path / "key"
    done = server.run("withheld", "key", str(key), "--content", str(desk.path / "content"))
    assert done.returncode == 0, done.stderr
    server.install("--site", str(server.site), "--key-file", str(key))
    done = desk.push()
    assert done.returncode == 0, done.stderr
    return server, desk, key


def _withdraw(office, *options: str):
    server, desk, key = office
    return server.run(
        *("withdraw", "area-1", "--reason", "It held a name.", "--date", "2024-04-01"),
        *("--key-file", str(key), "--content", str(desk.path / "content"), *options),
    )


def _carry(folder: Path, *secrets: bytes) -> list[str]:
    return [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(one in path.read_bytes().lower() for one in secrets)
    ]


def test_a_record_goes_everywhere_and_stays_away(office) -> None:
    server, desk, _ = office
    secrets = (b"thistlewood", b"larkspur", LETTER.lower())
    assert _carry(server.site, *secrets)
    name = hashlib.sha256(LETTER).hexdigest()
    assert {path.parents[1].name for path in server.home.rglob(f"{name}-*")} >= {"checks", "pages"}
    first = (server.site / "current").resolve().name
    server.run("check", str(desk.path / "content"))
    assert _carry(desk.path / ".cache", *secrets)

    done = _withdraw(office)
    assert done.returncode == 0, done.stderr
    assert _carry(desk.path / ".cache", *secrets) == []
    record = desk.path / "content/records/2024/area-1"
    assert [path.name for path in record.iterdir()] == ["record.yaml"]
    assert "status: withdrawn" in (record / "record.yaml").read_text()
    assert _carry(desk.path / "content", *secrets) == []
    for words in (
        "git filter-repo --invert-paths --path content/records/2024/area-1",
        "72 hours",
        "https://log.example/records/area-1/",
        "gc --prune=now",
    ):
        assert words in done.stdout

    releases = server.site / "releases"
    spare = releases / ".spare-site"
    shutil.copytree(releases / first, spare / "site")
    assert _carry(spare, *secrets)

    desk.commit("Withdraw")
    pushed = desk.push()
    assert pushed.returncode == 0, pushed.stderr
    assert not spare.exists()
    assert f"Removed release {first[:12]}" in pushed.stderr
    assert re.search(r"Searched [\d,]+ files of every release: nothing", pushed.stderr)
    assert _carry(server.site, *secrets) == []
    assert list(server.home.rglob(f"{name}-*")) == []
    page = (server.site / "current/records/area-1/index.html").read_text()
    assert "It held a name." in page
    assert "no longer published" in page

    desk.add_record(2, pdf=AGAIN)
    desk.commit("Again")
    again = desk.push()
    assert again.returncode != 0
    assert "F003" in again.stderr
    desk.git("reset", "--quiet", "--hard", "HEAD^")
    desk.add_record(2, pdf=LETTER)
    desk.commit("The very file")
    assert "an original that was redacted" in desk.push().stderr


def test_one_file_goes_and_the_record_stays(office) -> None:
    server, desk, _ = office
    done = _withdraw(office, "--document", "routes.pdf")
    assert done.returncode == 0, done.stderr
    record = desk.path / "content/records/2024/area-1"
    text = (record / "record.yaml").read_text()
    assert not (record / "routes.pdf").exists()
    assert "withdrawn:" in text
    assert "status: withdrawn" not in text
    assert TOLD in text  # the record's own words are the officer's to change
    assert "--path content/records/2024/area-1/routes.pdf" in done.stdout
    checked = server.run(
        "check", str(desk.path / "content"), DISCLOSURELOG_WITHHELD_KEY_FILE=str(office[2])
    )
    assert checked.returncode == 0, checked.stdout


def test_what_others_say_too_is_not_listed(office) -> None:
    """Every letter says the same of the Act; the log must go on saying it."""
    server, desk, key = office
    assert _withdraw(office).returncode == 0
    checked = server.run(
        "check", str(desk.path / "content"), DISCLOSURELOG_WITHHELD_KEY_FILE=str(key)
    )
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--document", "other.pdf"), "publishes no such file"),
        (("--document", "../area-2/routes.pdf"), "publishes no such file"),
        (("--key-file", "/nowhere"), "key"),
    ],
)
def test_what_cannot_be_withdrawn(office, options: tuple[str, ...], words: str) -> None:
    _, desk, _ = office
    done = _withdraw(office, *options)
    assert done.returncode == 2
    assert words in done.stderr
    assert desk.git("status", "--porcelain") == ""


def test_twice(office) -> None:
    assert _withdraw(office).returncode == 0
    done = _withdraw(office)
    assert done.returncode == 2
    assert "withdrawn already" in done.stderr
