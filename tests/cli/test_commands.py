"""The commands as others run them: output and exit codes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

import pdfs
from disclosurelog.cli import main


def run(*arguments: object):
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)


def test_rules_lists_every_check() -> None:
    from disclosurelog.checks import registry

    done = run("rules")
    assert done.exit_code == 0
    for rule in registry.rules():
        assert rule.code in done.output
        page = run("rules", rule.code.lower())
        assert page.exit_code == 0
        assert len(page.output.splitlines()) > 8


def test_the_page_of_all_checks_is_current(root) -> None:
    kept = (root / "docs" / "checks.md").read_text(encoding="utf-8")
    assert kept == run("rules", "--markdown").output, "run: disclosurelog rules --markdown"


def test_rules_that_do_not_exist() -> None:
    assert run("rules", "Z999").exit_code == 2


def test_check_says_clean(tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdfs.letter())
    assert run("check", tmp_path / "a.pdf").exit_code == 0


def test_check_names_the_leak_and_never_shows_it(tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdfs.letter(pdfs.LINE + pdfs.BOX))
    for form in ("text", "json"):
        done = run("check", tmp_path / "a.pdf", "--format", form)
        assert done.exit_code == 1
        assert "P101" in done.output
        assert pdfs.SECRET not in done.output


def test_check_json_is_the_contract(tmp_path) -> None:
    (tmp_path / "clean.pdf").write_bytes(pdfs.letter())
    (tmp_path / "leak.pdf").write_bytes(pdfs.letter(pdfs.LINE + pdfs.BOX))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7")
    done = run("check", *sorted(tmp_path.iterdir()), "--format", "json")
    report = json.loads(done.stdout)
    assert report.keys() >= {"ruleset", "files", "records"}
    by_name = {f["path"].rpartition("/")[2]: f for f in report["files"]}
    assert by_name["clean.pdf"]["status"] == "clean"
    assert by_name["leak.pdf"]["status"] == "blocked"
    assert by_name["broken.pdf"]["status"] == "unreadable"
    finding = next(f for f in by_name["leak.pdf"]["findings"] if f["rule"] == "P101")
    assert finding["severity"] == "block"
    assert finding["page"] == 1
    assert len(finding["box"]) == 4
    assert finding["message"]
    assert finding["remedy"]


@pytest.mark.parametrize("form", ["text", "json"])
def test_check_of_nothing(tmp_path, form) -> None:
    done = run("check", tmp_path / "nowhere.pdf", "--format", form)
    assert done.exit_code in {1, 2}


def test_schema(tmp_path) -> None:
    assert json.loads(run("schema").output)["title"] == "Record"
    assert run("schema", "--write", tmp_path).exit_code == 0
    assert (tmp_path / "record.schema.json").read_text() == run("schema").output
