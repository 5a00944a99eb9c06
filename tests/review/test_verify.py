"""`disclosurelog verify`: every certificate is made again from its file."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import pdfs
from disclosurelog.cli import main
from disclosurelog.gate import Certificate
from projects import RECORD, Project

WHITE = pdfs.letter("1 1 1 rg " + pdfs.LINE)
WAIVER = """\
    waivers:
      - rule: P106
        page: 1
        sha256: "{sha256}"
        reason: The white line is the printer's own mark.
        approved_by: Information Governance Manager
        date: 2024-03-18
"""


def run(*arguments: object):
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Three records: an honest file, one with a waiver, and the honest file once more."""
    project = Project(tmp_path_factory.mktemp("verify") / "project").start(3)
    text = RECORD.format(number=2, day=4).replace(
        "  - {file: routes.pdf, title: Routes of area 2}\n",
        "  - file: routes.pdf\n    title: Routes of area 2\n"
        + WAIVER.format(sha256=hashlib.sha256(WHITE).hexdigest()),
    )
    project.add(2, text=text, pdf=WHITE)
    project.build()
    return project


@pytest.fixture
def site(built: Project, tmp_path: Path) -> Path:
    """A copy of the site beside a copy of its settings, to tamper with."""
    shutil.copytree(built.path, tmp_path / "copy", ignore=shutil.ignore_patterns(".cache"))
    return tmp_path / "copy" / "site"


def relisted(site: Path) -> None:
    """Make the manifest say what is there, as somebody who tampers would."""
    path = site / "manifest.json"
    manifest = json.loads(path.read_bytes())
    files = sorted(one for one in site.rglob("*") if one.is_file() and one != path)
    manifest["files"] = {
        one.relative_to(site).as_posix(): {
            "sha256": hashlib.sha256(one.read_bytes()).hexdigest(),
            "size": one.stat().st_size,
        }
        for one in files
    }
    path.write_text(json.dumps(manifest))


def certificates(site: Path) -> list[Path]:
    return sorted((site / "certificates").glob("*.json"))


def test_a_site_as_it_was_built(site: Path) -> None:
    done = run("verify", site)
    assert done.exit_code == 0, done.output
    assert "2 certificates are what the checks say" in done.stderr
    assert done.stdout == ""
    assert "Not compared" not in done.stderr


def test_quick_looks_at_the_manifest_only(site: Path, monkeypatch) -> None:
    monkeypatch.setattr("disclosurelog.gate.sandbox.Sandbox.read", None)
    done = run("verify", site, "--quick")
    assert done.exit_code == 0
    (site / "index.html").write_text("changed")
    done = run("verify", site, "--quick")
    assert done.exit_code == 1
    assert done.stdout == "index.html is not what was approved\n"


def changed(**values: object) -> Callable[[Path], None]:
    def change(site: Path) -> None:
        for path in certificates(site):
            known = json.loads(path.read_text())
            text = json.dumps({**known, **values}, ensure_ascii=False, indent=1) + "\n"
            path.write_text(text)

    return change


def forget_waivers(site: Path) -> None:
    for path in certificates(site):
        known = json.loads(path.read_text())
        if known["waivers"]:
            known["waivers"] = []
            path.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n")


def whitewash(site: Path) -> None:
    for path in certificates(site):
        text = path.read_text()
        path.write_text(text.replace('"verdict": "waived"', '"verdict": "clean"'))


def swap_a_file(site: Path) -> None:
    """Another file under the old name, with a manifest that agrees."""
    (site / "records/area-2/routes.pdf").write_bytes(pdfs.letter(pdfs.LINE + pdfs.BOX))


def swap_a_file_and_its_certificate(site: Path) -> None:
    """A leaking file with a certificate of its own that says it is clean."""
    data = pdfs.letter(pdfs.LINE + pdfs.BOX)
    (site / "records/area-2/routes.pdf").write_bytes(data)
    known = next(json.loads(p.read_text()) for p in certificates(site) if "P106" in p.read_text())
    known |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "waivers": []}
    for check in known["checks"]:
        check["verdict"] = "clean"
    text = json.dumps(known, ensure_ascii=False, indent=1) + "\n"
    (site / f"certificates/{known['sha256']}.json").write_text(text)


@pytest.mark.parametrize(
    ("tamper", "words"),
    [
        (changed(pages=7), "has the page count 7, and its file 1"),
        (changed(size=7), "has the size 7"),
        (changed(kind="png"), "has the kind png"),
        (changed(sha256="0" * 64), "is the certificate of another file"),
        (changed(checks=[]), "says nothing of P101, and the check says clean"),
        (forget_waivers, "says waived of P106, and the check says stop"),
        (whitewash, "says clean of P106, and the check says waived"),
        (swap_a_file, "has no certificate"),
        (swap_a_file_and_its_certificate, "says clean of P101, and the check says stop"),
        (lambda site: certificates(site)[0].unlink(), "has no certificate"),
        (lambda site: certificates(site)[0].write_text("{}"), "is no certificate"),
        (lambda site: certificates(site)[0].write_text("[" * 100_000), "is no certificate"),
        (
            lambda site: (site / "records/area-2/routes.pdf").unlink(),
            "is for a file that is not published",
        ),
        (
            lambda site: (site / "records/area-2/notes.pdf").write_bytes(pdfs.letter("0 g")),
            "records/area-2/notes.pdf has no certificate",
        ),
    ],
)
def test_a_difference_is_found_though_the_manifest_agrees(site: Path, tamper, words) -> None:
    tamper(site)
    relisted(site)
    assert run("verify", site, "--quick").exit_code == 0
    done = run("verify", site)
    assert done.exit_code == 1
    assert words in done.stdout
    assert "ask why" in done.stderr


def test_a_changed_file_is_told_once(site: Path) -> None:
    (site / "records/area-2/routes.pdf").write_bytes(b"changed")
    done = run("verify", site)
    assert done.exit_code == 1
    assert done.stdout == "records/area-2/routes.pdf is not what was approved\n"


def test_older_rules_are_no_sign_of_tampering(site: Path) -> None:
    changed(ruleset="000000000000-aaaaaaaaaaaa")(site)
    relisted(site)
    done = run("verify", site)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "made by other rules (000000000000-aaaaaaaaaaaa)" in done.stderr
    assert "build again" in done.stderr
    assert "no sign of tampering" in done.stderr
    assert "ask why" not in done.stderr


def test_a_site_without_its_settings(site: Path, tmp_path: Path, monkeypatch) -> None:
    """What the settings decide is not compared, which is said; all else is."""
    alone = tmp_path / "alone" / "site"
    shutil.copytree(site, alone)
    monkeypatch.chdir(tmp_path)
    done = run("verify", alone)
    assert done.exit_code == 0, done.output
    assert "Not compared: " in done.stderr
    assert "F004" in done.stderr
    changed(pages=7)(alone)
    relisted(alone)
    assert run("verify", alone).exit_code == 1


def test_no_folder_is_made_beside_the_site(site: Path, tmp_path: Path) -> None:
    before = sorted(site.parent.iterdir())
    run("verify", site)
    assert sorted(site.parent.iterdir()) == before


def test_what_is_no_site(tmp_path: Path) -> None:
    assert run("verify", tmp_path).exit_code == 2
    assert run("verify", tmp_path, "--quick").exit_code == 2


def test_a_certificate_is_read_as_it_is_written(site: Path) -> None:
    for path in certificates(site):
        assert Certificate.from_bytes(path.read_bytes()).to_bytes() == path.read_bytes()
        for wrong in (b" " + path.read_bytes(), b"null", b"", b"\xff", b'{"sha256": []}'):
            with pytest.raises(ValueError, match="no certificate"):
                Certificate.from_bytes(wrong)
